"""A placeholder for something else than the sentence speaks of, where another fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.spoken import Fetched, Sentence, spoken

RULE = Rule(
    "T026",
    "plassholder-om-noe-annet",
    Severity.ERROR,
    finds="En plassholder for noe annet enn det setningen handler om, der en annen plassholder "
    "passer: datoen for møtet der det står «vedtok», alle stillingene der det står «faste».",
    why="Tallet er riktig hentet, men det er feil tall.",
    remedy="Bruk plassholderen som er nevnt, eller skriv om setningen.",
    references=(paper("5.1.3"),),
)

_SUBJECTS: Final[Mapping[str, Mapping[str, str]]] = {
    # What the words nearest to a placeholder must be about, among those of the same kind.
    "date": {
        "Kontingentvedtak": r"vedt[oa]k\w*|vedtatt|bestem\w*",
        "Vedtaksmøte": r"\w*møtet?|behandl\w*|innstil\w*|sak(?:en)?",
        "Folketallsdato_saken": r"folketall\w*|befolkning\w*|innbygger\w*",
        "Folketallsdato": r"folketall\w*|befolkning\w*|innbygger\w*",
    },
    "posts": {
        "Faste_stillinger": r"faste?",
        "Antall_stillinger": r"stilling\w*|ansatte?|årsverk|medarbeider\w*",
        "Antall_medlemmer": r"\w*kommuner?|medlem\w*",
    },
    "money": {
        "Lønn_sekretariatet": r"lønn\w*",
        "Bundne_midler": r"bundet|bundne|binde\w*",
        "Bundet_i_saken": r"bundet|bundne|binde\w*",
        "Kontingentgrunnlag": r"\w*kontingent\w*",
        "Resultat_forrige_prognose": r"ytterligere|mindreforbruk(?:et)? i prognosen|resultat\w*",
        "Inngående_forrige": r"budsjettert\w*",
        "Inngående_mindreforbruk": r"totalt|oppspart\w*|til sammen|overfør\w*|ubrukte?",
    },
}
_NEAR: Final = 6
"""So many words to either side of a placeholder are about it."""
_MUCH: Final = 3
"""So much nearer must the other subject's word be."""
_A_WORD: Final = regex(r"[^\W\d_][\w-]*")


@RULE.check
def check(view: View) -> Hits:
    for sentence in spoken(view):
        for fetched in sentence.fetched:
            kind = next((k for k, names in _SUBJECTS.items() if fetched.name in names), "")
            if kind:
                yield from _judged(sentence, fetched, _SUBJECTS[kind])


def _judged(sentence: Sentence, fetched: Fetched, names: Mapping[str, str]) -> Iterator[Hit]:
    own = _distance(sentence, fetched, names[fetched.name])
    others = {
        name: _distance(sentence, fetched, words)
        for name, words in names.items()
        if words != names[fetched.name]
    }
    if not others:
        return
    nearest = min(others, key=lambda name: others[name])
    # «faste» beside it says more than «stillinger», which stands with either.
    narrow = nearest == "Faste_stillinger" and others[nearest] <= 1 < own + 2
    lost = own > _NEAR * 2 and others[nearest] <= _NEAR
    if lost or narrow or (others[nearest] + _MUCH <= own and others[nearest] <= 2):
        yield Hit(
            f"{{{fetched.name}}} ({nb.quoted(sentence.text[fetched.start : fetched.end])}) passer "
            f"ikke til {nb.quoted(_around(sentence, fetched), 90)}. Mente du {{{nearest}}}?",
            cell=sentence.cell,
            expected=f"{{{nearest}}}",
            actual=f"{{{fetched.name}}}",
        )


def _distance(sentence: Sentence, fetched: Fetched, words: str) -> int:
    """How many words lie between the placeholder and the nearest of *words*; many where none."""
    front = _A_WORD.findall(sentence.text[: fetched.start])[::-1]
    behind = _A_WORD.findall(sentence.text[fetched.end :])
    found = [
        at
        for side in (front, behind)
        for at, word in enumerate(side)
        if re.fullmatch(words, word, re.IGNORECASE)
    ]
    return min(found, default=99)


def _around(sentence: Sentence, fetched: Fetched) -> str:
    start = sentence.text.rfind(" ", 0, max(0, fetched.start - 45)) + 1
    end = sentence.text.find(" ", fetched.end + 30)
    return sentence.text[start : len(sentence.text) if end < 0 else end]


@RULE.bad("Vedtaket er datert med møtets dato.")
def _day(e: Editor) -> Place:
    text = "Representantskapet vedtok {Vedtaksmøte|dato} at medlemskontingenten skulle reduseres."
    return e.put(PARAGRAPHS, "5.1.3-3", "text", text)


@RULE.bad("Alle stillingene er blitt faste.")
def _posts(e: Editor) -> Place:
    text = "Organisasjonen har {Antall_stillinger} faste stillinger."
    return e.put(PARAGRAPHS, "5.1.4-2", "text", text)


@RULE.bad("Lønnen er de bundne midlene.")
def _money(e: Editor) -> Place:
    text = "Lønnskostnadene for 2026 er beregnet til {Bundne_midler|mill1} millioner NOK."
    return e.put(PARAGRAPHS, "5.1.4-2", "text", text)


@RULE.good("Hver plassholder der den hører hjemme.")
def _sound(e: Editor) -> None:
    text = (
        "Sekretariatet har {Antall_stillinger} ansatte, hvorav {Faste_stillinger} faste, og lønnen "
        "er {Lønn_sekretariatet|mill1} mill. Det overføres {Inngående_mindreforbruk|mill1} mill."
    )
    e.put(PARAGRAPHS, "5.1.4-2", "text", text)
