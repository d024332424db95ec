"""The rules M1-M14: small pure functions, each with its source. No state, no chance, no files."""
