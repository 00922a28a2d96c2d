"""A plain workbook to hand over: sheets of values with a heading, and no formulas.

It is made for others to read or take in (an invoice basis, a preview), and is not read back.
"""

from __future__ import annotations

from orxl.core.light import dataclass
from orxl.core.values import Value
from orxl.layout.kinds import Kind


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column: its header, what its cells hold, and its width in characters."""

    header: str
    kind: Kind
    width: float


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet: a title, sentences below it, a table, and a row of totals where there is one."""

    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[PlainColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()
