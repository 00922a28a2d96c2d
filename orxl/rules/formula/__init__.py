"""Rules about formulas and their values."""
