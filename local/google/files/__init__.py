"""What all files have in common, whatever they hold."""
