"""The use cases: what the commands, the scripts and the button do."""
