"""The HTTP function that turns form responses and staff requests into decisions."""
