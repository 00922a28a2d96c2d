"""A number or a date where a code or a text belongs."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.binding import ProblemKind
from orxl.core.edits import SetCell
from orxl.layout import Column, Kind
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.references import BECOMES_DATE, CODES
from orxl.rules.kit.tables import MAIN, MEASURES, PARTNERS, TARGETS
from orxl.rules.shared.inputs import problems, spot
from orxl.rules.shared.table_keys import as_code

RULE = Rule(
    "D006",
    "tall-eller-dato-i-tekstkolonne",
    Severity.ERROR,
    finds="Et tall eller en dato står der det skal stå en kode eller en tekst.",
    why="Excel gjør gjerne «1.1» om til et tall eller en dato. Da kjennes tiltaket, målet eller "
    "koden ikke igjen.",
    remedy="Sett cellens format til Tekst og skriv på nytt.",
    fix=Fix.UNSAFE,
    fix_safety="Tallet eller datoen skrives som den koden eller teksten det trolig var. Har Excel "
    "gjort «1.10» om til 1,1, er nullen tapt; derfor spørres det om hver celle.",
    references=(CODES, BECOMES_DATE),
)

_ALSO_A_NUMBER: Final = {"orgno": 9, "reference": 2}
"""Codes that no formula looks up and that lose nothing as numbers: how many digits they have."""


@RULE.check
def check(view: View) -> Hits:
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
            severity=_severity(problem.column, problem.value),
            remedy=f"Skriv '{meant} med apostrof foran; da lar Excel teksten stå."
            if meant is not None
            else "",
            fix=(SetCell(problem.cell, meant, problem.value),) if meant is not None else (),
        )


def _severity(column: Column, value: Value) -> Severity:
    """A code is looked up by formulas, a name is printed, a remark is neither."""
    digits = len(nb.digits(value)) if isinstance(value, float) else 0
    if digits >= _ALSO_A_NUMBER.get(column.key, digits + 1):
        return Severity.NOTE
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


@RULE.bad("Tiltaksnummeret 1.1 er blitt tallet 1,1.")
def _became_a_number(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "number", 1.1)


@RULE.bad("Tiltaket 2.1.1 er blitt datoen 2.1.2001.")
def _became_a_date(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "measure", datetime(2001, 1, 2))


@RULE.bad("Partnerens navn er tallet 7.")
def _name(e: Editor) -> Place:
    return e.put(PARTNERS, "KS", "name", 7.0)


@RULE.good("En kommentar er teksten «2026».")
def _year_as_text(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "comment", "2026")
