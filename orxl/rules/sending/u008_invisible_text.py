"""A text in the colour of its background, or a format that shows nothing."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.inspection import Conditional, Look
from orxl.core.patterns import regex
from orxl.core.refs import Range
from orxl.formulas.norwegian import shown
from orxl.rules.kit import BLANK, CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.shared.sending import cell_list, contrast, filled_cells, in_header, sheets

RULE = Rule(
    "U008",
    "usynlig-tekst",
    Severity.WARNING,
    asks=FileView,
    finds="Celler med skrift i samme farge som bakgrunnen, også der en betinget formatering gjør "
    "den slik, med en skrift på høyst 2 punkt, eller med tallformatet «;;;».",
    why="Innholdet vises ikke, men sendes med. Den som markerer alt, ser det straks.",
    remedy="Gjør teksten synlig (Hjem → Skriftfarge → Automatisk), eller slett den.",
)


@RULE.check
def check(view: FileView) -> Hits:
    unseen = {n: look for n, look in enumerate(view.inspection.looks) if _unseen(look)}
    for sheet in view.book.sheets if unseen else ():
        cells: list[CellRef] = []
        for at in filled_cells(view, sheet):
            look = unseen.get(sheet[at.row, at.column].style)
            if look is None or sheet[at.row, at.column].value == "":
                continue
            if look.invisible or look.filled or not in_header(sheet, at):
                cells.append(at)
        if cells:
            first = min(cells, key=lambda c: (c.row, c.column))
            held = view.book.cell(first)
            stands = nb.value(held.value) if held.value is not BLANK else shown(held.formula)
            yield Hit(
                f"{nb.counted(len(cells), 'celle', 'celler')} på arket «{sheet.name}» har innhold "
                f"som ikke vises ({cell_list(cells)}). I {first.a1} står {stands}.",
                cell=first,
                actual=held.value,
            )
    yield from _on_condition(view)


def _on_condition(view: FileView) -> Hits:
    """Cells whose content a conditional format hides, where it does not only hide blanks."""
    for found, sheet in sheets(view):
        rules = [(rule, _hiding(rule, view)) for rule in found.conditionals]
        rules = [(rule, styles) for rule, styles in rules if styles]
        filled = list(filled_cells(view, sheet)) if rules else []
        for rule, styles in rules:
            cells = [
                at
                for at in filled
                if sheet[at.row, at.column].style in styles
                and any(at in area for area in rule.areas)
                and (rule.invisible or not in_header(sheet, at))
            ]
            if cells:
                first = min(cells, key=lambda c: (c.row, c.column))
                yield Hit(
                    f"En betinget formatering på arket «{sheet.name}» skjuler innholdet i "
                    f"{nb.counted(len(cells), 'celle', 'celler')} ({cell_list(cells)}) når "
                    "betingelsen slår til.",
                    cell=first,
                    actual=view.book.cell(first).value,
                )


def _hiding(rule: Conditional, view: FileView) -> frozenset[int]:
    """The cell styles whose text *rule* would hide."""
    looks = view.inspection.looks
    if _TIDYING.search(rule.condition):
        return frozenset()
    if rule.invisible:
        return frozenset(range(len(looks)))
    colours = {look.background if rule.background is None else rule.background for look in looks}
    hidden = {c for c in colours if c and rule.colour and contrast(rule.colour, c) < 1.1}
    if rule.background is not None:
        return frozenset(range(len(looks))) if hidden else frozenset()
    return frozenset(number for number, look in enumerate(looks) if look.background in hidden)


def _unseen(look: Look) -> bool:
    same = look.background is not None and contrast(look.colour, look.background) < 1.1
    return look.invisible or same or look.size <= 2


_TIDYING: Final = regex(
    r'equal "?-?0?"?$|ISERR|ISNA|ISBLANK|containsErrors|containsBlanks|=\s*(?:0|"")$', re.IGNORECASE
)
"""Noughts, blanks and error values are hidden to tidy up a sheet, not to hide anything."""


@RULE.bad("Hvit tekst på hvit bakgrunn.")
def _white(e: Editor) -> Place:
    at = e.type_in(CellRef("Hovedtall", 60, 12), "Ikke vis dette til styret")
    return e.restyle(at, e.file.look(Look(colour="FFFFFF")))


@RULE.bad("En betinget formatering gjør teksten hvit.")
def _white_on_condition(e: Editor) -> Place:
    at = e.type_in(CellRef("Hovedtall", 60, 12), "Ikke vis dette til styret")
    area = Range("Hovedtall", 60, 12, 61, 12)
    e.file.on("Hovedtall", conditionals=(Conditional((area,), "expression TRUE", "FFFFFF"),))
    return at


@RULE.bad("Et tall med tallformatet «;;;», som ikke viser noe.")
def _no_format(e: Editor) -> Place:
    at = e.type_in(CellRef("Hovedtall", 61, 12), 1234.0)
    return e.restyle(at, e.file.look(Look(invisible=True)))


@RULE.good("Hvit tekst på mørkeblå bakgrunn.")
def _white_on_blue(e: Editor) -> None:
    at = e.type_in(CellRef("Hovedtall", 60, 12), "Overskrift")
    e.restyle(at, e.file.look(Look(colour="FFFFFF", background="1F3864", filled=True)))


@RULE.good("En betinget formatering skjuler nuller.")
def _noughts(e: Editor) -> None:
    e.type_in(CellRef("Hovedtall", 60, 12), 0.0)
    area = Range("Hovedtall", 60, 12, 61, 12)
    e.file.on("Hovedtall", conditionals=(Conditional((area,), "cellIs equal 0", "FFFFFF"),))
