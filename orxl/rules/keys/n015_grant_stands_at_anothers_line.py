"""A grant at a budget line, or a project with a grant, whose name is another grant's."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.tables import GRANTS, MEASURES, PROJECTS
from orxl.rules.shared.spelling import bare

RULE = Rule(
    "N015",
    "tilskudd-på-en-annens-navn",
    Severity.ERROR,
    finds="Et tilskudd som føres på en budsjettpost, eller et prosjekt eller tiltak som hører til "
    "et tilskudd, der navnet på posten, prosjektet eller tiltaket er et annet tilskudds ID.",
    why="Beløpet kommer da på feil post, og det andre tilskuddet mangler sitt, uten at summen "
    "viser det.",
    remedy="Velg posten eller tilskuddet som navnet hører til.",
)

_SHORTEST: Final = 4
"""A shorter ID may be part of any word."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(GRANTS, "grant_id"):
        return
    ids = [view.text(row, "grant_id") for row in view.rows(GRANTS)]
    for row, cell, value in view.column(GRANTS, "budget_line"):
        own = view.text(row, "grant_id")
        other = _others(ids, own, value)
        if other is not None:
            yield Hit(
                f"Tilskuddet «{own}» føres på posten {nb.quoted(str(value))}, som har navnet til "
                f"«{other}».",
                cell=cell,
                actual=value,
            )
    if view.has(PROJECTS, "label"):
        for row, cell, value in view.column(PROJECTS, "grant"):
            label = view.text(row, "label")
            other = _others(ids, value, label) if isinstance(value, str) else None
            if other is not None:
                yield Hit(
                    f"Prosjektet {nb.quoted(label)} hører til tilskuddet «{value}», men har navnet "
                    f"til «{other}».",
                    cell=cell,
                    expected=other,
                    actual=value,
                )

    for row, cell, value in view.column(MEASURES, "grant"):
        title = view.text(row, "title")
        other = _others(ids, value, title) if isinstance(value, str) else None
        if other is not None:
            yield Hit(
                f"Tiltak {view.text(row, 'number')} hører til tilskuddet «{value}», men nevner "
                f"«{other}».",
                cell=cell,
                expected=other,
                actual=value,
                severity=Severity.WARNING,
            )


def told_of(view: View) -> frozenset[CellRef]:
    """The cells of the grants that stand at a line with another grant's name."""
    ids = [view.text(row, "grant_id") for row in view.rows(GRANTS)]
    return frozenset(
        cell
        for row, cell, value in view.column(GRANTS, "budget_line")
        if _others(ids, view.text(row, "grant_id"), value) is not None
    )


def _others(ids: list[str], own: str, name: Value) -> str | None:
    """The ID of another grant that *name* holds, where it does not hold that of *own*."""
    if not isinstance(name, str) or not bare(own) or bare(own) in bare(name):
        return None
    held = [i for i in ids if len(bare(i)) >= _SHORTEST and bare(i) in bare(name)]
    return held[0] if len(held) == 1 else None


@RULE.bad("To prosjekter har byttet tilskudd.")
def _swapped(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PROJECTS, "ORBIFY", "grant", "SEADITO"),
        e.put(PROJECTS, "SEADITO", "grant", "ORBIFY"),
    )


@RULE.bad("Geo4Water føres på posten til ORBIFY.")
def _line(e: Editor) -> Place:
    line = e.book.cell(e.where(GRANTS, "ORBIFY", "budget_line")).value
    return e.put(GRANTS, "GEO4WATER", "budget_line", line)


@RULE.bad("Tiltaket om ORBIFY hører til KLIMASATS.")
def _measure(e: Editor) -> Place:
    return e.put(MEASURES, "3.3.1", "grant", "KLIMASATS")


@RULE.good("Prosjektet har et navn som ikke er noe tilskudds.")
def _another_name(e: Editor) -> None:
    e.put(PROJECTS, "ORBIFY", "label", "Klimadata fra satellitt")
