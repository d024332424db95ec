"""The study ``run``."""
