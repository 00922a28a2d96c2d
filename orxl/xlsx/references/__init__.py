"""What formulas refer to, and how it moves when a cell or a table does."""
