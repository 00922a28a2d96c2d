"""A figure of «Faste tall» that its text no longer has, or one that stands there in its place."""

from __future__ import annotations

from collections import Counter
from typing import Final

from orxl.binding import BoundRow
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, FIGURES
from orxl.rules.shared.figures import figures, normal
from orxl.rules.shared.spoken import SPOKEN
from orxl.rules.shared.texts import passages

RULE = Rule(
    "T036",
    "fast-tall-er-borte-fra-teksten",
    Severity.NOTE,
    finds="Et tall på Faste tall som ikke lenger står i teksten det gjelder. Er et annet av "
    "tekstens faste tall der to ganger, er det trolig skrevet over: en advarsel ved teksten.",
    why="Da er teksten endret uten at kilden er det, eller så er raden til overs.",
    remedy="Sett tallet tilbake i teksten, eller rett eller slett raden på Faste tall.",
)

_EVERYWHERE: Final = "overalt"


@RULE.check
def check(view: View) -> Hits:
    by_place: dict[str, list[BoundRow]] = {}
    for row in view.rows(FIGURES):
        by_place.setdefault(normal(view.text(row, "place")), []).append(row)
    texts = {
        normal(f"{p.cell.sheet} {view.text(p.row, view.layout.table(p.table).key)}"): p
        for p in passages(view, SPOKEN)
        if p.table != "tblTiltak" or p.cell == p.row.cells["title"]
    }
    for place, rows in by_place.items():
        passage = texts.get(place)
        if place == _EVERYWHERE or passage is None:
            continue
        found = figures(passage.text)
        said = Counter(normal(figure.text) for figure in found)
        whole = normal(passage.text)
        declared = Counter(normal(view.text(row, "text")) for row in rows)
        other = {normal(f.text) for f in found} - declared.keys()
        for row in rows:
            told = normal(view.text(row, "text"))
            if told in whole or other:
                continue  # of a figure that stands in its place, T012 speaks
            twice = next((t for t in said if said[t] > declared[t] and t in declared), None)
            name = nb.quoted(view.text(row, "text"))
            where = f"{passage.cell.sheet}-teksten ({passage.cell})"
            if twice is not None:
                yield Hit(
                    f"{nb.quoted(twice)} står to ganger, og {name}, som også er ført på Faste tall "
                    f"({row.cells['text']}), står ikke lenger i teksten.",
                    cell=passage.cell,
                    expected=view.text(row, "text"),
                    actual=twice,
                    severity=Severity.WARNING,
                )
            else:
                yield Hit(f"{name} står ikke lenger i {where}.", cell=row.cells["text"])


@RULE.bad("44 % er skrevet over med 42 %, som også står der.")
def _twice(e: Editor) -> Place:
    text = (
        "Anslaget er at 42 % av Norges befolkning vil bo i Osloregionen i 2050, mot 42 % i 2023. "
        "Det følger av NTP 2025–2036."
    )
    return e.put(AREAS, "2.3", "introduction", text)


@RULE.bad("Setningen med tallet er slettet.")
def _gone(e: Editor) -> Place:
    e.put(AREAS, "2.1", "introduction", "Osloregionen er Norges ledende verdiskapingsregion.")
    return e.where(FIGURES, "43 %", "text")


@RULE.good("Tallet og raden er endret sammen.")
def _both(e: Editor) -> None:
    e.put(FIGURES, "43 %", "text", "45 %")
    e.put(AREAS, "2.1", "introduction", "Osloregionen har 45 % av landets sysselsetting i år.")
