"""The sheets of the years ahead: the years, and how each budget line is taken on to them.

«Framskrivning, ikke vedtatt»: a year that lacks a line has no total, result or closing, but names
what is missing, and so have the years after it. Amounts in 1000 kr.
"""

from __future__ import annotations

from typing import Final

from orxl.layout.budget_formulas import of_line
from orxl.layout.columns import (
    REQUIRED,
    amount,
    code,
    growth,
    integer,
    long_text,
    rate,
    table,
    text,
)
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page, unique, unknown
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import AHEAD_LINES, AHEAD_YEARS, CARRY_IN, Group
from orxl.layout.tables import Column, Row
from orxl.programme.codes import HORIZON

LATER: Final = tuple(range(1, HORIZON + 1))
FIRST: Final = "Budsjett {year}"
RUN_OUT: Final = "Det frie er brukt opp"
HOLDS: Final = "Det frie mindreforbruket holder alle årene."
UNKNOWN: Final = "Kan ikke beregnes for alle årene: se «Beskjed»."
UNKNOWN_BEFORE: Final = "Kan ikke beregnes for alle årene: se «Merknad»."
"""What it said up to version 5 of the layout."""
WAITS: Final = "Kan ikke beregnes: et tidligere år mangler tall"
ABSENT: Final = "en post som ikke står på Linjer framover"
_KINDS: Final = ("Inntekt", "Utgift")


def label_of(step: int) -> str:
    """What the row of the year *step* years after the budget year is called."""
    return FIRST if step == 0 else f"Framskrevet {{year+{step}}}"


def _if_known(formula: str) -> str:
    return f'IF({{known}}=1,{formula},"")'


def _year(step: int) -> Row:
    """A year after the budget year."""
    before = label_of(step - 1)
    absent = (
        "SUMPRODUCT((({tblHovedtall.type}={LineType.INCOME})"
        "+({tblHovedtall.type}={LineType.EXPENSE}))"
        "*(SUMIF({tblFram.label},{tblHovedtall.label},{tblFram.one})=0))"
    )
    first = f"INDEX({{tblFram.label}},MATCH(1,{{tblFram.missing{step}}},0))"
    sums = {
        key: _if_known(f"SUMIFS({{tblFram.after{step}}},{{tblFram.type}},{{LineType.{kind}}})")
        for key, kind in (("income", "INCOME"), ("expenses", "EXPENSE"))
    }
    return Row(
        {"label": label_of(step)},
        {
            "fees": 'IF({rate}="","",ROUND({rate}*({inhabitants}+Kontingent_øvrige_innbyggere'
            "*Kontingentvekst_saken)/1000,0))",
            "opening": f'IF({{{before}|known}}=1,{{{before}|closing}},"")',
            "at": f"Budsjettår+{step}",
            "missing": f"SUM({{tblFram.missing{step}}})+{absent}",
            "known": f"IF(AND({{missing}}=0,{{{before}|known}}=1),1,0)",
            "first_missing": f'IF({{missing}}=0,"",IFERROR({first},"{ABSENT}"))',
            **sums,
        },
    )


def _budget_year() -> Row:
    kinds = (("income", "INCOME"), ("expenses", "EXPENSE"))
    return Row(
        {"label": FIRST},
        {
            "rate": "Kontingentsats",
            "fees": "ROUND(Kontingent_i_alt/1000,0)",
            "opening": of_line("budget", CARRY_IN),
            "at": "Budsjettår",
            "missing": "0",
            "known": "1",
            "first_missing": '""',
            **{
                key: f"SUMIFS({{tblHovedtall.budget}},{{tblHovedtall.type}},{{LineType.{kind}}})"
                for key, kind in kinds
            },
        },
    )


_INHABITANTS: Final = (
    '{tblMedlemmer.code}<>"")*({tblMedlemmer.joined}<=DATE({at},1,1))'
    '*((({tblMedlemmer.left}="")+({tblMedlemmer.left}>=DATE({at},1,1)))>0)'
    "*{tblMedlemmer.population}"
)


def _holds(unknown: str) -> str:
    """The words below the years: whether the free part runs out; *unknown* where that is hidden."""
    return (
        f'IF(COUNTIF({{tblÅrene.remark}},"{RUN_OUT}")>0,"{RUN_OUT} i "&INDEX({{tblÅrene.at}},'
        f'MATCH("{RUN_OUT}",{{tblÅrene.remark}},0)),IF(SUM({{tblÅrene.known}})='
        f'{HORIZON + 1},"{HOLDS}","{unknown}"))'
    )


