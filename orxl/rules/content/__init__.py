"""Rules about the programme: measures, targets, partners."""
