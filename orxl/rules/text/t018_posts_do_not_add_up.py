"""A text whose number of employees is not its permanent and temporary posts together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, PARAGRAPHS
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.measures import DIGITS, read
from orxl.rules.shared.numerals import NUMERAL
from orxl.rules.shared.placeholders import PLACEHOLDER
from orxl.rules.shared.texts import passages, sentences, speaks_of

RULE = Rule(
    "T018",
    "stillingene-går-ikke-opp",
    Severity.WARNING,
    finds="En tekst som sier hvor mange som er ansatt, og et annet antall faste og midlertidige "
    "stillinger til sammen, eller et annet antall enn Forutsetninger.",
    why="Antallet stillinger bestemmer lønnen, og leses av alle.",
    remedy="Rett «Antall stillinger» og «Faste stillinger» på Forutsetninger, eller teksten.",
    references=(paper("5.1.3"),),
)

_POSTS: Final = {"Antall_stillinger": "every", "Faste_stillinger": "fixed"}
_NUMBER: Final = rf"({DIGITS}|(?:én|et|ett|en|ei|{NUMERAL})\b)"
_OURS: Final = regex(r"\b(?:sekretariat|organisasjonen\b|sekretær)", re.IGNORECASE)
"""Others have employees too: «bedrifter med over 250 ansatte»."""
_FOUND: Final = {
    "every": regex(rf"\b{_NUMBER}\s+(?:ansatte?|medarbeidere?)\b", re.IGNORECASE),
    "fixed": regex(rf"\b{_NUMBER}\s+fast\w*\s+(?:stilling|ansatt)\w*", re.IGNORECASE),
    "temporary": regex(
        rf"\b{_NUMBER}\s+(?:midlertidig\w*\s+(?:stilling|ansatt)|prosjektstilling)\w*",
        re.IGNORECASE,
    ),
}


_PARTS: Final = regex(
    rf"\b({DIGITS}|{NUMERAL})\sfaste\sog\s({DIGITS}|én|en|{NUMERAL})\s\w*stilling",
    re.IGNORECASE,
)


@RULE.check
def check(view: View) -> Hits:
    stated = {key: _stated(view, name) for name, key in _POSTS.items()}
    yield from _explained(view, stated["every"])
    for passage in passages(view):
        if not speaks_of(passage.text, ("ansatt", "medarbeider", "stilling")):
            continue
        said = _said(_resolved(view, passage.text))
        ours = _OURS.search(passage.text) is not None
        typed = _said(" ".join(s for s in sentences(passage.text) if _OURS.search(s)))
        typed |= {k: n for k, n in _said(passage.text).items() if ours and k == "fixed"}
        for key, word in (("every", "ansatte"), ("fixed", "faste stillinger")):
            now = stated[key]
            if key in typed and now is not None and typed[key] != now:
                yield Hit(
                    f"Teksten sier {nb.number(typed[key])} {word}, men Forutsetninger har "
                    f"{nb.number(now)}.",
                    cell=passage.cell,
                    expected=float(now),
                    actual=float(typed[key]),
                    severity=Severity.ERROR,
                )
                break
        else:
            if said.keys() >= _FOUND.keys():
                fixed, temporary = said["fixed"], said["temporary"]
                parts = fixed + temporary
                if said["every"] != parts:
                    yield Hit(
                        f"Teksten sier {nb.number(said['every'])} ansatte, men "
                        f"{nb.number(fixed)} {'fast' if fixed == 1 else 'faste'} og "
                        f"{nb.number(temporary)} midlertidig{'' if temporary == 1 else 'e'} blir "
                        f"til sammen {nb.number(parts)} stillinger.",
                        cell=passage.cell,
                        expected=float(parts),
                        actual=float(said["every"]),
                    )


def _explained(view: View, every: Decimal | None) -> Hits:
    """«Tre faste og én prosjektstilling», which explains the number of posts."""
    cell = view.cell(ASSUMED, "Antall_stillinger", "note", by="name")
    text = view.value(cell) if cell is not None else None
    said = _PARTS.search(text) if isinstance(text, str) else None
    numbers = [read(word) for word in said.groups()] if said is not None else []
    parts = sum((n for n in numbers if n is not None), Decimal(0))
    if cell is not None and said is not None and every is not None and parts != every:
        yield Hit(
            f"Forklaringen sier {nb.quoted(said[0])}, til sammen {nb.number(parts)}, men det er "
            f"{nb.number(every)} stillinger.",
            cell=cell,
            expected=float(every),
            actual=said[0],
        )


def _stated(view: View, name: str) -> Decimal | None:
    number = view.number(assumption(view, name))
    return Decimal(repr(number)) if number else None


def _said(text: str) -> dict[str, Decimal]:
    """How many posts of each kind *text* speaks of, the first time it does."""
    found = {key: pattern.search(text) for key, pattern in _FOUND.items()}
    numbers = {key: read(match[1]) for key, match in found.items() if match is not None}
    return {key: number for key, number in numbers.items() if number is not None}


def _resolved(view: View, text: str) -> str:
    """*text* with the numbers of posts in place of their placeholders."""

    def number(match: re.Match[str]) -> str:
        stated = _stated(view, match[1].strip()) if match[1].strip() in _POSTS else None
        return match[0] if stated is None else nb.number(stated)

    return PLACEHOLDER.sub(number, text)


@RULE.bad("Forklaringen på Forutsetninger sier fire faste og én til.")
def _note(e: Editor) -> Place:
    return e.put(
        ASSUMED, "Antall_stillinger", "note", "Fire faste og én prosjektstilling.", by="name"
    )


@RULE.bad("Antall stillinger er 3, men teksten har tre faste og en midlertidig.")
def _too_few(e: Editor) -> tuple[Place, ...]:
    e.put(ASSUMED, "Antall_stillinger", "value", 3.0, by="name")
    return _paragraph(e), e.where(ASSUMED, "Antall_stillinger", "note", by="name")


@RULE.bad("Teksten sier fem ansatte; Forutsetninger har 4.")
def _typed(e: Editor) -> Place:
    return e.type_in(_paragraph(e), "Sekretariatet har fem ansatte.")


@RULE.good("Andre har også ansatte.")
def _others(e: Editor) -> None:
    e.type_in(_paragraph(e), "Sekretariatet er lite. Bedrifter med 250 ansatte er med.")


@RULE.good("Fire faste stillinger og ingen midlertidig.")
def _no_temporary(e: Editor) -> None:
    e.put(ASSUMED, "Faste_stillinger", "value", 4.0, by="name")
    e.type_in(_paragraph(e), "Sekretariatet har fire ansatte i fire faste stillinger.")


def _paragraph(e: Editor) -> CellRef:
    return e.where(PARAGRAPHS, "5-2", "text")
