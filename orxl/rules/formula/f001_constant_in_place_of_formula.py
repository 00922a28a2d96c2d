"""A typed value, or nothing, where a formula must be."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import BLANK, Value, same_value
from orxl.formulas.norwegian import shown
from orxl.rules.example import Editor, Example, Place
from orxl.rules.formulas import deviations, put_back
from orxl.rules.inputs import spot
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for deviation in deviations(view):
        cell, held = deviation.cell, deviation.held
        if held.formula is not None:
            continue
        gives = view.restored.get(cell)
        yield Hit(
            f"{spot(view, cell)} {_stands(held.value)} Her skal det stå en formel: "
            f"{shown(deviation.declared)}{_outcome(held.value, gives)}",
            cell=cell,
            expected=shown(deviation.declared),
            actual=held.value,
            fix=(put_back(view, deviation),),
        )


def _stands(value: Value) -> str:
    if value is BLANK:
        return "er tom."
    if isinstance(value, str) and value.startswith("="):
        return f"viser formelen som tekst: {nb.quoted(value)}."
    return f"er skrevet inn som {nb.value(value)}."


def _outcome(held: Value, gives: Value | None) -> str:
    """What the formula would give, as the end of the sentence."""
    if gives is None:
        return "."
    if same_value(held, gives):
        return ". Verdien er riktig nå, men følger ikke med når tallene endres."
    return f", som gir {nb.value(gives)}."


def _typed_total(e: Editor) -> Place:
    return e.put("tblHovedtall", "Sum inntekter", "budget", 8756.0, by="type")


def _right_value(e: Editor) -> Place:
    return e.put("tblProsjektmidler", "Store arrangementer", "budget", 300.0)


def _emptied(e: Editor) -> Place:
    return e.put("tblTiltak", "1.1", "result_targets", BLANK)


def _as_text(e: Editor) -> Place:
    return e.put("tblMedlemmer", "Oslo", "fee", "=C6*2,5")


def _typed_line(e: Editor) -> tuple[Place, ...]:
    e.put("tblHovedtall", "Kommunikasjon", "budget", 220.0)
    return ()


RULE = Rule(
    code="F001",
    name="tall-i-stedet-for-formel",
    severity=Severity.ERROR,
    finds="En verdi er skrevet inn der det skal stå en formel, eller formelen er slettet.",
    why="Tallet følger ikke lenger med når det som ligger bak, endres. Det gjelder også når "
    "tallet er riktig i dag.",
    remedy="Kjør «orxl beregn --rett», som setter formelen tilbake, eller kopier formelen fra en "
    "annen rad i kolonnen.",
    check=check,
    fix=Fix.SAFE,
    bad=(
        Example("Sum inntekter er skrevet inn for hånd.", _typed_total),
        Example("«I budsjettet» for et prosjekt er skrevet inn, med riktig verdi.", _right_value),
        Example("Formelen som teller resultatmål, er slettet.", _emptied),
        Example("Kontingenten til Oslo er en formel lagret som tekst.", _as_text),
    ),
    good=(Example("Et beløp på en linje som skal skrives inn, er endret.", _typed_line),),
)
