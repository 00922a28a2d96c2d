"""Rules about keys and the references between tables."""
