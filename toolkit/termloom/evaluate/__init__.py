"""Measures against gold data."""
