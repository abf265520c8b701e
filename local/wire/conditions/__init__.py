"""What a test may order: the time, faults, limits."""
