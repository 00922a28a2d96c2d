"""What an outsider worked out by hand; see README.md."""
