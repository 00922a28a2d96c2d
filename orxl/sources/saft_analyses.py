"""What the analyses of a line of SAF-T say: its dimensions, and how it is divided between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from orxl.sources.amounts import said
from orxl.sources.saft_part import Part

Analysis = tuple[str, str, int | None]
"""A type of analysis, its code, and its part of the amount in øre."""
Dimensions = tuple[str, str, str]
"""Ansvar, funksjon and prosjekt."""
_MOST_KNOWN: Final = 100_000


class Analysed:
    """The analyses of a file; those of other types are counted in its *part*."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._places: dict[str, int | None] = {}
        self.known: dict[tuple[Analysis, ...], Dimensions] = {}
        """What analyses without amounts say, by what they are: the most lines are like others."""

    def shares(
        self, analyses: tuple[Analysis, ...], amount: int
    ) -> tuple[list[tuple[Dimensions, int]], str]:
        """A line's *amount* by dimensions, all in one or divided; and what is wrong, or ``""``."""
        found: list[str] = ["", "", ""]
        divided: int | None = None
        for kind, code, _ in analyses:
            if kind not in self._places:
                self._places[kind] = dimension_of(kind, self._part.types.get(kind, ""))
            place = self._places[kind]
            if place is None:
                self._part.other_types[kind] += 1
            elif found[place] and found[place] != code:
                divided = place
            else:
                found[place] = code
        if divided is not None:
            return self._divided(analyses, amount, found, divided)
        dimensions = (found[0], found[1], found[2])
        plain = all(a is None and self._places[k] is not None for k, _, a in analyses)
        if plain and len(self.known) < _MOST_KNOWN:
            self.known[analyses] = dimensions
        return [(dimensions, amount)], ""

    def _divided(
        self, analyses: Sequence[Analysis], amount: int, found: list[str], divided: int
    ) -> tuple[list[tuple[Dimensions, int]], str]:
        """The amount by the codes of the dimension *divided*; *found* are the others."""
        shares = [(c, a) for k, c, a in analyses if self._places[k] == divided]
        found[divided] = ""
        known = [a for _, a in shares if a is not None]
        # Up to 1.20 the amount has no side of its own: it follows the line's.
        signed = sum(known) if sum(known) == amount else -sum(known)
        if len(known) < len(shares) or signed != amount:
            wrong = (
                f"linjen på {said(amount)} er fordelt på flere av samme dimensjon, og delene gir "
                "ikke summen."
            )
            return [((found[0], found[1], found[2]), amount)], wrong
        turn = 1 if signed == sum(known) else -1
        parts = []
        for code, share in shares:
            found[divided] = code
            parts.append(((found[0], found[1], found[2]), turn * (share or 0)))
        return parts, ""


_WORDS: Final[Mapping[str, int]] = {
    "ansvar": 0, "avdeling": 0, "koststed": 0, "kostnadssted": 0, "department": 0,
    "cost center": 0, "costcenter": 0, "enhet": 0,
    "funksjon": 1, "tjeneste": 1, "function": 1, "service": 1,
    "prosjekt": 2, "project": 2, "oppdrag": 2,
}  # fmt: skip
_CODES: Final[Mapping[str, int]] = {"a": 0, "avd": 0, "f": 1, "funk": 1, "t": 1, "p": 2, "prosj": 2}


def dimension_of(kind: str, description: str) -> int | None:
    """Which of ansvar (0), funksjon (1) and prosjekt (2) a type of analysis is; None: another."""
    text = f"{description} {kind}".casefold()
    for word, place in _WORDS.items():
        if word in text:
            return place
    return None if description else _CODES.get(kind.casefold())
