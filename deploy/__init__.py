"""Everything that puts a city on Google: its workbooks, its form, its journal."""
