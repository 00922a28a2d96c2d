"""A source with a date that has not been."""

from __future__ import annotations

from datetime import date

from orxl.core.patterns import regex
from orxl.layout import Kind
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, MEMBERS
from orxl.rules.shared.inputs import inputs, spot

RULE = Rule(
    "D024",
    "kilde-fra-framtiden",
    Severity.WARNING,
    finds="En kilde med en dato som ikke har vært ennå.",
    why="Ingen kan ha lest det som ikke er skrevet. Datoen er trolig skrevet feil.",
    remedy="Rett datoen i kilden.",
)

_SOURCE_DAY = regex(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")


@RULE.check
def check(view: View) -> Hits:
    known = [view.day, view.status_day, view.programme.day("Vedtaksmøte")]
    latest = max((day for day in known if day is not None), default=None)
    if latest is None:
        return
    for _, _, column, cell, value in inputs(view, lambda c: c.kind is Kind.SOURCE):
        if column.kind is not Kind.SOURCE or not isinstance(value, str):
            continue
        for match in _SOURCE_DAY.finditer(value):
            day = _day(*map(int, match.groups()))
            # What a source says of a day is no date of its own: «utmeldt 1.1.2027».
            said = value[: match.start()].casefold()
            if day is not None and day > latest and not said.rstrip().endswith(_SAYS):
                yield _hit(view, cell, value, day)


_SAYS = ("utmeldt", "innmeldt", "fra", "til", "innen", "med virkning fra", "gjelder")


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hit(view: View, cell: CellRef, value: str, day: date) -> Hit:
    said = f"{spot(view, cell)} er datert {nb.day(day)}, som ikke har vært."
    return Hit(said, cell=cell, actual=value)


@RULE.bad("Styreplassen er fra 2032.")
def _member(e: Editor) -> Place:
    return e.put(MEMBERS, "Vestby", "source", "styreplass 10.11.2032")


@RULE.bad("Kursen er hentet i 2062.")
def _rate(e: Editor) -> Place:
    return e.put(ASSUMED, "Kurs_EUR", "source", "Norges Bank 28.11.2062", by="name")


@RULE.good("Kilden sier når medlemskapet tar slutt.")
def _leaving(e: Editor) -> None:
    e.put(MEMBERS, "Vestby", "source", "brev 10.11.2025, utmeldt 1.1.2027")
