"""The sheets of grants and of the carry-over between the years."""

from __future__ import annotations

from orxl.layout.budget_formulas import of_line
from orxl.layout.columns import (
    REQUIRED,
    amount,
    code,
    currency,
    flag,
    long_text,
    share,
    table,
    text,
    year,
)
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page, unique
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import CARRIED, CARRY_IN, EXPENSE_SUM, GRANTS, INCOME_SUM, Group
from orxl.layout.tables import Row
from orxl.programme.codes import Currency, GrantStatus

_AMOUNT = "Beløp i 1000 kr, uten desimaler og enhet."

GRANT_SHEET = SheetSpec(
    "Tilskudd", Group.BUDGET, "Tilskudd {year}",
    "Ekstern finansiering.", unit="I 1000 kr om ikke annet står",
    fixed=(
        Fixed("C3", "Om søkte tilskudd regnes med, bestemmes på Forutsetninger. Nye tilskudd "
              "skrives rett under tabellen.", role="purpose", span=8),
    ),
    page=Page(breaks=("budget",), repeat="label"),
    table=table(
        GRANTS, "grant_id",
        code("grant_id", "ID", 13, "Kort kode uten mellomrom, for eksempel KLIMA1.", required=True),
        text("label", "Tilskudd", 36, "Tilskuddets navn.", required=True),
        text("giver", "Giver", 24, "Hvem som gir tilskuddet."),
        code("status", "Status", 12, "Velg fra listen.", choices=GrantStatus, required=True),
        year("from_year", "Fra år", 8, "Første år, fire sifre."),
        year("to_year", "Til år", 8, "Siste år, fire sifre."),
        code("currency", "Valuta", 11, "NOK eller EUR.", choices=Currency),
        currency("ceiling", "Tilsagn i valuta", 15, "Høyeste beløp i tilsagnet, i hele enheter av "
                 "valutaen (50000, ikke 50).", short="Tilsagn"),
        amount("ceiling_1000", "Tilsagn i 1000 kr", 13,
               formula="ROUND({ceiling}*IF({currency}={Currency.EUR},Kurs_EUR,1)/1000,0)"),
        share("advance_share", "Forskudd", 13.5, "Andelen som er betalt på forhånd, i prosent."),
        share("own_share", "Krav til egeninnsats", 16, "Egeninnsats som kreves, i prosent av "
              "tilskuddet (100 % = like mye)."),
        amount("planned", "Inntekt {year}", 12,
               f"Ventet inntekt i {{year}} når tilskuddet regnes med. {_AMOUNT}"),
        flag("counts", "Regnes med", 10.5, formula=
             "IF(OR({status}={GrantStatus.GRANTED},AND({status}={GrantStatus.APPLIED},"
             "Regn_med_søkte_tilskudd={YesNo.YES})),1,0)"),
        amount("budget", "I budsjettet", 14.5, formula="{planned}*{counts}"),
        amount("own_contribution", "Egne midler i prosjektet", 17, formula='IF({grant_id}="",0,'
               "SUMIFS({tblProsjektmidler.budget},{tblProsjektmidler.grant},{grant_id}))"),
        amount("bound_in", "Bundet ved årets start", 15,
               f"Forskudd som ligger i inngående mindreforbruk. {_AMOUNT}"),
        amount("bound_used", "Bundet brukt i året", 13,
               f"Hvor mye av de bundne midlene som brukes i året. {_AMOUNT}"),
        amount("bound_out", "Bundet ved årets slutt", 15, formula="{bound_in}-{bound_used}"),
        text("budget_line", "Budsjettpost", 34, "Posten i Hovedtall tilskuddet føres på. Uten egen "
             "post går det i «Andre tilskudd».", choices="Liste_poster"),
        code("own_line", "Egen linje", 9, formula='IF({grant_id}="","",IF(ISNUMBER('
             "MATCH({budget_line},{tblHovedtall.label},0)),{YesNo.YES},{YesNo.NO}))"),
        long_text("comment", "Kommentar", 50, "Kilde, vilkår og annet."),
        content="grants",
        marks=(
            REQUIRED,
            unique("grant_id"),
            Mark("counts", "counts", '{grant_id}=""', Look.NONE),
            Mark("status", "status", "{status}={GrantStatus.APPLIED}", Look.KNOWN),
            Mark("bound_out", "bound_out", "{bound_out}<0", Look.BAD),
        ),
    ),
)  # fmt: skip


def _carried(key: str, header: str, level: Level | None = None, **more: str) -> Row:
    """A row of the carry-over: it reads the column *key* of the main figures."""
    formulas = {
        "opening": of_line(key, CARRY_IN),
        "income": of_line(key, INCOME_SUM),
        "expenses": of_line(key, EXPENSE_SUM),
        **more,
    }
    return Row({"column": header}, formulas, level=level)


CARRY_OVER_SHEET = SheetSpec(
    "Overføring", Group.BUDGET, "Overføring mellom årene",
    "Hva som overføres fra år til år, og hvor mye av det som er bundet. Alt unntatt bundne midler "
    "tidligere år beregnes.", unit="Tall i 1000 kr", protected=True,
    table=table(
        CARRIED, "column",
        text("column", "Tall fra", 18, "Kolonnen på Hovedtall raden gjelder. Endres ikke for hånd.",
             required=True),
        amount("opening", "Inngående mindreforbruk", 16, by_row=True),
        amount("income", "Inntekter", 13, by_row=True),
        amount("expenses", "Utgifter", 13, by_row=True),
        amount("result", "Resultat", 13, formula="{income}-{expenses}"),
        amount("closing", "Utgående mindreforbruk", 16, formula="{opening}+{result}"),
        amount("bound_in", "Bundet inngående", 14,
               "Bundne midler ved årets start. For budsjettåret hentes tallet fra Tilskudd."),
        amount("bound_out", "Bundet utgående", 14,
               "Bundne midler ved årets slutt. For budsjettåret hentes tallet fra Tilskudd."),
        amount("free_out", "Fritt utgående", 14,
               formula='IF({bound_out}="","",{closing}-{bound_out})'),
        long_text("comment", "Kommentar", 50, "Forklaring."),
        content="carry_over", fixed=True,
        rows=(
            _carried("budget_prior", "Budsjett {prior}", Level.HISTORY),
            _carried("forecast_prior", "Prognose {prior}", Level.HISTORY),
            _carried("budget", "Budsjett {year}", bound_in="SUM({tblTilskudd.bound_in})",
                     bound_out="SUM({tblTilskudd.bound_out})"),
        ),
        marks=(
            Mark("free_out", "free_out", "N({free_out})<0", Look.BAD),
            Mark("closing", "closing", "{closing}<0", Look.BAD),
        ),
    ),
)  # fmt: skip
