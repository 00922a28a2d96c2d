"""How a release for Windows is made; ``scripts/lag_utgivelse.py`` is its door."""
