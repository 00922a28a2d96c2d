"""The sheets of the budget: main figures and project funds, with their follow-up."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.light import replace
from orxl.layout.budget_formulas import (
    before_the_closing,
    closed_cells,
    main_figure_formulas,
    with_totals_of_the_case,
)
from orxl.layout.case_figures import case_of
from orxl.layout.columns import HEADER_ROW, amount, code, integer, long_text, over, table, text
from orxl.layout.follow_up import (
    EXPLANATION_MARK,
    FOLLOW_UP_BARS,
    LIGHT_MARKS,
    METHOD_STEPS,
    TOTAL_LIGHT_MARKS,
    follow_up_columns,
    level_of,
    light_columns,
    light_of,
    share_of,
)
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import FixedMark, Look, Mark, Page, unique, unknown
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import MAIN, PROJECTS, Group
from orxl.programme.codes import LineSource, LineType

_AMOUNT = "Beløp i 1000 kr, uten desimaler og enhet."
_NOTE = code(
    "note", "Note", 7.5, "Koden til noten på arket Noter.", choices="Liste_noter",
    level=Level.SETUP, public=True,
)  # fmt: skip


def _sums_that_do_not_meet() -> Iterator[Mark]:
    """Red where a sum is not the sum of its lines, or a result not its difference."""
    for key in ("budget_prior", "forecast_prior", "budget", "forecast"):
        income, expenses, opening = (
            f"SUMIFS({{{key}:}},{{type:}},{{LineType.{kind}}})"
            for kind in ("INCOME", "EXPENSE", "CARRY_IN")
        )
        for kind, expected in (
            ("INCOME_SUM", income),
            ("EXPENSE_SUM", expenses),
            ("RESULT", f"{income}+{expenses}*-1"),
            ("CARRY_OUT", f"{opening}+{income}+{expenses}*-1"),
        ):
            wrong = f"AND({{type}}={{LineType.{kind}}},ABS(N({{{key}}})-({expected}))>0.5)"
            yield Mark(key, key, wrong, Look.BAD)


_TOTALS = Mark(
    "label", "explanation",
    "OR({type}={LineType.INCOME_SUM},{type}={LineType.EXPENSE_SUM},"
    "{type}={LineType.RESULT},{type}={LineType.CARRY_OUT})",
    Look.TOTAL,
)  # fmt: skip
"""Totals in bold."""
_EXPENSE = "OR({type}={LineType.EXPENSE},{type}={LineType.EXPENSE_SUM})"

MAIN_SHEET = SheetSpec(
    "Hovedtall", Group.BUDGET, "Hovedtall – budsjett {year}",
    "Hovedrammene for budsjettet.", unit="Tall i 1000 kr",
    fixed=(
        Fixed("B2", "Endringen er målt mot budsjettet før. Nye poster settes inn over "
              "«Avrunding».", role="purpose", span=7),
        Fixed("B3", "Avvik er prognosen for året minus budsjettet: pluss er gunstig for "
              "inntekter og "
              "ugunstig for utgifter. En sum har aldri bedre lys enn den verste linjen.",
              role="purpose", span=12, since=4),
    ),
    heights={1: 24.0, HEADER_ROW - 1: 3.0},
    page=Page(to="explanation", repeat="label"),
    table=table(
        MAIN, "label",
        text("label", "Post", 51, "Navnet slik det skal stå i budsjettabellen.", required=True,
             level=Level.SETUP, public=True),
        *(
            amount(key, header, 12, f"{_AMOUNT} Skriv minus foran et negativt tall.{more}",
                   level=level, since=since, public=since == 1)
            for key, header, level, since, more in (
                ("budget_prior", "Budsjett {prior}", Level.HISTORY, 1, ""),
                ("forecast_prior", "Prognose {prior}", Level.HISTORY, 1, ""),
                ("actual_prior", "Regnskap {prior}", Level.SETUP, 7,
                 " Fylles ut når regnskapet for året er avlagt."),
                ("budget", "Budsjett {year}", Level.NOW, 1, ""),
            )
        ),
        amount("change", "Endring", 11, formula="{budget}-{budget_prior}", public=True),
        _NOTE,
        *follow_up_columns(_EXPENSE, "{type}={LineType.RESULT}", methods=True),
        amount("case", "I saken", 12, "Det saken sier om budsjettåret, i 1000 kr. Står fast.",
               level=Level.HISTORY, since=4, first=case_of),
        amount("since_case", "Endret siden saken", 14,
               formula='IF({case}="","",{budget}-{case})', since=4),
        amount("amended", "Endret ved vedtak", 14, since=7, formula=
               "SUMIFS({tblBudsjettendringer.amount},{tblBudsjettendringer.line},{label})"),
        amount("revised", "Revidert budsjett", 14, since=7, formula="{budget}+{amended}"),
        code("type", "Type", 15, "Inntekt eller utgift. Hver sum finnes én gang.",
             choices=LineType, required=True, level=Level.SETUP, public=True),
        code("source", "Hentes fra", 18, "Innlagt: tallet skrives her. Ellers hentes det fra "
             "arket som er nevnt.", choices=LineSource, required=True, level=Level.SETUP),
        integer("line", "Linje", 8, "Rekkefølgen i tabellen. En ny post får neste nummer.",
                required=True, level=Level.SETUP, public=True),
        long_text("comment", "Kommentar", 60, "Begrunnelse eller forklaring.",
                  one_line=True),
        *light_columns(_EXPENSE, methods=True),
        *METHOD_STEPS,
        amount("carried", "Overført etter regnskapet", 12, by_row=True, hidden=True, since=7),
        amount("printed", "Slik saken går ut", 12, formula="{budget}", hidden=True, since=7,
               public=True),
        integer("shown", "Vises i saken", 12, hidden=True, since=4, formula=
                "IF(OR({budget_prior}<>0,{forecast_prior}<>0,{budget}<>0,"
                "AND({type}<>{LineType.INCOME},{type}<>{LineType.EXPENSE})),1,0)"),
        content="lines", fixed=True, bars=FOLLOW_UP_BARS, tight=True,
        row_formulas=main_figure_formulas, closed=closed_cells,
        earlier=((4, with_totals_of_the_case), (6, before_the_closing)),
        marks=(
            *_sums_that_do_not_meet(),
            *LIGHT_MARKS,
            _TOTALS,  # after the lights, which a total shows too; its lines explain it
            EXPLANATION_MARK,
            unknown("note", "Liste_noter"),
        ),
    ),
)  # fmt: skip

_SUMMED = (
    "budget_prior", "forecast_prior", "frame", "budget", "change", "actual", "forecast",
    "deviation",
)  # fmt: skip
_SUMMED_LATER = ("granted", "frame_all")
_ON_THE_LINE = "SUMIFS({tblHovedtall.budget},{tblHovedtall.source},{LineSource.PROJECTS})"

PROJECT_SHEET = SheetSpec(
    "Prosjektmidler", Group.BUDGET, "Prosjektmidler {year}",
    "Fordelingen av posten «Prosjekter».", unit="Tall i 1000 kr",
    fixed=(
        Fixed("B3", "Redigeres av sekretariatet. Nye prosjekter skrives rett under tabellen; "
              "totalen står over.", role="purpose", span=7),
        over("label", "Totalt", role="total_label"),
        *(over(key, formula=f"SUM({{{key}:}})", kind=Kind.THOUSANDS) for key in _SUMMED),
        over("light", formula=light_of("{^level}"), role="total_light", since=4),
        over("unfavourable_share", formula=share_of("{^deviation}", "{^budget}"),
             kind=Kind.SHARE, since=4),
        over("own_level", kind=Kind.INTEGER, since=4, formula=
             f'IF({{^deviation}}=0,0,{level_of("{^unfavourable_share}")})'),
        over("level", formula="MAX({^own_level},{level:})", kind=Kind.INTEGER, since=4),
        *(
            over(key, formula=f"SUM({{{key}:}})", kind=Kind.THOUSANDS, since=4)
            for key in _SUMMED_LATER
        ),
        over("grant", role="total_note", span=2, formula=
             f'IF({{^budget}}={_ON_THE_LINE},"Stemmer med Hovedtall","Avvik fra Hovedtall")'),
    ),
    heights={HEADER_ROW - 1: 20.0},
    marks=(FixedMark("", 'LEFT({@},5)="Avvik"', Look.BAD, over="grant"), *TOTAL_LIGHT_MARKS),
    page=Page(to="note"),
    table=table(
        PROJECTS, "label",
        text("label", "Prosjekt", 48, "Navnet slik det skal stå i tabellen.", required=True,
             level=Level.SETUP, public=True),
        amount("budget_prior", "Budsjett {prior}", 15, _AMOUNT, level=Level.HISTORY, public=True),
        amount("forecast_prior", "Prognose {prior}", 15, _AMOUNT, level=Level.HISTORY, public=True),
        amount("frame", "Ramme {year}", 13, "Det som settes av til et prosjekt uten tilskudd, i "
               "1000 kr. Rammen til et prosjekt med tilskudd skrives på Tilskuddsår."),
        amount("granted", "Fra Tilskuddsår", 15.5, formula='IF({grant}="",0,SUMIFS('
               "{tblTilskuddsår.frame},{tblTilskuddsår.grant},{grant},{tblTilskuddsår.year},"
               "Budsjettår))", since=4),
        amount("frame_all", "Ramme i alt", 13, formula="{frame}+{granted}", since=4),
        amount("budget", "I budsjettet", 14.5, formula='IF({grant}="",{frame_all},{frame_all}'
               "*INDEX({tblTilskudd.counts},MATCH({grant},{tblTilskudd.grant_id},0)))",
               earlier=((3, 'IF({grant}="",{frame},{frame}'
               "*INDEX({tblTilskudd.counts},MATCH({grant},{tblTilskudd.grant_id},0)))"),),
               public=True),
        amount("change", "Endring", 12, formula="{budget}-{budget_prior}", public=True),
        code("grant", "Tilskudd", 14, "Tilskuddet prosjektet hører til. Faller tilskuddet bort, "
             "faller rammen bort.", choices="Liste_tilskudd", public=True),
        replace(_NOTE, width=12.5),
        *follow_up_columns(button=3),
        long_text("comment", "Kommentar", 50, "Begrunnelse eller forklaring."),
        *light_columns(),
        content="projects", bars=FOLLOW_UP_BARS,
        marks=(
            unique("label"),
            unknown("grant", "Liste_tilskudd"),
            unknown("note", "Liste_noter"),
            *LIGHT_MARKS,
            EXPLANATION_MARK,
            Mark("unfavourable_share", "level", '{label}=""', Look.NONE),
        ),
    ),
)  # fmt: skip
