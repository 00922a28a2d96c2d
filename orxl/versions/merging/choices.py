"""A conflict as a row on the sheet «Fletting», and what was chosen there as edits again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from orxl.core import nb
from orxl.core.edits import AppendRows, Content, Edit, Formula, SetCell, SetName, described
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, CellError, Value
from orxl.layout import Kind, layout_for
from orxl.versions.merging.refusing import SHEET
from orxl.versions.merging.values import Choice, Conflict, Fields, What

TABLE: Final = "tblFletting"
_LONGEST: Final = 30_000
"""Characters that orxl's own column can hold of a row."""


def said(conflict: Conflict) -> tuple[str, str, str]:
    """What stands in COMMON, in MINE and in THEIRS, in words."""
    if conflict.what is What.ADDED:
        return "ikke der", _row(conflict.my_row), _row(conflict.their_row)
    if conflict.what is What.MINE_DELETED:
        return "der", "slettet", _row(conflict.their_row)
    if conflict.what is What.THEIRS_DELETED:
        return "der", _row(conflict.my_row), "slettet"
    column = conflict.place.column
    common, mine, theirs = (
        content_said(content, column)
        for content in (conflict.common, conflict.mine, conflict.theirs)
    )
    return common, mine, theirs


def content_said(content: Content | None, column: str = "") -> str:
    """*content* in words; *column* is the header it stands under."""
    if content is None:
        return "ikke der"
    if isinstance(content, str):
        return content
    if isinstance(content, float) and column in _naming():
        return nb.digits(content)
    return f"={content.text}" if isinstance(content, Formula) else described(content)


def _row(fields: Fields) -> str:
    return "; ".join(
        f"{name}: {content_said(content, name)}" for name, content in fields if content != ""
    )


@cache
def _naming() -> frozenset[str]:
    """The headers over numbers that are names: years and municipalities' numbers."""
    tables = (table for _, table in layout_for(2000).tables.values())
    return frozenset(
        column.header
        for table in tables
        for column in table.columns
        if column.kind in (Kind.YEAR, Kind.MUNICIPALITY)
    )


def rows_of(conflicts: Sequence[Conflict], who: str) -> list[list[float | str]]:
    """The rows of the sheet, in the order of its columns."""
    return [
        [
            float(number),
            conflict.place.sheet,
            conflict.place.row or (conflict.place.cell.a1 if conflict.place.cell else ""),
            conflict.place.column or conflict.place.name,
            conflict.what.value,
            *(nb.brief(text, None).strip("«»") if len(text) > 500 else text
              for text in said(conflict)),
            who,
            "",
            _kept(conflict),
        ]
        for number, conflict in enumerate(conflicts, start=1)
    ]  # fmt: skip


def _kept(conflict: Conflict) -> str:
    if not conflict.possible:
        return ""
    place = conflict.place
    at = [place.table, place.row, place.column] if place.table else []
    text = json.dumps({"sted": at, "endringer": [_edit(e) for e in conflict.edits]},
                      ensure_ascii=False, separators=(",", ":"))  # fmt: skip
    return text if len(text) <= _LONGEST else ""


def _edit(edit: Edit) -> dict[str, Any]:
    if isinstance(edit, SetCell):
        expected = edit.expected
        return {
            "ark": edit.cell.sheet, "celle": edit.cell.a1, "nå": _value(edit.content),
            "før": None if not _is_content(expected) else _value(expected),
        }  # fmt: skip
    if isinstance(edit, AppendRows):
        rows = [[None if c is None else _value(c) for c in row] for row in edit.rows]
        return {"tabell": edit.table, "rader": rows}
    if isinstance(edit, SetName):
        return {"navn": edit.name, "viser": edit.refers_to}
    raise TypeError(type(edit).__name__)


def _is_content(content: object) -> bool:
    return isinstance(content, Formula | str | float | bool | datetime | CellError) or (
        content is BLANK
    )


def _value(content: Any) -> list[Any]:
    if content is BLANK:
        return ["tom"]
    if isinstance(content, Formula):
        return ["formel", content.text]
    if isinstance(content, datetime):
        return ["dato", content.isoformat()]
    if isinstance(content, CellError):
        return ["feil", content.code]
    return ["verdi", content]


def _read(held: Sequence[Any]) -> Content:
    kind, *rest = held
    if kind == "tom":
        return BLANK
    if kind == "formel":
        return Formula(str(rest[0]))
    if kind == "dato":
        return datetime.fromisoformat(rest[0])
    if kind == "feil":
        return CellError(str(rest[0]))
    value = rest[0]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@dataclass(frozen=True)
class Chosen:
    """A row of the sheet as somebody has left it."""

    number: float
    row: tuple[Value, ...]
    choice: Choice | None
    edits: tuple[Edit, ...]
    place: str
    wrong: str = ""
    """What stands in «Velg» that is no choice, or why the row cannot be used."""


def chosen(book: Book) -> Iterator[Chosen]:
    """The rows of the sheet «Fletting» that wait; none where there is no such sheet."""
    sheet, table = book.sheet(SHEET), book.table(TABLE)
    if sheet is None or table is None:
        return
    heads = {c.name.casefold(): n for n, c in enumerate(table.columns, table.ref.first_column)}
    choice, kept = heads.get("velg"), heads.get("til orxl")
    for line in table.data_rows:
        held = tuple(
            sheet[line, n].value for n in range(table.ref.first_column, table.ref.last_column + 1)
        )
        if not isinstance(held[0], float):
            continue
        place = " · ".join(str(v) for v in held[1:4] if isinstance(v, str) and v)
        said_ = BLANK if choice is None else sheet[line, choice].value
        picked = next((c for c in Choice if isinstance(said_, str)
                       and said_.strip().casefold() == c.value.casefold()), None)  # fmt: skip
        data = BLANK if kept is None else sheet[line, kept].value
        edits, wrong = _edits(data, picked)
        if picked is None and said_ is not BLANK and said_ != "":
            wrong = f"Velg har {nb.value(said_)}, som verken er Min eller Din"
        yield Chosen(held[0], held, picked, edits, place, wrong)


def _edits(data: Value, picked: Choice | None) -> tuple[tuple[Edit, ...], str]:
    if picked is not Choice.THEIRS:
        return (), ""
    if not isinstance(data, str) or not data:
        return (), "Din kan ikke settes inn av orxl her: skriv det inn selv, og velg Min"
    try:
        held = json.loads(data)
        return tuple(_made(one) for one in held["endringer"]), ""
    except (ValueError, KeyError, TypeError, IndexError):
        return (), "det som står i «Til orxl», er endret"


def _made(held: dict[str, Any]) -> Edit:
    if "navn" in held:
        return SetName(str(held["navn"]), str(held["viser"]))
    if "tabell" in held:
        rows = tuple(tuple(None if c is None else _read(c) for c in row) for row in held["rader"])
        return AppendRows(str(held["tabell"]), rows)
    cell = CellRef.of(str(held["ark"]), str(held["celle"]))
    return SetCell(cell, _read(held["nå"]), _read(held["før"] or ["tom"]))
