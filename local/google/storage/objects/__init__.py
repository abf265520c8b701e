"""Objects: what is kept of them, and every method that needs no transfer of bytes."""
