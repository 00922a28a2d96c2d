"""The fingerprint: by formula, whether anything that is filled in has changed since the last run.

A number for each column that is filled in stands in «tblAvtrykk» on «Lister», and one for each
sheet in «tblEndring» on «Kontroll», beside the one of the last run that put itself on record. Rows
weigh by their number, the first letters by their place, so that what changes places shows.

Everything is whole numbers below 2^53, so that every program gives the same: a number is counted
in ten-thousandths, and of a letter its place in an alphabet that stands in a cell (no CODE, which
goes by the platform). Not seen: two letters that change places after the first 20, letters outside
the alphabet for each other, formats, notes, sheets of one's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.columns import code, long_text, number, row, table, text
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import Look, Mark
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import CHANGES, FINDINGS, PRINTS
from orxl.layout.tables import Column, Row, TableSpec

SAME, CHANGED, UNRECORDED = "Ingen endring oppdaget", "Endret", "Ikke registrert"
"""The states of a sheet: never «unchanged», for that no fingerprint knows."""
NOT_SEEN: Final = (
    "«Endret siden siste kontroll» ser alt som fylles ut i tabellene. Den ser ikke egne ark, "
    "formater og merknader, bokstaver som bytter plass etter tegn 20, eller et annet like langt "
    "navn på Folketall."
)

LETTERS: Final = (
    " etnrsidalogkmfvpbuhyåøæjcwxzqETNRSIDALOGKMFVPBUHYÅØÆJCWXZQ"
    "0123456789.,-–:;()«»/%{|}_*≥≤=>+&?!'\""
)  # fmt: skip
FIRST: Final = 20
"""How many of a text's first letters are looked at, one by one."""
ALPHABET, PLACES = "Alfabet", "Plass20"
_LEFT, _LETTERS_AT, _PLACES_ROW = 17, "Q3", 4
"""Where they stand on «Lister», to the right of the charts' figures."""
_LENGTHS_ONLY: Final = ("populations",)
"""Public figures by number and date; of their many texts only the lengths are looked at."""
_MODULUS: Final = 1_000_003
"""A prime: what is left of a column's number is below it, so that the sheet's is below 2^53."""

NAMES: Final = {ALPHABET: "Lister!$Q$3", PLACES: "Lister!$Q$4:$AJ$4"}
"""The names of the alphabet's cell and of the row of the numbers 1–20."""


def with_fingerprint(sheets: Sequence[SheetSpec]) -> tuple[SheetSpec, ...]:
    """*sheets* with the fingerprint of what is filled in on them, on «Kontroll» and «Lister»."""
    prints = tuple(_prints(sheets))
    sheets_with_inputs = dict.fromkeys(row.texts["sheet"] for row in prints)

    def changed(sheet: SheetSpec) -> SheetSpec:
        if sheet.name == "Kontroll":
            return _on_control(sheet, tuple(sheets_with_inputs))
        if sheet.name == "Lister":
            return replace(
                sheet,
                fixed=(*sheet.fixed, *_constants()),
                more_tables=(*sheet.more_tables, _table_of(prints)),
            )
        return sheet

    return tuple(changed(sheet) for sheet in sheets)


def _on_control(sheet: SheetSpec, names: Sequence[str]) -> SheetSpec:
    """«Kontroll» with the state of each sheet between the controls and the findings."""
    findings = next(t for t in sheet.more_tables if t.name == FINDINGS)
    others = tuple(t for t in sheet.more_tables if t is not findings)
    changes, lower = _changes(names, findings.header_row), len(names) + 4
    return replace(
        sheet,
        more_tables=(
            *others,
            changes,
            replace(findings, header_row=findings.header_row + lower),
        ),
        fixed=(
            *sheet.fixed,
            Fixed("C3", NOT_SEEN, role="purpose", span=6, since=3),
            Fixed("", "Endret siden siste kontroll", role="heading", over="state",
                  table=CHANGES, since=3),
        ),
        page=replace(sheet.page, row_breaks=tuple(at + lower for at in sheet.page.row_breaks)),
    )  # fmt: skip


