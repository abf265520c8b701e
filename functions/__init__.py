"""The deployed functions and the rooms that they share."""
