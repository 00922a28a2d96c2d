"""What a file holds beside its cells, for the checks before sending."""

from __future__ import annotations

from orxl.xlsx.inspect.book import inspect

__all__ = ["inspect"]
