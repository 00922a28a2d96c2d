"""Money set aside in a project whose grant is refused, ended or for other years."""

from __future__ import annotations

from orxl.programme.codes import GrantStatus
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, GRANT_YEARS, GRANTS, PROJECTS
from orxl.rules.shared.amounts import amount, grants
from orxl.rules.shared.grants import frame_at

RULE = Rule(
    "B015",
    "prosjekt-uten-tilskudd",
    Severity.WARNING,
    finds="En ramme i budsjettåret for et prosjekt der tilskuddet er avslått, avsluttet eller "
    "gjelder andre år.",
    why="Rammen teller ikke i budsjettet når tilskuddet ikke regnes med, eller bindes til noe som "
    "ikke blir gjennomført.",
    remedy="Sett rammen til 0. Skal prosjektet gjennomføres for egne midler, tømmes «Tilskudd» på "
    "Prosjektmidler, og rammen skrives der.",
    references=(paper("5.1.2"),),
)


@RULE.check
def check(view: View) -> Hits:
    by_id = {grant.grant_id: grant for _, grant in grants(view)}
    for row in view.rows(PROJECTS):
        key = "frame_all" if "frame_all" in row.cells else "frame"
        grant, frame = by_id.get(view.text(row, "grant")), amount(view, row, key)
        reason = _reason(grant, view.year) if grant is not None else ""
        if grant is None or not frame or not reason:
            continue
        yield Hit(
            f"Prosjektet {nb.quoted(view.text(row, 'label'))} har en ramme på {nb.number(frame)} "
            f"for {view.year}, men tilskuddet {nb.quoted(grant.label)} {reason}.",
            cell=frame_at(view, row),
            actual=frame,
        )


def _reason(grant: Grant, year: int) -> str:
    if grant.status is GrantStatus.REFUSED:
        return "er avslått"
    if grant.status is GrantStatus.ENDED:
        return "er avsluttet"
    if grant.from_year is not None and year < grant.from_year:
        return f"begynner først i {grant.from_year}"
    if grant.to_year is not None and year > grant.to_year:
        return f"sluttet i {grant.to_year}"
    return ""


@RULE.bad("ORBIFY er avslått, men prosjektet har fortsatt en ramme.")
def _refused(e: Editor) -> Place:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    return e.where(GRANT_YEARS, "ORBIFY", "frame")


@RULE.bad("Tilskuddet sluttet i 2025, men prosjektet har en ramme i 2026.")
def _over(e: Editor) -> Place:
    e.put(GRANTS, "KLIMASATS", "to_year", 2025.0)
    return e.where(GRANT_YEARS, "KLIMASATS", "frame")


@RULE.good("Tilskuddet er avslått, og rammen er tatt bort.")
def _frame_removed(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    e.put(GRANT_YEARS, "ORBIFY", "frame", 0.0)


@RULE.good("Søkte tilskudd regnes ikke med i et scenario.")
def _scenario_without_applied(e: Editor) -> None:
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei")
