"""What came out: runs, ensembles, and the folder they are written to."""
