"""A row «sett inn» whose target does not exist."""

from __future__ import annotations

from collections.abc import Mapping, Set

from orxl.core.edits import SetCell
from orxl.programme.codes import BodyType, StrategyType
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, BODIES, PARAGRAPHS, STRATEGY
from orxl.rules.shared.insertions import insertion
from orxl.rules.shared.reworded import rewritten
from orxl.rules.shared.texts import Passage, of_type

RULE = Rule(
    "T007",
    "innsetting-uten-mål",
    Severity.ERROR,
    finds="En rad av typen «sett inn» som viser til et område, et organ, en tabell eller en type "
    "som ikke finnes, eller til det som en annen rad setter inn.",
    why="Saken mangler da en hel del, eller kan ikke lages.",
    remedy="Skriv for eksempel «Områder 2.1», «Tiltak 2.1», «Strategi: Visjon», «Organisering: "
    "Styret», «Tabell: Hovedtall» eller «Noter: Hovedtall».",
    fix=Fix.UNSAFE,
    fix_safety="Innsettingen som ligner mest, skrives inn. En annen kan være ment; derfor spørres "
    "det om hver tekst.",
)

_TABLES = frozenset({"Hovedtall", "Prosjektmidler"})


@RULE.check
def check(view: View) -> Hits:
    targets = _targets(view)
    every = sorted(
        f"{kind}: {name}"
        for kind, names in targets.items()
        for name in names
        if kind not in ("Områder", "Tiltak")  # the nearest code is no better guess than another
    )
    changed = {text.cell for text in rewritten(view)}
    first: dict[str, Passage] = {}
    for passage in of_type(view, "sett inn"):
        text = passage.text.strip()
        asked = insertion(text)
        if asked is not None and asked.name in targets[asked.kind]:
            earlier = first.setdefault(" ".join(text.casefold().split()), passage)
            if earlier is not passage:
                slip, other = passage, earlier
                if earlier.cell in changed and passage.cell not in changed:
                    slip, other = earlier, passage
                yield Hit(
                    f"{nb.quoted(text)} settes inn to ganger, her og i {other.cell}.",
                    cell=slip.cell,
                    actual=text,
                    remedy="Skriv det som skal settes inn her, eller slett raden.",
                )
            continue
        from difflib import get_close_matches

        near = get_close_matches(text, every, 1, 0.8)
        guess = f" Mente du {nb.quoted(near[0])}?" if near else ""
        yield Hit(
            f"{nb.quoted(text)} kan ikke settes inn: det finnes ikke i arbeidsboken.{guess}",
            cell=passage.cell,
            expected=near[0] if near else None,
            actual=text,
            fix=(SetCell(passage.cell, near[0], passage.text),) if near else (),
        )


def _targets(view: View) -> Mapping[str, Set[str]]:
    areas = {view.text(row, "code") for row in view.rows(AREAS)}
    bodies = {view.text(row, "body_id") for row in view.rows(BODIES)}
    names = {view.text(row, "name") for row in view.rows(BODIES)}
    types = {view.text(row, "type") for row in view.rows(BODIES)}
    strategy = {view.text(row, "type") for row in view.rows(STRATEGY)}
    return {
        "Områder": areas,
        "Tiltak": areas,
        "Strategi": strategy & {str(t) for t in StrategyType},
        "Lenker": strategy & {str(t) for t in StrategyType},
        "Organisering": names | bodies | (types & {str(t) for t in BodyType}),
        "Tabell": _TABLES,
        "Noter": _TABLES,
    }


@RULE.bad("Området finnes ikke.")
def _area_gone(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "2.4-2", "text", "Tiltak 2.5")


@RULE.bad("Navnet på organet er skrevet feil.")
def _body_misspelled(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "4.1-3", "text", "Organisering: Styre")


@RULE.bad("Tabellen er ikke en av dem som settes inn.")
def _unknown_table(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.2-3", "text", "Tabell: Tilskudd")


@RULE.good("En annen strategitype settes inn.")
def _last_task_gone(e: Editor) -> None:
    e.put(PARAGRAPHS, "0.1-4", "text", "Strategi: Utfordring")


@RULE.bad("Tabellen over hovedtall settes inn to ganger.")
def _twice(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.2-3", "text", "Tabell: Hovedtall")
