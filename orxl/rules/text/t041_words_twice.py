"""A text that says the same words twice."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARAGRAPHS, TARGETS
from orxl.rules.shared.texts import PROOFREAD, passages

RULE = Rule(
    "T041",
    "samme-ord-to-ganger",
    Severity.WARNING,
    finds="En tekst der minst seks ord på rad står to ganger, eller der samme ord står to ganger "
    "etter hverandre («og og»).",
    why="Noe er limt inn to ganger, og trykkes slik.",
    remedy="Slett det som står for mye.",
)

_RUN: Final = 6
"""So many words in a row are hardly the same twice in a text by chance."""
_SIGNS: Final = ".,;:!?«»()"
_MAY: Final = frozenset({"det", "de", "som", "at", "den", "for", "i", "på", "om"})
"""Small words that may follow themselves: «gjør at det det gjelder»."""


@RULE.check
def check(view: View) -> Hits:
    for passage in passages(view, PROOFREAD):
        said = passage.text.split()
        if len(set(said)) == len(said):
            continue
        keys = [word.casefold().strip(_SIGNS) for word in said]
        twice = _again(keys)
        if twice is not None:
            yield Hit(
                f"{nb.quoted(' '.join(said[twice : twice + _RUN]) + ' …', 90)} står to ganger i "
                "teksten.",
                cell=passage.cell,
                actual=passage.text,
            )
            continue
        for one, other in pairwise(said):  # with a sign between them they are no slip
            if one.casefold() == other.casefold() and one.isalpha() and one.casefold() not in _MAY:
                yield Hit(
                    f"{nb.quoted(f'{one} {other}')} står to ganger etter hverandre.",
                    cell=passage.cell,
                    actual=f"{one} {other}",
                )
                break


def _again(keys: list[str]) -> int | None:
    """Where a run of words stands for the second time, or None."""
    if len(keys) < 2 * _RUN or len(set(keys)) > len(keys) - 3:
        return None  # too few words are repeated for a run to be
    first: dict[tuple[str, ...], int] = {}
    for at in range(len(keys) - _RUN + 1):
        run = tuple(keys[at : at + _RUN])
        if first.setdefault(run, at) + _RUN <= at:
            return at
    return None


@RULE.bad("Et ledd er limt inn to ganger, og et ord står to ganger.")
def _pasted(e: Editor) -> tuple[Place, ...]:
    text = "Posten dekker møter i styret og i utvalget, møter i styret og i utvalget og reiser."
    return (
        e.put(PARAGRAPHS, "5.1.4-4", "text", text),
        e.put(TARGETS, "3.2.3-E1", "text", "Økt kunnskap og og ferdigheter om godstransport."),
    )


@RULE.good("Det samme uttrykket to ganger i en lang tekst.")
def _phrase(e: Editor) -> None:
    text = (
        "Osloregionen interkommunalt politisk råd møter staten, og Osloregionen interkommunalt "
        "politisk råd møter fylkene. Det det gjelder, er samferdsel."
    )
    e.put(PARAGRAPHS, "5.1.4-4", "text", text)
