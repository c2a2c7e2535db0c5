"""Aligns translations, weaves multilingual glossaries, checks term consistency."""

__version__ = "0.1.0"
