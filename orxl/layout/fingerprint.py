"""The fingerprint: by formula, whether anything that is filled in has changed since the last run.

Each column that is filled in has a number of its own on «Endret siden sist», beside the one that
the last run on record left there. Everything is whole numbers below 2^53, so that every program
gives the same: a number is counted in ten-thousandths, and a letter by its place in an alphabet
that the name «Tegn» holds (no CODE, which goes by the platform). Rows are counted from the header,
so that what is put in above a table or beside it is no change. Row *m* weighs m² + m + 41, a prime
for the first 39: no two plain amounts moved between two rows weigh the same.

Not seen: letters after the first twelve that change places or become others (the length is seen),
names and sources on «Folketall» that are as long, formats, notes, sheets of one's own, and changes
made to cancel each other out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.columns import code, long_text, number, over, row, table
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import Look, Mark, Page
from orxl.layout.model import SheetSpec
from orxl.layout.names import CHANGES, Group
from orxl.layout.row_record import RECORD
from orxl.layout.tables import Column, Row, TableSpec

SINCE: Final = 4
SAME, CHANGED, UNRECORDED = "Ingen endring oppdaget", "Endret", "Ikke registrert"
"""The states of a column: never «unchanged», for that no fingerprint knows."""
COUNT_CHANGED: Final = f'SUMPRODUCT(({{{CHANGES}.state}}="{CHANGED}")*1)'
COUNT_UNRECORDED: Final = f'SUMPRODUCT(({{{CHANGES}.state}}="{UNRECORDED}")*1)'
"""How many columns are changed, and how many no run has on record."""
SINCE_THE_LAST_RUN: Final = (
    f'IF({COUNT_CHANGED}>0,"Endret siden da: kontroller på nytt",'
    f'IF({COUNT_UNRECORDED}>0,"{UNRECORDED}","{SAME} siden da"))'
)
"""The words beside the findings of the last run."""

LETTERS: Final = (
    " etnrsidalogkmfvpbuhyåøæjcwxzqETNRSIDALOGKMFVPBUHYÅØÆJCWXZQ"
    "0123456789.,-–:;()«»/%{|}_*≥≤=>+&?!"
)  # fmt: skip
FIRST: Final = 12
"""How many of a text's first letters are looked at, one by one."""
ALPHABET, PLACES = "Tegn", "Tegnplass"
NAMES: Final = {
    ALPHABET: f'"{LETTERS}"',
    PLACES: f"{{{','.join(str(place) for place in range(1, FIRST + 1))}}}",
}
"""Constants with names: they stand in no cell, so nothing can move them."""
_LENGTHS_ONLY: Final = ("populations",)
"""Public figures by number and date: whole numbers, and texts of which the length is enough."""
_PARTS: Final = 10_000
"""In how many parts of one a number is counted, elsewhere than in _LENGTHS_ONLY."""


def with_fingerprint(sheets: Sequence[SheetSpec]) -> tuple[SheetSpec, ...]:
    """*sheets*, and after «Kontroll» the one that tells what has changed on them."""
    found: list[SheetSpec] = []
    for sheet in sheets:
        found.append(sheet)
        if sheet.name == "Kontroll":
            found.append(_sheet_of(tuple(_prints(sheets))))
    return tuple(found)


def _sheet_of(prints: tuple[Row, ...]) -> SheetSpec:
    return SheetSpec(
        "Endret siden sist", Group.CONTROL, "Endret siden siste kontroll",
        "Om noe som fylles ut, er endret siden «Beregn og kontroller». Ikke sett: bokstaver etter "
        f"de {FIRST} første i en tekst, formater, merknader og egne ark.",
        since=SINCE, freeze="A6",
        page=Page(until=CHANGES, to="recorded", repeat_header=False),
        fixed=(over("state", formula=_summed(), since=SINCE),),
        table=table(
            CHANGES, "what",
            long_text("what", "Ark og kolonne", 72),
            code("state", "Tilstand", 26, formula=(
                f'IF({{recorded}}="","{UNRECORDED}",IF(ISERROR({{now}}),"{CHANGED}",'
                f'IF({{now}}={{recorded}},"{SAME}","{CHANGED}")))')),
            number("now", "Avtrykk nå", 22, by_row=True),
            number("recorded", "Avtrykk ved siste kontroll", 26, level=Level.HISTORY),
            fixed=True, since=SINCE, rows=prints,
            marks=(
                Mark("state", "state", f'{{state}}="{SAME}"', Look.GOOD),
                Mark("state", "state", f'{{state}}<>"{SAME}"', Look.KNOWN),
            ),
        ),
        more_tables=(RECORD,),
    )  # fmt: skip


