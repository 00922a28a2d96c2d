"""A text where a number belongs."""

from __future__ import annotations

from datetime import datetime

from orxl.binding import Problem, ProblemKind
from orxl.binding.convert import Misfit, convert
from orxl.rules.kit import BLANK, Editor, Fix, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.references import TEXT_NUMBERS
from orxl.rules.kit.tables import ASSUMED, MAIN, PROJECTS, TARGETS
from orxl.rules.shared.inputs import kind_in, looks_blank, problems, row_of, spot, typed_anew

RULE = Rule(
    "D001",
    "tekst-i-tallkolonne",
    Severity.ERROR,
    finds="En tekst står der det skal stå et tall, også når teksten ser ut som et tall.",
    why="Formlene regner ikke med tekst. Summen blir for lav uten at det synes.",
    remedy="Skriv bare tallet, uten enhet og andre ord.",
    fix=Fix.SAFE,
    fix_safety="Rettes bare når teksten kan bety ett eneste tall. Cellen får det tallet og "
    "kolonnens tallformat; ingenting annet endres.",
    references=(TEXT_NUMBERS,),
)


@RULE.check
def check(view: View) -> Hits:
    for problem in problems(view, ProblemKind.TEXT_NUMBER, ProblemKind.NOT_A_NUMBER):
        if looks_blank(problem.value):
            continue  # a cell that only looks empty is another rule's finding
        where, shown = spot(view, problem.cell), nb.value(problem.value)
        reading = _fitting(view, problem)
        if problem.kind is ProblemKind.TEXT_NUMBER:
            message = f"{where} er teksten {shown}, ikke et tall, og regnes derfor ikke med."
        elif isinstance(problem.value, datetime):
            message = f"{where} viser datoen {shown}, men her skal det stå et tall."
        else:
            message = f"{where} er {shown}, men her skal det stå et tall."
        yield Hit(
            message,
            cell=problem.cell,
            expected=reading,
            actual=problem.value,
            remedy=_remedy(problem, reading),
            fix=(typed_anew(view, problem, reading),) if reading is not None else (),
        )


def _fitting(view: View, problem: Problem) -> Value | None:
    """The number meant, where the text can mean only one and the column takes it."""
    if problem.reading is None:
        return None
    try:
        convert(problem.reading, kind_in(problem.column, row_of(view, problem.table, problem.cell)))
    except Misfit:
        return None
    return problem.reading


def _remedy(problem: Problem, reading: Value | None) -> str:
    if reading is not None:
        return f"Skriv {nb.value(reading)} i cellen som et tall."
    if isinstance(problem.value, datetime):
        return "Skriv tallet på nytt, og sett cellens format til tall."
    if problem.kind is ProblemKind.TEXT_NUMBER:
        return "Teksten kan bety to tall. Skriv tallet på nytt, med komma foran desimalene."
    return ""


@RULE.bad("200 er lagret som tekst.")
def _digits_as_text(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", "200")


@RULE.bad("5 386 627 er limt inn som tekst med mellomrom.")
def _with_thousands(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentgrunnlag", "value", "5 386 627", by="name")


@RULE.bad("«1.300» kan bety både 1300 og 1,3.")
def _two_meanings(e: Editor) -> Place:
    return e.put(PROJECTS, "Store arrangementer", "frame", "1.300")


@RULE.bad("«avklares» er skrevet i en beløpskolonne.")
def _words(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", "avklares")


@RULE.bad("Excel har gjort «1.5» til 1. mai.")
def _date(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R1", "number", datetime(2026, 5, 1))


@RULE.good("Beløpet er tomt.")
def _empty(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", BLANK)
