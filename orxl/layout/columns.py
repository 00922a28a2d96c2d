"""The words by which the sheets are declared: a column's word is its kind.

    text("label", "Prosjekt", 48, "Prosjektets navn.", required=True),
    amount("change", "Endring", 12, formula="{budget}-{budget_prior}"),

A column with a formula is calculated, any other is filled in; ``by_row=True`` says that its
formulas differ from row to row.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

from orxl.core.light import replace
from orxl.layout.code_lists import list_of
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import Mark, required
from orxl.layout.model import Fixed
from orxl.layout.tables import Column, Earlier, First, Row, RowFormulas, TableSpec

HEADER_ROW: Final = 5
"""Where the header of a sheet's main table stands."""


class Declare(Protocol):
    """A word that declares a column of one kind."""

    def __call__(
        self,
        key: str,
        header: str,
        width: float,
        help: str = "",  # noqa: A002 - it is what the user is shown as help
        *,
        formula: str | None = None,
        choices: str | type[StrEnum] | None = None,
        required: bool = False,
        by_row: bool = False,
        open_list: bool = False,
        short: str = "",
        level: Level = Level.NOW,
        since: int = 1,
        earlier: Earlier = (),
        former: tuple[tuple[int, str], ...] = (),
        first: First | None = None,
        hidden: bool = False,
        one_line: bool = False,
        public: bool = False,
    ) -> Column:
        """A column with *key* and *header*; see :class:`orxl.layout.model.Column`."""


def _of(kind: Kind) -> Declare:
    def declare(
        key: str,
        header: str,
        width: float,
        help: str = "",  # noqa: A002
        *,
        choices: str | type[StrEnum] | None = None,
        **more: object,
    ) -> Column:
        listed = choices if choices is None or isinstance(choices, str) else list_of(choices)
        return Column(key, header, kind, width, help, choices=listed, **more)  # type: ignore[arg-type]

    return declare


text, long_text, code, source, link, anything = (
    _of(Kind.TEXT), _of(Kind.LONG_TEXT), _of(Kind.CODE), _of(Kind.SOURCE), _of(Kind.LINK),
    _of(Kind.ANY),
)  # fmt: skip
integer, number, flag, share = (
    _of(Kind.INTEGER), _of(Kind.NUMBER), _of(Kind.FLAG), _of(Kind.SHARE),
)  # fmt: skip
amount, kroner, currency = _of(Kind.THOUSANDS), _of(Kind.KRONER), _of(Kind.AMOUNT)
"""Amounts in 1000 kr, in kr, and in the currency that another column names."""
growth = _of(Kind.GROWTH)
"""A share that may be negative, with a decimal."""
rate, exchange = _of(Kind.RATE), _of(Kind.EXCHANGE)
"""Kr for a unit with two decimals, and with up to four."""
year, day, moment, municipality = (
    _of(Kind.YEAR), _of(Kind.DATE), _of(Kind.MOMENT), _of(Kind.MUNICIPALITY),
)  # fmt: skip

REQUIRED: Final = "required"
"""Among a table's marks: a mark in each required cell that is empty once another is not."""


def table(
    name: str,
    key: str,
    *columns: Column,
    content: str = "",
    marks: tuple[Mark | str, ...] = (),
    rows: tuple[Row, ...] = (),
    row_formulas: RowFormulas | None = None,
    header_row: int = HEADER_ROW,
    first_column: int = 1,
    fixed: bool = False,
    grows: bool | None = None,
    level: Level = Level.NOW,
    **more: object,
) -> TableSpec:
    """A table whose rows are named by the column *key*.

    A *fixed* table keeps its rows as they are: it neither grows nor has a filter. *level* is when
    the columns are filled in that do not say so themselves.
    """
    columns = tuple(replace(c, level=level) if c.level is Level.NOW else c for c in columns)
    needed = [column.key for column in columns if column.required]
    every: list[Mark] = []
    for mark in marks:
        every += required(*needed) if isinstance(mark, str) else (mark,)
    return TableSpec(
        name, header_row, columns, key, content, rows, row_formulas,
        grows=not fixed if grows is None else grows, filter=not fixed,
        first_column=first_column, marks=tuple(every), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def row(
    texts: dict[str, str],
    since: int = 1,
    former: tuple[int, dict[str, str]] | None = None,
    earlier: tuple[int, dict[str, str]] | None = None,
    /,
    **formulas: str,
) -> Row:
    """A row that belongs to the layout: its texts, and its own formulas by column key.

    *former* are the texts, and *earlier* the formulas, that it had up to a version of the layout.
    """
    return Row(
        texts,
        formulas,
        since,
        () if former is None else (former,),
        () if earlier is None else (earlier,),
    )


def over(
    key: str,
    content: str | None = None,
    *,
    formula: str | None = None,
    kind: Kind = Kind.TEXT,
    role: str = "total",
    span: int = 1,
    table: str = "",
    since: int = 1,
    former: tuple[tuple[int, str], ...] = (),
) -> Fixed:
    """A cell over the header of the column *key*, which moves with it."""
    return Fixed("", content, formula, kind, role, span, key, table, since, former=former)
