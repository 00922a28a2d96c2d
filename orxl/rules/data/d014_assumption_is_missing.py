"""An assumption without a row, or a share that is no share."""

from __future__ import annotations

from orxl.core.edits import SetCell
from orxl.layout import Kind
from orxl.layout.assumption_sheets import assumptions_of
from orxl.rules.kit import CellRef, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AHEAD_LINES, ASSUMED, GRANTS
from orxl.rules.shared.inputs import inputs, kind_in, spot
from orxl.rules.shared.table_keys import keys, same

RULE = Rule(
    "D014",
    "forutsetning-mangler",
    Severity.ERROR,
    finds="En forutsetning budsjettet trenger, har ingen rad, en andel er ikke mellom 0 og 100 %, "
    "eller en post skal vokse med mer enn 50 % i året.",
    why="Formlene finner forutsetningene ved navnet. Mangler navnet, kan budsjettet ikke regnes "
    "ut.",
    remedy="Skriv navnet i kolonnen «Navn i formler» slik det var, eller hent raden fra en "
    "tidligere utgave av filen.",
    fix=Fix.UNSAFE,
    fix_safety="Andelen deles på hundre. Bare den som skrev den, vet hva som var ment; derfor "
    "spørres det om hver celle. En forutsetning som mangler, settes ikke inn.",
    references=(paper("5.1.3"),),
)

_MOST = 0.5
"""The largest yearly growth that nobody is asked about."""


@RULE.check
def check(view: View) -> Hits:
    if view.has(ASSUMED, "name", "value"):
        known = keys(view, ASSUMED, "name")
        specs = assumptions_of(view.layout.version)
        labels = {spec.label: same(spec.name) for spec in specs}
        for spec in specs:
            if spec.required and same(spec.name) not in known:
                renamed = _its_row(view, spec.label) if labels[spec.label] not in known else None
                yield Hit(
                    f"Forutsetningen «{spec.name}» mangler på arket Forutsetninger.",
                    cell=renamed,
                    sheet=None if renamed else view.bound.tables[ASSUMED].table.sheet,
                    expected=spec.name,
                    actual=None if renamed is None else view.value(renamed),
                )
    yield from _growths(view)
    for _, row, column, cell, value in inputs(view, lambda c: c.kind is Kind.SHARE):
        if kind_in(column, row) is not Kind.SHARE or not isinstance(value, float):
            continue
        if not 0 <= value <= 1:
            meant = value / 100 if 1 < value <= 100 else None
            yield Hit(
                f"{spot(view, cell)} er {nb.number(value * 100)} %, men en andel må være mellom 0 "
                "og 100 %." + (f" Mente du {nb.number(value)} %?" if meant is not None else ""),
                cell=cell,
                expected=meant,
                actual=value,
                remedy="Skriv andelen med prosenttegn, for eksempel 75 %.",
                fix=(SetCell(cell, meant, value),) if meant is not None else (),
            )


def _its_row(view: View, label: str) -> CellRef | None:
    """The name in the row that is called *label*, as the assumption is; None where none is."""
    return view.cell(ASSUMED, label, "name", by="label")


def _growths(view: View) -> Hits:
    """A yearly growth of more than half, either way: the per cent sign was forgotten."""
    for _, row, column, cell, value in inputs(view, lambda c: c.kind is Kind.GROWTH):
        growth = kind_in(column, row) is Kind.GROWTH  # «Verdi» on Forutsetninger is of any kind
        if growth and isinstance(value, float) and abs(value) > _MOST:
            meant = value / 100
            yield Hit(
                f"{spot(view, cell)} er {nb.number(value * 100)} % i året. Mente du "
                f"{nb.number(value, 2)} %?",
                cell=cell,
                expected=meant,
                actual=value,
                remedy="Skriv veksten med prosenttegn, for eksempel 3,5 %.",
                fix=(SetCell(cell, meant, value),),
            )


@RULE.bad("Veksten er skrevet 3 uten prosenttegn, altså 300 %.")
def _growth(e: Editor) -> Place:
    return e.put(AHEAD_LINES, "Kommunikasjon", "growth", 3.0)


@RULE.good("En post minker med 2 % i året.")
def _shrinking(e: Editor) -> None:
    e.put(AHEAD_LINES, "Kommunikasjon", "growth", -0.02)


@RULE.bad("«Kontingentsats» har fått navnet «Sats».")
def _renamed(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentsats", "name", "Sats", by="name")


@RULE.bad("Forskuddet er skrevet 75 uten prosenttegn, altså 7500 %.")
def _without_percent(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "advance_share", 75.0)


@RULE.bad("Kravet til egeninnsats er −50 %.")
def _negative(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "own_share", -0.5)


@RULE.good("En valgfri forutsetning er omdøpt, og forskuddet er 100 %.")
def _optional(e: Editor) -> None:
    e.put(ASSUMED, "Faste_stillinger", "name", "Faste", by="name")
    e.put(GRANTS, "SEADITO", "advance_share", 1.0)
