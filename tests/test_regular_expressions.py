"""No regular expression takes long on a text made to hurt it.

A cell holds up to 32 767 characters, and anybody may have written them. From each expression's own
parse tree come texts that almost match: what stands before a repetition, the repetition's body over
and over, and an end that cannot match. Each way the house uses the expression is tried on them.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

import pytest

import orxl
from orxl.core.patterns import LatePattern

pytestmark = pytest.mark.slow

LONG: Final = 4_000
LENGTHS: Final = (16, 22, 28, 40, 80, 200, 700, LONG)
BOUNDED: Final = {
    # What calls them looks at the length first.
    "orxl.binding.convert._NUMBER_WITH_UNIT": 200,
    "orxl.binding.convert._NUMBER_ONLY": 200,
    # They see well-formed XML alone, in which every comment is closed.
    "orxl.xlsx.gate.cut._OPAQUE": 80,
    "orxl.xlsx.xml.text._OPAQUE": 80,
    # It looks at most 512 characters ahead, so that its time goes with the text's length.
    "orxl.formulas.scanning._MASTER": 200,
}
"""The longest evil text that can reach an expression, where that is not a whole cell."""
WAYS: Final = ("fullmatch", "match", "search", "finditer", "findall", "sub", "subn", "split")
ENDS: Final = ("", "\0", "!", '"', "'")
TOO_DEAR: Final = 40
"""So many times what a plain search through the same text takes, a character at a time: a scan that
begins anew at every character takes some thousand times as much."""


def _modules() -> Iterator[tuple[Any, ast.Module]]:
    for found in pkgutil.walk_packages(orxl.__path__, "orxl."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            yield module, ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def _expressions() -> dict[str, tuple[re.Pattern[Any], set[str]]]:
    """The house's expressions by where they stand, each with the ways it is used."""
    found: dict[str, re.Pattern[Any]] = {}
    used: dict[str, set[str]] = defaultdict(set)
    for module, tree in _modules():
        for name, value in vars(module).items():
            held = value if isinstance(value, tuple | list) else (value,)
            for number, one in enumerate(held):
                one = one.compiled() if isinstance(one, LatePattern) else one
                if isinstance(one, re.Pattern):
                    place = f"{module.__name__}.{name}"
                    found.setdefault(f"{place}[{number}]" if number else place, one)
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=way),
                    args=[ast.Constant(value=str() | bytes() as text), *_],
                ) if way in WAYS:
                    place = f"{module.__name__}:{node.lineno}"
                    found[place] = re.compile(text)
                    used[place].add(way)
                case ast.Attribute(value=ast.Name(id=name), attr=way) if way in WAYS:
                    used[name].add(way)
    ways = {place: used.get(place.rpartition(".")[2], used.get(place, set())) for place in found}
    return {place: (pattern, ways[place] or {"finditer"}) for place, pattern in found.items()}


def _sample(items: Any, take: int = 0) -> str:
    """A text that the parsed *items* match; *take* chooses among the characters of a set."""
    out = []
    for kind, value in items:
        if kind is sre.LITERAL:
            out.append(chr(value))
        elif kind is sre.NOT_LITERAL:
            out.append("a" if value != ord("a") else "b")
        elif kind is sre.ANY:
            out.append("a")
        elif kind is sre.IN:
            out.append(_of_set(value, take))
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", None)):
            low, _, body = value
            out.append(_sample(body, take) * max(low, 1))
        elif kind is sre.SUBPATTERN:
            out.append(_sample(value[3], take))
        elif kind is sre.BRANCH:
            out.append(_sample(value[1][take % len(value[1])], take))
        elif kind is getattr(sre, "ATOMIC_GROUP", None):
            out.append(_sample(value, take))
    return "".join(out)


def _of_set(members: Any, take: int) -> str:
    chosen: list[str] = []
    negated = any(kind is sre.NEGATE for kind, _ in members)
    for kind, value in members:
        if kind is sre.LITERAL:
            chosen.append(chr(value))
        elif kind is sre.RANGE:
            chosen.append(chr(value[0]))
        elif kind is sre.CATEGORY:
            names = {
                sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a",
                sre.CATEGORY_NOT_DIGIT: "a", sre.CATEGORY_NOT_SPACE: "a",
                sre.CATEGORY_NOT_WORD: " ",
            }  # fmt: skip
            chosen.append(names[value])
    if negated:
        return next(c for c in "a1 .x<" if c not in chosen)
    return chosen[take % len(chosen)] if chosen else "a"


def _repeats(items: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each open-ended repetition, and samples of its body."""
    for index, (kind, value) in enumerate(items):
        here = before + _sample(items[:index])
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            _, high, body = value
            if high is sre.MAXREPEAT or high > 50:
                yield from ((here, _sample(body, take)) for take in range(3))
            yield from _repeats(body, here)
        elif kind is sre.SUBPATTERN:
            yield from _repeats(value[3], here)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, here)


def _evil(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Texts that almost match, as long as they may be, and what makes them fail at their end."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    seen = set()
    for before, body in _repeats(tree):
        for start in dict.fromkeys((before, "")):
            for unit in dict.fromkeys((body, before + body)):
                if unit and (start, unit) not in seen and not seen.add((start, unit)):
                    yield from ((start + unit * (LONG // len(unit)), end) for end in ENDS)


def _use(pattern: re.Pattern[Any], way: str) -> Callable[[Any], object]:
    if way == "finditer":
        return lambda text: list(islice(pattern.finditer(text), LONG))
    if way in ("sub", "subn"):
        nothing: Any = b"" if isinstance(pattern.pattern, bytes) else ""
        return lambda text: pattern.sub(nothing, text)
    used: Callable[[Any], object] = getattr(pattern, way)
    return used


def _took(use: Callable[[Any], object], text: Any, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        use(text)
        times.append(time.process_time() - start)
    return min(times)


EXPRESSIONS: Final = _expressions()


def test_there_are_expressions_to_try() -> None:
    assert len(EXPRESSIONS) > 150


def test_a_search_that_begins_anew_at_every_character_is_caught() -> None:
    assert _dear(re.compile(r"\s*x"), {"search"})
    assert _dear(re.compile(r"(a|aa)+b"), {"fullmatch"})


@pytest.mark.parametrize("place", sorted(EXPRESSIONS))
def test_no_text_makes_it_slow(place: str) -> None:
    pattern, ways = EXPRESSIONS[place]
    assert _dear(pattern, ways, BOUNDED.get(place, LONG)) == []


def _dear(pattern: re.Pattern[Any], ways: set[str], longest: int = LONG) -> list[tuple[str, str]]:
    """A way, and the beginning of a text, in which *pattern* is too dear, if there is one.

    The texts grow bit by bit: one that doubles its time with every letter is caught while short.
    """
    limit = TOO_DEAR * _took(re.compile("[a-zæøå]x|[0-9]x").search, "a" * LONG, 5)
    for evil, end in _evil(pattern):
        for way in sorted(ways):
            use = _use(pattern, way)
            for long in (n for n in LENGTHS if n <= longest):
                text: Any = evil[:long] + end
                if isinstance(pattern.pattern, bytes):
                    text = text.encode()
                if (
                    _took(use, text, 1) > limit
                    and _took(use, text, 3) > limit
                    and _grows(use, text)
                ):
                    return [(way, evil[:40])]
    return []


def _grows(use: Callable[[Any], object], text: Any) -> bool:
    """Whether twice the text takes well over twice the time."""
    half = text[: len(text) // 2] + text[-1:]
    return _took(use, text, 3) > 3 * _took(use, half, 3)
