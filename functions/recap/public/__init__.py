"""What the public reads: rows of public tabs, files, charts, the press paragraph."""
