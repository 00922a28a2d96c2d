"""Something that is no date where a date belongs."""

from __future__ import annotations

from datetime import datetime

from orxl.binding import Problem, ProblemKind
from orxl.core.values import from_serial, to_serial
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import TEXT_DATES
from orxl.rules.kit.tables import ASSUMED, MEASURES, TARGETS
from orxl.rules.shared.inputs import looks_blank, problems, spot, typed_anew

RULE = Rule(
    "D003",
    "ikke-en-dato",
    Severity.ERROR,
    finds="En dato er skrevet som tekst, eller det står noe annet enn en dato i en datokolonne.",
    why="Formlene og kontrollene kan ikke sammenligne den med andre datoer.",
    remedy="Skriv en dato, for eksempel 31.12.2026.",
    fix=Fix.SAFE,
    fix_safety="Rettes bare når teksten kan bety én eneste dato; «3/4/2026» blir stående. "
    "Ingenting annet endres.",
    references=(TEXT_DATES,),
)


@RULE.check
def check(view: View) -> Hits:
    for problem in problems(view, ProblemKind.DATE_AS_TEXT, ProblemKind.NOT_A_DATE):
        if looks_blank(problem.value):
            continue  # a cell that only looks empty is another rule's finding
        meant = _meant(problem, view.book.date1904)
        yield Hit(
            f"{spot(view, problem.cell)} er {_described(problem)}, ikke en dato.",
            cell=problem.cell,
            expected=meant,
            actual=problem.value,
            remedy=f"Skriv {nb.day(meant)} i cellen som en dato." if meant is not None else "",
            fix=(typed_anew(view, problem, meant),) if meant is not None else (),
        )


def _meant(problem: Problem, date1904: bool) -> datetime | None:
    """The date, where the text can mean only one: «3/4/2026» may be in March or in April.

    None also for a day before the workbook's calendar, which can only be kept as text.
    """
    meant = problem.reading
    if not isinstance(meant, datetime) or not isinstance(problem.value, str):
        return None
    if from_serial(to_serial(meant, date1904=date1904), date1904=date1904) is None:
        return None
    american = "/" in problem.value and meant.day <= 12 and meant.day != meant.month
    return None if american else meant


def _described(problem: Problem) -> str:
    value = problem.value
    if isinstance(value, str):
        return f"teksten {nb.quoted(value)}"
    if isinstance(value, float):
        moment = from_serial(value)
        if moment is not None and 1990 <= moment.year <= 2100:
            return f"tallet {nb.number(value)} (som dato {nb.day(moment)})"
        return f"tallet {nb.digits(value)}"
    return nb.value(value)


@RULE.bad("Fristen er lagret som teksten «31.12.2026».")
def _typed_as_text(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "deadline", "31.12.2026")


@RULE.bad("Fristen er «våren 2026».")
def _words(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R1", "deadline", "våren 2026")


@RULE.bad("Fristen er bare årstallet 2026.")
def _only_a_year(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R1", "deadline", 2026.0)


@RULE.bad("«01/02/2025» kan være både 1. februar og 2. januar.")
def _american(e: Editor) -> Place:
    return e.put(ASSUMED, "Folketallsdato", "value", "01/02/2025", by="name")


@RULE.bad("31.12.1899 er eldre enn Excels kalender og kan bare stå som tekst.")
def _before_the_calendar(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "deadline", "31.12.1899")


@RULE.good("Fristen er datoen 31.12.2026.")
def _a_date(e: Editor) -> None:
    e.put(TARGETS, "1.1-R1", "deadline", datetime(2026, 12, 31))
