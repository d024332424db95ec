"""``crossvalidate``: each episode predicted by what was fitted to all the others."""
