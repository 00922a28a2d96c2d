"""The sheets of the scenarios: the table of them, and what members and grants each changes.

Everything is looked up by number: a scenario by its row, a member by its municipality number. A
name is compared as a whole and never used as a criterion, where ``*`` and ``>`` mean something.
"""

from __future__ import annotations

from typing import Final

from orxl.layout.columns import (
    REQUIRED,
    amount,
    code,
    day,
    exchange,
    integer,
    kroner,
    long_text,
    municipality,
    rate,
    row,
    table,
    text,
)
from orxl.layout.looks import Cells, ChartSpec, Look, Mark, Page, Series, unique
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import CHOICES, SCENARIOS, Group
from orxl.layout.sensitivity_sheets import BOUND, EXPENSES, FRAMES, INCOME, OPENING
from orxl.programme.codes import Growth, ScenarioName, YesNo

_AS_NOW = "Tom betyr som boken er nå."
_PEOPLE = (
    "SUMIF({tblFolketall.key},{tblMedlemmer.code}*100000+{used_at},{tblFolketall.inhabitants})"
)
"""The inhabitants of every member at the scenario's date, as an array."""
_BASIS = "{tblMedlemmer.in_basis_flag}"
_THEN = "{tblMedlemmer.case_population}"
_COUNTED = (
    "(({tblTilskudd.status}={GrantStatus.GRANTED})"
    "+{counts}*({tblTilskudd.status}={GrantStatus.APPLIED}))"
)
"""1 for each grant that the scenario counts, as an array."""


def _basis(what: str) -> str:
    """A figure of the book or of the case, as the row is one or the other."""
    place = f'MATCH("{what}",{{tblScenariogrunnlag.what}},0)'
    return (
        f"IF({{is_case}}=1,INDEX({{tblScenariogrunnlag.case}},{place}),"
        f"INDEX({{tblScenariogrunnlag.now}},{place}))"
    )


def _changed(key: str) -> str:
    """What the changes of members and grants come to in this scenario."""
    return f"SUMIFS({{tblScenariovalg.{key}}},{{tblScenariovalg.row}},{{number}})"


def _other(basis: str, more: str, key: str) -> str:
    """Other than fees: the basis, what counts in this scenario of *more*, and what it changes."""
    return f"{basis}+(1-{{is_case}})*{{{more}}}+{_changed(key)}"


_NO_CASE: Final = "COUNT({tblHovedtall.case})=0"
"""Nobody has filled in what the case says of the lines, as in a council's first year."""
_TOP: Final = 20
"""Where the header of the scenarios stands, below the chart."""

