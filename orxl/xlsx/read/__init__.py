"""From bytes to a snapshot: cells, strings, styles, tables."""
