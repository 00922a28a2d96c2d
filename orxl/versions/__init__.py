"""Versions of a workbook: compared, merged, remembered, locked and exported, as pure functions."""
