"""The study ``fork``."""
