"""Ibar: an agent-based simulation of how a local conflict escalates, and what calms it."""

__version__ = "0.1.0"