SCENARIO_SHEET: Final = SheetSpec(
    "Scenarioer", Group.AHEAD, "Scenarioer {year}",
    "Hva budsjettet blir under andre forutsetninger. Boken selv endres ikke av det.",
    unit="Tall i 1000 kr om ikke annet står", since=4, freeze="A4",
    fixed=(
        Fixed("C3", "Nye scenarioer skrives rett under tabellen; medlemmer og tilskudd som går ut "
              "eller inn, på Scenariovalg.", role="purpose", span=9),
    ),
    page=Page(one_page=True),
    charts=(
        ChartSpec(
            "Utgående mindreforbruk i hvert scenario",
            "Stolper: det bundne og det frie av utgående mindreforbruk i hvert scenario, oppå "
            "hverandre, i 1000 kr. Tallene står i tabellen under.",
            "A4", f"J{_TOP - 2}", Cells(SCENARIOS, "name"),
            (
                Series("Bundet", Cells(SCENARIOS, "bound"), 0),
                Series("Fritt", Cells(SCENARIOS, "free"), 1),
            ),
            unit="1000 kr", stacked=True,
        ),
    ),
    table=table(
        SCENARIOS, "name",
        text("name", "Scenario", 26, "Et navn på det som skal prøves.", required=True),
        rate("rate", "Sats i kr", 12, f"Kontingentsats, kr per innbygger. {_AS_NOW}"),
        day("at", "Folketall per", 13, f"Datoen folketallet gjelder. Den må finnes på arket "
            f"Folketall. {_AS_NOW}"),
        text("growth", "Vekst for øvrige", 17, f"Hvordan medlemmene uten navn følger en ny "
             f"folketallsdato. {_AS_NOW}", choices=Growth),
        code("applied", "Søkte tilskudd", 12.5, f"Om tilskudd som er søkt, regnes med. {_AS_NOW}",
             choices=YesNo),
        amount("result", "Resultat", 13,
               formula="ROUND({fees}/1000,0)+{other_income}-{expenses}"),
        amount("closing", "Utgående", 14.5, formula="{opening}+{result}"),
        amount("bound", "Bundet", 11.5, formula=_basis(BOUND)),
        amount("free", "Fritt", 11.5, formula="{closing}-{bound}"),
        amount("against", "Mot boken nå", 12, formula=
               "{result}-SUMIFS({tblHovedtall.budget},{tblHovedtall.type},{LineType.RESULT})"),
        kroner("fees", "Kontingent i kr", 15.5, formula=f"{{named}}+{{others}}+{_changed('fee')}"),
        kroner("result_kr", "Resultat i kr", 13.5,
               formula="{fees}+({other_income}-{expenses})*1000"),
        kroner("closing_kr", "Utgående i kr", 14.5, formula="{opening}*1000+{result_kr}"),
        text("remark", "Beskjed", 17.5, former=((5, "Merknad"),), formula=
             f'IF({{name}}="","",IF(AND({{is_case}}=1,{_NO_CASE}),{{Remark.NO_CASE}},'
             'IF({unknown}>0,{Remark.NO_PEOPLE},"")))',
             earlier=((4, 'IF({name}="","",IF({unknown}>0,{Remark.NO_PEOPLE},""))'),)),
        long_text("comment", "Kommentar", 25, "Hva scenarioet skal vise."),
        integer("number", "Nr", 20, hidden=True,
                formula='IF({name}="",0,ROW()-ROW({tblScenarioer.name#}))'),
        integer("is_case", "Er saken", 20, hidden=True,
                formula="IF({name}={ScenarioName.CASE},1,0)"),
        exchange("used_rate", "Sats", 20, hidden=True,
                 formula='IF({rate}="",Kontingentsats,{rate})'),
        integer("tenths", "Tideler", 20, hidden=True, formula="ROUND({used_rate}*10000,0)"),
        integer("used_at", "Dato", 20, hidden=True, formula='IF({at}="",Folketallsdato,{at})'),
        text("method", "Metode", 20, hidden=True,
             formula='IF({growth}="",Vekst_øvrige,{growth})'),
        integer("counts", "Søkte med", 20, hidden=True, formula=
             'IF(IF({applied}="",Regn_med_søkte_tilskudd,{applied})={YesNo.YES},1,0)'),
        integer("unknown", "Uten folketall", 20, hidden=True, formula=
                f"IF({{is_case}}=1,0,SUMPRODUCT({{tblMedlemmer.active}}*({_PEOPLE}=0)))"),
        kroner("members", "Medlemmene", 20, hidden=True, formula=
               f"SUMPRODUCT({{tblMedlemmer.active}}*INT(({_PEOPLE}*{{tenths}}+5000)/10000))"),
        kroner("named", "Navngitte", 20, hidden=True,
               formula="IF({is_case}=1,SUM({tblMedlemmer.case_fee}),{members})"),
        integer("basis_then", "Grunnlaget i saken", 20, hidden=True,
                formula=f"SUMPRODUCT({_BASIS}*({_PEOPLE}>0)*{_THEN})"),
        integer("basis_now", "Grunnlaget nå", 20, hidden=True,
                formula=f"SUMPRODUCT({_BASIS}*({_THEN}>0)*{_PEOPLE})"),
        integer("country", "Landet nå", 20, hidden=True, formula=
                "SUMIFS({tblFolketall.inhabitants},{tblFolketall.at},{used_at})"),
        integer("grown_from", "Vekst fra", 20, hidden=True, formula=
                "IF({method}={Growth.AS_NAMED},{basis_then},IF({method}={Growth.NATIONAL},"
                "INDEX({tblVekst.then},MATCH({Growth.NATIONAL},{tblVekst.method},0)),1))"),
        integer("grown_to", "Vekst til", 20, hidden=True, formula=
                "IF({method}={Growth.AS_NAMED},{basis_now},"
                "IF({method}={Growth.NATIONAL},{country},1))"),
        exchange("ratio", "Vekst", 20, hidden=True,
                 formula="IF({grown_from}*{grown_to}=0,1,{grown_to}/{grown_from})"),
        kroner("others", "Øvrige", 20, hidden=True,
               formula="ROUND(Kontingent_øvrige_innbyggere*{used_rate}*{ratio},0)"),
        amount("opening", "Inngående", 20, hidden=True, formula=_basis(OPENING)),
        amount("grants", "Tilskudd", 20, hidden=True,
               formula=f"SUMPRODUCT({_COUNTED}*1,{{tblTilskudd.planned}})"),
        amount("projects", "Prosjekter", 20, hidden=True,
               formula=f"SUMPRODUCT({_COUNTED}*{FRAMES})"),
        amount("basic_income", "Inntekter ellers", 20, hidden=True, since=5,
               formula=_basis(INCOME)),
        amount("other_income", "Andre inntekter", 20, hidden=True,
               formula=_other("{basic_income}", "grants", "income"),
               earlier=((4, _other(_basis(INCOME), "grants", "income")),)),
        amount("basic_expenses", "Utgifter ellers", 20, hidden=True, since=5,
               formula=_basis(EXPENSES)),
        amount("expenses", "Utgifter", 20, hidden=True,
               formula=_other("{basic_expenses}", "projects", "expense"),
               earlier=((4, _other(_basis(EXPENSES), "projects", "expense")),)),
        content="scenarios", header_row=_TOP, since=4,
        rows=(
            row({"name": ScenarioName.CASE.value}, 4, rate="Kontingentsats_saken",
                at="Folketallsdato_saken", growth="{Growth.UNCHANGED}", applied="{YesNo.YES}"),
            row({"name": ScenarioName.NOW.value}, 4),
        ),
        marks=(
            REQUIRED,
            unique("name"),
            Mark("result", "closing_kr", 'OR({name}="",{remark}={Remark.NO_CASE})', Look.NONE),
            Mark("free", "free", "{free}<0", Look.BAD),
            Mark("closing", "closing", "{closing}<0", Look.BAD),
            Mark("remark", "remark", '{remark}<>""', Look.BAD),
        ),
    ),
)  # fmt: skip

