"""The study ``discovery``."""
