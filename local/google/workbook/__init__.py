"""What a workbook is: cells, grids, what is typed into them and how it looks; nothing of who asks."""
