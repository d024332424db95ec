"""The actors who decide: Mesa agents that read a snapshot and return actions, nothing else."""
