"""Money of the year in a grant that is refused or ended, or in a project of such a grant."""

from __future__ import annotations

from typing import Final

from orxl.binding import BoundRow
from orxl.core.light import replace
from orxl.programme.arithmetic import main_figures
from orxl.programme.codes import GrantStatus
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, GRANT_YEARS, GRANTS, PROJECTS
from orxl.rules.shared.amounts import amount, grants
from orxl.rules.shared.grants import frame_at, reversed_years

RULE = Rule(
    "B015",
    "prosjekt-uten-tilskudd",
    Severity.WARNING,
    finds="En inntekt i budsjettåret fra et tilskudd som er avslått eller avsluttet, eller en "
    "ramme for et prosjekt der tilskuddet er det, eller gjelder andre år.",
    why="Beløpene faller ut av budsjettet når tilskuddet ikke regnes med, og resultatet blir et "
    "annet.",
    remedy="Kontroller statusen på Tilskudd. Stemmer den, settes inntekten og rammen for året til "
    "0, og saken sier det. Skal prosjektet gjennomføres for egne midler, tømmes «Tilskudd» på "
    "Prosjektmidler, og rammen skrives der.",
    references=(paper("5.1.2"),),
)
_OUT: Final = (GrantStatus.REFUSED, GrantStatus.ENDED)


@RULE.check
def check(view: View) -> Hits:
    by_id = {grant.grant_id: grant for _, grant in grants(view)}
    for grant_row, out in grants(view):
        hit = _fallen(view, grant_row, out) if out.status in _OUT else None
        if hit is not None:
            by_id.pop(out.grant_id, None)
            yield hit
    for row in view.rows(PROJECTS):
        key = "frame_all" if "frame_all" in row.cells else "frame"
        grant, frame = by_id.get(view.text(row, "grant")), amount(view, row, key)
        reason = _reason(grant, view.year) if grant is not None else ""
        if grant is None or not frame or not reason or reversed_years(grant):
            continue
        yield Hit(
            f"Prosjektet {nb.quoted(view.text(row, 'label'))} har en ramme på {nb.number(frame)} "
            f"for {view.year}, men tilskuddet {nb.quoted(grant.label)} {reason}.",
            cell=frame_at(view, row),
            actual=frame,
        )


def _fallen(view: View, row: BoundRow, grant: Grant) -> Hit | None:
    """What fell out of the budget with the grant's income; None where it has none in the year."""
    own = tuple(
        each.model_copy(update={"status": GrantStatus.GRANTED}) if each is grant else each
        for each in view.programme.grants
    )
    now = view.figures.columns["budget"]
    counted = main_figures(replace(view.programme, grants=own)).columns["budget"]
    income, frame = counted.income - now.income, counted.expenses - now.expenses
    if not income:
        return None
    spent = f" og {nb.number(frame)} i prosjektmidler" if frame else ""
    return Hit(
        f"{nb.quoted(grant.label)} {_reason(grant, view.year)}: {nb.number(income)} i inntekt"
        f"{spent} for {view.year} er falt ut av budsjettet. Resultatet er nå "
        f"{nb.number(now.result)} og utgående mindreforbruk {nb.number(now.closing)} (1000 kr); "
        f"med tilskuddet var det {nb.number(counted.result)} og {nb.number(counted.closing)}.",
        cell=row.cells["status"],
        actual=float(frame or income),
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
    return e.put(GRANTS, "ORBIFY", "status", "Avslått")


@RULE.bad("Tilskuddet sluttet i 2025, men prosjektet har en ramme i 2026.")
def _over(e: Editor) -> Place:
    e.put(GRANTS, "KLIMASATS", "to_year", 2025.0)
    return e.where(GRANT_YEARS, "KLIMASATS", "frame")


@RULE.bad("KLIMASATS er avsluttet uten ramme, men med inntekt i året.")
def _income_alone(e: Editor) -> Place:
    e.put(GRANT_YEARS, "KLIMASATS", "frame", 0.0)
    return e.put(GRANTS, "KLIMASATS", "status", "Avsluttet")


@RULE.good("Tilskuddet er avslått, og beløpene er tatt bort.")
def _frame_removed(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    e.put(GRANT_YEARS, "ORBIFY", "income", 0.0)
    e.put(GRANT_YEARS, "ORBIFY", "frame", 0.0)


@RULE.good("Søkte tilskudd regnes ikke med i et scenario.")
def _scenario_without_applied(e: Editor) -> None:
    e.put(ASSUMED, "Regn_med_søkte_tilskudd", "value", "Nei")
