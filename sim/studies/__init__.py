"""Studies: what a user asks of a scenario, from its runs to numbers, pictures and files."""
