"""A print area without all of the content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.refs import CellRef, Range
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    filled_cells,
)
from orxl.rules.view import View

_AREA = re.compile(r"[$]?([A-Z]{1,3})[$]?(\d+):[$]?([A-Z]{1,3})[$]?(\d+)")


def check(view: View) -> Iterator[Hit]:
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
        areas = [
            Range.of(sheet.name, f"{m[1]}{m[2]}:{m[3]}{m[4]}")
            for m in _AREA.finditer(name.refers_to)
        ]
        outside = [c for c in filled_cells(view, sheet) if not any(c in area for area in areas)]
        if areas and outside:
            first = min(outside, key=lambda c: (c.row, c.column))
            printed = nb.listed([area.a1 for area in areas])
            yield Hit(
                f"Utskriftsområdet på arket «{sheet.name}» er {printed}. "
                f"{nb.counted(len(outside), 'celle', 'celler')} med innhold blir ikke skrevet ut, "
                f"den første er {first.a1}.",
                cell=first,
                actual=printed,
            )


def _too_small(e: Editor) -> Place:
    ref = e.table("tblHovedtall").ref
    last = ref.last_row - 1
    e.add_name("_xlnm.Print_Area", f"Hovedtall!$A$1:$ZZ${last}", "Hovedtall")
    return CellRef("Hovedtall", ref.last_row, ref.first_column)


def _broken(e: Editor) -> Place:
    e.add_name("_xlnm.Print_Area", "Hovedtall!#REF!", "Hovedtall")
    return "Hovedtall"


def _all(e: Editor) -> tuple[Place, ...]:
    e.add_name("_xlnm.Print_Area", "Hovedtall!$A$1:$ZZ$500", "Hovedtall")
    return ()


RULE = Rule(
    code="U020",
    name="utskriftsområde-kutter",
    severity=Severity.WARNING,
    finds="Et utskriftsområde som ikke dekker alt innhold på arket, eller som ikke finnes lenger.",
    why="Nye rader under området mangler på papiret og i PDF-en, uten at noen ser det på skjermen.",
    remedy="Sideoppsett → Utskriftsområde → Fjern utskriftsområde. Er kuttet meningen, kan avviket "
    "godtas på arket «Godtatte avvik».",
    check=check,
    bad=(
        Example("Den siste raden på Hovedtall er utenfor området.", _too_small),
        Example("Området er slettet sammen med radene sine.", _broken),
    ),
    good=(Example("Området dekker hele arket.", _all),),
)
