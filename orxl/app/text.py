"""A workbook file as lines of text that git can compare."""

from __future__ import annotations

from pathlib import Path

from orxl.app.merging.common import edition
from orxl.app.workbook import open_workbook
from orxl.versions.text import lines


def text_of(path: Path) -> str:
    """The workbook at *path* as text. Raises UnreadableFile."""
    opened = open_workbook(path)
    return "\n".join(lines(opened.book, edition(opened).notes)) + "\n"
