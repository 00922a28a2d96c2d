"""A document without a title."""

from __future__ import annotations

import re

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import wcag

RULE = Rule(
    "U029",
    "tittel-mangler",
    Severity.NOTE,
    asks=FileView,
    finds="Et dokument uten tittel i egenskapene, eller med tittelen fra et annet år.",
    why="Tittelen vises i arkiv, i nettleser og av skjermlesere. Uten den vises filnavnet.",
    remedy="Velg Fil → Informasjon → Egenskaper → Tittel.",
    references=(wcag("2.4.2", "page-titled"),),
)


@RULE.check
def check(view: FileView) -> Hits:
    title = view.inspection.properties.title.strip()
    if not title:
        yield Hit("Dokumentet har ingen tittel.")
        return
    years = {int(year) for year in re.findall(r"\b20\d\d\b", title)}
    if view.inside.year and years and view.inside.year not in years:
        yield Hit(
            f"Dokumentets tittel er {nb.quoted(title)}, men budsjettåret er {view.inside.year}.",
            expected=float(view.inside.year),
            actual=title,
        )


@RULE.bad("Dokumentet har ingen tittel.")
def _none(e: Editor) -> Place:
    e.file.properties(title="")
    return None


@RULE.bad("Tittelen er fra i fjor.")
def _last_year(e: Editor) -> Place:
    e.file.properties(title="Handlingsprogram og budsjett 2025")
    return None


@RULE.good("Tittelen nevner budsjettåret.")
def _title(e: Editor) -> None:
    e.file.properties(title="Handlingsprogram 2026")
