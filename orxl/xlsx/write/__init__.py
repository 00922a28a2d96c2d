"""From edits to new bytes, splice by splice."""
