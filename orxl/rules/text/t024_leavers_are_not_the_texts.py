"""Who has left, by a text, against «Medlem til» of the members."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.programme.models import Member
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEMBERS, PARAGRAPHS
from orxl.rules.shared.members import figures, members
from orxl.rules.shared.periods import periods
from orxl.rules.shared.spelling import slips
from orxl.rules.shared.spoken import Sentence, spoken

RULE = Rule(
    "T024",
    "utmeldte-i-teksten",
    Severity.WARNING,
    finds="En setning om hvem som har meldt seg ut, der en kommune mangler, ikke er ute på "
    "Medlemmer, er skrevet med en annen bokstav, eller går ut en annen dag. Også en kommune som er "
    "ute, og som en annen setning nevner.",
    why="Kommunene det gjelder, leser det, og kontingenten regnes av Medlemmer.",
    remedy="La setningen nevne dem som har «Medlem til» på Medlemmer, eller rett Medlemmer.",
    references=(paper("5.1.3"),),
)

_LEAVE: Final = regex(
    r"\b(?:meldt seg ut|meldt ut|utmeldt\w*|trukket seg ut|trådt ut|går ut|gått ut|trer ut)\b",
    re.IGNORECASE,
)
_NAMED_SO: Final = regex(
    r"(?<![\w-])([A-ZÆØÅ][\w-]{1,25}(?:\s(?:og\s)?[A-ZÆØÅ][\w-]{1,25}){0,2})\skommune\b"
)
"""«Bærum kommune», «Indre Østfold kommune»; in a list the last one may have its «kommune» alone."""
_MOST: Final = 2


@RULE.check
def check(view: View) -> Hits:
    left = _leavers(view)
    known = _municipalities(view)
    if not known:
        return
    about = [s for s in spoken(view) if "kommune" in s.text]
    leaving = [s for s in about if _LEAVE.search(s.text)]
    for sentence in about:
        for match in _NAMED_SO.finditer(sentence.text):
            yield from _named(view, sentence, match[1], left, known)
    for sentence in leaving:
        gone = [name for name in left if _in(sentence.text, name)]
        missing = [name for name in left if not any(_in(s.text, name) for s in leaving)]
        if gone and missing:
            yield Hit(
                f"Setningen om hvem som har meldt seg ut, nevner {nb.listed(gone)}, men ikke "
                f"{nb.listed(missing)}, som har «Medlem til» på Medlemmer.",
                cell=sentence.cell,
                expected=nb.listed([*left]),
                actual=nb.listed(gone),
            )
        yield from _dated(view, sentence, [left[name] for name in gone])


def _named(
    view: View, sentence: Sentence, name: str, left: Mapping[str, Member], known: frozenset[str]
) -> Iterator[Hit]:
    name = name.rpartition(" og ")[2]
    leaving = _LEAVE.search(sentence.text) is not None
    if name not in known:
        near = min(known, key=lambda other: (slips(name, other), other))
        if len(name) > 3 and slips(name, near) <= _MOST:
            yield Hit(
                f"Teksten sier «{name} kommune». Kommunen heter {nb.quoted(near)}.",
                cell=sentence.cell,
                expected=near,
                actual=name,
            )
    elif leaving and name not in left:
        if not any(m.name == name for _, m in members(view)):  # of a member T015 speaks
            yield Hit(
                f"Teksten sier at {name} har meldt seg ut, men på Medlemmer er det "
                f"{nb.listed([*left]) or 'ingen'} som har «Medlem til».",
                cell=sentence.cell,
                expected=nb.listed([*left]),
                actual=name,
            )
    elif not leaving and name in left:
        yield Hit(
            f"Teksten nevner {name} kommune, som ifølge Medlemmer ikke er medlem lenger.",
            cell=sentence.cell,
            actual=name,
            severity=Severity.NOTE,
        )


def _dated(view: View, sentence: Sentence, gone: list[Member]) -> Iterator[Hit]:
    """The day from which they are out, which is the day after «Medlem til»."""
    said = [p for p in periods(sentence.text, view.year) if p.first == p.last]
    wanted = {m.left + timedelta(days=1) for m in gone if m.left is not None}
    if len(said) == 1 and wanted and said[0].first not in wanted:
        day = min(wanted)
        yield Hit(
            f"Teksten sier at de går ut {nb.day(said[0].first)}, men «Medlem til» på Medlemmer gir "
            f"{nb.day(day)}.",
            cell=sentence.cell,
            expected=nb.day(day),
            actual=said[0].text,
            severity=Severity.ERROR,
        )


@per_object
def _leavers(view: View) -> Mapping[str, Member]:
    """Who goes out about the beginning of the budget year, by name."""
    first, last = date(view.year - 1, 1, 2), date(view.year, 1, 1)
    return {
        member.name: member
        for _, member in members(view)
        if member.left is not None and first <= member.left <= last
    }


@per_object
def _municipalities(view: View) -> frozenset[str]:
    return frozenset(figure.municipality for _, figure in figures(view)) | frozenset(
        member.name for _, member in members(view)
    )


def _in(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


@RULE.bad("Nesodden står i setningen i stedet for Frogn.")
def _another(e: Editor) -> Place:
    text = "Bærum kommune, Lørenskog kommune og Nesodden kommune har meldt seg ut."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("Frogn er falt ut av setningen.")
def _missing(e: Editor) -> Place:
    text = "Bærum kommune og Lørenskog kommune har meldt seg ut."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("Utmeldingen er datert et halvt år for sent.")
def _day(e: Editor) -> Place:
    text = "Bærum, Lørenskog og Frogn kommune har meldt seg ut fra 1. juli {Budsjettår}."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("Et navn er skrevet feil.")
def _letter(e: Editor) -> Place:
    text = "Bærum kommune, Lørenskog kommune og Frognn kommune. Bærum, Lørenskog og Frogn er ute."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("Støttetjenestene kjøpes av en kommune som er ute.")
def _still_there(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-3", "text", "Posten dekker tjenester fra Bærum kommune.")


@RULE.good("Setningen nevner dem som er ute.")
def _sound(e: Editor) -> None:
    text = "Bærum, Lørenskog og Frogn kommune har meldt seg ut fra og med 1. januar {Budsjettår}."
    e.put(PARAGRAPHS, "5.1.3-3", "text", text)
    e.put(MEMBERS, "Oslo", "source", "styreplass")
