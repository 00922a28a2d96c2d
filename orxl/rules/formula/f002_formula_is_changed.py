"""A formula that is not the one the layout declares for its cell."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.values import Value, same_value
from orxl.formulas.norwegian import shown
from orxl.rules.difference import difference
from orxl.rules.example import Editor, Example, Place
from orxl.rules.formulas import deviations, put_back
from orxl.rules.inputs import spot
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for deviation in deviations(view):
        cell, held = deviation.cell, deviation.held.formula
        if held is None:
            continue
        gives = view.restored.get(cell)
        what = difference(deviation.declared, held, cell, view.book)
        yield Hit(
            f"{spot(view, cell)} har fått en annen formel: {shown(held)}."
            + (f" {what[:1].upper()}{what[1:]}." if what else "")
            + f" Den skal være {shown(deviation.declared)}{_outcome(view.value(cell), gives)}",
            cell=cell,
            expected=shown(deviation.declared),
            actual=shown(held),
            fix=(put_back(view, deviation),),
        )


def _outcome(now: Value, gives: Value | None) -> str:
    if gives is None:
        return "."
    if same_value(now, gives):
        return f". Begge gir {nb.value(gives)} nå."
    return f", som gir {nb.value(gives)}; nå gir cellen {nb.value(now)}."


def _shorter(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Sum inntekter", "budget", by="type")
    return e.formula(at, "SUM(F7:F12)")


def _literal_rate(e: Editor) -> Place:
    at = e.where("tblMedlemmer", "Oslo", "fee")
    row = "tblMedlemmer[[#This Row],[{}]]".format
    return e.formula(at, f"ROUND({row('Folketall')}*2.5*{row('Medlem i budsjettåret')},0)")


def _against_forecast(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Sum inntekter", "change", by="type")
    return e.formula(at, f"F{at.row}-E{at.row}")


def _added(e: Editor) -> Place:
    at = e.where("tblHovedtall", "Resultat", "budget", by="type")
    return e.formula(at, "F15-F23+100")


def _other_spelling(e: Editor) -> tuple[Place, ...]:
    at = e.where("tblHovedtall", "Sum inntekter", "budget", by="type")
    e.formula(at, "sum( $F$7:F14 )")
    return ()


RULE = Rule(
    code="F002",
    name="formel-endret",
    severity=Severity.ERROR,
    finds="En formel som ikke er den cellen skal ha: for kort område, feil kolonne, et fast tall i "
    "stedet for en forutsetning, eller noe lagt til.",
    why="Tallet ser riktig ut, men bygger på noe annet enn det skal.",
    remedy="Kjør «orxl beregn --rett», som setter formelen tilbake, eller kopier formelen fra en "
    "annen rad eller kolonne.",
    check=check,
    fix=Fix.SAFE,
    bad=(
        Example("Summen av inntektene slutter to rader for tidlig.", _shorter),
        Example("Satsen 2,5 er skrevet inn i formelen for kontingenten.", _literal_rate),
        Example("Endringen er regnet mot prognosen i stedet for budsjettet.", _against_forecast),
        Example("Det er lagt 100 til resultatet.", _added),
    ),
    good=(Example("Samme formel, skrevet med små bokstaver og dollartegn.", _other_spelling),),
)
