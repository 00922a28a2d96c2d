"""What a newer layout adds to a workbook that is in use, as values.

A graft takes what it adds from a *model*: a workbook in which the new thing already stands, in the
very place where it is to stand, with its look. An amendment renames, rewrites or moves what the
layout itself put there. Only the file's writer makes them (``orxl.xlsx.graft`` and ``amend``).
"""

from __future__ import annotations

from orxl.core.edits import Content
from orxl.core.light import dataclass
from orxl.core.refs import CellRef, Range
from orxl.core.values import BLANK


@dataclass(frozen=True, slots=True)
class AddSheet:
    """Add the model's sheet *name* with its tables, charts and names, after the sheet *after*.

    ``after`` ``""``: last of all.
    """

    name: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class AddTable:
    """Add the model's table *name*, to a sheet that is there; its cells must be free."""

    name: str


@dataclass(frozen=True, slots=True)
class AddColumns:
    """Add the model's columns under *headers* to the right end of *table*.

    The model has the table with as many data rows in the same place, and these columns last. The
    cells beside the table must be free.
    """

    table: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakeCell:
    """Let *cell*, which must hold *expected*, be as in the model: its content, look and link."""

    cell: CellRef
    expected: Content = BLANK


@dataclass(frozen=True, slots=True)
class Dress:
    """Give the cells of *area* the model's look and what it asks of their input."""

    area: Range


Graft = AddSheet | AddTable | AddColumns | TakeCell | Dress


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """Rename the column *old* of *table*, in the table and in every formula that names it."""

    table: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SetColumnFormula:
    """Let Excel fill new rows of the column with *formula* (without ``=``) instead of *expected*.

    The cells of the rows that are there stay as they are.
    """

    table: str
    column: str
    formula: str
    expected: str | None


@dataclass(frozen=True, slots=True)
class MoveDown:
    """Move the cells of *area* down by *rows*, with the tables, rules and links that lie in it.

    For what belongs to the program: refused where a formula or a name refers to the cells by their
    addresses, and where the cells below are taken.
    """

    area: Range
    rows: int


@dataclass(frozen=True, slots=True)
class HideSheet:
    """Put the sheet *name*, which is in sight, out of sight; Excel's menu shows it again."""

    name: str


@dataclass(frozen=True, slots=True)
class SetMark:
    """Let the conditional formats of *sheet* that go by *expected* go by *formula* instead."""

    sheet: str
    expected: str
    formula: str


@dataclass(frozen=True, slots=True)
class SetPageText:
    """Let the printed heads and feet of *sheet* say *text* where they say *expected*."""

    sheet: str
    expected: str
    text: str


@dataclass(frozen=True, slots=True)
class SetChartWords:
    """Let the charts of *sheet* say other *words*: pairs of what they say and what they shall say.

    The names of series that are written in the chart itself, and the texts that are read aloud in a
    chart's place, where they are exactly one of the words. Others stay.
    """

    sheet: str
    words: tuple[tuple[str, str], ...]


Tidying = HideSheet | SetMark | SetPageText | SetChartWords
"""What was put otherwise by an earlier layout or year and is seen or felt, but holds nothing."""
Amendment = RenameColumn | SetColumnFormula | MoveDown
