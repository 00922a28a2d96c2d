"""A line or a rate of the years ahead that does not fit what the line is, or today's rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from orxl.programme.codes import AheadMethod, LineSource
from orxl.programme.models import AheadLine, AheadYear
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AHEAD_LINES, AHEAD_YEARS
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "B050",
    "framskrivningen-passer-ikke",
    Severity.WARNING,
    finds="En post framover med metoden «Kontingent» eller «Tilskuddsår» som ikke er kontingenten "
    "eller et tilskudd, et beløp framover som er mange ganger budsjettets, eller en sats som er "
    "mer enn dobbel eller mindre enn halv.",
    why="Posten blir da regnet av noe annet enn det den er, eller et komma er glemt, og alle "
    "årene etter blir gale.",
    remedy="Velg metoden som passer for posten, og skriv satsen i kr per innbygger og beløpene i "
    "1000 kr.",
)
_WANTED: Final = {
    AheadMethod.FEES: (LineSource.FEES,),
    AheadMethod.GRANTS: (LineSource.GRANT, LineSource.OTHER_GRANTS),
}
_TIMES: Final = 2
_MANY: Final = 5
"""So many times the budget, and so much more in 1000 kr, is hardly assumed."""
_MUCH: Final = 500


@RULE.check
def check(view: View) -> Hits:
    lines = {same(line.label): line for line in view.programme.lines}
    for row in view.rows(AHEAD_LINES):
        ahead = row.record
        line = lines.get(same(ahead.label)) if isinstance(ahead, AheadLine) else None
        if not isinstance(ahead, AheadLine) or line is None:
            continue
        wanted = _WANTED.get(ahead.method) if ahead.method is not None else None
        if wanted is not None and line.source not in wanted and "method" in row.cells:
            yield Hit(
                f"{nb.quoted(ahead.label)} føres videre med metoden «{ahead.method}», men posten "
                f"hentes fra «{line.source.value}».",
                cell=row.cells["method"],
                actual=view.value(row.cells["method"]),
            )
        for key, typed in (
            ("typed1", ahead.typed1),
            ("typed2", ahead.typed2),
            ("typed3", ahead.typed3),
        ):
            now = view.figures.lines.get(line.label, Decimal(0))
            if typed is not None and key in row.cells and _far(typed, now):
                yield Hit(
                    f"{nb.quoted(ahead.label)} er {nb.number(typed)} her, men {nb.number(now)} i "
                    f"budsjettet for {view.year} (1000 kr).",
                    cell=row.cells[key],
                    actual=float(typed),
                )
    yield from _rates(view)


def _far(typed: Decimal, now: Decimal) -> bool:
    other_sign = typed * now < 0
    return other_sign or abs(typed) > max(_MANY * abs(now), abs(now) + _MUCH)


def _rates(view: View) -> Hits:
    rate = view.programme.number("Kontingentsats")
    for row in view.rows(AHEAD_YEARS) if rate else ():
        year = row.record
        own = year.rate if isinstance(year, AheadYear) else None
        if own is None or rate is None or view.book.cell(row.cells["rate"]).formula is not None:
            continue
        if not rate / _TIMES <= own <= rate * _TIMES:
            yield Hit(
                f"Satsen er {nb.number(own, 2)} kr her, men {nb.number(rate, 2)} kr i dag.",
                cell=row.cells["rate"],
                expected=float(rate),
                actual=float(own),
            )


@RULE.bad("Satsen for 2027 er 25 kr.")
def _rate(e: Editor) -> Place:
    return e.put(AHEAD_YEARS, "Framskrevet 2027", "rate", 25.0)


@RULE.bad("Kommunikasjon føres videre som tilskudd.")
def _expense(e: Editor) -> Place:
    return e.put(AHEAD_LINES, "Kommunikasjon", "method", "Tilskuddsår")


@RULE.bad("Et beløp framover er i kroner.")
def _kroner(e: Editor) -> Place:
    e.put(AHEAD_LINES, "Kommunikasjon", "method", "Skrives inn")
    return e.put(AHEAD_LINES, "Kommunikasjon", "typed1", 200_000.0)


@RULE.good("Satsen er økt til 3 kr, og en post skrives inn.")
def _raised(e: Editor) -> None:
    e.put(AHEAD_YEARS, "Framskrevet 2027", "rate", 3.0)
    e.put(AHEAD_LINES, "Kommunikasjon", "method", "Skrives inn")
    e.put(AHEAD_LINES, "Kommunikasjon", "typed1", 260.0)
