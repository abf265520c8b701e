"""The demonstration: the programme's first week on the local Google, and an independent check of it."""