_SCENARIO = "({tblScenarioer.name}={scenario})"
_MEMBER = "OR({change}={ScenarioChange.MEMBER_OUT},{change}={ScenarioChange.MEMBER_IN})"
_GRANT = "OR({change}={ScenarioChange.GRANT_OUT},{change}={ScenarioChange.GRANT_IN})"
_OUT = "OR({change}={ScenarioChange.MEMBER_OUT},{change}={ScenarioChange.GRANT_OUT})"


def _of_scenario(key: str) -> str:
    return f"IF({{row}}=0,0,INDEX({{tblScenarioer.{key}}},{{row}}))"


_REMARK_BEFORE: Final = (
    'IF({row}=0,IF(AND({scenario}="",{change}=""),"",'
    "{Remark.NO_SCENARIO}),IF({is_case}=1,{Remark.CASE},IF({subject}=0,"
    "{Remark.NO_CHANGE},IF({repeated}>0,{Remark.REPEATED},"
    "IF({member_change}+{grant_change}=0,{Remark.NO_EFFECT},"
    'IF(AND({subject}=1,{people}=0),{Remark.NO_PEOPLE},""))))))'
)
"""What «Beskjed» was up to version 4 of the layout: all its questions in one formula."""

CHANGE_SHEET: Final = SheetSpec(
    "Scenariovalg", Group.AHEAD, "Scenariovalg {year}",
    "Medlemmer og tilskudd som går ut eller inn i et scenario, en rad for hver. Nye skrives rett "
    "under tabellen.", since=4, page=Page(one_page=True),
    table=table(
        CHOICES, "scenario",
        text("scenario", "Scenario", 30, "Velg scenarioet fra listen.", choices="Liste_scenarioer",
             required=True),
        code("change", "Endring", 15, "Velg hva som går ut eller inn.",
             choices="Liste_scenarioendring"),
        municipality("code", "Kommunenr", 15, "Kommunens nummer, når et medlem går ut eller inn. "
                     "Nummeret står på Folketall."),
        code("grant", "Tilskudd", 16, "Tilskuddets ID, når det faller bort eller innvilges.",
             choices="Liste_tilskudd"),
        text("name", "Kommune", 26, formula=
             'IF({used_code}=0,"",IFERROR(INDEX({tblFolketall.municipality},'
             'MATCH({used_code},{tblFolketall.code},0)),"Ukjent nummer"))'),
        kroner("effect", "Virkning i kr", 15, formula="{fee}+({income}-{expense})*1000"),
        text("remark", "Beskjed", 30, earlier=((4, _REMARK_BEFORE),),
             former=((5, "Merknad"),), formula=
             'IF({row}=0,IF(AND({scenario}="",{change}=""),"",{Remark.NO_SCENARIO}),'
             'IF({hindrance}<>"",{hindrance},{message}))'),
        long_text("comment", "Kommentar", 40, "Forklaring."),
        integer("number", "Nr", 20, hidden=True,
                formula='IF({scenario}="",0,ROW()-ROW({tblScenariovalg.scenario#}))'),
        # One scenario of that name, or none: where two share it nobody knows which was meant.
        integer("row", "Rad", 20, hidden=True, formula=
                f'IF({{scenario}}="",0,IF(SUMPRODUCT({_SCENARIO}*1)=1,'
                f"SUMPRODUCT({_SCENARIO}*{{tblScenarioer.number}}),0))"),
        integer("is_case", "Saken", 20, hidden=True, formula=_of_scenario("is_case")),
        integer("used_at", "Dato", 20, hidden=True, formula=_of_scenario("used_at")),
        integer("tenths", "Tideler", 20, hidden=True, formula=_of_scenario("tenths")),
        integer("counts", "Søkte med", 20, hidden=True, formula=_of_scenario("counts")),
        integer("subject", "Gjelder", 20, hidden=True,
                formula=f"IF({_MEMBER},1,IF({_GRANT},2,0))"),
        integer("used_code", "Nummer", 20, hidden=True,
                     formula="IF({subject}=1,N({code}),0)"),
        code("used_grant", "ID", 20, hidden=True,
             formula='IF(AND({subject}=2,{grant}<>""),{grant},"")'),
        code("what", "Hva", 20, hidden=True, since=5, formula=
             'IF({scenario}="","",{row}&"|"&{subject}&"|"&{used_code}&"|"&{used_grant})'),
        integer("repeated", "Gjentatt", 20, hidden=True,
                formula="SUMPRODUCT(({what:}={what})*({number:}<{number}))", earlier=((4,
                "SUMPRODUCT(({row:}={row})*({subject:}={subject})*({used_code:}={used_code})"
                "*({used_grant:}={used_grant})*({number:}<{number}))"),)),
        text("hindrance", "Hinder", 20, hidden=True, since=5, formula=
             'IF({row}=0,"",IF({is_case}=1,{Remark.CASE},IF({subject}=0,{Remark.NO_CHANGE},'
             'IF({repeated}>0,{Remark.REPEATED},""))))'),
        integer("direction", "Retning", 20, hidden=True, formula=
                f'IF(OR({{row}}=0,{{hindrance}}<>""),0,IF({_OUT},-1,1))', earlier=((4,
                f"IF(OR({{row}}=0,{{is_case}}=1,{{subject}}=0,{{repeated}}>0),0,IF({_OUT},-1,1))"),)),
        integer("member_now", "Medlem nå", 20, hidden=True, formula=
                "IF({used_code}=0,0,SUMIFS({tblMedlemmer.active},{tblMedlemmer.code},{used_code}))"),
        integer("member_change", "Medlem endret", 20, hidden=True, formula=
                "IF({used_code}=0,0,IF({direction}<0,-{member_now},"
                "{direction}*(1-MIN(1,{member_now}))))"),
        integer("grant_known", "Tilskudd kjent", 20, hidden=True, formula=
             'IF({used_grant}="",0,MIN(1,SUMPRODUCT(({tblTilskudd.grant_id}={used_grant})*1)))'),
        integer("grant_now", "Tilskudd nå", 20, hidden=True, formula=
             'IF({used_grant}="",0,MIN(1,SUMPRODUCT(({tblTilskudd.grant_id}={used_grant})*'
             f"{_COUNTED})))"),
        integer("grant_change", "Tilskudd endret", 20, hidden=True, formula=
                "IF({direction}<0,-{grant_now},{direction}*({grant_known}-{grant_now}))"),
        integer("people", "Folketall", 20, hidden=True, formula=
                "IF({used_code}=0,0,SUMIFS({tblFolketall.inhabitants},{tblFolketall.code},"
                "{used_code},{tblFolketall.at},{used_at}))"),
        text("message", "Melding", 20, hidden=True, since=5, formula=
             'IF({row}=0,"",IF({member_change}+{grant_change}=0,{Remark.NO_EFFECT},'
             'IF(AND({subject}=1,{people}=0),{Remark.NO_PEOPLE},"")))'),
        kroner("fee", "Kontingent", 20, hidden=True,
               formula="ROUND({people}*{tenths}/10000,0)*{member_change}"),
        amount("income", "Inntekt", 20, hidden=True, formula=
               'IF({used_grant}="",0,{grant_change}*SUMPRODUCT(({tblTilskudd.grant_id}='
               "{used_grant})*1,{tblTilskudd.planned}))"),
        amount("expense", "Utgift", 20, hidden=True, formula=
               'IF({used_grant}="",0,{grant_change}*SUMPRODUCT(({tblTilskudd.grant_id}='
               "{used_grant})*1,{tblTilskudd.frame}))"),
        content="scenario_changes", since=4,
        marks=(
            Mark("effect", "effect", '{scenario}=""', Look.NONE),
            Mark("remark", "remark", '{remark}<>""', Look.KNOWN),
        ),
    ),
)  # fmt: skip
