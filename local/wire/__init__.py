"""What every stand-in for Google shares."""
