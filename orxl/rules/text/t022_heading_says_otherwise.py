"""A title or a label on a sheet that has the layout's words, but another year, number or unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.core.refs import CellRef, parse_a1
from orxl.core.snapshot import Sheet
from orxl.layout import SheetSpec
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb

RULE = Rule(
    "T022",
    "ledetekst-sier-noe-annet",
    Severity.WARNING,
    finds="En tittel, en undertittel eller en ledetekst på et ark som er endret i år, tall eller "
    "enhet: «budsjett 2025», «Tall i kr» der tallene er i 1000 kr.",
    why="Leseren tror på det som står over tallene.",
    remedy="Skriv ledeteksten slik den var.",
    fix=Fix.UNSAFE,
    fix_safety="Ledeteksten skrives slik den er i en ny arbeidsbok for budsjettåret. Noen kan ha "
    "endret den med vilje; derfor spørres det.",
)

_MAY_DIFFER: Final = regex(
    r"[\d\s\u00a0.,–-]+|\b(?:hele?|tusen|mill\w*|mrd\w*|kr|kroner?|nok|eur|euro|prosent|av|øre"
    r"|sek|usd|promille|prosentpoeng|brutto|netto|opp|ned|inn|ut|økning\w*|reduksjon\w*|overskudd\w*"
    r"|underskudd\w*|(?:mer|mindre)forbruk\w*|innmeld\w*|utmeld\w*)\b|%",
    re.IGNORECASE,
)
"""What may differ between two texts with the same skeleton."""


@RULE.check
def check(view: View) -> Hits:
    for spec in view.layout.sheets:
        sheet = view.book.sheet(spec.name)
        if sheet is None or spec.hidden:
            continue
        for cell, here, wanted in _changed(view, sheet, spec):
            yield Hit(
                f"{cell.a1} sier {nb.quoted(here, 80)}, men skal si {nb.quoted(wanted, 80)}.",
                cell=cell,
                expected=wanted,
                actual=here,
                fix=(SetCell(cell, wanted, here),),
            )


def _changed(view: View, sheet: Sheet, spec: SheetSpec) -> Iterator[tuple[CellRef, str, str]]:
    """The cells outside the tables with a changed label, and what it must be."""
    declared = dict(_declared(spec))
    if all(sheet[at].value == text for text, places in declared.items() for at in places):
        return
    texts = dict(_outside(view, sheet))
    there = set(texts.values())
    if there <= declared.keys():
        return
    lost: Mapping[str, str] = {
        _skeleton(text): text for text in declared if text not in there and _skeleton(text)
    }
    alone = {text: declared[text] for text in declared if not _skeleton(text)}
    for at, text in texts.items():
        if text in declared:
            continue
        bones = _skeleton(text)
        meant = lost.get(bones) if bones else None
        if not bones:  # a unit alone is known by its place only
            meant = next((t for t, places in alone.items() if at in places), None)
        if meant is not None and meant != text:
            yield CellRef(sheet.name, *at), text, meant


def _declared(spec: SheetSpec) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    """The layout's texts on the sheet outside the tables, each with its places."""
    found: dict[str, list[tuple[int, int]]] = {spec.title: [(1, 1)]}
    unit = f" {spec.unit}." if spec.unit else ""
    found.setdefault(spec.purpose + unit, []).append((2, 1))
    for fixed in spec.fixed:
        if isinstance(fixed.content, str) and fixed.formula is None and not fixed.choices:
            found.setdefault(fixed.content, []).append(parse_a1(spec.address(fixed)))
    return iter((text, tuple(places)) for text, places in found.items())


def _outside(view: View, sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts on the sheet that stand in no table and are typed."""
    areas = [table.ref for table in sheet.tables]
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.value, str) and cell.formula is None and cell.value:
            inside = any(
                a.first_row <= row <= a.last_row and a.first_column <= column <= a.last_column
                for a in areas
            )
            if not inside:
                yield (row, column), cell.value


def _skeleton(text: str) -> str:
    return _MAY_DIFFER.sub("", text).casefold()


@RULE.bad("Tittelen på Hovedtall har fjorårets år.")
def _title(e: Editor) -> Place:
    return e.type_in(CellRef("Hovedtall", 1, 1), "Hovedtall – budsjett 2025")


@RULE.bad("Hovedtall sier «Tall i kr».")
def _unit(e: Editor) -> Place:
    return e.type_in(CellRef("Hovedtall", 2, 1), "Hovedrammene for budsjettet. Tall i kr.")


@RULE.bad("Enheten under et nøkkeltall på Forside er endret.")
def _key_figure(e: Editor) -> Place:
    return e.type_in(CellRef("Forside", 13, 2), "kr")


@RULE.good("Et eget notat ved siden av, og en ny tittel.")
def _own(e: Editor) -> None:
    e.type_in(CellRef("Hovedtall", 60, 2), "Husk: tall i kr fra regnskapet for 2025")
    e.type_in(CellRef("Tiltak", 1, 1), "Tiltakene våre")
