"""Bound funds that are negative, used beyond what there was, or larger than the balance.

A budget whose free funds do not cover the deficit is the same finding: opening − bound at the
start + result + bound used < 0 says that the closing balance is less than what is bound then.
"""

from __future__ import annotations

from orxl.layout.grant_sheets import ACCOUNTS_MINUS_FORECAST
from orxl.layout.names import CARRY_IN
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import CARRIED, CLOSED, GRANT_YEARS, GRANTS, MAIN
from orxl.rules.shared.amounts import amount, grants, only_line
from orxl.rules.shared.grants import grant_years, named, typed_at

RULE = Rule(
    "B008",
    "bundne-midler-passer-ikke",
    Severity.ERROR,
    finds="Bundne midler som er negative, brukt ut over det som var, eller større enn saldoen, "
    "så underskuddet ikke dekkes av frie midler.",
    why="Bundne midler kan bare brukes til formålet sitt og kan ikke dekke annet underskudd.",
    remedy="Reduser utgiftene, eller rett de bundne beløpene på Tilskuddsår og Overføring.",
    references=(paper("5.1.1"), paper("5.1.5")),
)

_BALANCES = (
    ("bound_in", "opening", "inngående mindreforbruk"),
    ("bound_out", "closing", "utgående mindreforbruk"),
)


@RULE.check
def check(view: View) -> Hits:
    of_years = view.has(GRANT_YEARS, "opening", "used", "bound_out")
    of_grants = [*_opening(view), *(_of_years(view) if of_years else _of_grants(view))]
    yield from of_grants
    for row in (*view.rows(CARRIED), *view.rows(CLOSED)):
        name = view.text(row, "column")
        if name == ACCOUNTS_MINUS_FORECAST:
            continue  # a difference, not a balance
        for key, balance_key, words in _BALANCES:
            bound, balance = amount(view, row, key), amount(view, row, balance_key)
            if bound is None or balance is None:
                continue
            if of_grants and view.book.cell(row.cells[key]).formula is not None:
                continue  # fetched from «Tilskudd», where it is reported
            if bound < 0:
                yield Hit(
                    f"«{view.header(CARRIED, key)}» for {nb.quoted(name)} er negativt: "
                    f"{nb.number(bound)}.",
                    cell=row.cells[key],
                    actual=bound,
                )
            elif bound > balance:
                yield Hit(
                    f"{nb.quoted(name)}: {nb.number(bound)} er bundet, men {words} er bare "
                    f"{nb.number(balance)}. Det mangler {nb.number(round(bound - balance, 6))} i "
                    "frie midler.",
                    cell=row.cells[key],
                    expected=balance,
                    actual=bound,
                )


def _opening(view: View) -> Hits:
    """Grants that have more bound at the start of the budget year than there is."""
    opening = amount(view, only_line(view, CARRY_IN), "budget")
    for row, grant in grants(view):
        had, cell = amount(view, row, "bound_in"), typed_at(view, row, grant, "bound_in")
        if had is not None and cell is not None and opening is not None and had > max(opening, 0):
            yield Hit(
                f"{nb.quoted(grant.label)}: {nb.number(had)} er bundet ved årets start, men "
                "inngående "
                f"mindreforbruk er bare {nb.number(opening)}.",
                cell=cell,
                expected=opening,
                actual=had,
            )


def _of_years(view: View) -> Hits:
    for row, year in grant_years(view):
        told = f"{named(view, year)} i {year.year}"
        negative = [k for k in ("opening", "advance", "used") if (amount(view, row, k) or 0) < 0]
        for key in negative:
            yield Hit(
                f"{told}: «{view.header(GRANT_YEARS, key)}» er negativt: "
                f"{nb.number(amount(view, row, key) or 0)}.",
                cell=row.cells[key],
                actual=amount(view, row, key),
                remedy="Skriv beløpet uten minus.",
            )
        used, left = amount(view, row, "used"), amount(view, row, "bound_out")
        if not negative and used and left is not None and left < 0:
            had = round(used + left, 6)
            yield Hit(
                f"{told}: {nb.number(used)} av de bundne midlene er ført som "
                f"brukt, men bare {nb.number(had)} var bundet.",
                cell=row.cells["used"],
                expected=had,
                actual=used,
                remedy="Rett «Bundet brukt», «Forskudd» eller «Bundet fra før» på Tilskuddsår.",
            )


def _of_grants(view: View) -> Hits:
    """Up to version 3 of the layout the amounts are typed on «Tilskudd»."""
    for row, grant in grants(view):
        had, used = amount(view, row, "bound_in"), amount(view, row, "bound_used")
        for key, value in (("bound_in", had), ("bound_used", used)):
            if value is not None and value < 0:
                yield Hit(
                    f"{nb.quoted(grant.label)}: «{view.header(GRANTS, key)}» er negativt: "
                    f"{nb.number(value)}.",
                    cell=row.cells[key],
                    actual=value,
                    remedy="Skriv beløpet uten minus.",
                )
        if had is not None and used is not None and used > had >= 0:
            yield Hit(
                f"{nb.quoted(grant.label)}: {nb.number(used)} av de bundne midlene er ført "
                f"som brukt, men bare {nb.number(had)} var bundet ved årets start.",
                cell=row.cells["bound_used"],
                expected=had,
                actual=used,
                remedy="Rett «Bundet ved årets start» eller «Bundet brukt i året».",
            )


@RULE.bad("Underskuddet er større enn de frie midlene.")
def _deficit_eats_bound_funds(e: Editor) -> Place:
    e.put(MAIN, "Lønn sekretariatet, mv.", "budget", 9000.0)
    return e.where(CARRIED, "Budsjett 2026", "bound_out")


@RULE.bad("Mer er bundet ved prognosens slutt enn det er igjen.")
def _more_bound_than_there_is(e: Editor) -> Place:
    return e.put(CARRIED, "Prognose 2025", "bound_out", 4000.0)


@RULE.bad("Tilskuddet har mer bundet enn hele saldoen.")
def _more_in_a_grant_than_there_is(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "SEADITO", "opening", 4000.0)


@RULE.bad("Mer er brukt enn det som var bundet.")
def _more_used_than_bound(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "SEADITO", "used", 500.0)


@RULE.bad("Brukte bundne midler er skrevet med minus.")
def _negative(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "SEADITO", "used", -200.0)


@RULE.good("Regnskapet har mindre bundet enn prognosen; forskjellen er negativ.")
def _less_bound_than_expected(e: Editor) -> None:
    e.put(CLOSED, "Regnskap 2025", "bound_out", 380.0)
    e.put(GRANT_YEARS, "SEADITO", "opening", 380.0)


@RULE.good("Underskuddet er stort, men dekkes av frie midler.")
def _deficit_covered(e: Editor) -> None:
    e.put(MAIN, "Lønn sekretariatet, mv.", "budget", 8800.0)


@RULE.good("Alle bundne midler brukes i året.")
def _bound_funds_used_up(e: Editor) -> None:
    e.put(GRANT_YEARS, "SEADITO", "used", 400.0)
