"""Rules about the budget: totals, changes, projects, grants, carry-over."""
