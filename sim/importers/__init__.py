"""Tables of a world and of what was observed, made from files that others publish."""
