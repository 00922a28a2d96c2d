"""A number format under which a reader takes a number for another one, or sees none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from orxl.binding import BoundRow, BoundTable
from orxl.core.patterns import regex
from orxl.core.refs import parse_a1
from orxl.layout import NUMBER_FORMATS, Column, Kind
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, GRANTS, MAIN
from orxl.rules.shared.inputs import kind_in, spot
from orxl.rules.shared.showing import GENERAL, percents, read_as, section_of

RULE = Rule(
    "S023",
    "tall-vises-som-noe-annet",
    Severity.WARNING,
    finds="Et tallformat som skjuler sifre, fortegn eller prosenttegn, som viser et tall i tusen, "
    "med feil enhet eller som dato, en dato som tall eller med måneden først, eller som ikke viser "
    "noe, når oppsettet har et annet.",
    why="Den som leser på skjerm eller papir, ser et annet tall enn det boken regner med: 1 000 "
    "ser ut som 1, −336 som 336, 2,50 som 3.",
    remedy="Kopier formatet fra en annen celle i kolonnen (Hjem → Kopier format), eller velg "
    "riktig format i Hjem → Tall.",
)

_SEEN: Final = frozenset({*(k for k in Kind if k.numeric), Kind.DATE, Kind.ANY}) - {Kind.FLAG}


@RULE.check
def check(view: View) -> Hits:
    if not view.book.formats:
        return
    for bound in view.bound.tables.values():
        for column in bound.spec.columns:
            if column.key in bound.columns and column.kind in _SEEN and not column.hidden:
                yield from _in_column(view, bound, column)
    for cell, kind in _fixed(view):
        if (said := _misread(view, cell, kind)) is not None:
            yield Hit(f"{cell.a1} {said}.", cell=cell, actual=view.value(cell))


def _fixed(view: View) -> Iterator[tuple[CellRef, Kind]]:
    """The numbers outside the tables, such as the key figures of the front page."""
    for sheet in view.layout.sheets:
        for fixed in sheet.fixed:
            if fixed.formula is not None and fixed.kind in _SEEN and not fixed.over:
                yield CellRef(sheet.name, *parse_a1(fixed.at)), fixed.kind


def _in_column(view: View, bound: BoundTable, column: Column) -> Hits:
    """The misread numbers of a column: the first, and how many more."""
    sheet, number = view.book.sheet(bound.table.sheet), bound.columns[column.key]
    if sheet is None:
        return
    styles = {row.number: sheet[row.number, number].style for row in bound.rows}
    odd = {s for s in set(styles.values()) if _other(view, column.kind, s)}
    rows = [row for row in bound.rows if odd and styles[row.number] in odd]
    found = [(row, said) for row in rows if (said := _of_row(view, column, row)) is not None]
    if found:
        cell = found[0][0].cells[column.key]
        more = len(found) - 1
        also = f" Det gjelder {nb.counted(more, 'celle', 'celler')} til i kolonnen." if more else ""
        yield Hit(f"{spot(view, cell)} {found[0][1]}.{also}", cell=cell, actual=view.value(cell))


def _other(view: View, kind: Kind, style: int) -> bool:
    """Whether a style has another format than the kind has; one that is not known is a date's."""
    return kind is Kind.ANY or view.book.formats.get(style) != NUMBER_FORMATS[kind]


def _of_row(view: View, column: Column, row: BoundRow) -> str | None:
    return _misread(view, row.cells[column.key], kind_in(column, row))


