"""Makes the changes that the expectations name, as a person makes them in the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from orxl.binding import BoundBook
from orxl.core.values import BLANK, Value
from orxl.rules.kit import Editor

HERE: Final = Path(__file__).parent
GROWTH: Final = {
    "uendret": "Uendret",
    "som navngitte": "Som de navngitte",
    "nasjonal": "Nasjonal vekst",
}
_KEYS: Final = {"tblMedlemmer": "code", "tblTilskudd": "grant_id", "tblHovedtall": "label"}
"""The column by which the expectations name a row."""


@lru_cache
def read(name: str) -> dict[str, Any]:
    """One of the files of expectations."""
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


def change(editor: Editor, bound: BoundBook, one: Mapping[str, Any]) -> None:
    """Make one change in the workbook."""
    table = one.get("tabell", "")
    if "navn" in one:
        editor.put("tblForutsetninger", one["navn"], "value", _value(one["til"]), by="name")
    elif "metode" in one:
        word = GROWTH[one["til"]]
        editor.put("tblForutsetninger", "Vekst_øvrige", "value", word, by="name")
    elif "ny_rad" in one:
        keys = _keys(bound, table)
        typed = {keys[header]: _value(v, keys[header]) for header, v in one["ny_rad"].items()}
        editor.add_row(table, **typed)
    elif "slett_rad" in one:
        (row,) = editor.rows_where(table, **{_KEYS[table]: _key(table, one["slett_rad"])})
        for column in bound.layout.table(table).columns:
            if not column.derived:
                editor.type_in(editor.at(table, row, column.key), BLANK)
    else:
        key = _keys(bound, table)[one["kolonne"]]
        for row in _rows(editor, table, one["rad"]):
            editor.type_in(editor.at(table, row, key), _value(one["til"], key))


def _rows(editor: Editor, table: str, row: str) -> list[int]:
    if row == "alle navngitte":
        return editor.rows_where(table, in_basis="Ja")
    if table == "tblFolketall":
        code, day = row.split("/")
        at = datetime.fromisoformat(day)
        return editor.rows_where(table, code=float(code), at=at)
    return editor.rows_where(table, **{_KEYS[table]: _key(table, row)})


def _key(table: str, row: str) -> Value:
    return float(row) if table == "tblMedlemmer" else row


def _keys(bound: BoundBook, table: str) -> dict[str, str]:
    return {column.header: column.key for column in bound.layout.table(table).columns}


def _value(value: Any, key: str = "") -> Value:
    if value is None:
        return BLANK
    if key == "code":
        return float(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return value if isinstance(value, str) else float(value)
