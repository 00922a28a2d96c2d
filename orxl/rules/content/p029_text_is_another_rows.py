"""A target or a measure that has got another row's text, or one about another measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from orxl.core.memo import per_object
from orxl.layout.names import ROWS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, MEASURES, TARGETS
from orxl.rules.shared.measures import area_of
from orxl.rules.shared.recorded_rows import records
from orxl.rules.shared.recorded_texts import digest, words, written
from orxl.rules.shared.reworded import Rewritten, rewritten

RULE = Rule(
    "P029",
    "teksten-hører-til-et-annet-tiltak",
    Severity.NOTE,
    finds="Et mål eller et tiltak med en ny tekst siden siste kontroll som er den en annen rad "
    "hadde da, eller som handler om det et annet tiltak handler om og ikke om sitt eget.",
    why="En tekst som er limt inn i feil rad, er riktig i seg selv, og ingen annen kontroll ser "
    "det.",
    remedy="Flytt teksten dit den hører til. Var det meningen, trenger du ikke gjøre noe.",
)

_TEXTS: Final = {(TARGETS, "text"), (MEASURES, "title")}
_FEW: Final = 3
"""With more rows that hold another's text the rows were moved, and that is no slip."""
_RARE: Final = 2
"""A word that more measures use tells nothing of whose the text is."""
_AREA: Final = "area"
"""Where a word of an area's introduction stands."""
_STEM: Final = 9
"""So long a word is about one thing; so much of it is the same in all its forms."""


@RULE.check
def check(view: View) -> Hits:
    changed = [text for text in rewritten(view) if (text.table, text.column.key) in _TEXTS]
    if not changed or not view.has(TARGETS, "text", "measure"):
        return
    held = _held(view)
    moved = [
        text
        for text in changed
        if held.get(written(text.text), _name(view, text)) != _name(view, text)
    ]
    for text in moved if len(moved) <= _FEW else ():
        yield Hit(
            f"{_name(view, text)} har teksten som stod for {held[written(text.text)]} ved siste "
            f"kontroll: {nb.quoted(text.text, 80)}.",
            cell=text.cell,
            actual=text.text,
            severity=Severity.WARNING,
        )
    for text in changed if len(changed) <= _FEW else ():
        other = "" if text in moved else _of_another(view, text)
        if other:
            yield Hit(
                f"{_name(view, text)} handler etter ordene om det samme som tiltak {other}, og "
                f"ikke om sitt eget: {nb.quoted(text.text, 80)}.",
                cell=text.cell,
                actual=text.text,
            )


def _name(view: View, text: Rewritten) -> str:
    key = "target_id" if text.table == TARGETS else "number"
    return f"{'Mål' if text.table == TARGETS else 'Tiltak'} {view.text(text.row, key)}"


def _held(view: View) -> Mapping[str, str]:
    """Whose each text was at the last run."""
    found: dict[str, str] = {}
    for kept in records(view):
        if kept.table in (TARGETS, MEASURES):
            word = "Mål" if kept.table == TARGETS else "Tiltak"
            for key, text in kept.texts.items():
                name, _, column = key.rpartition("/")
                if (kept.table, column) in _TEXTS:
                    found[text] = f"{word} {name}"
    return found


def _of_another(view: View, text: Rewritten) -> str:
    """The number of a measure whose title has a long new word of the text that its own lacks."""
    own = view.text(text.row, "measure" if text.table == TARGETS else "number")
    fresh = {word.key[:_STEM] for word in words(text.text) if digest(word.key) not in text.then}
    for word in sorted(_long_words(text.text) & fresh):
        places = {(m, at) for m, at in _about(view).get(word, ()) if at != text.cell.a1}
        titled = sorted(m for m, at in places if at == m)
        speaking = {measure for measure, at in places if at != _AREA}
        if titled and len(speaking) <= _RARE and own not in {measure for measure, _ in places}:
            return titled[0]
    return ""


def _long_words(text: str) -> set[str]:
    """The words of *text* that are long enough to be about one thing, without their endings."""
    return {
        word.key[:_STEM] for word in words(text) if len(word.key) >= _STEM and word.key.isalpha()
    }


@per_object
def _about(view: View) -> Mapping[str, frozenset[tuple[str, str]]]:
    """The measures that each long word is used of, and where: in the title, its area, a target."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    areas = {
        view.text(row, "code"): f"{view.text(row, 'name')} {view.text(row, 'introduction')}"
        for row in view.rows(AREAS)
    }
    for row in view.rows(MEASURES):
        number = view.text(row, "number")
        for word in _long_words(view.text(row, "title")):
            found[word].add((number, number))
        for word in _long_words(areas.get(area_of(number), "")):
            found[word].add((number, _AREA))
    for row in view.rows(TARGETS):
        for word in _long_words(view.text(row, "text")):
            found[word].add((view.text(row, "measure"), row.cells["text"].a1))
    return {word: frozenset(places) for word, places in found.items()}


def _was(e: Editor, *texts: tuple[str, str]) -> None:
    """Leave on record that the texts stood at the targets with these IDs."""
    told = (f"{key}/text = {written(text)}" for key, text in texts)
    e.put(ROWS, "Mål", "figures", " | ".join(("2026", *told)))


@RULE.bad("Et mål i 3.4.1 handler om energistasjoner.")
def _another_measure(e: Editor) -> Place:
    text = "Økt kunnskap om energistasjoner som beslutningsstøtte."
    _was(e, ("3.4.1-E1", "Digital tvilling er tatt i bruk"))
    return e.put(TARGETS, "3.4.1-E1", "text", text)


@RULE.bad("Et mål har fått teksten til et annet.")
def _copied(e: Editor) -> Place:
    text = "Delt erfaringer fra minst 5 kommuner og fagmiljø på ulike tema."
    _was(e, ("2.2.1-R2", text), ("3.4.1-E1", "Noe annet"))
    return e.put(TARGETS, "3.4.1-E1", "text", text)


@RULE.good("Et mål er skrevet om, og handler om sitt eget tiltak.")
def _its_own(e: Editor) -> None:
    _was(e, ("3.4.1-E1", "Noe annet"))
    e.put(TARGETS, "3.4.1-E1", "text", "Digital tvilling av fjorden brukes som beslutningsstøtte.")
