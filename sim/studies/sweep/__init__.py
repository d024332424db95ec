"""The study ``sweep``."""
