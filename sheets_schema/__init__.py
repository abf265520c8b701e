"""What the sheets hold: every tab and column declared once, and everything that follows from it."""
