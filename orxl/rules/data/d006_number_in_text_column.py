"""A number or a date where a code or a text belongs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from orxl.binding import ProblemKind
from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.core.values import Value
from orxl.layout import Column, Kind
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import problems, spot
from orxl.rules.keyed import as_code
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for problem in problems(view, ProblemKind.NOT_TEXT):
        meant = _as_text(problem.value, problem.column)
        code = problem.column.kind is Kind.CODE
        became = ""
        if code and isinstance(problem.value, datetime):
            became = " Excel har gjort det om til en dato."
        elif code and isinstance(problem.value, float):
            became = " Excel har gjort det om til et tall."
        yield Hit(
            f"{spot(view, problem.cell)} er {_named(problem.value)}, men skal være tekst.{became}",
            cell=problem.cell,
            expected=meant,
            actual=problem.value,
            severity=_severity(problem.column),
            remedy=f"Skriv '{meant} med apostrof foran; da lar Excel teksten stå."
            if meant is not None
            else "",
            fix=(SetCell(problem.cell, meant, problem.value),) if meant is not None else (),
        )


def _severity(column: Column) -> Severity:
    """A code is looked up by formulas, a name is printed, a remark is neither."""
    if column.kind is Kind.CODE:
        return Severity.ERROR
    return Severity.WARNING if column.required else Severity.NOTE


def _named(value: Value) -> str:
    if isinstance(value, datetime):
        return f"datoen {nb.value(value)}"
    if isinstance(value, bool):
        return nb.value(value)
    return f"tallet {nb.value(value)}"


def _as_text(value: Value, column: Column) -> str | None:
    if column.kind is Kind.CODE:
        return as_code(value)
    if isinstance(value, datetime):
        return nb.day(value)
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return None


def _became_a_number(e: Editor) -> Place:
    return e.put("tblTiltak", "1.1", "number", 1.1)


def _became_a_date(e: Editor) -> Place:
    return e.put("tblMål", "2.1.1-R1", "measure", datetime(2001, 1, 2))


def _name(e: Editor) -> Place:
    return e.put("tblPartnere", "KS", "name", 7.0)


def _year_as_text(e: Editor) -> tuple[Place, ...]:
    e.put("tblHovedtall", "Kommunikasjon", "comment", "2026")
    return ()


RULE = Rule(
    code="D006",
    name="tall-eller-dato-i-tekstkolonne",
    severity=Severity.ERROR,
    finds="Et tall eller en dato står der det skal stå en kode eller en tekst.",
    why="Excel gjør gjerne «1.1» om til et tall eller en dato. Da kjennes tiltaket, målet eller "
    "koden ikke igjen.",
    remedy="Sett cellens format til Tekst og skriv på nytt.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        Example("Tiltaksnummeret 1.1 er blitt tallet 1,1.", _became_a_number),
        Example("Tiltaket 2.1.1 er blitt datoen 2.1.2001.", _became_a_date),
        Example("Partnerens navn er tallet 7.", _name),
    ),
    good=(Example("En kommentar er teksten «2026».", _year_as_text),),
)
