"""The checks: one rule, one file, named for the defect. Pure functions over a view of the book."""
