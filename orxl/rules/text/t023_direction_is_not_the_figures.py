"""A word of direction («reduseres», «økes») against the two figures it stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from orxl.binding.convert import decimal
from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AREAS, MAIN, PARAGRAPHS, PROJECTS
from orxl.rules.shared.measures import DIGITS, read
from orxl.rules.shared.spoken import Sentence, spoken
from orxl.rules.shared.texts import speaks_of

RULE = Rule(
    "T023",
    "retning-mot-tallene",
    Severity.WARNING,
    finds="Et ord som sier at noe går opp, ned eller er uendret, når tallene i setningen («fra … "
    "til …», «… mot …») eller posten på Hovedtall går den andre veien.",
    why="Styret leser ordet før tallene.",
    remedy="Rett ordet, eller tallene.",
    references=(paper("5.1.3"), paper("5.1.4")),
)

_UP: Final = (
    r"økt?e?s?|økende|økning\w*|oppjuster\w*|hev[ee]\w*|heves|vokse\w*|stige\w*|høyere|større"
)
_DOWN: Final = (
    r"redusere?s?|redusert\w*|reduksjon\w*|senke\w*|kutte\w*|nedjuster\w*|lavere|mindre|"
    r"synke\w*|falle\w*|gå\w* ned"
)
_SAME: Final = r"uendret|videreføres på samme nivå|holdes på samme nivå"
_WAY: Final = regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<same>{_SAME}))\b", re.IGNORECASE)
_UNIT: Final = r"(?:\s?(?:%|prosent|kroner|kr|mill\w*\.?|NOK|EUR|euro))?"
_FROM_TO: Final = regex(
    rf"\bfra\s(?:kr\.?\s)?({DIGITS}){_UNIT}\s(?:i\s\d{{4}}\s)?til\s(?:kr\.?\s)?({DIGITS}){_UNIT}",
    re.IGNORECASE,
)
_AGAINST: Final = regex(rf"({DIGITS})\s?%[^.%]{{0,80}}?\bmot\s({DIGITS})\s?%", re.IGNORECASE)
_POST: Final = regex(r"\bpost(?:en)?\s+(?:til\s+)?[«‘\"]?", re.IGNORECASE)

_TRACES: Final = (
    "øk", "oppjuster", "hev", "voks", "stig", "høyere", "større", "redus", "senk", "kutt",
    "nedjuster", "lavere", "mindre", "synk", "fall", "uendret", "samme nivå", " ned",
)  # fmt: skip


@RULE.check
def check(view: View) -> Hits:
    for sentence in spoken(view):
        if not speaks_of(sentence.passage.text, _TRACES):
            continue
        yield from _between_two(sentence)
        yield from _of_a_post(view, sentence)


def _between_two(sentence: Sentence) -> Iterator[Hit]:
    if not any(word in sentence.text for word in ("fra ", "mot ", "Fra ")):
        return
    for pattern, reach in ((_FROM_TO, 60), (_AGAINST, 200)):
        for match in pattern.finditer(sentence.text):
            before = sentence.text[: match.start()]
            if pattern is _AGAINST:  # the sentence before may say that it grows
                at = sentence.passage.text.find(sentence.typed)
                before = f"{sentence.passage.text[:at]} {before}"
            before = before[-reach:]
            ways = list(_WAY.finditer(before))
            first, second = read(match[1]), read(match[2])
            if not ways or first is None or second is None or _is_year(first):
                continue
            old, new = (first, second) if pattern is _FROM_TO else (second, first)
            said = ways[-1]
            if not _agrees(said, new - old):
                yield _hit(sentence, said[0], match[0], new - old, Severity.ERROR)


def _is_year(number: Decimal) -> bool:
    return 1900 <= number <= 2100 and number == int(number)


def _of_a_post(view: View, sentence: Sentence) -> Iterator[Hit]:
    for match in _POST.finditer(sentence.text) if "ost" in sentence.text else ():
        rest = sentence.text[match.end() :].casefold()
        label = next((name for name in _changes(view) if rest.startswith(name)), None)
        said = _WAY.search(sentence.text, match.end(), match.end() + len(label or "") + 45)
        if label is None or said is None:
            continue
        cell, old, new = _changes(view)[label]
        if not _agrees(said, new - old):
            name = nb.quoted(sentence.text[match.end() : match.end() + len(label)])
            figures = f"{name} går fra {nb.number(old)} til {nb.number(new)} ({cell})"
            yield _hit(sentence, said[0], figures, new - old)


@per_object
def _changes(view: View) -> Mapping[str, tuple[CellRef, Decimal, Decimal]]:
    """Each post's name as a text may begin it, with its cell, last year's budget and this year's.

    The longest names first.
    """
    found: dict[str, tuple[CellRef, Decimal, Decimal]] = {}
    for table in (MAIN, PROJECTS):
        if not view.has(table, "label", "budget_prior", "budget"):
            continue
        for row in view.rows(table):
            old = view.value(row.cells["budget_prior"])
            new = view.value(row.cells["budget"])
            name = view.text(row, "label").casefold()
            if isinstance(new, float) and isinstance(old, float) and name:
                found.setdefault(name, (row.cells["budget"], decimal(old), decimal(new)))
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _agrees(said: re.Match[str], change: Decimal) -> bool:
    if said["same"]:
        return change == 0
    return change > 0 if said["up"] else change < 0


def _hit(
    sentence: Sentence, word: str, figures: str, change: Decimal, bad: Severity | None = None
) -> Hit:
    way = "uendret" if change == 0 else "en økning" if change > 0 else "en reduksjon"
    return Hit(
        f"Teksten sier {nb.quoted(word)}, men {figures}: det er {way}.",
        cell=sentence.cell,
        expected=way,
        actual=word,
        severity=bad,
    )


@RULE.bad("Satsen «økes» fra 3,00 til 2,50.")
def _raised(e: Editor) -> Place:
    text = "Kontingenten skulle økes fra kr {Kontingentsats_forrige|kr2} til kr 2,50 per innbygger."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("De to satsene har byttet plass.")
def _swapped(e: Editor) -> Place:
    text = (
        "Kontingenten reduseres fra kr {Kontingentsats_saken|kr2} til kr "
        "{Kontingentsats_forrige|kr2} per innbygger."
    )
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("Posten «reduseres» i teksten og øker på Hovedtall.")
def _post(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-7", "text", "Posten prosjekter og tiltak reduseres i 2026.")


@RULE.bad("En økende andel går fra 44 % til 42 %.")
def _share(e: Editor) -> Place:
    text = "En økende andel bor i byene: 42 % av befolkningen i 2050, mot 44 % i 2023."
    return e.put(AREAS, "2.3", "introduction", text)


@RULE.good("Retning som stemmer, og retning uten tall.")
def _sound(e: Editor) -> None:
    text = "Satsen reduseres fra 3,00 til 2,50. Aktiviteten øker fra 2025 til 2026."
    e.put(PARAGRAPHS, "5.1.3-3", "text", text)
    e.put(
        PARAGRAPHS, "5.1.4-7", "text", "Posten prosjekter og tiltak økes. Færre møter gir mindre."
    )
