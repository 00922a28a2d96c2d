"""What a check, a click and the rules say: on the terminal, as JSON, HTML and Markdown."""
