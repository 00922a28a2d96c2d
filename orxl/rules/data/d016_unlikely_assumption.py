"""An assumption of another size than such a figure has."""

from __future__ import annotations

from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption

RULE = Rule(
    "D016",
    "usannsynlig-forutsetning",
    Severity.WARNING,
    finds="En forutsetning som er mye større eller mindre enn slike tall pleier å være, for "
    "eksempel en eurokurs på 1 170 kr.",
    why="En forutsetning virker i hele arbeidsboken. Med for stor toleranse blir feil ikke meldt.",
    remedy="Kontroller tallet, kommaet og enheten i kolonnen «Enhet».",
)


@RULE.check
def check(view: View) -> Hits:
    for spec in ASSUMPTIONS:
        cell = assumption(view, spec.name) if spec.plausible is not None else None
        if cell is None or spec.plausible is None or view.value(cell) is BLANK:
            continue
        shown, (lowest, highest) = view.number(cell), spec.plausible
        if shown is not None and not lowest <= shown <= highest:
            yield Hit(
                f"{nb.quoted(spec.label)} er {nb.number(shown)}. Ventet er mellom "
                f"{nb.number(lowest)} og {nb.number(highest)} ({spec.unit}).",
                cell=cell,
                actual=shown,
            )
    yield from _more_fixed_than_all(view)


def _more_fixed_than_all(view: View) -> Hits:
    cell = assumption(view, "Faste_stillinger")
    fixed, every = view.number(cell), view.number(assumption(view, "Antall_stillinger"))
    if cell is not None and fixed is not None and every is not None and fixed > every > 0:
        yield Hit(
            f"Det er ført {nb.number(fixed)} faste stillinger, men bare {nb.number(every)} "
            "stillinger i alt.",
            cell=cell,
            expected=every,
            actual=fixed,
        )


def _put(e: Editor, name: str, value: float) -> Place:
    return e.put(ASSUMED, name, "value", value, by="name")


@RULE.bad("Eurokursen har mistet kommaet.")
def _point_lost(e: Editor) -> Place:
    return _put(e, "Kurs_EUR", 1170.0)


@RULE.bad("Toleransen for avrunding er skrevet i kroner.")
def _tolerance_in_kroner(e: Editor) -> Place:
    return _put(e, "Toleranse_avrunding", 2000.0)


@RULE.bad("Grensen på 5 % er skrevet som 5.")
def _percent_as_number(e: Editor) -> Place:
    return _put(e, "Avviksgrense_gul", 5.0)


@RULE.bad("Det er flere faste stillinger enn stillinger i alt.")
def _too_many_fixed(e: Editor) -> Place:
    return _put(e, "Faste_stillinger", 6.0)


@RULE.good("Eurokursen er 9,85.")
def _another_rate(e: Editor) -> None:
    _put(e, "Kurs_EUR", 9.85)
