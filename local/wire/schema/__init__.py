"""Google's own descriptions of its APIs, and what is read by them."""
