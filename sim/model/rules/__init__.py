"""The rules M1-M18: small pure functions, each with its source. No state, no chance, no files."""
