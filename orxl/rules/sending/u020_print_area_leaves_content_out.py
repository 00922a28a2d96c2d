"""A print area without all of the content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from orxl.core.patterns import regex
from orxl.core.refs import MAX_COLUMN, MAX_ROW, Range, column_letters, column_number
from orxl.rules.kit import BLANK, CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.tables import ASSUMED, MAIN, POPULATION
from orxl.rules.shared.sending import filled_cells

RULE = Rule(
    "U020",
    "utskriftsområde-kutter",
    Severity.WARNING,
    asks=FileView,
    finds="Et utskriftsområde som ikke dekker alt innhold på arket, eller som ikke finnes lenger.",
    why="Nye rader under området mangler på papiret og i PDF-en, uten at noen ser det på skjermen.",
    remedy="Velg Sideoppsett → Utskriftsområde → Fjern utskriftsområde. Er kuttet meningen, kan "
    "avviket godtas på arket «Godtatte avvik».",
)

_ROWS = regex(r"![$]?(\d+):[$]?(\d+)")
_CORNER = r"[$]?([A-Z]{1,3})?[$]?(\d+)?"
_AREA = regex(rf"!{_CORNER}(?::{_CORNER})?(?=,|$)")


@RULE.check
def check(view: FileView) -> Hits:
    for name in view.book.names if view.inspection is not None else ():
        if name.name.casefold() != "_xlnm.print_area" or name.sheet is None:
            continue
        sheet = view.book.sheet(name.sheet)
        if sheet is None:
            continue
        if "#REF!" in name.refers_to:
            yield Hit(
                f"Utskriftsområdet på arket «{sheet.name}» finnes ikke lenger.", sheet=sheet.name
            )
            continue
        parts = list(_AREA.finditer(name.refers_to))
        areas = [_area(sheet.name, part) for part in parts]
        wanted = _wanted_rows(view, sheet.name)
        repeated = _repeated_rows(view, sheet.name)
        screen = list(_for_the_screen(view, sheet.name))
        outside = [
            c
            for c in filled_cells(view, sheet)
            if not any(c in area for area in areas)
            and not any(c in area for area in screen)
            and (wanted is None or c.row in wanted)
            and c.row not in repeated
        ]
        if areas and outside:
            first = min(outside, key=lambda c: (c.row, c.column))
            printed = nb.listed([part[0].strip("!").replace("$", "") for part in parts])
            yield Hit(
                f"Utskriftsområdet på arket «{sheet.name}» er {printed}. "
                f"{nb.counted(len(outside), 'celle', 'celler')} med innhold blir ikke skrevet ut, "
                f"den første er {first.a1}.",
                cell=first,
                actual=printed,
            )


def _area(sheet: str, match: re.Match[str]) -> Range:
    """A part of the print area: cells, whole columns or whole rows."""
    left, top, right, bottom = match.groups()
    if right is None and bottom is None:
        right, bottom = left, top
    return Range(
        sheet,
        int(top) if top else 1,
        column_number(left) if left else 1,
        int(bottom) if bottom else MAX_ROW,
        column_number(right) if right else MAX_COLUMN,
    )


def _wanted_rows(view: FileView, name: str) -> set[int] | None:
    """The rows that the layout prints of a long table; None where it prints the whole sheet."""
    for bound in view.inside.bound.tables.values():
        only = bound.sheet.page.only
        if bound.table.sheet == name and only is not None and bound.spec is bound.sheet.table:
            shown = view.inside.cell(ASSUMED, only[1], "value")
            value = view.inside.value(shown) if shown is not None else BLANK
            wanted = {row.number for row in bound.rows if row.values.get(only[0]) == value}
            if bound.sheet.page.among is None:
                return wanted
            column, other, theirs = bound.sheet.page.among
            there = {row.values.get(theirs) for row in view.inside.rows(other)}
            return {
                row.number
                for row in bound.rows
                if row.number in wanted and row.values.get(column) in there
            }
    return None


def _for_the_screen(view: FileView, name: str) -> Iterator[Range]:
    """The columns and rows that the layout has for work on screen and does not print."""
    for bound in view.inside.bound.tables.values():
        page, keys = bound.sheet.page, [c.key for c in bound.spec.columns]
        if bound.table.sheet != name:
            continue
        yield Range.of(name, bound.sheet.back)
        if bound.spec.name == page.until:
            yield Range(name, bound.table.ref.first_row - 1, 1, MAX_ROW, MAX_COLUMN)
        if page.to and bound.spec is bound.sheet.table:
            for key in keys[keys.index(page.to) + 1 :]:
                if key in bound.columns:
                    yield Range(name, 1, bound.columns[key], MAX_ROW, bound.columns[key])


def _repeated_rows(view: FileView, name: str) -> range:
    """The rows that stand on every printed page."""
    for titles in view.book.names:
        if titles.name.casefold() == "_xlnm.print_titles" and titles.sheet == name:
            match = _ROWS.search(titles.refers_to)
            if match:
                return range(int(match[1]), int(match[2]) + 1)
    return range(0)


@RULE.bad("Den siste raden på Hovedtall er utenfor området.")
def _too_small(e: Editor) -> Place:
    ref = e.table(MAIN).ref
    last = ref.last_row - 1
    e.add_name("_xlnm.Print_Area", f"Hovedtall!$A$1:$ZZ${last}", "Hovedtall")
    return CellRef("Hovedtall", ref.last_row, ref.first_column)


@RULE.bad("Området er bare kolonne A til C.")
def _columns(e: Editor) -> Place:
    e.drop_name("_xlnm.Print_Area")
    e.add_name("_xlnm.Print_Area", "Hovedtall!$A:$C", "Hovedtall")
    first = e.table(MAIN).ref.first_row + 1  # the headers stand on every page
    return CellRef("Hovedtall", first, e.where(MAIN, "Kommunikasjon", "budget").column)


@RULE.bad("Området er slettet sammen med radene sine.")
def _broken(e: Editor) -> Place:
    e.add_name("_xlnm.Print_Area", "Hovedtall!#REF!", "Hovedtall")
    return "Hovedtall"


@RULE.good("Området dekker hele arket.")
def _all(e: Editor) -> None:
    e.add_name("_xlnm.Print_Area", "Hovedtall!$A$1:$ZZ$500", "Hovedtall")


@RULE.good("Kolonnene til arbeid på skjermen skrives ikke ut.")
def _on_screen(e: Editor) -> None:
    last = column_letters(e.where(MAIN, "Kommunikasjon", "explanation").column)
    e.drop_name("_xlnm.Print_Area")
    e.add_name("_xlnm.Print_Area", f"Hovedtall!$A:${last}", "Hovedtall")


@RULE.good("Folketall skrives bare ut for den datoen som brukes.")
def _one_date(e: Editor) -> None:
    rows = e.rows_where(POPULATION, at=datetime(2025, 1, 1))
    e.drop_name("_xlnm.Print_Area")
    e.add_name("_xlnm.Print_Area", f"Folketall!$A${rows[0]}:$Z${rows[-1]}", "Folketall")
