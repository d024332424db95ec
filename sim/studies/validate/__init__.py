"""The study ``validate``."""
