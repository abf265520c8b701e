"""Recordings of Cloud Storage."""
