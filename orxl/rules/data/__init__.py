"""Rules about what stands in single input cells."""
