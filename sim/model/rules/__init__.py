"""The rules M1-M20: small pure functions, each with its source. No state, no chance, no files."""
