"""Recorded answers of Google replayed against stand-ins, and scored."""
