"""Which runs there are, and how they are executed."""
