"""A member whose number, name or population does not fit what «Folketall» says."""

from __future__ import annotations

from itertools import pairwise

from orxl.binding import BoundRow
from orxl.core.likeness import told_apart
from orxl.programme.models import Population
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES, SSB_POPULATION
from orxl.rules.kit.tables import MEMBERS, POPULATION
from orxl.rules.shared.members import figures, members
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "K011",
    "kommune-passer-ikke-folketallet",
    Severity.WARNING,
    finds="Et medlem med et kommunenummer som ikke finnes på Folketall, et navn som ikke hører til "
    "nummeret, eller et folketall som avviker mer enn 10 % fra årene omkring.",
    why="Et galt nummer gir kommunen en annen kommunes kontingent.",
    remedy="Rett nummer eller navn på Medlemmer etter SSBs kommuneinndeling.",
    references=(CODES, SSB_POPULATION),
)

_JUMP = 0.10
"""A larger change from one date to the next is hardly a year's growth."""
_TIMES = 2.5
"""Of SSB's figures for 2024–2026 none is so many times that of the year before."""
_TIMES_ALONE = 1.25
"""The same, of a figure that all other years contradict."""


@RULE.check
def check(view: View) -> Hits:
    known: dict[int, list[tuple[BoundRow, Population]]] = {}
    for entry, record in figures(view):
        known.setdefault(record.code, []).append((entry, record))
    named = {same(record.municipality) for found in known.values() for _, record in found}
    for row, member in members(view) if known else ():
        found = known.get(member.code)
        if found is None:
            yield Hit(
                f"Kommunenummer {member.code:04d} ({member.name}) finnes ikke på Folketall.",
                cell=row.cells["code"],
                actual=float(member.code),
                severity=Severity.ERROR,
                remedy="Rett nummeret etter SSBs kommuneinndeling, eller legg inn folketallet.",
            )
            continue
        names = {record.municipality for _, record in found}
        if not any(_called(member.name, name) for name in names):
            yield Hit(
                f"Kommunenummer {member.code:04d} er {nb.quoted(member.name)} på Medlemmer, men "
                f"{nb.listed([nb.quoted(n) for n in sorted(names)])} på Folketall."
                f"{told_apart(member.name, min(names))}",
                cell=row.cells["name"],
                expected=min(names),
                actual=member.name,
                # A name of another municipality: it pays by the inhabitants of that one.
                severity=Severity.ERROR if same(member.name) in named else None,
            )
        yield from _jumps(sorted(found, key=lambda pair: pair[1].at))


def _jumps(found: list[tuple[BoundRow, Population]]) -> Hits:
    """Figures out of line with the others; of two that differ, the one that others contradict."""
    jumped = [_far(old.inhabitants, new.inhabitants) for (_, old), (_, new) in pairwise(found)]
    for i, jump in enumerate(jumped):
        if not jump or (i > 0 and jumped[i - 1]):
            continue
        first_is_odd = i == 0 and len(jumped) > 1 and not jumped[1]
        (row, odd), (_, other) = (
            (found[i], found[i + 1]) if first_is_odd else found[i : i + 2][::-1]
        )
        rest = [record.inhabitants for r, record in found if r is not row]
        agreed = len(rest) > 1 and not any(_far(a, b) for a, b in pairwise(rest))
        yield Hit(
            f"Folketallet i {odd.municipality} er {nb.number(odd.inhabitants)} per "
            f"{nb.day(odd.at)}, men {nb.number(other.inhabitants)} per {nb.day(other.at)}.",
            cell=row.cells["inhabitants"],
            expected=float(other.inhabitants),
            actual=float(odd.inhabitants),
            severity=Severity.ERROR
            if _absurd(odd.inhabitants, other.inhabitants, agreed)
            else None,
            remedy="Kontroller tallet mot SSB, tabell 07459.",
        )


def _far(a: int, b: int) -> bool:
    return abs(b / a - 1) > _JUMP


def _absurd(a: int, b: int, agreed: bool) -> bool:
    """Whether no year and hardly a merger makes the one of the other."""
    return max(a, b) >= (_TIMES_ALONE if agreed else _TIMES) * min(a, b)


def _called(name: str, official: str) -> bool:
    """Whether *name* is the municipality's name, or one of its names in several languages."""
    wanted = name.strip().casefold()
    return wanted in (official.casefold(), *official.casefold().split("-"))


@RULE.bad("Asker har fått et nummer som ikke finnes.")
def _unknown_number(e: Editor) -> Place:
    return e.put(MEMBERS, "Asker", "code", 1220.0)


@RULE.bad("Sigdal har fått Hols kommunenummer.")
def _neighbours_number(e: Editor) -> Place:
    e.put(MEMBERS, "Sigdal", "code", 3330.0)
    return e.where(MEMBERS, "Sigdal", "name")


@RULE.bad("Det eldste folketallet for Vestby har mistet et siffer.")
def _digit_lost(e: Editor) -> Place:
    first, _, _ = e.rows_where(POPULATION, municipality="Vestby")
    return e.type_in(e.at(POPULATION, first, "inhabitants"), 1949.0)


@RULE.bad("Folketallet for Vestby har fått et siffer for mye.")
def _digit_doubled(e: Editor) -> Place:
    _, second, _ = e.rows_where(POPULATION, municipality="Vestby")
    return e.type_in(e.at(POPULATION, second, "inhabitants"), 198_855.0)


@RULE.good("Kommunen har navn på flere språk.")
def _sami_name(e: Editor) -> None:
    e.add_row(MEMBERS, code=1870.0, name="Sortland")


@RULE.good("Folketallet hopper i en kommune som ikke er medlem.")
def _jump_elsewhere(e: Editor) -> None:
    e.put(POPULATION, "Stavanger", "inhabitants", 14_904.0, by="municipality")
