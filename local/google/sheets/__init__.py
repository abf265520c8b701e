"""Google Sheets v4: workbooks in memory, the values methods and the batchUpdate request kinds."""
