"""A formula that is not the one the layout declares for its cell."""

from __future__ import annotations

from orxl.core.refs import column_letters
from orxl.core.values import same_value
from orxl.formulas.norwegian import shown
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.references import PROTECTION
from orxl.rules.kit.tables import MAIN, MEMBERS
from orxl.rules.shared.formula_difference import difference
from orxl.rules.shared.formulas import deviations, put_back
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F002",
    "formel-endret",
    Severity.ERROR,
    finds="En formel som ikke er den cellen skal ha: for kort område, feil kolonne, et fast tall i "
    "stedet for en forutsetning, eller noe lagt til.",
    why="Tallet ser riktig ut, men bygger på noe annet enn det skal.",
    remedy="Kjør «orxl beregn --rett», som setter formelen tilbake, eller kopier formelen fra en "
    "annen rad eller kolonne.",
    fix=Fix.SAFE,
    fix_safety="Formelen oppsettet har for cellen, settes tilbake med verdien den gir nå. En "
    "formel som er endret med vilje, vises først og ligger i sikkerhetskopien. Bruker oppsettets "
    "formel en tabell, en kolonne eller et navn som mangler, røres cellen ikke.",
    references=(PROTECTION,),
)


@RULE.check
def check(view: View) -> Hits:
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
        return f". Begge gir {nb.brief(gives)} nå."
    return f", som gir {nb.brief(gives, now)}; nå gir cellen {nb.brief(now, gives)}."


@RULE.bad("Summen av inntektene slutter to rader for tidlig.")
def _shorter(e: Editor) -> Place:
    at = e.where(MAIN, "Sum inntekter", "budget", by="type")
    return e.formula(at, "SUM(F7:F12)")


@RULE.bad("Satsen 2,5 er skrevet inn i formelen for kontingenten.")
def _literal_rate(e: Editor) -> Place:
    at = e.where(MEMBERS, "Oslo", "fee")
    row = "tblMedlemmer[[#This Row],[{}]]".format
    return e.formula(at, f"ROUND({row('Folketall')}*2.5*{row('Medlem i budsjettåret')},0)")


@RULE.bad("Endringen er regnet mot prognosen i stedet for budsjettet.")
def _against_forecast(e: Editor) -> Place:
    at = e.where(MAIN, "Sum inntekter", "change", by="type")
    return e.formula(at, f"F{at.row}-E{at.row}")


@RULE.bad("Det er lagt 100 til resultatet.")
def _added(e: Editor) -> Place:
    at = e.where(MAIN, "Resultat", "budget", by="type")
    return e.formula(at, "F15-F23+100")


@RULE.good("Samme formel, skrevet med små bokstaver og dollartegn.")
def _other_spelling(e: Editor) -> None:
    at = e.where(MAIN, "Sum inntekter", "budget", by="type")
    letter = column_letters(at.column)
    e.formula(at, f"sum( ${letter}$7:{letter}14 )")
