"""The rules M1-M23: small pure functions, each with its source. No state, no chance, no files."""
