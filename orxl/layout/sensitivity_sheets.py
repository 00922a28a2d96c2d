"""The sheet of what moves the closing balance most, and what the scenarios begin with."""

from __future__ import annotations

from typing import Final

from orxl.layout.columns import amount, kroner, long_text, number, over, row, table, text
from orxl.layout.looks import Look, Mark, Page
from orxl.layout.model import SheetSpec
from orxl.layout.names import BASES, SENSITIVITIES, Group
from orxl.layout.tables import Row
from orxl.programme.codes import USUAL_STEPS, Mover

OPENING, INCOME, EXPENSES, BOUND = "Inngående", "Andre inntekter", "Andre utgifter", "Bundet"
"""The rows of the scenarios' basis."""

LARGEST: Final = "Flytter mest"
FRAMES: Final = "{tblTilskudd.frame}"
"""What the project funds set aside for each grant, whatever its state."""
_PEOPLE = (
    "(SUMPRODUCT({tblMedlemmer.active}*{tblMedlemmer.population})"
    "+Kontingent_øvrige_innbyggere*Kontingentvekst_saken)"
)
_UNNAMED = "Kontingent_øvrige_innbyggere*Kontingentvekst_saken"
_LARGEST_EXPENSE = (
    "SUMPRODUCT(MAX(({tblHovedtall.type}={LineType.EXPENSE})"
    "*({tblHovedtall.source}={LineSource.TYPED})*{tblHovedtall.budget}))"
)
_APPLIED = "({tblTilskudd.status}={GrantStatus.APPLIED})"
_LINES = "SUMIFS({{tblHovedtall.{0}}},{{tblHovedtall.type}},{{LineType.{1}}})".format
_FEES = (
    "SUMIFS({{tblHovedtall.{0}}},{{tblHovedtall.type}},{{LineType.INCOME}},"
    "{{tblHovedtall.source}},{{LineSource.FEES}})"
).format


def _step(what: Mover, unit: str, text: str, effect: str) -> Row:
    usual = f"{USUAL_STEPS[what]:f}"
    texts = {"what": what.value, "unit": unit, "comment": text}
    return row(texts, 4, usual=usual, effect=f"{{used}}*{effect}")


def _basis(what: str, text: str, now: str, case: str) -> Row:
    return row({"what": what, "comment": text}, 4, now=now, case=case)


_SENSITIVITIES: Final = table(
    SENSITIVITIES, "what",
    text("what", "Forutsetning", 38, required=True),
    number("usual", "Vanlig steg", 11, by_row=True),
    number("step", "Eget steg", 11, "Hvor mye forutsetningen endres, i enheten i neste kolonne. "
           "Tom: det vanlige steget."),
    text("unit", "Enhet", 26),
    kroner("effect", "Virkning i kr", 17, by_row=True),
    amount("effect_1000", "Virkning i 1000 kr", 15, formula="ROUND({effect}/1000,0)"),
    text("largest", "Størst", 15, formula="IF(AND({effect}<>0,ABS({effect})="
         f'SUMPRODUCT(MAX(ABS({{effect:}})))),"{LARGEST}","")'),
    long_text("comment", "Forklaring", 62),
    number("used", "Steg", 20, hidden=True, formula='IF({step}="",{usual},{step})'),
    content="steps", fixed=True, since=4,
    rows=(
        _step(Mover.RATE, "kr per innbygger", "Innbyggerne × steget.", _PEOPLE),
        _step(Mover.PEOPLE, "andel (0,01 er 1 %)", "Dagens sats × innbyggerne × steget.",
              f"Kontingentsats*{_PEOPLE}"),
        _step(Mover.UNNAMED, "andel (0,01 er 1 %)", "Som over, bare for medlemmene uten navn.",
              f"Kontingentsats*{_UNNAMED}"),
        _step(Mover.EXPENSE, "andel (0,01 er 1 %)",
              "Den største linjen på Hovedtall som ikke hentes fra et annet ark.",
              f"-1000*{_LARGEST_EXPENSE}"),
        _step(Mover.APPLIED, "andel (1 er alle)", "Inntektene minus prosjektmidlene deres. "
              "Regnes de med, faller de bort; ellers kommer de til.",
              "IF(Regn_med_søkte_tilskudd={YesNo.YES},-1,1)*1000*"
              f"(SUMPRODUCT({_APPLIED}*1,{{tblTilskudd.planned}})-SUMPRODUCT({_APPLIED}*{FRAMES}))"),
    ),
    marks=(Mark("largest", "largest", '{largest}<>""', Look.KNOWN),),
)  # fmt: skip

_BASES: Final = table(
    BASES, "what",
    text("what", "Tall i 1000 kr", 38, required=True),
    amount("now", "Boken nå", 11, by_row=True),
    amount("case", "I saken", 11, by_row=True),
    long_text("comment", "Slik regnes det", 26),
    header_row=14, fixed=True, since=4,
    rows=(
        _basis(OPENING, "Inngående mindreforbruk.", _LINES("budget", "CARRY_IN"),
               _LINES("case", "CARRY_IN")),
        _basis(INCOME, "Uten kontingent; i boken også uten tilskudd.",
               f"{_LINES('budget', 'INCOME')}-{_FEES('budget')}-SUM({{tblTilskudd.budget}})",
               f"{_LINES('case', 'INCOME')}-{_FEES('case')}"),
        _basis(EXPENSES, "I boken uten prosjekter med tilskudd.",
               f"{_LINES('budget', 'EXPENSE')}-SUMPRODUCT({{tblTilskudd.counts}}*{FRAMES})",
               _LINES("case", "EXPENSE")),
        _basis(BOUND, "Ved årets slutt.", "SUM({tblTilskudd.bound_out})",
               'IF(Bundet_i_saken="",{now},Bundet_i_saken)'),
    ),
)  # fmt: skip

SENSITIVITY_SHEET: Final = SheetSpec(
    "Følsomhet", Group.AHEAD, "Følsomhet {year}",
    "Hvilken forutsetning som flytter utgående mindreforbruk mest. Bare «Eget steg» fylles ut; "
    "resten beregnes.", protected=True, since=4, page=Page(one_page=True),
    table=_SENSITIVITIES, more_tables=(_BASES,),
    fixed=(
        over("what", "Det scenarioene begynner med", role="heading", table=BASES, since=4),
    ),
)  # fmt: skip
