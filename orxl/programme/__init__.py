"""The programme and the budget as frozen models, and their arithmetic. No cells, no files."""
