"""A text that speaks of the budget, the forecast or the programme of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.spoken import Sentence, spoken

RULE = Rule(
    "T005",
    "tekst-om-feil-år",
    Severity.WARNING,
    finds="En tekst som sier «budsjett for», «Handlingsprogram» eller «prognoser for» med et annet "
    "år, en overskrift med et år langt fra budsjettåret, eller midler som overføres bakover i tid. "
    "Feil i titler og overskrifter.",
    why="Slike årstall blir gjerne stående fra fjorårets sak.",
    remedy="Skriv plassholderen {Budsjettår} i stedet for årstallet; {Budsjettår|forrige} for året "
    "før.",
    fix=Fix.UNSAFE,
    fix_safety="Årstallet byttes med {Budsjettår}. En setning om et annet år kan være ment slik; "
    "derfor spørres det om hver tekst.",
)

_Y: Final = r"((?:19|20)\d\d)\b"
_OWN_YEAR: Final = regex(
    rf"\bbudsjett(?:et)? for {_Y}|\bhandlingsprogram(?:met)? {_Y}", re.IGNORECASE
)
_IN_A_HEADING: Final = regex(
    rf"\b(?:budsjett|budsjettrammer|resultat|hovedtall|tiltak|prosjektmidler|inntekter|utgifter"
    rf"|handlingsprogram)\s{_Y}",
    re.IGNORECASE,
)
_FORECAST: Final = regex(rf"\bprognose\w*\s(?:for|i)\s{_Y}", re.IGNORECASE)
_CARRIED_FROM: Final = regex(rf"\boverføring\w*\sfra\s{_Y}", re.IGNORECASE)
_ONWARDS: Final = regex(
    rf"\b(?:utgangen av|fra)\s{_Y}[^.;]{{0,60}}?\boverfør\w*[^.;0-9]{{0,40}}?\btil\s{_Y}",
    re.IGNORECASE,
)
_AS_OF: Final = regex(rf"\bper 1\.(?:1\.|\sjanuar)\s?{_Y}\somfatter\b", re.IGNORECASE)
_ANY_YEAR: Final = regex(rf"\b{_Y}")
_BACK, _AHEAD = 2, 4
"""How far from the budget year a heading's years may lie; «Overføring fra 2025» is right."""


class _Said(NamedTuple):
    words: str
    year: int
    wanted: int
    severity: Severity | None = None


@RULE.check
def check(view: View) -> Hits:
    for sentence in spoken(view):
        if "19" not in sentence.text and "20" not in sentence.text:
            continue
        found = {said.words: said for said in _said(sentence, view.year)}
        for said in found.values():
            yield _hit(view, sentence, said)


def _said(sentence: Sentence, year: int) -> Iterator[_Said]:
    heading = sentence.passage.row.values.get("type") in ("tittel", "overskrift")
    heading = heading and sentence.passage.table == PARAGRAPHS
    surely = Severity.ERROR
    patterns = [
        (_OWN_YEAR, year, surely if heading else None),
        (_FORECAST, year - 1, surely),
        (_CARRIED_FROM, year - 1, surely if heading else None),
        (_AS_OF, year, None),
        *([(_IN_A_HEADING, year, surely)] if heading else []),
    ]
    told = False
    for pattern, wanted, severity in patterns:
        for match in pattern.finditer(sentence.text):
            said = int(next(g for g in match.groups() if g is not None))
            if said != wanted and _means_now(pattern, sentence, match):
                told = True
                yield _Said(match[0], said, wanted, severity)
    for match in _ONWARDS.finditer(sentence.text):
        if int(match[2]) != int(match[1]) + 1:
            told = True
            yield _Said(match[0], int(match[2]), int(match[1]) + 1)
    if heading and not told:
        for match in _ANY_YEAR.finditer(sentence.text):
            if not year - _BACK <= int(match[1]) <= year + _AHEAD:
                yield _Said(sentence.text, int(match[1]), year, surely)


def _means_now(pattern: re.Pattern[str], sentence: Sentence, match: re.Match[str]) -> bool:
    """A forecast is this case's, unless the text looks back; of the rest nothing is asked."""
    return pattern is not _FORECAST or not re.search(
        r"\b(?:var|hadde|viste|ga)\b", sentence.text[: match.start()]
    )


def _hit(view: View, sentence: Sentence, said: _Said) -> Hit:
    of = "budsjettåret er" if said.wanted == view.year else "det skal være"
    old, text = str(said.year), sentence.passage.text
    mended = said.words.replace(old, "{Budsjettår}")
    typed = said.words in text and said.wanted == view.year
    return Hit(
        f"Teksten sier {nb.quoted(said.words, 90)}, men {of} {said.wanted}.",
        cell=sentence.cell,
        expected=float(said.wanted),
        actual=float(said.year),
        severity=said.severity,
        fix=(SetCell(sentence.cell, text.replace(said.words, mended), text),) if typed else (),
    )


@RULE.bad("Setningen gjelder fjorårets budsjett.")
def _last_years_sentence(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5-2", "text", "Osloregionens budsjett for 2025 skal dekke tiltakene.")


@RULE.bad("Tittelen har fjorårets årstall.")
def _last_years_title(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "0-1", "text", "Handlingsprogram 2025, Osloregionen IPR")


@RULE.bad("Overskriftene har et gammelt årstall, og fjorårets plassholder.")
def _old_heading(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PARAGRAPHS, "5.1.4-1", "text", "5.1.4 Utgifter siden 2019"),
        e.put(PARAGRAPHS, "5.1.5-1", "text", "5.1.5 Resultat {Budsjettår|forrige}"),
    )


@RULE.bad("Prognosen er et annet års, og midlene overføres bakover.")
def _forecast(e: Editor) -> tuple[Place, ...]:
    text = "Ved utgangen av {Budsjettår} kan det overføres midler til {Budsjettår|forrige}."
    return (
        e.put(PARAGRAPHS, "5.1.5-2", "text", "Prognosene for {Budsjettår} gir grunnlag for dette."),
        e.put(PARAGRAPHS, "5-3", "text", text),
    )


@RULE.good("Historien forteller om tidligere år.")
def _history(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "For 2025 ble det budsjettert med færre møter enn i 2023.")
    e.put(PARAGRAPHS, "5.1.4-5", "text", "Budsjettet for 2026 dekker kostnader til møter.")
    e.put(PARAGRAPHS, "5.1.3-9", "text", "Overføring fra {Budsjettår|forrige}")
