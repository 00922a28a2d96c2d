"""Totals over a table that were left behind when a column was inserted in the table alone."""

from __future__ import annotations

from orxl.core.edits import Formula, SetCell, present
from orxl.rules.kit import BLANK, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PROJECTS
from orxl.rules.shared.over_tables import LeftBehind, left_behind, read_by_others

RULE = Rule(
    "S015",
    "summer-over-feil-kolonne",
    Severity.ERROR,
    finds="Summene over en tabell står over andre kolonner enn sine egne.",
    why="Når en kolonne settes inn i tabellen alene, flytter Excel kolonnene, men ikke det som "
    "står over tabellen. Summene ser da ut til å gjelde andre kolonner enn de gjør.",
    remedy="Kjør «orxl beregn --rett», som setter hver sum over kolonnen sin.",
    fix=Fix.SAFE,
    fix_safety="Hver formel settes over kolonnen sin, og celler som ikke står over noen av dem, "
    "tømmes. Leser en formel et annet sted noen av cellene, rettes ingenting.",
)


@RULE.check
def check(view: View) -> Hits:
    for left in left_behind(view):
        first, at = left.cells[0], left.stands_in[0]
        header = view.layout.table(left.table).column(first.spec.over).header
        count = nb.counted(len(left.cells), "celle", "celler")
        read = read_by_others(view, left)
        yield Hit(
            f"{count} over tabellen på arket «{at.sheet}» står over feil kolonne. Det som hører "
            f"til {nb.quoted(header)}, står i {at.a1} og skal stå i {first.cell.a1}.",
            cell=at,
            expected=first.cell.a1,
            actual=at.a1,
            remedy="Klipp ut cellene over tabellen og lim dem inn over kolonnene sine, så følger "
            "formlene som leser dem, med."
            if read
            else "",
            fix=() if read else _put_right(view, left),
        )


def _put_right(view: View, left: LeftBehind) -> tuple[SetCell, ...]:
    """The edits that put every formula over its column and empty what is over no column of it."""
    moved = tuple(
        SetCell(
            placed.cell,
            Formula(placed.formula or "", view.restored.get(placed.cell)),
            present(view.book.cell(placed.cell)),
        )
        for placed in left.cells
    )
    emptied = (SetCell(at, BLANK, present(view.book.cell(at))) for at in left.over_nothing)
    return (*moved, *emptied)


@RULE.bad("En kolonne er satt inn i tabellen på Prosjektmidler, men ikke på arket.")
def _inserted_in_the_table(e: Editor) -> Place:
    at = e.over(PROJECTS, "budget")
    e.insert_in_table(PROJECTS, "budget", "Ansvarlig")
    return at


@RULE.good("En sum over tabellen er skrevet inn for hånd; det sier F001.")
def _typed(e: Editor) -> None:
    e.type_in(e.over(PROJECTS, "frame"), 1350.0)
