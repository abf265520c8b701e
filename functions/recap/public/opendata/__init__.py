"""The public files: tables, map, calendar and their description, made from the same rows as the public workbook."""
