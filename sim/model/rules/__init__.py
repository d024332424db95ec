"""The rules M1-M31: small pure functions, each with its source. No state, no chance, no files."""
