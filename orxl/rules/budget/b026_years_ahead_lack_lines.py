"""Years ahead that somebody has begun on and that still lack lines."""

from __future__ import annotations

from orxl.programme.models import AheadLine, AheadYear
from orxl.programme.projection import projection
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AHEAD_LINES, AHEAD_YEARS

RULE = Rule(
    "B026",
    "framskrivningen-mangler-linjer",
    Severity.NOTE,
    finds="Årene framover mangler tall for én eller flere poster, når noen har begynt på dem.",
    why="Et år som mangler en post, får ingen sum, og det får heller ikke årene etter.",
    remedy="Velg en metode for posten på Linjer framover, og skriv det metoden trenger: vekst, "
    "beløp, kontingentsats på Årene framover eller tilskuddets rad på Tilskuddsår.",
)

_NAMED = 5
"""How many lines are named."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(AHEAD_YEARS, "label", "remark") or not _begun(view):
        return
    years = projection(view.programme)
    for row, year in zip(view.rows(AHEAD_YEARS), years, strict=False):
        if year.missing:
            lines = [nb.quoted(label) for label in year.missing]
            more = len(lines) - _NAMED
            named = lines[:_NAMED] + ([nb.counted(more, "post til", "poster til")] * (more > 0))
            yield Hit(
                f"Framskrivningen for {year.year} mangler tall for {nb.listed(named)}.",
                cell=row.cells["remark"],
            )
            return  # the years after it wait for this one


def _begun(view: View) -> bool:
    """Whether anybody has stated something for the years ahead."""
    rates = any(
        isinstance(row.record, AheadYear) and row.record.rate is not None
        for row in view.rows(AHEAD_YEARS)[1:]
    )
    stated = any(
        amount is not None
        for row in view.rows(AHEAD_LINES)
        if isinstance(line := row.record, AheadLine)
        for amount in (line.growth, line.typed1, line.typed2, line.typed3)
    )
    return rates or stated


@RULE.bad("Satsen for 2027 er skrevet, men ingen post har en metode.")
def _a_rate_alone(e: Editor) -> Place:
    e.put(AHEAD_YEARS, "Framskrevet 2027", "rate", 2.75)
    return e.where(AHEAD_YEARS, "Framskrevet 2027", "remark")


@RULE.bad("Lønn skal vokse med 3 %, resten er ikke sagt.")
def _one_line(e: Editor) -> Place:
    e.put(AHEAD_LINES, "Lønn sekretariatet, mv.", "method", "Vekst")
    e.put(AHEAD_LINES, "Lønn sekretariatet, mv.", "growth", 0.03)
    return e.where(AHEAD_YEARS, "Framskrevet 2027", "remark")


@RULE.good("Alle postene har en metode, og satsene er skrevet.")
def _all_stated(e: Editor) -> None:
    for year in (2027, 2028, 2029):
        e.put(AHEAD_YEARS, f"Framskrevet {year}", "rate", 2.5)
    for number in e.rows_where(AHEAD_LINES, method=BLANK):
        e.type_in(e.at(AHEAD_LINES, number, "method"), "Uendret")
    for number in e.rows_where(AHEAD_LINES, method="Tilskuddsår"):
        e.type_in(e.at(AHEAD_LINES, number, "method"), "Uendret")
