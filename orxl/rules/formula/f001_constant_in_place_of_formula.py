"""A typed value, or nothing, where a formula must be."""

from __future__ import annotations

from orxl.core.values import same_value
from orxl.formulas.norwegian import shown
from orxl.rules.kit import BLANK, Editor, Fix, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.references import PROTECTION
from orxl.rules.kit.tables import MAIN, MEASURES, MEMBERS, PROJECTS
from orxl.rules.shared.fetched import of_a_doubtful_line
from orxl.rules.shared.formulas import deviations, put_back
from orxl.rules.shared.inputs import spot

RULE = Rule(
    "F001",
    "tall-i-stedet-for-formel",
    Severity.ERROR,
    finds="En verdi er skrevet inn der det skal stå en formel, eller formelen er slettet.",
    why="Tallet følger ikke lenger med når det som ligger bak, endres. Det gjelder også når "
    "tallet er riktig i dag.",
    remedy="Kjør «orxl beregn --rett», som setter formelen tilbake, eller kopier formelen fra en "
    "annen rad i kolonnen.",
    fix=Fix.SAFE,
    fix_safety="Formelen oppsettet har for cellen, settes inn med verdien den gir nå. Det som var "
    "skrevet, vises først og ligger i sikkerhetskopien. Bruker formelen en tabell, en kolonne "
    "eller et navn som mangler, røres cellen ikke.",
    references=(PROTECTION,),
)

_DOUBTFUL = (
    "Se først på «Hentes fra» i raden: det som står der, passer ikke til posten. Skal tallet "
    "skrives inn, velges «Innlagt»; ellers velges arket det hentes fra."
)


@RULE.check
def check(view: View) -> Hits:
    for deviation in deviations(view):
        cell, held = deviation.cell, deviation.held
        if held.formula is not None:
            continue
        gives = view.restored.get(cell)
        doubtful = of_a_doubtful_line(view, cell)
        yield Hit(
            f"{spot(view, cell)} {_stands(held.value, gives)} Her skal det stå en formel: "
            f"{shown(deviation.declared)}{_outcome(held.value, gives)}",
            cell=cell,
            expected=shown(deviation.declared),
            actual=held.value,
            fix=() if doubtful else (put_back(view, deviation),),
            remedy=_DOUBTFUL if doubtful else "",
        )


def _stands(value: Value, gives: Value | None) -> str:
    if value is BLANK:
        return "er tom."
    if isinstance(value, str) and value.startswith("="):
        return f"viser formelen som tekst: {nb.quoted(value)}."
    return f"er skrevet inn som {nb.brief(value, gives)}."


def _outcome(held: Value, gives: Value | None) -> str:
    """What the formula would give, as the end of the sentence."""
    if gives is None:
        return "."
    if same_value(held, gives):
        return ". Verdien er riktig nå, men følger ikke med når tallene endres."
    return f", som gir {nb.brief(gives, held)}."


@RULE.bad("Sum inntekter er skrevet inn for hånd.")
def _typed_total(e: Editor) -> Place:
    return e.put(MAIN, "Sum inntekter", "budget", 8756.0, by="type")


@RULE.bad("«I budsjettet» for et prosjekt er skrevet inn, med riktig verdi.")
def _right_value(e: Editor) -> Place:
    return e.put(PROJECTS, "Store arrangementer", "budget", 300.0)


@RULE.bad("Formelen som teller resultatmål, er slettet.")
def _emptied(e: Editor) -> Place:
    return e.put(MEASURES, "1.1", "result_targets", BLANK)


@RULE.bad("Kontingenten til Oslo er en formel lagret som tekst.")
def _as_text(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "fee", "=C6*2,5")


@RULE.bad("«Hentes fra» for en post som skrives inn, er satt til «Tilskudd».")
def _called_fetched(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "source", "Tilskudd")
    return e.where(MAIN, "Kommunikasjon", "budget")


@RULE.good("Et beløp på en linje som skal skrives inn, er endret.")
def _typed_line(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 220.0)
