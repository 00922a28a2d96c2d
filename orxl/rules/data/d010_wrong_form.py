"""A code or number that does not have the form its column asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orxl.binding import ProblemKind
from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import cleaned, problems, spot
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View

_FORMS: Final = {
    ("tblTiltak", "number"): re.compile(r"[1-9](\.[1-9]\d?){1,2}"),
    ("tblMål", "measure"): re.compile(r"[1-9](\.[1-9]\d?){1,2}"),
    ("tblPartnere", "measure"): re.compile(r"[1-9](\.[1-9]\d?){1,2}"),
    ("tblOmråder", "code"): re.compile(r"[1-9](\.[1-9]\d?)?"),
}
"""The codes whose form the models demand."""


def check(view: View) -> Iterator[Hit]:
    for problem in problems(view, ProblemKind.BAD_FORM):
        if problem.column.key == "inhabitants":
            continue  # a population below one is a sign gone wrong, not a form
        meant = None
        form = _FORMS.get((problem.table, problem.column.key))
        if form is not None and isinstance(problem.value, str):
            if form.fullmatch(cleaned(problem.value)):
                continue  # only spaces are wrong, which is another rule's finding
            meant = _meant(problem.value, form)
        yield Hit(
            f"{spot(view, problem.cell)} er {nb.value(problem.value)}, som ikke har riktig form."
            + (f" Mente du «{meant}»?" if meant is not None else ""),
            cell=problem.cell,
            expected=meant,
            actual=problem.value,
            remedy=problem.column.help,
            fix=(SetCell(problem.cell, meant, problem.value),) if meant is not None else (),
        )


def _meant(text: str, form: re.Pattern[str]) -> str | None:
    """The code with other separators made full stops and stray ones taken away."""
    plain = re.sub(r"[\s.,;:/–-]+", ".", cleaned(text)).strip(".")
    plain = re.sub(r"\.0+(?=[1-9])", ".", re.sub(r"^(?:tiltak|nr|område)\.", "", plain, flags=re.I))
    return plain if form.fullmatch(plain) else None


def _final_stop(e: Editor) -> Place:
    return e.put("tblTiltak", "2.1.3", "number", "2.1.3.")


def _comma(e: Editor) -> Place:
    return e.put("tblMål", "2.1.1-R1", "measure", "2,1,1")


def _word_before(e: Editor) -> Place:
    return e.put("tblOmråder", "2.1", "code", "Område 2.1")


def _municipality(e: Editor) -> Place:
    return e.put("tblMedlemmer", "Oslo", "code", 30100.0)


def _two_digits(e: Editor) -> tuple[Place, ...]:
    e.put("tblTiltak", "2.1.3", "number", "2.1.13")
    return ()


RULE = Rule(
    code="D010",
    name="feil-form",
    severity=Severity.ERROR,
    finds="Et nummer eller en kode har ikke den formen kolonnen krever.",
    why="Mål, partnere og områder knyttes sammen ved nummeret. «2.1.3.» er ikke det samme som "
    "«2.1.3».",
    remedy="Skriv koden på nytt i riktig form.",
    check=check,
    fix=Fix.UNSAFE,
    bad=(
        Example("Tiltaksnummeret er «2.1.3.», med punktum til slutt.", _final_stop),
        Example("Tiltaket til et mål er skrevet «2,1,1».", _comma),
        Example("Koden er «Område 2.1» i stedet for «2.1».", _word_before),
        Example("Kommunenummeret har fem sifre.", _municipality),
    ),
    good=(Example("Tiltaksnummeret er 2.1.13.", _two_digits),),
)
