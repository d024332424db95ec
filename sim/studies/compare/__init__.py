"""The study ``compare``."""
