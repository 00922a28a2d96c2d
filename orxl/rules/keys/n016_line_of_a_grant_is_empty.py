"""A line of the main figures that fetches grants, and that no grant is entered on."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.core.refs import CellRef
from orxl.rules.keys.n008_grant_on_wrong_budget_line import fits
from orxl.rules.keys.n015_grant_stands_at_anothers_line import told_of
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import GRANTS, MAIN
from orxl.rules.shared.spelling import bare
from orxl.rules.shared.table_keys import keys, same

RULE = Rule(
    "N016",
    "tilskuddspost-uten-tilskudd",
    Severity.ERROR,
    finds="En post på Hovedtall som henter tall fra Tilskudd, og som saken har et beløp på, uten "
    "at noe tilskudd føres på den.",
    why="Posten blir 0, og beløpet kommer under «Andre tilskudd» eller faller bort.",
    remedy="Velg posten i «Budsjettpost» for tilskuddet som hører til den.",
    references=(CODES,),
)


@RULE.check
def check(view: View) -> Hits:
    if not (view.has(MAIN, "label", "type", "source", "budget", "case") and view.rows(GRANTS)):
        return
    lines = {same(view.text(row, "label")) for row in view.rows(MAIN)}
    used = keys(view, GRANTS, "budget_line")
    if set(used) - lines:
        return  # a grant is entered on a line that is not there: N008 tells of that
    for row in view.rows(MAIN):
        case = view.number(row.cells["case"])
        if not fits(row) or not case or same(view.text(row, "label")) in used:
            continue
        found = _of_its_name(view, row)
        if found is not None and found in told_of(view):
            continue
        yield Hit(
            f"Posten {nb.quoted(view.text(row, 'label'))} henter tall fra Tilskudd, og saken har "
            f"{nb.number(case)} på den (1000 kr), men ingen tilskudd føres på posten.",
            cell=row.cells["budget"] if found is None else found,
            expected=None if found is None else view.text(row, "label"),
            actual=None if found is None else view.value(found),
        )


def _of_its_name(view: View, line: BoundRow) -> CellRef | None:
    """The «Budsjettpost» of the grant whose name the line has; None where no grant has it."""
    label = bare(view.text(line, "label"))
    for row, cell, _ in view.column(GRANTS, "budget_line"):
        names = [bare(view.text(row, key)) for key in ("grant_id", "label")]
        if any(name and name in label for name in names):
            return cell
    return None


@RULE.bad("Budsjettposten for KLIMASATS er tømt.")
def _emptied(e: Editor) -> Place:
    return e.put(GRANTS, "KLIMASATS", "budget_line", BLANK)


@RULE.bad("Geo4Water føres på «Andre tilskudd».")
def _among_the_others(e: Editor) -> Place:
    return e.put(GRANTS, "GEO4WATER", "budget_line", "Andre tilskudd")


@RULE.good("Geo4Water føres på posten til SEADITO: det er et eget funn (N015).")
def _elsewhere(e: Editor) -> None:
    e.put(GRANTS, "GEO4WATER", "budget_line", "SEADITO 2024–2027")


@RULE.good("Posten er fra et tidligere år, og saken har ikke noe beløp på den.")
def _ended(e: Editor) -> None:
    e.put(GRANTS, "GEO4WATER", "budget_line", BLANK)
    e.put(MAIN, "GEO4Water 2025–2026", "case", BLANK)