AHEAD_SHEET = SheetSpec(
    "Årene framover", Group.AHEAD, "Årene framover",
    "Framskrivning, ikke vedtatt. Hviler bare på forutsetningene her og på Linjer framover.",
    unit="Tall i 1000 kr", protected=True, since=4,
    fixed=(
        Fixed("C3", "Skriv kontingentsatsen som forutsettes. Et år som mangler tall, får ingen "
              "sum, og det får heller ikke årene etter.", role="purpose", span=9),
        Fixed("A11", role="label_strong", span=9, formula=_holds(UNKNOWN),
              earlier=((5, _holds(UNKNOWN_BEFORE)),)),
    ),
    page=Page(one_page=True),
    table=table(
        AHEAD_YEARS, "label",
        text("label", "År", 20, "Raden endres ikke for hånd.", required=True, level=Level.SETUP),
        rate("rate", "Kontingentsats", 17, "Satsen som forutsettes for året, i kr per innbygger. "
             "Tom når ingen har sagt noe; da kan kontingenten ikke regnes ut."),
        amount("fees", "Kontingenter", 15, by_row=True),
        amount("opening", "Inngående", 12, by_row=True),
        amount("income", "Inntekter", 12, by_row=True),
        amount("expenses", "Utgifter", 12, by_row=True),
        amount("result", "Resultat", 12, formula=_if_known("{income}-{expenses}")),
        amount("closing", "Utgående", 12, formula=_if_known("{opening}+{result}")),
        amount("bound", "Bundet", 12, formula=_if_known(
               'SUMIFS({tblTilskuddsår.net},{tblTilskuddsår.year},"<="&{at})')),
        amount("free", "Fritt", 12, formula=_if_known("{closing}-{bound}")),
        long_text("remark", "Beskjed", 48, former=((5, "Merknad"),), formula=
                  f'IF({{known}}=0,{{all_missing}},IF({{free}}<0,"{RUN_OUT}",""))'),
        integer("at", "Årstall", 9, by_row=True, hidden=True),
        integer("inhabitants", "Innbyggere", 12, formula=f"SUMPRODUCT(({_INHABITANTS})",
                hidden=True),
        integer("missing", "Mangler", 9, by_row=True, hidden=True),
        integer("known", "Kjent", 9, by_row=True, hidden=True),
        text("first_missing", "Mangler først", 20, by_row=True, hidden=True),
        text("all_missing", "Mangler i alt", 30, formula=
             f'IF({{missing}}=0,"{WAITS}","Mangler: "&{{first_missing}}'
             '&IF({missing}>1," og "&({missing}-1)&" til",""))', hidden=True),
        content="ahead_years", fixed=True, since=4,
        rows=(_budget_year(), *(_year(step) for step in LATER)),
        marks=(
            Mark("free", "free", "N({free})<0", Look.BAD),
            Mark("remark", "remark", "{known}=0", Look.KNOWN),
            Mark("remark", "remark", f'{{remark}}="{RUN_OUT}"', Look.BAD),
        ),
    ),
)  # fmt: skip


def _typed(step: int) -> Column:
    return amount(
        f"typed{step}", f"Innlagt {{year+{step}}}", 12,
        "Beløpet som forutsettes for året, i 1000 kr, når metoden er «Skrives inn».",
    )  # fmt: skip


def _after(step: int) -> Column:
    before = "{now}" if step == 1 else f"{{after{step - 1}}}"
    return amount(
        f"after{step}", f"{{year+{step}}}", 11, formula=
        f'IF({{factor}}="",{{source{step}}},IF({before}="","",ROUND({before}*{{factor}},0)))',
    )  # fmt: skip


def _source(fees: str, step: int, otherwise: str) -> str:
    return (
        f"IF({{method}}={{AheadMethod.FEES}},{fees},"
        f"IF({{method}}={{AheadMethod.GRANTS}},{{granted{step}}},{otherwise}))"
    )


