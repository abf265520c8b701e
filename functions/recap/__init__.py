"""The HTTP function that reports on the programme: figures, frozen recaps, the public workbook, open data, upkeep."""
