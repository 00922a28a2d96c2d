"""Years of a project in one place that are not those in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orxl.programme.models import Grant
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, MAIN, MEASURES, NOTES, PARAGRAPHS, PROJECTS
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.texts import FIELDS, before, mentions, passages

RULE = Rule(
    "T003",
    "prosjektår-avviker",
    Severity.WARNING,
    finds="År for et prosjekt som er andre i budsjettposten, tiltaket eller teksten enn på "
    "Tilskudd.",
    why="Årene sier hvor lenge pengene kommer; to svar i samme sak er ett for mye.",
    remedy="Finn årene i tilsagnsbrevet og skriv dem likt overalt. Endres navnet på en post, må "
    "«Budsjettpost» på Tilskudd endres likt.",
    references=(paper("5.1.3"),),
)

_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*[–-]\s*((?:19|20)\d\d)\b")
_REACH = 80
"""How many characters may stand between a grant's name and its years."""
_PLACES = (
    (MAIN, "label"),
    (PROJECTS, "label"),
    (MEASURES, "title"),
    *(f for f in FIELDS if f[0] != NOTES),
)


@dataclass(frozen=True, slots=True)
class _Said:
    grant: Grant
    years: tuple[int, int]
    cell: CellRef
    place: str
    text: str


@RULE.check
def check(view: View) -> Hits:
    said = list(_said(view))
    for grant in {s.grant.grant_id: s.grant for s in said}.values():
        about = [s for s in said if s.grant is grant]
        held = grant.from_year, grant.to_year
        first, last = held if None not in held else about[0].years
        source = "på Tilskudd" if None not in held else f"i {about[0].place}"
        agree = sorted(
            {s.place for s in about if s.years == (first, last) and s.place != "Hovedtall"}
        )
        for other in about:
            if other.years == (first, last):
                continue
            also = f" Det samme sier {nb.listed(agree)}." if agree and None not in held else ""
            yield Hit(
                f"I {nb.quoted(other.text)} står {_written(other.years)}, men "
                f"{nb.quoted(grant.label)} gjelder {first}–{last} {source}.{also}",
                cell=other.cell,
                expected=f"{first}–{last}",
                actual=_written(other.years),
            )


def _said(view: View) -> Iterator[_Said]:
    """Every span of years that stands close after the name of a grant."""
    named = {g.budget_line: g for _, g in grants(view) if g.budget_line is not None}
    for passage in passages(view, _PLACES):
        spans = list(_YEARS.finditer(passage.text))
        found = mentions(view, passage.text) if spans else []
        for match in spans:
            near = before(found, match.start(), _REACH)
            # A budget line belongs to the grant that is entered on it, whatever it is called.
            own = named.get(passage.text) if passage.table == MAIN else None
            grant = own if own is not None else (near.grant if near is not None else None)
            if grant is not None:
                start = 0
                if match.start() > 60:
                    start = passage.text.rfind(" ", 0, match.start() - 35) + 1
                key = view.layout.table(passage.table).key
                sheet = passage.cell.sheet
                place = sheet if passage.table == MAIN else f"{sheet} {view.text(passage.row, key)}"
                yield _Said(
                    grant,
                    (int(match[1]), int(match[2])),
                    passage.cell,
                    place,
                    ("…" if start else "") + passage.text[start : match.end()],
                )


def _written(years: tuple[int, int]) -> str:
    return f"{years[0]}–{years[1]}"


@RULE.bad("Posten sier 2025–2027, alt annet sier 2025–2026.")
def _as_printed(e: Editor) -> Place:
    return e.where(MAIN, "Klimasats – Energistasjonsprosjektet fase II 2025–2027", "label")


@RULE.bad("Tilskuddet er forlenget, men posten og teksten er ikke endret.")
def _grant_prolonged(e: Editor) -> tuple[Place, ...]:
    e.put(GRANTS, "SEADITO", "to_year", 2028.0)
    return (e.where(MAIN, "SEADITO 2024–2027", "label"), e.where(PARAGRAPHS, "5.1.3-6", "text"))


@RULE.bad("Tiltaket sier 2025–2028.")
def _measure_changed(e: Editor) -> Place:
    title = "Gjennomføre Energistasjonsprosjektet, fase II (2025-2028)"
    return e.put(MEASURES, "3.2.1", "title", title)


@RULE.good("År for andre planer i samme tekst.")
def _another_plan(e: Editor) -> None:
    text = "Strategien 2025–2028 og NTP 2025–2036 ligger til grunn. SEADITO varer i tre år."
    e.put(PARAGRAPHS, "5.1.4-4", "text", text)