def _hidden(step: int) -> tuple[Column, ...]:
    """Where a year's amount comes from, and whether it is missing."""
    income = f"tblTilskudd.income{step}"
    nth = f"INDEX({{tblÅrene.fees}},{step + 1})"
    of_year = f"INDEX({{tblÅrene.fees}},MATCH(Budsjettår+{step},{{tblÅrene.at}},0))"
    said = f'IF(OR({{method}}<>{{AheadMethod.TYPED}},{{typed{step}}}=""),"",{{typed{step}}})'
    mine = "({tblTilskudd.budget_line}={label})+{others}*({tblTilskudd.own_line}={YesNo.NO})"
    unsaid = f'SUMPRODUCT((({mine})>0)*({{{income}}}=""))'
    granted = (
        f"SUMIFS({{{income}}},{{tblTilskudd.budget_line}},{{label}})"
        f"+{{others}}*SUMIFS({{{income}}},{{tblTilskudd.own_line}},{{YesNo.NO}})"
    )
    return (
        integer(f"unsaid{step}", f"Ikke oppgitt {{year+{step}}}", 12, hidden=True, since=5,
            formula=unsaid),
        amount(f"granted{step}", f"Tilskudd {{year+{step}}}", 12, hidden=True,
            formula=f'IF({{unsaid{step}}}>0,"",{granted})',
            earlier=((4, f'IF({unsaid}>0,"",{granted})'),)),
        amount(f"said{step}", f"Oppgitt {{year+{step}}}", 12, hidden=True, since=5, formula=said),
        amount(f"source{step}", f"Kilde {{year+{step}}}", 12, hidden=True,
            formula=_source(of_year, step, f"{{said{step}}}"),
            earlier=((4, _source(nth, step, said)),)),
        integer(f"missing{step}", f"Mangler {{year+{step}}}", 10, hidden=True, formula=
            f'IF(OR({{type}}="{_KINDS[0]}",{{type}}="{_KINDS[1]}"),IF({{after{step}}}="",1,0),0)'),
    )  # fmt: skip


def _of_the_line(key: str, otherwise: str) -> str:
    """What the line on «Hovedtall» holds in the column *key*; an empty amount is 0."""
    found = f"INDEX({{tblHovedtall.{key}}},MATCH({{label}},{{tblHovedtall.label}},0))"
    if key == "budget":
        found = f"N({found})"  # for LibreOffice an empty cell that a formula gives is also ""
    return f'IF({{label}}="","",IFERROR({found},{otherwise}))'


LINE_AHEAD_SHEET = SheetSpec(
    "Linjer framover", Group.AHEAD, "Linjer framover",
    "Framskrivning, ikke vedtatt. Hvordan hver post på Hovedtall føres videre.",
    unit="Tall i 1000 kr", since=4,
    fixed=(
        Fixed("B3", "Velg en metode for hver post; uten metode kan årene ikke regnes ut. Nye "
              "poster skrives rett under tabellen.", role="purpose", span=9),
    ),
    page=Page(one_page=True),
    table=table(
        AHEAD_LINES, "label",
        text("label", "Post", 50, "Posten på Hovedtall.", choices="Liste_poster", required=True,
             level=Level.SETUP),
        code("method", "Metode", 15, "Uendret: som i budsjettet. Vekst: med prosenten i neste "
             "kolonne. Skrives inn: beløpene til høyre. Kontingent: satsen på Årene framover. "
             "Tilskuddsår: det som står der.", choices="Liste_framskrivning"),
        growth("growth", "Vekst", 10.5, "Årlig vekst i prosent, for eksempel 3,5 %, når metoden "
               "er «Vekst». Minus foran når posten minker."),
        *(_typed(step) for step in LATER),
        code("type", "Type", 13, formula=_of_the_line("type", '"Ukjent post"')),
        amount("now", "{year}", 11, formula=_of_the_line("budget", "0")),
        *(_after(step) for step in LATER),
        growth("factor", "Faktor", 10, hidden=True, formula=
              "IF({method}={AheadMethod.UNCHANGED},1,"
              'IF(AND({method}={AheadMethod.GROWTH},{growth}<>""),1+{growth},""))'),
        integer("others", "Uten egen post", 12, hidden=True, formula=
             f'IF({_of_the_line("source", chr(34) * 2)}={{LineSource.OTHER_GRANTS}},1,0)'),
        *(column for step in LATER for column in _hidden(step)),
        integer("one", "Én", 8, hidden=True, formula='IF({label}="",0,1)'),
        content="ahead_lines", since=4,
        marks=(
            REQUIRED,
            unique("label"),
            unknown("label", "Liste_poster"),
            Mark("growth", "growth", 'AND({method}={AheadMethod.GROWTH},{growth}="")', Look.KNOWN),
            *(
                Mark(f"typed{step}", f"typed{step}",
                     f'AND({{method}}={{AheadMethod.TYPED}},{{typed{step}}}="")', Look.KNOWN)
                for step in LATER
            ),
            *(Mark(f"after{s}", f"after{s}", f"{{missing{s}}}=1", Look.KNOWN) for s in LATER),
        ),
    ),
)  # fmt: skip
