"""How the rules for any workbook see it: sheets of cells, lines, patterns, totals. No layout."""
