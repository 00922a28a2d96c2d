"""Values, cell references, snapshots, edits, findings and errors: what every room shares."""
