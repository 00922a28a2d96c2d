"""A body whose description says something else than its own columns or the list of bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import BODIES
from orxl.rules.shared.figures import figures, normal
from orxl.rules.shared.measures import WORDS
from orxl.rules.shared.numerals import NUMERAL
from orxl.rules.shared.placeholders import PLACEHOLDER

RULE = Rule(
    "T031",
    "organ-sier-to-ting",
    Severity.WARNING,
    finds="Et organ der beskrivelsen sier noe annet enn «Møter», «Leder» eller «Overordnet», eller "
    "et annet antall grupper enn det står på Organisering.",
    why="Kapittel 4 trykker beskrivelsen; oversikten trykker kolonnene.",
    remedy="La beskrivelsen og kolonnene si det samme.",
    references=(paper("4"),),
)

_LED: Final = regex(r"\b(?:ledet|ledes) av ([\w ]{3,40}?)(?=[.,;]|\sog\s|$)", re.IGNORECASE)
_UNDER: Final = regex(
    r"\b(?:underlagt|valgt av|velges av|oppnevnt av|oppnevnes av|rapporterer til)"
    r" ([\w-]{4,40})",
    re.IGNORECASE,
)
_GROUPS: Final = regex(rf"\b({NUMERAL}|\d{{1,2}})\s(faggrupper|arbeidsgrupper)\b", re.IGNORECASE)
_MEETS: Final = regex(r"\bmøter\b|\bsamling", re.IGNORECASE)


@RULE.check
def check(view: View) -> Hits:
    names = {view.text(row, "body_id"): view.text(row, "name") for row in view.rows(BODIES)}
    for row in view.rows(BODIES):
        text = view.text(row, "description")
        if not text:
            continue
        yield from _meetings(view, row, text)
        leader, led = view.text(row, "leader"), _LED.search(text)
        if leader and led is not None and not _alike(led[1], leader):
            yield Hit(
                f"Beskrivelsen sier {nb.quoted(led[0])}, men «Leder» er {nb.quoted(leader)}.",
                cell=row.cells["leader"],
                expected=led[1],
                actual=leader,
            )
        parent, under = names.get(view.text(row, "parent"), ""), _UNDER.search(text)
        said = under[1] if under is not None else ""
        if parent and said and not _alike(said, parent) and _is_a_body(said, names.values()):
            yield Hit(
                f"Beskrivelsen sier at organet er underlagt eller valgt av {nb.quoted(said)}, men "
                f"«Overordnet» er {nb.quoted(parent)} ({row.cells['parent']}).",
                cell=row.cells["description"],
                expected=parent,
                actual=said,
            )
        for match in _GROUPS.finditer(PLACEHOLDER.sub(" ", text)):
            yield from _counted(view, row, match)


def _meetings(view: View, row: BoundRow, text: str) -> Iterator[Hit]:
    """The numbers of «Møter» stand in the description, too, where it speaks of meetings."""
    meetings = view.text(row, "meetings")
    sentences = [s for s in re.split(r"(?<=[.!?])\s", text) if _MEETS.search(s)]
    said = {normal(f.text) for s in sentences for f in figures(s)}
    if not meetings or not said:
        return
    for figure in figures(meetings):
        if normal(figure.text) not in said:
            yield Hit(
                f"«Møter» sier {nb.quoted(figure.text)}, men beskrivelsen "
                f"({row.cells['description']}) sier {nb.listed(sorted(said))}.",
                cell=row.cells["meetings"],
                actual=figure.text,
            )


def _counted(view: View, row: BoundRow, match: re.Match[str]) -> Iterator[Hit]:
    number = WORDS.get(match[1].casefold()) or int(match[1])
    own = view.text(row, "body_id")
    kind = "Faggruppe" if match[2].casefold().startswith("fag") else "Tverrgående arbeidsgruppe"
    held = [
        view.text(r, "name")
        for r in view.rows(BODIES)
        if view.text(r, "type") == kind and view.text(r, "body_id") != own
    ]
    if held and len(held) != number:
        yield Hit(
            f"Beskrivelsen sier {nb.quoted(match[0])}, men på Organisering er det {len(held)}: "
            f"{nb.listed(held)}.",
            cell=row.cells["description"],
            expected=float(len(held)),
            actual=match[1],
        )


def _alike(one: str, other: str) -> bool:
    """Whether both are the same office: «styrets leder», «Styrets leder»."""
    a, b = one.strip().casefold(), other.strip().casefold()
    return a in b or b in a


def _is_a_body(word: str, names: Iterable[str]) -> bool:
    return any(_alike(word, name) for name in names)


@RULE.bad("«Møter» sier 6–7, beskrivelsen 4–5.")
def _meet(e: Editor) -> Place:
    return e.put(BODIES, "administrative-grupper", "meetings", "6–7 møter per år", by="body_id")


@RULE.bad("En annen leder enn beskrivelsen sier.")
def _leader(e: Editor) -> Place:
    return e.put(BODIES, "representantskapet", "leader", "Utvalgets leder", by="body_id")


@RULE.bad("Sekretariatet er underlagt et annet organ i beskrivelsen.")
def _parent(e: Editor) -> Place:
    text = "Sekretariatet er direkte underlagt representantskapet."
    return e.put(BODIES, "sekretariatet", "description", text, by="body_id")


@RULE.bad("Fire faggrupper i beskrivelsen, tre på arket.")
def _groups(e: Editor) -> Place:
    text = "Osloregionen har fire faggrupper som gir faglige råd."
    return e.put(BODIES, "faggrupper", "description", text, by="body_id")


@RULE.good("Samme antall møter med andre ord.")
def _same(e: Editor) -> None:
    e.put(BODIES, "representantskapet", "meetings", "To møter i året", by="body_id")
