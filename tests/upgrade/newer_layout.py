"""A layout newer than today's, in which every kind of thing has come or changed."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib import import_module

import pytest

import orxl
from orxl.layout import VERSION, Fixed, Kind, Layout, NamedCell, SheetSpec, layout_for
from orxl.layout.columns import amount, code, number, row, table, text
from orxl.layout.front_page import front_page
from orxl.layout.history import as_of
from orxl.layout.looks import Cells, ChartSpec, Look, Mark, Series
from orxl.layout.wording import worded
from orxl.layout.workbook import declared

DEGREES = ("Helt", "Delvis", "Ikke")
NEWER = VERSION + 1
OLD_HEADER, NEW_HEADER = "Regnes med", "Regnes inn"
"""Of the grants: named in formulas on other sheets."""
SAKEN = NamedCell("Scenario_saken", "tblScenarier", "Saken", "result", since=NEWER)
CHANGE = "ROUND({budget}-{budget_prior},1)"
"""The new formula of «Endring» on «Prosjektmidler»."""


def newer() -> Layout:
    """The layout of version :data:`NEWER`, as it is declared: by keys."""
    today = declared(2026)
    changes: dict[str, Callable[[SheetSpec], SheetSpec]] = {
        "Mål": _targets,
        "Tilskudd": _grants,
        "Prosjektmidler": _projects,
        "Noter": _notes,
        "Lister": _lists,
        "Kontroll": _controls,
    }
    sheets = []
    for sheet in today.sheets:
        change = changes.get(sheet.name)
        sheets.append(sheet if change is None else change(sheet))
        if sheet.name == "Overføring":
            sheets.append(_scenarios())
    return replace(
        today,
        sheets=(front_page(sheets[1:]), *sheets[1:]),
        names=(*today.names, SAKEN),
        lists={**today.lists, "Liste_grad": "{tblListe_grad.value}"},
        constants={**today.constants, "Liste_grad": DEGREES},
        newer_lists={**today.newer_lists, "Liste_grad": NEWER},
        version=NEWER,
    )


def _targets(sheet: SheetSpec) -> SheetSpec:
    """Two columns, one typed and one calculated, in the middle; the list of the first is new."""
    table = sheet.table
    assert table is not None
    new = (
        code("degree", "Oppnådd grad", 13, "Velg fra listen.", choices="Liste_grad", since=NEWER),
        number("gap", "Rest", 9, formula='IF({degree}="Helt",0,N({number}))', since=NEWER),
    )
    columns = (*table.columns[:6], *new, *table.columns[6:])
    mark = Mark("degree", "gap", '{degree}="Ikke"', Look.BAD)
    return replace(sheet, table=replace(table, columns=columns, marks=(*table.marks, mark)))


def _grants(sheet: SheetSpec) -> SheetSpec:
    """A column with a new header."""
    table = sheet.table
    assert table is not None
    columns = tuple(
        replace(c, header=NEW_HEADER, former=((VERSION, OLD_HEADER),))
        if c.header == OLD_HEADER
        else c
        for c in table.columns
    )
    return replace(sheet, table=replace(table, columns=columns))


def _projects(sheet: SheetSpec) -> SheetSpec:
    """A new formula in a column, and in a cell over the table."""
    table = sheet.table
    assert table is not None
    columns = tuple(
        replace(c, formula=CHANGE, earlier=((VERSION, c.formula),)) if c.key == "change" else c
        for c in table.columns
    )
    fixed = tuple(
        replace(
            f,
            formula=f.formula.replace("SUM(", "SUBTOTAL(109,"),
            earlier=((VERSION, f.formula),),
        )
        if f.formula is not None and f.over == "frame"
        else f
        for f in sheet.fixed
    )
    return replace(sheet, fixed=fixed, table=replace(table, columns=columns))


def _notes(sheet: SheetSpec) -> SheetSpec:
    """A cell above the table."""
    formula = '"I alt "&COUNTA({tblNoter.note_id})&" noter"'
    new = Fixed("C3", formula=formula, since=NEWER, span=2)
    return replace(sheet, fixed=(*sheet.fixed, new))


def _lists(sheet: SheetSpec) -> SheetSpec:
    """A new list, and a new word in one that is there."""
    tables = [
        replace(t, rows=(*t.rows, row({"value": "SEK"}, NEWER)))
        if t.name == "tblListe_valuta"
        else t
        for t in sheet.tables
    ]
    words = tuple(row({"value": word}) for word in DEGREES)
    degree = code("value", "Grad", 12)
    tables.append(table("tblListe_grad", "value", degree, rows=words, fixed=True, since=NEWER))
    return replace(sheet, table=tables[0], more_tables=tuple(tables[1:]))


def _controls(sheet: SheetSpec) -> SheetSpec:
    """More controls than there is room for above the findings."""
    old = sheet.table
    assert old is not None
    new = tuple(
        row({"rule": "B001", "text": f"Ny kontroll {number}"}, NEWER, first="1", second="1")
        for number in range(1, 5)
    )
    moved = tuple(replace(t, header_row=t.header_row + 4) for t in sheet.more_tables)
    return replace(sheet, table=replace(old, rows=(*old.rows, *new)), more_tables=moved)


def _scenarios() -> SheetSpec:
    """A new sheet with a table that takes from ours, and a chart."""
    result = "INDEX({tblHovedtall.budget},MATCH({LineType.RESULT},{tblHovedtall.type},0))"
    scenarios = table(
        "tblScenarier",
        "name",
        text("name", "Scenario", 30, required=True),
        amount("rate", "Sats", 12, "Kroner per innbygger."),
        amount("result", "Resultat", 14, formula=f"{result}+N({{rate}})*0"),
        rows=(row({"name": "Saken"}), row({"name": "Uten ORBIFY"})),
        marks=(Mark("result", "result", "{result}<-9999", Look.BAD),),
    )
    chart = ChartSpec(
        "Resultat",
        "Stolper: resultatet i hvert scenario.",
        "E5",
        "H20",
        Cells("tblScenarier", "name"),
        (Series("Resultat", Cells("tblScenarier", "result"), 0),),
        unit="1000 kr",
    )
    total = Fixed("B3", formula="SUM({tblScenarier.result})", kind=Kind.THOUSANDS)
    purpose = "Hva budsjettet blir under andre forutsetninger."
    return SheetSpec(
        "Scenarier", "framover", "Scenarier", purpose,
        since=NEWER, fixed=(total,), table=scenarios, charts=(chart,),
    )  # fmt: skip


@contextmanager
def as_todays(layout: Layout) -> Iterator[None]:
    """Everything in orxl takes *layout* for today's.

    Every module is imported first: one that was imported meanwhile would keep it.
    """
    for found in pkgutil.walk_packages(orxl.__path__, "orxl."):
        if not found.name.endswith("__main__"):
            import_module(found.name)

    @cache
    def layouts(year: int, version: int = layout.version, called: int | None = None) -> Layout:
        return worded(as_of(layout, version, called))

    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if not name.startswith("orxl"):
                continue
            if getattr(module, "VERSION", None) == VERSION:
                patch.setattr(module, "VERSION", layout.version)
            if getattr(module, "layout_for", None) is layout_for:
                patch.setattr(module, "layout_for", layouts)
        yield
