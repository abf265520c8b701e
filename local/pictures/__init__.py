"""Pictures of every page of a running demo, for a person to look at."""
