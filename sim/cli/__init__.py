"""The command line: what to run, where to write, and what to say about it."""

from sim.cli.main import main

__all__ = ["main"]
