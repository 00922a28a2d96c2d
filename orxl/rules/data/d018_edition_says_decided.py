"""The day of the budget's decision does not fit the edition, its standing or the meeting."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from orxl.core.patterns import regex
from orxl.programme.codes import Standing
from orxl.rules.data.d015_unlikely_year import AHEAD, EARLIEST
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "D018",
    "utgaven-sier-vedtatt",
    Severity.WARNING,
    finds="«Utgave» sier at budsjettet er vedtatt, mens «Budsjettet vedtatt» er tom; eller datoen "
    "er skrevet, mens «Utgave» eller «Grunnlag» fortsatt sier at budsjettet er innstilt; eller "
    "datoen passer ikke med møtet.",
    why="Budsjettet er innstilt til representantskapet har vedtatt det. Forsiden må ikke si noe "
    "annet.",
    remedy="Skriv dagen budsjettet ble vedtatt i «Budsjettet vedtatt», eller rett «Utgave» og "
    "«Grunnlag».",
)
_DECIDED: Final = regex(r"(?<!\bikke )\bvedtatt\b", re.IGNORECASE)
_PROPOSED: Final = regex(r"\b(?:innstilt|innstilling|utkast|ikke vedtatt)", re.IGNORECASE)


@RULE.check
def check(view: View) -> Hits:
    cell, edition = assumption(view, "Versjon"), view.programme.word("Versjon") or ""
    recorded, decided = assumption(view, "Budsjettvedtak"), view.programme.day("Budsjettvedtak")
    if cell is None or recorded is None:
        return
    if decided is not None:
        if not EARLIEST <= decided.year <= view.year + AHEAD:
            return  # D015 has said it
        # While the day itself is wrong, nothing is known of what goes with it.
        wrong = _misdated(view, recorded, decided)
        yield from [wrong] if wrong else _still_proposed(view, cell, edition, decided)
    elif _DECIDED.search(edition):
        yield Hit(
            f"«Utgave» er {nb.quoted(edition)}, men datoen for vedtaket er ikke skrevet.",
            cell=cell,
            actual=edition,
        )


def _misdated(view: View, cell: CellRef, decided: date) -> Hit | None:
    """A budget is decided in the meeting or after it, and in the same year or the budget year."""
    meeting = view.programme.day("Vedtaksmøte")
    if meeting is not None and decided < meeting:
        says = f"før møtet saken behandles i ({nb.day(meeting)})"
    elif decided.year > view.year or (meeting is None and decided.year < view.year - 1):
        says = f"ikke ved inngangen til budsjettåret {nb.digits(view.year)}"
    else:
        return None
    return Hit(
        f"«Budsjettet vedtatt» er {nb.day(decided)}, {says}.",
        cell=cell,
        actual=view.value(cell),
        severity=Severity.ERROR,
        remedy="Rett datoen for vedtaket, eller datoen for møtet.",
    )


def _still_proposed(view: View, cell: CellRef, edition: str, decided: date) -> Hits:
    """One finding: the edition is what is printed, the standing follows from it."""
    standing = view.cell(ASSUMED, "Budsjettvedtak", "standing", "name")
    if _PROPOSED.search(edition) and not _DECIDED.search(edition):
        at, what, said = cell, "«Utgave»", edition
    elif standing is not None and view.value(standing) == Standing.PROPOSED:
        at, what, said = standing, "«Grunnlag»", Standing.PROPOSED.value
    else:
        return
    yield Hit(
        f"Budsjettet er vedtatt {nb.day(decided)}, men {what} sier fortsatt {nb.quoted(said)}.",
        cell=at,
        actual=said,
        remedy="Skriv i «Utgave» og «Grunnlag» at budsjettet er vedtatt, eller ta bort datoen.",
    )


@RULE.bad("Utgaven er «Vedtatt i representantskapet», uten dato for vedtaket.")
def _decided(e: Editor) -> Place:
    return e.put(ASSUMED, "Versjon", "value", "Vedtatt i representantskapet", by="name")


def _recorded(e: Editor, year: int, month: int, day: int) -> Place:
    e.put(ASSUMED, "Versjon", "value", "Vedtatt i representantskapet", by="name")
    e.put(ASSUMED, "Budsjettvedtak", "standing", Standing.DECIDED.value, by="name")
    return e.put(ASSUMED, "Budsjettvedtak", "value", datetime(year, month, day), by="name")


@RULE.bad("Budsjettet er vedtatt året før møtet.")
def _before_the_meeting(e: Editor) -> Place:
    return _recorded(e, 2024, 12, 18)


@RULE.bad("Budsjettet er vedtatt etter budsjettåret.")
def _too_late(e: Editor) -> Place:
    return _recorded(e, 2027, 12, 18)


@RULE.bad("Vedtaket er datert, men utgaven er fortsatt en innstilling.")
def _edition_forgotten(e: Editor) -> Place:
    e.put(ASSUMED, "Budsjettvedtak", "value", datetime(2025, 12, 18), by="name")
    return e.where(ASSUMED, "Versjon", "value", by="name")


@RULE.bad("Vedtaket er datert, men «Grunnlag» er fortsatt «Innstilt».")
def _standing_forgotten(e: Editor) -> Place:
    _recorded(e, 2025, 12, 18)
    return e.put(ASSUMED, "Budsjettvedtak", "standing", Standing.PROPOSED.value, by="name")


@RULE.good("Vedtaket er datert.")
def _dated(e: Editor) -> None:
    _recorded(e, 2025, 12, 18)


@RULE.good("Møtet ble utsatt til januar.")
def _postponed(e: Editor) -> None:
    _recorded(e, 2026, 1, 15)


@RULE.good("Utgaven er «Ikke vedtatt».")
def _not_decided(e: Editor) -> None:
    e.put(ASSUMED, "Versjon", "value", "Utkast, ikke vedtatt", by="name")
