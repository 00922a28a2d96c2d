"""Damages and harmless edits as data, done to the workbook that staff open, and what orxl says.

What the files hold stands in ``README.md``; ``python -m tests.adversarial`` prints the table.
"""
