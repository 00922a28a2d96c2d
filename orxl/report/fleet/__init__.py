"""Many workbooks at a glance: which of them, and which rules, ask for the most work."""
