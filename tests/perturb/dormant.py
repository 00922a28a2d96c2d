"""Inputs that have no effect as the book stands, each with the reason; all others must move."""

from __future__ import annotations

from datetime import date, datetime

from orxl.core.values import BLANK, Value
from orxl.layout import names
from orxl.programme.codes import Currency, Operator, YesNo
from orxl.programme.fees import owes_fee
from orxl.programme.projection import projection
from orxl.rules.kit import View
from tests.perturb.changes import Change


def why_it_sleeps(view: View, change: Change) -> str:
    """Why *change* moves nothing in the workbook of *view*; ``""`` where it ought to."""
    values = _row(view, change)
    if change.table == names.POPULATION:
        return _population(view, change, values)
    if change.key == "deadline":
        return _deadline(view, change)
    if change.table == names.TARGETS:
        return _target(change, values)
    if change.table == names.GRANTS and change.key in ("rate", "currency"):
        if values.get("ceiling", BLANK) is BLANK:
            return "Tilskuddet har ikke noe tilsagn i valuta."
        euro = Currency.EUR.value in (values.get("currency"), change.new)
        return "" if euro else "Kursen brukes bare når valutaen er EUR."
    if change.table in (names.AHEAD_LINES, names.AHEAD_YEARS):
        later = projection(view.programme)[1:]
        unknown = all(year.missing or year.waits_for is not None for year in later)
        return "Andre linjer mangler tall, så årene framover har ingen sum." if unknown else ""
    if change.table == names.SCENARIOS:
        return _scenario(view, change, values)
    if (change.table, change.key) == (names.MAIN, "label"):
        lines = {grant.budget_line for grant in view.programme.grants}
        return "" if change.old in lines else "Ingen tilskudd føres på posten."
    if (change.table, change.key) == (names.CARRIED, "bound_in"):
        return "Fritt i tidligere år regnes av det bundne ved årets slutt."
    if change.table == names.MEMBERS and change.key in ("joined", "left"):
        return _membership(view, change)
    if change.table == names.ASSUMED:
        return _assumption(view, change.row)
    return ""


_FOR_RULES = (
    "Budsjettvedtak", "Vedtaksmøte", "Kontingentvedtak", "Regnskap_per", "Kontingentforfall",
    "Toleranse_avrunding", "Antall_stillinger", "Faste_stillinger", "Organisasjon", "Versjon",
    "Overføringsvedtak",
    "Sikkerhetskopier_antall", "Sikkerhetskopier_dager",
)  # fmt: skip
"""Assumptions that only rules and texts read."""
_LIMITS = ("Avviksgrense_beløp", "Avviksgrense_gul", "Avviksgrense_rød")


def _assumption(view: View, name: str) -> str:
    if name in _FOR_RULES:
        return "Leses av kontrollene og tekstene; verdien er like rimelig som før."
    today, case = (view.programme.day(day) for day in ("Folketallsdato", "Folketallsdato_saken"))
    if name == "Vekst_øvrige" and today == case:
        return "Uten ny folketallsdato har metoden ingenting å virke på."
    rows = (*view.programme.lines, *view.programme.projects)
    if name in _LIMITS and all(row.new_forecast is None for row in rows):
        return "Ingen linje har en ny prognose, så ingen trafikklys lyser."
    return ""


def _scenario(view: View, change: Change, values: dict[str, Value]) -> str:
    if change.key == "applied":
        book = view.programme.word("Regn_med_søkte_tilskudd")
        same = change.new == (book if change.old is BLANK else change.old)
        return "Det samme som boken sier." if same else ""
    if change.key == "growth":
        at = values.get("at")
        day = at.date() if isinstance(at, datetime) else view.programme.day("Folketallsdato")
        if day == view.programme.day("Folketallsdato_saken"):
            return "Uten ny folketallsdato har metoden ingenting å virke på."
    return ""


def _membership(view: View, change: Change) -> str:
    year = view.bound.layout.year
    for day in (datetime(year - 1, 1, 1), datetime(year, 1, 1)):
        sides = [isinstance(v, datetime) and v < day for v in (change.old, change.new)]
        if sides[0] is not sides[1] and not (change.key == "joined" and change.old is BLANK):
            return ""
        if change.key == "joined" and isinstance(change.new, datetime) and change.new > day:
            return ""
    return "Kommunen er medlem, eller ikke, på de samme 1. januar."


def _target(change: Change, values: dict[str, Value]) -> str:
    if change.key == "upper" and values.get("operator") != Operator.BETWEEN.value:
        return "Øvre tall brukes bare når kravet er «mellom»."
    number = "achieved2" if change.key.endswith("2") else "achieved"
    if change.key != number and values.get(number, BLANK) is BLANK:
        return "Ingen har talt ennå, så kravet kan ikke måles."
    return ""


def _row(view: View, change: Change) -> dict[str, Value]:
    table = view.bound.tables[change.table]
    return dict(next(row.values for row in table.rows if row.number == change.cell.row))


def _population(view: View, change: Change, values: dict[str, Value]) -> str:
    if change.key == "municipality":
        return "Formlene finner kommunen på nummeret; navnet vises bare."
    programme = view.programme
    year = programme.year or 0
    changed = {c.code for c in programme.scenario_changes if c.code is not None}
    codes = {m.code for m in programme.members} | changed
    # Who has left, and is outside the case's basis, pays in no scenario.
    paying = changed | {
        m.code for m in programme.members if m.in_basis is not YesNo.NO or owes_fee(m, year)
    }
    days = {programme.day("Folketallsdato"), programme.day("Folketallsdato_saken")}
    if values.get("code") in paying or change.key == "code":
        days |= {row.at for row in programme.scenarios}
    used = values.get("code") in codes or (change.key == "code" and change.new in codes)
    if not used:
        return "Ingen medlem og ikke noe scenario bruker kommunen."
    at = values.get("at")
    at = at.date() if isinstance(at, datetime) else at
    new = change.new.date() if isinstance(change.new, datetime) else None
    if at not in days and new not in days:
        return "Verken saken, boken eller et scenario regner med datoen."
    return ""


def _deadline(view: View, change: Change) -> str:
    status = view.programme.day("Status_per")
    if status is None:
        return ""
    year = view.bound.layout.year
    before, after = (
        (value.date() if isinstance(value, datetime) else date(year, 12, 31)) < status
        for value in (change.old, change.new)
    )
    return "Fristen er på samme side av «Status per»." if before is after else ""
