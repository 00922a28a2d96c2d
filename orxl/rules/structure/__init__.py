"""Rules about sheets, tables, columns and names."""