def _changes(names: Sequence[str], header_row: int) -> TableSpec:
    column = "{tblAvtrykk.now}"
    rest = f"({column}-INT({column}/{_MODULUS})*{_MODULUS})"
    return table(
        CHANGES, "sheet",
        code("state", "Tilstand", 69, formula=(
            f'IF({{recorded}}="","{UNRECORDED}",IF(ISERROR({{now}}),"{CHANGED}",'
            f'IF({{now}}={{recorded}},"{SAME}","{CHANGED}")))')),
        text("sheet", "Ark", 18.5),
        number("now", "Nå", 13.5, formula=(
            f"SUMPRODUCT(({{tblAvtrykk.sheet}}={{sheet}})*{rest}*ROW({column}))")),
        number("recorded", "Ved siste kontroll", 17, level=Level.HISTORY),
        header_row=header_row, first_column=3, fixed=True, since=3,
        rows=tuple(row({"sheet": name}, 3) for name in names),
        marks=(
            Mark("state", "state", f'{{state}}="{SAME}"', Look.GOOD),
            Mark("state", "state", f'{{state}}<>"{SAME}"', Look.KNOWN),
        ),
    )  # fmt: skip


def _table_of(prints: tuple[Row, ...]) -> TableSpec:
    return table(
        PRINTS, "what",
        long_text("what", "Avtrykk av", 46),
        text("sheet", "Ark", 18.5),
        number("now", "Nå", 22, by_row=True),
        first_column=_LEFT, fixed=True, since=3, rows=prints,
    )  # fmt: skip


def _constants() -> Iterator[Fixed]:
    """The alphabet and the numbers 1–20, which the formulas read."""
    yield Fixed(_LETTERS_AT, LETTERS, span=6, since=3)
    letters = [chr(ord("Q") + i) for i in range(10)] + [f"A{chr(ord('A') + i)}" for i in range(10)]
    for place, letter in enumerate(letters, start=1):
        yield Fixed(f"{letter}{_PLACES_ROW}", float(place), kind=Kind.INTEGER, since=3)


def _prints(sheets: Sequence[SheetSpec]) -> Iterator[Row]:
    """A row of «tblAvtrykk» for each number that is kept of a column."""
    for sheet in sheets:
        for spec in sheet.tables:
            if spec.content in ("", "log") or spec.owned:
                continue
            for column in spec.columns:
                if column.derived:
                    continue
                since = max(3, column.since, spec.since, sheet.since)
                for what, formula in _of_column(spec, column):
                    texts = {"what": f"{column.header}, {what}", "sheet": sheet.name}
                    texts["what"] = f"{sheet.name}: {texts['what']}"
                    yield row(texts, since, now=formula)


def _of_column(spec: TableSpec, column: Column) -> Iterator[tuple[str, str]]:
    """What is kept of *column*: what it is called, and its formula."""
    cells = f"{{{spec.name}.{column.key}}}"
    if column.kind.textual:
        length = f"SUMPRODUCT(LEN({cells})*ROW({cells})*ROW({cells}))"
        if spec.content in _LENGTHS_ONLY:
            yield "lengder", length
        else:
            yield "tegn og lengder", f"SUMPRODUCT({_letters(cells)}*ROW({cells}))+31*{length}"
        return
    yield (
        "tall",
        (f'ROUND(SUMPRODUCT({cells},ROW({cells}))*10000,0)+SUMPRODUCT(({cells}<>"")*ROW({cells}))'),
    )
    if column.kind is Kind.ANY:
        for assumed in ASSUMPTIONS:
            # A number as text would be written as the language does; here there are only texts.
            if assumed.kind.textual and assumed.required:
                name = assumed.name
                yield name, f"SUMPRODUCT({_letters(name)})*1000+LEN({name})"


def _letters(cells: str) -> str:
    """The places in the alphabet of the first letters of *cells*, each times its own place."""
    letter = f'MID({cells}&REPT(" ",{FIRST}),{PLACES},1)'
    return f"FIND({letter},{ALPHABET}&{letter})*{PLACES}"
