"""A fact that two texts tell differently: how often something is, a chapter of an act, a sum."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from orxl.binding.convert import decimal
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.spoken import Sentence, spoken

RULE = Rule(
    "T028",
    "samme-sak-to-steder",
    Severity.WARNING,
    finds="Det samme sagt ulikt i to tekster: hvor ofte noe holdes («hvert år», «annet hvert år»), "
    "et kapittel i kommuneloven, eller en sum og delene av den i samme avsnitt.",
    why="Da er det ene endret og det andre glemt.",
    remedy="Skriv det samme begge steder.",
)

_EVERY: Final = regex(
    r"\b(?P<how>(?:annet |andre |tredje )?hvert (?:\w+ )?år|årlig|hver måned"
    r"|månedlig|hvert kvartal)\b",
    re.IGNORECASE,
)
_EVENT: Final = regex(r"\b[A-ZÆØÅ][\w]*-?(?:konferanse|samling|uka|dag|forum)\w*\b")
_OF_THE_ACT: Final = regex(
    r"\bkommunelovens? kapittel (\d+)\b|\bkapittel (\d+) i kommuneloven\b"
    r"|\bkommuneloven § (\d+)-\d+",
    re.IGNORECASE,
)
_CLAUSE: Final = 40
_PLURAL: Final = regex(r"e[nt]s?\b|er\b")


@RULE.check
def check(view: View) -> Hits:
    every = list(spoken(view))
    yield from _frequencies(every)
    yield from _chapters(every)
    yield from _sums(every)


def _frequencies(every: list[Sentence]) -> Iterator[Hit]:
    said: dict[str, list[tuple[str, Sentence]]] = {}
    for sentence in every:
        events = list(_EVENT.finditer(sentence.text))
        for how in _EVERY.finditer(sentence.text) if events else ():
            near = min(events, key=partial(_apart, how))
            name = _PLURAL.sub("", near[0]).casefold()
            said.setdefault(name, []).append((how["how"].casefold(), sentence))
    for event, places in said.items():
        yield from _unlike(places, f"«{event}»")


def _apart(one: re.Match[str], other: re.Match[str]) -> int:
    """How far the two are from each other; in another clause much farther."""
    first, second = sorted((one, other), key=lambda match: match.start())
    between = one.string[first.end() : second.start()]
    return len(between) + _CLAUSE * (between.count(",") + between.count(" og "))


def _chapters(every: list[Sentence]) -> Iterator[Hit]:
    places = [
        (f"kapittel {next(g for g in match.groups() if g)}", sentence)
        for sentence in every
        if "kommunelov" in sentence.text
        for match in _OF_THE_ACT.finditer(sentence.text)
    ]
    yield from _unlike(places, "kommuneloven")


def _unlike(places: list[tuple[str, Sentence]], about: str) -> Iterator[Hit]:
    """Those who say otherwise than most, or, of two, both."""
    times = Counter(what for what, _ in places)
    if len(times) < 2:
        return
    most, count = times.most_common(1)[0]
    told: set[CellRef] = set()
    for what, sentence in places:
        if (what == most and count > len(places) / 2) or sentence.cell in told:
            continue
        told.add(sentence.cell)
        other = next(s for w, s in places if w != what)
        otherwise = next(w for w, s in places if s is other)
        yield Hit(
            f"Teksten sier {nb.quoted(what)} om {about}, men {other.cell} sier "
            f"{nb.quoted(otherwise)}.",
            cell=sentence.cell,
            expected=otherwise,
            actual=what,
        )


_TOTAL: Final = regex(r"\btotalt\b|\btil sammen\b", re.IGNORECASE)
_MORE: Final = regex(r"\bytterligere\b|\bi tillegg\b", re.IGNORECASE)


def _sums(every: list[Sentence]) -> Iterator[Hit]:
    """«Totalt 3,7 … budsjettert med 1,75 … ytterligere 2,0»: the parts make the total."""
    by_cell: dict[CellRef, list[Sentence]] = {}
    for sentence in every:
        if sentence.fetched:
            by_cell.setdefault(sentence.cell, []).append(sentence)
    for cell, own in by_cell.items():
        amounts = [
            (decimal(f.value), s, f.name)
            for s in own
            for f in s.fetched
            if f.form.startswith("mill") and isinstance(f.value, float)
        ]
        total = next(((a, n) for a, s, n in amounts if _TOTAL.search(s.text)), None)
        more = next((a for a in amounts if _MORE.search(a[1].text) and a[2] != ""), None)
        if total is None or more is None or len(amounts) != 3:
            continue
        parts = sum((a for a, s, _ in amounts if not _TOTAL.search(s.text)), Decimal(0))
        if abs(parts - total[0]) > 1:
            yield Hit(
                f"Teksten sier totalt {nb.number(total[0])} ({{{total[1]}}}), men delene den "
                f"nevner er til sammen {nb.number(parts)}, i 1000 kr.",
                cell=cell,
                expected=float(total[0]),
                actual=float(parts),
            )


@RULE.bad("BEST-konferansen er blitt årlig i den ene teksten.")
def _yearly(e: Editor) -> tuple[Place, ...]:
    text = "Et eksempel er at hvert år skal BEST-konferansen arrangeres."
    return e.put(PARAGRAPHS, "5.1.4-7", "text", text), e.where("tblMål", "1.5-R1", "text")


@RULE.bad("Kapittelet i kommuneloven er et annet.")
def _act(e: Editor) -> Place:
    text = "Omdanningen i henhold til kapittel 19 i kommuneloven i 2020 er en formalisering."
    return e.put(PARAGRAPHS, "0.2-6", "text", text)


@RULE.bad("Delene er ikke summen.")
def _parts(e: Editor) -> Place:
    text = (
        "Det overføres totalt ca. {Inngående_mindreforbruk|mill1} mill. NOK. Det ble budsjettert "
        "med {Inngående_forrige|mill2} millioner. Det kan overføres ytterligere "
        "{Inngående_mindreforbruk|mill1} millioner NOK."
    )
    return e.put(PARAGRAPHS, "5.1.3-10", "text", text)


@RULE.good("To hendelser med hver sin takt.")
def _two(e: Editor) -> None:
    text = "Arendalsuka holdes hvert år, og BEST-konferansen er omtalt i tiltak 1.5."
    e.put(PARAGRAPHS, "5.1.4-7", "text", text)
