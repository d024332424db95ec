"""The verbs of the timeline: one table of who can do what, with which keys, and to what effect."""
