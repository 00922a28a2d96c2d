"""Norwegian municipalities and their codes through the reforms of 2020 and 2024.

The list is small and dated (``municipalities.json``): today's municipalities, and what was
renumbered, merged and split. Before 2020 it knows the counties that have members or their
neighbours; a code that it does not know is unknown, and nobody guesses where it went.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from orxl.core.light import dataclass

_FILE: Final = Path(__file__).with_name("municipalities.json")
_OF_SEVERAL_LANGUAGES: Final = frozenset({18, 50, 55, 56})
"""The counties whose municipalities have names in Norwegian, Sámi and Kven, parted by a hyphen
(«Deatnu-Tana»): each is a name of its own. Elsewhere a hyphen belongs to a name."""


@dataclass(frozen=True, slots=True)
class Reform:
    """Municipalities that became others on a day."""

    at: date
    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(frozen=True)
class Municipalities:
    """Today's municipalities by code, and how they came about."""

    as_of: date
    names: Mapping[int, str]
    counties: Mapping[int, str]
    other_names: Mapping[str, int]
    """Names in Sámi and Kven that stand alone, where the list of names has the Norwegian one."""
    reforms: tuple[Reform, ...]

    @cached_property
    def _ended(self) -> Mapping[int, Reform]:
        return {code: reform for reform in self.reforms for code in reform.old}

    @cached_property
    def _began(self) -> Mapping[int, Reform]:
        return {code: reform for reform in self.reforms for code in reform.new}

    def county(self, code: int) -> str:
        """The name of the county of *code*, ``""`` where the list does not know it."""
        return self.counties.get(code // 100, "")

    def known(self, code: int) -> bool:
        """Whether there is, or once was, a municipality with *code*, as far as the list goes."""
        return code in self.names or code in self._ended

    def valid(self, code: int, at: date) -> bool:
        """Whether *code* was in force at *at*, as far as the list knows."""
        began, ended = self._began.get(code), self._ended.get(code)
        return (began is None or began.at <= at) and (ended is None or at < ended.at)

    def at(self, day: date) -> frozenset[int]:
        """The codes in force at *day*, as far as the list knows; all of them from 2020 on."""
        return frozenset(c for c in {*self.names, *self._ended} if self.valid(c, day))

    def period(self, code: int) -> str:
        """When *code* was in force, in words: «2020–2023», «til 2019», «fra 2024»; else ``""``."""
        began, ended = self._began.get(code), self._ended.get(code)
        if began is not None and ended is not None:
            return f"{began.at.year}–{ended.at.year - 1}"
        if ended is not None:
            return f"til {ended.at.year - 1}"
        return "" if began is None else f"fra {began.at.year}"

    def today(self, code: int) -> tuple[int, ...]:
        """Today's municipalities that *code* has become: several where it was split."""
        reform = self._ended.get(code)
        if reform is None:
            return (code,) if code in self.names else ()
        return tuple(now for new in reform.new for now in self.today(new))

    def parts(self, code: int, at: date) -> tuple[int, ...]:
        """The codes at *at* whose inhabitants together are those of today's *code*.

        One for a municipality that is the same or was renumbered, several where they were merged,
        none where it came out of a split: then nobody knows its part.
        """
        reform = self._began.get(code)
        if reform is None or reform.at <= at:
            return (code,)
        if len(reform.new) > 1:
            return ()
        found = tuple(self.parts(old, at) for old in reform.old)
        return tuple(part for parts in found for part in parts) if all(found) else ()

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for code, name in self.names.items():
            spellings = {name, f"{name} ({self.county(code)})"}
            if code // 100 in _OF_SEVERAL_LANGUAGES:
                spellings.update(name.split("-"))
            for spelt in sorted(spellings):
                found.setdefault(plain(spelt), []).append(code)
        for name, code in self.other_names.items():
            found.setdefault(plain(name), []).append(code)
        return {name: tuple(codes) for name, codes in found.items()}

    def named(self, name: str) -> tuple[int, ...]:
        """Today's municipalities that *name* may be: none, one, or several of one name.

        The case and the blanks do not count, nor does a parallel name in another language:
        «Oslo - Oslove», «Deatnu - Tana». A county in brackets tells two of one name apart.
        """
        whole = self._by_name.get(plain(name))
        if whole is not None:
            return whole
        told = " ".join(name.split()).replace(" – ", " - ").replace(" / ", " - ")
        parts = told.split(" - ")  # its languages: «Oslo - Oslove»
        if len(parts) < 2:
            return ()
        found = {code for part in parts for code in self._by_name.get(plain(part), ())}
        return tuple(sorted(found))


def plain(name: str) -> str:
    """*name* for comparing: one kind of blank, lower case, without «kommune» after it."""
    return " ".join(name.split()).casefold().removesuffix(" kommune")


@lru_cache(maxsize=1)
def municipalities() -> Municipalities:
    """The list that comes with orxl."""
    held = json.loads(_FILE.read_text(encoding="utf-8"))
    return Municipalities(
        date.fromisoformat(held["per"]),
        {int(code): name for code, name in held["kommuner"].items()},
        {int(code): name for code, name in held["fylker"].items()},
        {name: int(code) for name, code in held["andre_navn"].items()},
        tuple(
            Reform(date.fromisoformat(one["dato"]), _codes(one["fra"]), _codes(one["til"]))
            for one in held["endringer"]
        ),
    )


def _codes(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(int(text) for text in texts)
