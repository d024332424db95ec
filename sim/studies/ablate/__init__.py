"""The study ``ablate``."""
