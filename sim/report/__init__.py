"""Figures and documents from numbers. Computes nothing."""
