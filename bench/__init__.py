"""Measurements: drains over ledgers of different sizes, and cold starts. `python -m bench`."""
