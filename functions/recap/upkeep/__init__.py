"""Upkeep: workbooks repaired cell by cell, the form, its watch, spare rows."""
