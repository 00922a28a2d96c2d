"""The web edition: what is shown as values, and the pages, charts and open data made of them."""
