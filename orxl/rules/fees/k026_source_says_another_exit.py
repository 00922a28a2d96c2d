"""A member whose own source says that it has left, on another day than the row does, or on none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEMBERS

RULE = Rule(
    "K026",
    "kilden-sier-en-annen-utmelding",
    Severity.ERROR,
    finds="Et medlem der kilden på samme rad sier at kommunen er utmeldt fra en dato, mens «Medlem "
    "til» er tom eller en annen dag.",
    why="Datoen avgjør om kommunen betaler kontingent, og kilden er det som viser den.",
    remedy="Skriv den siste dagen kommunen var medlem i «Medlem til»: 31.12. når den gikk ut med "
    "virkning fra 1. januar. Er det kilden som er feil, så rett den.",
)

_EXIT: Final = regex(
    r"(?i:\b(?:ut|inn)?meldt(?: seg)?(?: ut)?\b[^0-9]{0,40}([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}))"
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MEMBERS, "left", "source"):
        return
    for row in view.rows(MEMBERS):
        out, left = _out(view.text(row, "source")), row.values["left"]
        if out is None or (left is not BLANK and not isinstance(left, datetime)):
            continue
        if left in (out, out - timedelta(days=1)):
            continue
        stands = "er tom" if left is BLANK else f"er {nb.value(left)}"
        yield Hit(
            f"«Medlem til» for {nb.quoted(view.text(row, 'name'))} {stands}, men kilden sier "
            f"utmeldt {nb.day(out)}. Siste dag som medlem er {nb.day(out - timedelta(days=1))}.",
            cell=row.cells["left"],
            expected=out - timedelta(days=1),
            actual=left,
        )


def _out(source: str) -> datetime | None:
    """The day from which a source says that the member is out."""
    said = _EXIT.search(source)
    if said is None or said[0].casefold().startswith("innmeldt"):
        return None
    try:
        return datetime(int(said[3]), int(said[2]), int(said[1]))
    except ValueError:
        return None


def _left(e: Editor) -> int:
    row, *_ = e.rows_where(MEMBERS, left=datetime(2025, 12, 31))
    return row


@RULE.bad("Utmeldingsdatoen er slettet.")
def _deleted(e: Editor) -> Place:
    return e.type_in(e.at(MEMBERS, _left(e), "left"), BLANK)


@RULE.bad("Utmeldingsdatoen er året før.")
def _year_before(e: Editor) -> Place:
    return e.type_in(e.at(MEMBERS, _left(e), "left"), datetime(2024, 12, 31))


@RULE.good("Dagen kilden nevner, er skrevet selv.")
def _the_day_itself(e: Editor) -> None:
    e.type_in(e.at(MEMBERS, _left(e), "left"), datetime(2026, 1, 1))


@RULE.good("Kilden sier når kommunen ble innmeldt.")
def _joined(e: Editor) -> None:
    e.put(MEMBERS, "Oslo", "source", "innmeldt 1.1.2005")
