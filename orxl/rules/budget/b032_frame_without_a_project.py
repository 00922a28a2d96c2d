"""Project funds of a grant that no project takes in."""

from __future__ import annotations

from orxl.programme.models import Grant
from orxl.rules.kit import BLANK, CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS, PROJECTS
from orxl.rules.shared.amounts import amount
from orxl.rules.shared.grants import by_id, counted, grant_years
from orxl.rules.shared.spelling import bare
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "B032",
    "ramme-uten-prosjekt",
    Severity.ERROR,
    finds="Et beløp i «Prosjektmidler» på Tilskuddsår for budsjettåret, der ingen rad på arket "
    "Prosjektmidler hører til tilskuddet.",
    why="Beløpet kommer da ikke med i utgiftene.",
    remedy="Skriv prosjektet i en ny rad på Prosjektmidler, og velg tilskuddet der.",
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(PROJECTS, "grant"):
        return
    taken = {same(view.text(row, "grant")) for row in view.rows(PROJECTS)}
    known = by_id(view)
    for row, year in grant_years(view):
        frame, of = amount(view, row, "frame"), known.get(same(year.grant))
        if not frame or of is None or year.year != view.year or not counted(view, of[1]):
            continue
        if same(year.grant) not in taken:
            lost = _its_project(view, of[1])
            yield Hit(
                f"{nb.number(frame)} er satt av til {nb.quoted(of[1].label)} i {year.year}, men "
                "ingen rad på Prosjektmidler hører til tilskuddet, så beløpet er ikke med i "
                "budsjettet.",
                cell=row.cells["frame"] if lost is None else lost,
                expected=None if lost is None else of[1].grant_id,
                actual=frame if lost is None else BLANK,
                remedy="" if lost is None else "Velg tilskuddet i «Tilskudd» for prosjektet.",
            )


def _its_project(view: View, grant: Grant) -> CellRef | None:
    """Where a project with the grant's name has no grant."""
    names = [name for name in (bare(grant.grant_id), bare(grant.label)) if name]
    budget = bare(grant.budget_line or "")
    own = [
        (len(label), cell)
        for row, cell, value in view.column(PROJECTS, "grant")
        if value is BLANK and (label := bare(view.text(row, "label")))
        and (label in budget or any(name in label for name in names))
    ]  # fmt: skip
    return max(own)[1] if own else None


@RULE.bad("Et nytt tilskudd har prosjektmidler, men ingen rad på Prosjektmidler.")
def _new_grant(e: Editor) -> Place:
    e.add_row(GRANTS, grant_id="NYTT", label="Nytt tilskudd", status="Innvilget")
    row = e.add_row(GRANT_YEARS, grant="NYTT", year=2026.0, income=100.0, frame=40.0)
    return e.at(GRANT_YEARS, row, "frame")


@RULE.bad("Prosjektet har mistet tilskuddet.")
def _lost(e: Editor) -> Place:
    return e.put(PROJECTS, "Energistasjonsprosjektet fase II", "grant", BLANK)


@RULE.good("Prosjektmidlene gjelder et senere år.")
def _later(e: Editor) -> None:
    e.add_row(GRANTS, grant_id="NYTT", label="Nytt tilskudd", status="Innvilget")
    e.add_row(GRANT_YEARS, grant="NYTT", year=2027.0, income=100.0, frame=40.0)
