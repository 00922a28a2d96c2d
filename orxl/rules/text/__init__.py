"""Rules about the texts: placeholders, amounts and years, notes."""
