"""A note that speaks of another post than its own, or a post's name that no row has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, MAIN, NOTES, PARAGRAPHS, PROJECTS
from orxl.rules.shared.texts import passages

RULE = Rule(
    "T029",
    "note-eller-post-er-en-annen",
    Severity.WARNING,
    finds="En note som begynner med en annen post enn den gjelder, eller en tekst, note eller "
    "kommentar som nevner en budsjettpost med nesten, men ikke helt, det navnet den har.",
    why="Leseren finner ikke posten igjen i tabellen.",
    remedy="Skriv navnet slik det står på Hovedtall eller Prosjektmidler.",
    references=(paper("5.1.1"), paper("5.1.2")),
)

_BEGINS: Final = regex(r"\A([^:.]{3,60}):")
_IN_QUOTES: Final = regex(r"«([^«»]{3,70})»")
_A_POST: Final = regex(
    r"\b[Pp]ost(?:en|er)?\s(?:til\s)?([A-ZÆØÅ][^.;:«»]{3,60}?)\s(?:dekker|er\s|øke\w*|reduser\w*|omfatter)"
)
_LISTED: Final = regex(r"\bbudsjettposte?r?\s([A-ZÆØÅ][^.]{5,120}?)(?:\.|$)")
_LIKE: Final = 0.72


@RULE.check
def check(view: View) -> Hits:
    names = _names(view)
    if not names:
        return
    told: set[CellRef] = set()
    for row in view.rows(NOTES):
        text, line = view.text(row, "text"), view.text(row, "line")
        begins = _BEGINS.match(text)
        if begins is not None and line and not _speaks_of(begins[1], line):
            told.add(row.cells["text"])
            yield Hit(
                f"Noten gjelder posten {nb.quoted(line)}, men begynner med {nb.quoted(begins[1])}.",
                cell=row.cells["text"],
                expected=line,
                actual=begins[1],
            )
    places = ((PARAGRAPHS, "text"), (NOTES, "text"), (MAIN, "comment"), (PROJECTS, "comment"))
    for passage in passages(view, places):
        if passage.cell in told:
            continue
        for said in _said(passage.text):
            near = _nearly(said, names)
            if near is not None:
                yield Hit(
                    f"Teksten nevner posten {nb.quoted(said)}, som ikke finnes. Nærmest er "
                    f"{nb.quoted(near)} ({names[near]}).",
                    cell=passage.cell,
                    expected=near,
                    actual=said,
                )
                break


def _speaks_of(said: str, line: str) -> bool:
    """Whether *said* is the post, or the words that it begins with."""
    bare = said.strip().casefold()
    return line.casefold().startswith(bare) or bare.startswith(line.casefold())


def _said(text: str) -> Iterator[str]:
    """The names of posts that *text* seems to use."""
    for match in (*_IN_QUOTES.finditer(text), *_A_POST.finditer(text)):
        yield match[1].strip()
    for match in _LISTED.finditer(text):
        for part in re.split(r",\s|\sog\s(?=[A-ZÆØÅ])", match[1]):
            head = part.strip()
            yield head
            yield from (head.rpartition(" og ")[0],) if head.count(" og ") > 1 else ()


def _may_be_like(one: str, other: str) -> bool:
    """Whether the names have letters enough in common, or begin with the same two words."""
    length = len(one) + len(other)
    if one.split()[:2] == other.split()[:2]:
        return True
    if 2 * min(len(one), len(other)) < _LIKE * length:
        return False
    return 2 * sum((Counter(one) & Counter(other)).values()) >= _LIKE * length


def _nearly(said: str, names: Mapping[str, CellRef]) -> str | None:
    """The post that *said* is nearly the name of; None where it is one, or like none."""
    bare = said.casefold()
    if any(bare == name.casefold() or name.casefold().startswith(f"{bare} ") for name in names):
        return None
    if not any(_may_be_like(bare, name.casefold()) for name in names):
        return None
    from difflib import SequenceMatcher  # slow to import: most texts do not come here

    best = max(names, key=lambda name: SequenceMatcher(None, bare, name.casefold()).ratio())
    alike = SequenceMatcher(None, bare, best.casefold()).ratio()
    same_start = bare.split()[:2] == best.casefold().split()[:2] and len(bare.split()) > 2
    return best if alike >= _LIKE or (same_start and alike > 0.5) else None


@per_object
def _names(view: View) -> Mapping[str, CellRef]:
    found: dict[str, CellRef] = {}
    for table, key in ((MAIN, "label"), (PROJECTS, "label"), (GRANTS, "label")):
        for row in view.rows(table):
            if name := view.text(row, key):
                found.setdefault(name, row.cells[key])
    return found


@RULE.bad("Noten om SEADITO sier ORBIFY.")
def _another(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "ORBIFY: Forhåndsutbetaling av EU-tilsagnet")


@RULE.bad("Prosjektet heter «Areal og transport».")
def _project(e: Editor) -> Place:
    text = "Strategiske satsinger: samler tidligere budsjettpost Areal og samferdsel, Klima."
    return e.put(NOTES, "PM3", "text", text)


@RULE.bad("En post er skrevet litt feil i teksten, og i en kommentar.")
def _spelt(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PARAGRAPHS, "5.1.4-7", "text", "Midlene går til posten «Store arrangement»."),
        e.put(PROJECTS, "Klima", "comment", "Inngår fra 2026 i «Strategiske satsninger»."),
    )


@RULE.good("Poster med sine navn, og andre navn i hermetegn.")
def _sound(e: Editor) -> None:
    e.put(NOTES, "PM1", "text", "Store arrangementer: Omgjort fra posten «BEST».")
    text = "Posten til Kommunikasjon dekker drift av «Fjorden vår» og «Osloregions dag»."
    e.put(PARAGRAPHS, "5.1.4-6", "text", text)
