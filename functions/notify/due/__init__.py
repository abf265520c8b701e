"""What is due: which messages should have been sent by now, to whom, and because of what."""
