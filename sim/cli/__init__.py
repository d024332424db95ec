"""What every command line shares: parser, options, exit codes, and the commands about files."""
