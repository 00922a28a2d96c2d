"""«orxl ny partner»: the same command as «orxl nytt», as the language has it."""

from __future__ import annotations

from orxl.cli.nytt import DESCRIPTION, add_arguments, run

__all__ = ["DESCRIPTION", "add_arguments", "run"]
