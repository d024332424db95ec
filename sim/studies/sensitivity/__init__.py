"""The study ``sensitivity``."""
