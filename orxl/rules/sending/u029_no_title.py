"""A document without a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if view.inspection is None:
        return
    title = view.inspection.properties.title.strip()
    if not title:
        yield Hit("Dokumentet har ingen tittel.")
        return
    years = {int(year) for year in re.findall(r"\b20\d\d\b", title)}
    if view.year and years and view.year not in years:
        yield Hit(
            f"Dokumentets tittel er {nb.quoted(title)}, men budsjettåret er {view.year}.",
            expected=float(view.year),
            actual=title,
        )


def _none(e: Editor) -> Place:
    e.parcel.properties(title="")
    return None


def _last_year(e: Editor) -> Place:
    e.parcel.properties(title="Handlingsprogram og budsjett 2025")
    return None


def _title(e: Editor) -> tuple[Place, ...]:
    e.parcel.properties(title="Handlingsprogram 2026")
    return ()


RULE = Rule(
    code="U029",
    name="tittel-mangler",
    severity=Severity.NOTE,
    finds="Et dokument uten tittel i egenskapene, eller med tittelen fra et annet år.",
    why="Tittelen vises i arkiv, i nettleser og av skjermlesere. Uten den vises filnavnet.",
    remedy="Velg Fil → Informasjon → Egenskaper → Tittel.",
    check=check,
    bad=(
        Example("Dokumentet har ingen tittel.", _none),
        Example("Tittelen er fra i fjor.", _last_year),
    ),
    good=(Example("Tittelen nevner budsjettåret.", _title),),
)
