"""The words of findings: what one names, and whether two are about the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.core.findings import Finding
from orxl.core.patterns import regex

SHORT: Final = 60
"""A longer text is no word that is told of."""
_A_QUOTED_PIECE: Final = regex(r"«([^«»]+)»")
_DIGIT_GROUPS: Final = regex(r"\d+(?:[ \u00a0.,]\d+)*")


def quoted(message: str) -> Sequence[str]:
    """What stands in «» in *message*."""
    return _A_QUOTED_PIECE.findall(message)


def names(finding: Finding, word: str) -> bool:
    """Whether the finding says *word*, and not as a part of another."""
    if len(word) < 2:
        return False
    said, sought = finding.message.casefold(), word.casefold()
    at = said.find(sought)
    while at >= 0:
        end = at + len(sought)
        before, after = said[at - 1 : at], said[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = said.find(sought, at + 1)
    return False


def same_words(one: Finding, other: Finding) -> bool:
    """Whether two findings in a text are about the same words of it."""
    first, second = (str(f.actual) if f.actual is not None else "" for f in (one, other))
    if not first or not second or max(len(first), len(second)) > SHORT:
        return False
    if first in second or second in first:
        return True
    return bool({*_DIGIT_GROUPS.findall(first)} & {*_DIGIT_GROUPS.findall(second)})