def _misread(view: View, cell: CellRef, kind: Kind) -> str | None:
    """What is wrong about how *cell* is shown, or None."""
    value, declared = view.value(cell), NUMBER_FORMATS[kind]
    code = view.book.formats.get(view.book.cell(cell).style)
    if code is None or code == declared:
        return None
    if isinstance(value, datetime) and kind is Kind.DATE:
        lacks = [word for letter, word in _PARTS.items() if letter not in code.casefold()]
        if lacks:
            return f"viser ikke {nb.listed(lacks)} i datoen {nb.value(value)}"
        if _AMERICAN.match(code):
            return f"viser måneden før dagen i datoen {nb.value(value)}: {value:%m/%d/%Y}"
        return None
    if not isinstance(value, float) or not kind.numeric or kind is Kind.FLAG:
        return None
    shown, best = read_as(code, value), read_as(declared, value)
    if best is None:
        return None
    if shown is None:
        return f"er {nb.brief(value)}, men tallformatet viser ikke tallet"
    if abs(shown - value) > abs(best - value) + 1e-9 * abs(value):
        return f"er {nb.brief(value)}, men tallformatet viser {nb.brief(shown, value)}"
    general = code.strip().casefold() in GENERAL and not percents(declared, value)
    if value and not general and percents(code, value) != percents(declared, value):
        how = "uten" if percents(declared, value) else "med"
        return f"er {nb.brief(value)}, men tallformatet viser det {how} prosenttegn"
    found = section_of(code, value) if kind is Kind.THOUSANDS else None
    if found is not None and _KRONER.fullmatch(found[0].literal):
        return f"er {nb.brief(value)} i 1000 kr, men tallformatet skriver «kr» ved tallet"
    return None


_AMERICAN: Final = regex(r"(?:\[[^\]]*\])?m{1,2}\W{1,2}d", re.IGNORECASE)
_KRONER: Final = regex(r"\W{0,9}(?:kr|kroner|nok)\W{0,9}", re.IGNORECASE)
_PARTS: Final = {"d": "dagen", "m": "måneden", "y": "året"}


def _format(e: Editor, cell: CellRef, code: str) -> Place:
    return e.restyle(cell, e.number_format(code))


@RULE.bad("Et beløp vises i tusen, så 200 ser ut som 0.")
def _thousands(e: Editor) -> Place:
    return _format(e, e.where(MAIN, "Kommunikasjon", "budget"), "#,##0,")


@RULE.bad("Fortegnet på resultatet er borte.")
def _sign(e: Editor) -> Place:
    (row,) = e.rows_where(MAIN, type="Resultat")
    return _format(e, e.at(MAIN, row, "budget"), "#,##0;[Red]#,##0")


@RULE.bad("Satsen vises uten desimaler: 2,50 ser ut som 3.")
def _rate(e: Editor) -> Place:
    return _format(e, e.where(ASSUMED, "Kontingentsats", "value", by="name"), "0")


@RULE.bad("Andelen vises uten prosenttegn.")
def _share(e: Editor) -> Place:
    return _format(e, e.where(GRANTS, "SEADITO", "advance_share"), "0.00")


@RULE.bad("Et beløp i 1000 kr vises med «kr» bak.")
def _unit(e: Editor) -> Place:
    return _format(e, e.where(MAIN, "Kommunikasjon", "budget"), '#,##0" kr"')


@RULE.bad("Datoen for vedtaket vises på amerikansk.")
def _american(e: Editor) -> Place:
    return _format(e, e.where(ASSUMED, "Kontingentvedtak", "value", by="name"), "mm/dd/yyyy")


@RULE.good("Datoen begynner med året.")
def _year_first(e: Editor) -> None:
    _format(e, e.where(ASSUMED, "Kontingentvedtak", "value", by="name"), "yyyy-mm-dd")


@RULE.good("Flere desimaler enn oppsettet har.")
def _decimals(e: Editor) -> None:
    _format(e, e.where(MAIN, "Kommunikasjon", "budget"), "#,##0.0;-#,##0.0")


@RULE.good("Negative tall i parentes.")
def _brackets(e: Editor) -> None:
    (row,) = e.rows_where(MAIN, type="Resultat")
    _format(e, e.at(MAIN, row, "budget"), "#,##0_);(#,##0)")
