"""Sentence alignment: evidence, costs, search, pivot."""
