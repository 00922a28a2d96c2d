"""A code or number that does not have the form its column asks for."""

from __future__ import annotations

import re
from typing import Final

from orxl.binding import ProblemKind
from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import AREAS, MEASURES, MEMBERS, PARTNERS, TARGETS
from orxl.rules.shared.inputs import cleaned, problems, spot

RULE = Rule(
    "D010",
    "feil-form",
    Severity.ERROR,
    finds="Et nummer eller en kode har ikke den formen kolonnen krever.",
    why="Mål, partnere og områder knyttes sammen ved nummeret. «2.1.3.» er ikke det samme som "
    "«2.1.3».",
    remedy="Skriv koden på nytt i riktig form.",
    fix=Fix.UNSAFE,
    fix_safety="Skilletegnene byttes og det som er til overs tas bort, så koden får riktig form. "
    "En annen kode kan være ment; derfor spørres det om hver celle.",
    references=(CODES,),
)

_FORMS: Final = {
    (MEASURES, "number"): regex(r"[1-9](\.[1-9]\d?){1,2}"),
    (TARGETS, "measure"): regex(r"[1-9](\.[1-9]\d?){1,2}"),
    (PARTNERS, "measure"): regex(r"[1-9](\.[1-9]\d?){1,2}"),
    (AREAS, "code"): regex(r"[1-9](\.[1-9]\d?)?"),
}
"""The codes whose form the models demand."""


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Tiltaksnummeret er «2.1.3.», med punktum til slutt.")
def _final_stop(e: Editor) -> Place:
    return e.put(MEASURES, "2.1.3", "number", "2.1.3.")


@RULE.bad("Tiltaket til et mål er skrevet «2,1,1».")
def _comma(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "measure", "2,1,1")


@RULE.bad("Koden er «Område 2.1» i stedet for «2.1».")
def _word_before(e: Editor) -> Place:
    return e.put(AREAS, "2.1", "code", "Område 2.1")


@RULE.bad("Kommunenummeret har fem sifre.")
def _municipality(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "code", 30100.0)


@RULE.good("Tiltaksnummeret er 2.1.13.")
def _two_digits(e: Editor) -> None:
    e.put(MEASURES, "2.1.3", "number", "2.1.13")