def _summed() -> str:
    """The words for all columns together."""
    return (
        f'IF({COUNT_CHANGED}>0,{COUNT_CHANGED}&" endret",'
        f'IF({COUNT_UNRECORDED}>0,"{UNRECORDED}","{SAME}"))'
    )


def _prints(sheets: Sequence[SheetSpec]) -> Iterator[Row]:
    """A row for each column that is filled in, with the formula of its number."""
    for sheet in sheets:
        for spec in sheet.tables:
            where = _where(sheet, spec)
            for column in inputs(spec):
                oldest = max(SINCE, column.since, spec.since, sheet.since)
                for what, formula, since in _of(spec, column):
                    yield row({"what": f"{where}: {what}"}, max(since, oldest), now=formula)


def columns_on_record(sheets: Sequence[SheetSpec]) -> dict[str, tuple[TableSpec, Column]]:
    """The columns of tables that a row here is about, by what that row is called."""
    found: dict[str, tuple[TableSpec, Column]] = {}
    for sheet in sheets:
        for spec in (t for t in sheet.tables if t.name not in (CHANGES, RECORD.name)):
            where = _where(sheet, spec)
            for column in inputs(spec):
                found[f"{where}: {column.header}"] = spec, column
    return found


def _where(sheet: SheetSpec, spec: TableSpec) -> str:
    """What a table is called: its sheet, and its own name where the sheet has several."""
    beside = (t for t in sheet.tables if inputs(t) and t.since <= max(SINCE, spec.since))
    several = sum(1 for _ in beside) > 1
    return f"{sheet.name}, {spec.name.removeprefix('tbl')}" if several else sheet.name


def inputs(spec: TableSpec) -> list[Column]:
    """The columns of *spec* that are filled in; none of what the program itself keeps."""
    if spec.owned or spec.content == "log":
        return []
    labels = {key for own in spec.rows for key in own.texts} if spec.content == "" else set()
    return [c for c in spec.columns if not c.derived and c.key not in labels]


def lengths_only(spec: TableSpec) -> bool:
    """Whether of the texts of *spec* only their lengths are kept."""
    return spec.content in _LENGTHS_ONLY


def parts(spec: TableSpec) -> int:
    """In how many parts of one a number of *spec* is counted."""
    return 1 if lengths_only(spec) else _PARTS


def _of(spec: TableSpec, column: Column) -> Iterator[tuple[str, str, int]]:
    """What is kept of *column*: what it is called, the formula of its number, and since when."""
    cells = f"{{{spec.name}.{column.key}}}"
    # By the column with the shortest name: the formulas are long enough.
    by = min(spec.columns, key=lambda c: (len(c.header), c.since)).key
    at = f"ROW({{{spec.name}.{by}}})-ROW({{{spec.name}.{by}#}})"
    weight = f"(({at}+0.5)^2+40.75)"
    if column.kind.textual and lengths_only(spec):
        yield column.header, f"SUMPRODUCT(LEN({cells})*{weight})", column.since
    elif column.kind.textual:
        letters = f"{_letters(cells)}+101*LEN({cells})"
        yield column.header, f"SUMPRODUCT(({letters})*{weight})", column.since
    else:
        yield (
            column.header,
            f'ROUND(SUMPRODUCT({cells},{weight})*{parts(spec)},0)+SUMPRODUCT(({cells}<>"")*({at}))',
            column.since,
        )
    if column.kind is Kind.ANY and spec.content == "assumptions":
        for assumed in ASSUMPTIONS:
            # A number as text would be written as the language does; here there are only texts.
            if assumed.kind.textual and assumed.wanted:
                name, since = assumed.name, assumed.since
                formula = f"SUMPRODUCT({_letters(name)})*1013+LEN({name})"
                yield f"{column.header}, {name}", formula, since


def _letters(cells: str) -> str:
    """The places in the alphabet of the first letters of *cells*, each times its own place.

    One that is not in the alphabet is found in the text itself.
    """
    letter = f'MID({cells}&REPT(" ",{FIRST}),{PLACES},1)'
    return f"FIND({letter},{ALPHABET}&{cells})*{PLACES}"
