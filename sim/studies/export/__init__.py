"""``export``: where things happened in the runs of a folder, for maps and for graphs."""
