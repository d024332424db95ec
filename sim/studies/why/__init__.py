"""The study ``why``."""
