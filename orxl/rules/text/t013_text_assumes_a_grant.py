"""A text that rests on a grant which the budget does not count."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.patterns import regex
from orxl.programme.arithmetic import counts
from orxl.programme.codes import GrantStatus
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, GRANTS, PARAGRAPHS
from orxl.rules.shared.placeholders import as_printed
from orxl.rules.shared.texts import Passage, before, mentions, passages, sentences, speaks_of

RULE = Rule(
    "T013",
    "teksten-forutsetter-tilskudd",
    Severity.WARNING,
    finds="En setning som sier at budsjettet bygger på et tilskudd, når tilskuddet ikke regnes "
    "med.",
    why="Da sier teksten og tallene hver sin ting om hva budsjettet hviler på.",
    remedy="Skriv om setningen, eller regn med tilskuddet igjen på Tilskudd eller Forutsetninger.",
    references=(paper("5.1.5"),),
)

_RESTS: Final = regex(
    r"\b(?:basert på|bygger på|forutsetter|forutsetning|legger til grunn|lagt til grunn|"
    r"regner med|regnet med)\b",
    re.IGNORECASE,
)

_ANSWERS: Final = ("innvilget", "tilsagn", "tildelt", "bevilget", "fått støtte", "godkjent")
_IS_GRANTED: Final = regex(
    r"\b(?:er|ble|har blitt|har fått|fikk)\s(?:nå\s|også\s)?(?:innvilget|tildelt|bevilget|godkjent"
    r"|(?:tilsagn|støtte)(?: om| på| til)?)\b",
    re.IGNORECASE,
)
_IF: Final = regex(r"\b(?:dersom|hvis|om|når|forutsatt|ikke|søkt|søker|avventer)\b", re.IGNORECASE)
_REACH: Final = 60
"""So close before it is said stands the grant that it is said of."""


@RULE.check
def check(view: View) -> Hits:
    applied = view.programme.counts_applied
    for passage in passages(view):
        for sentence in sentences(passage.text):
            if speaks_of(sentence, _ANSWERS):
                yield from _granted(view, passage, sentence)
            if "innvilg" not in sentence.casefold() or not _RESTS.search(sentence):
                continue
            for grant in dict.fromkeys(m.grant for m in mentions(view, sentence)):
                if counts(grant, applied):
                    continue
                state = (
                    "er søkt, og søkte tilskudd regnes ikke med"
                    if grant.status is GrantStatus.APPLIED
                    else f"har status {nb.quoted(grant.status.value)}"
                )
                yield Hit(
                    f"{nb.quoted(as_printed(view, sentence), 110)} Tilskuddet "
                    f"{nb.quoted(grant.label)} {state}.",
                    cell=passage.cell,
                    actual=sentence,
                )


def _granted(view: View, passage: Passage, sentence: str) -> Hits:
    """A sentence that says that a grant is granted which is applied for, or refused."""
    match = _IS_GRANTED.search(sentence)
    if match is None or _IF.search(sentence):
        return
    near = before(mentions(view, sentence), match.start(), _REACH)
    if near is not None and near.grant.status in (GrantStatus.APPLIED, GrantStatus.REFUSED):
        yield Hit(
            f"{nb.quoted(as_printed(view, sentence), 110)} Men tilskuddet "
            f"{nb.quoted(near.grant.label)} har status {nb.quoted(near.grant.status.value)}.",
            cell=passage.cell,
            expected=near.grant.status.value,
            actual=match[0],
        )


@RULE.bad("ORBIFY er innvilget i teksten, men søkt på Tilskudd.")
def _said_granted(e: Editor) -> Place:
    text = "ORBIFY-prosjektet er innvilget og med i budsjettet."
    return e.put(PARAGRAPHS, "5.1.5-4", "text", text)


@RULE.bad("Søkte tilskudd regnes ikke med, men teksten forutsetter ORBIFY.")
def _not_counted(e: Editor) -> Place:
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei", by="name")
    return e.where(PARAGRAPHS, "5.1.5-4", "text")


@RULE.bad("ORBIFY er avslått.")
def _refused(e: Editor) -> Place:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    return e.where(PARAGRAPHS, "5.1.5-4", "text")


@RULE.good("Teksten sier hva som skjer hvis tilskuddet innvilges.")
def _if(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    e.put(PARAGRAPHS, "5.1.5-4", "text", "Dersom ORBIFY likevel innvilges, økes innsatsen.")
