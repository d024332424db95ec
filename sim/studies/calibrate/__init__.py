"""The study ``calibrate``."""
