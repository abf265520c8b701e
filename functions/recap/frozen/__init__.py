"""Frozen days: what was published at each cut-off, and what later facts correct."""
