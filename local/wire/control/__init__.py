"""What a test or a person sets and asks of a stand-in that Google has no method for."""
