"""A member whose last day is 1 January: it then owes the fee for the whole year."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from orxl.core.edits import SetCell
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import members

RULE = Rule(
    "K017",
    "medlem-til-er-første-januar",
    Severity.WARNING,
    finds="En kommune med 1. januar som «Medlem til».",
    why="«Medlem til» er den siste dagen som medlem, og den som er medlem 1. januar, skylder "
    "kontingent for hele året. En utmelding «med virkning fra 1. januar» har siste dag 31. "
    "desember året før.",
    remedy="Går kommunen ut med virkning fra 1. januar, skriv 31. desember året før. Er den medlem "
    "til og med 1. januar, føres det på Godtatte avvik.",
    fix=Fix.UNSAFE,
    fix_safety="Dagen settes til 31. desember året før, og kontingenten for året faller bort. Bare "
    "den som kjenner utmeldingen, vet om det er ment slik; derfor spørres det om hver kommune.",
    references=(paper("5.1.3"),),
)


@RULE.check
def check(view: View) -> Hits:
    for row, member in members(view):
        left = member.left
        if left is None or (left.month, left.day) != (1, 1):
            continue
        meant = left - timedelta(days=1)
        held = row.values["left"]
        yield Hit(
            f"{member.name} har {nb.day(left)} som siste dag og skylder da kontingent for hele "
            f"{left.year}. Går kommunen ut med virkning fra 1. januar, er siste dag "
            f"{nb.day(meant)}.",
            cell=row.cells["left"],
            expected=_moment(meant),
            actual=held,
            fix=(SetCell(row.cells["left"], _moment(meant), held),),
        )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time())


@RULE.bad("Drammen er ført ut 01.01.2026.")
def _from_january(e: Editor) -> Place:
    return e.put(MEMBERS, "Drammen", "left", datetime(2026, 1, 1))


@RULE.good("Drammen er ført ut 31.12.2025.")
def _last_of_december(e: Editor) -> None:
    e.put(MEMBERS, "Drammen", "left", datetime(2025, 12, 31))
