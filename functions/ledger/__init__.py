"""The journal, its fold, the sheets as views of it, and the loop that decides and shows."""
