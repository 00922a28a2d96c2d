"""The sheets of grants and of the carry-over between the years."""

from __future__ import annotations

from orxl.layout.assumption_sheets import HEADER_ROW
from orxl.layout.budget_formulas import carry_over_formulas
from orxl.layout.looks import Look, Mark, Page, required, unique
from orxl.layout.model import Column, Fixed, Kind, SheetSpec, TableSpec


def grants_sheet(year: int) -> SheetSpec:
    """The sheet of the external grants."""
    thousands = "Beløp i 1000 kr, uten desimaler og enhet."
    return SheetSpec(
        "Tilskudd",
        "budsjett",
        f"Tilskudd {year}",
        "Ekstern finansiering.",
        unit="I 1000 kr om ikke annet står",
        fixed=(
            Fixed(
                "C3",
                "Om søkte tilskudd regnes med, bestemmes på Forutsetninger. Nye tilskudd skrives rett under tabellen.",
                role="purpose",
                span=8,
            ),
        ),
        page=Page(breaks=("budget",), repeat="label"),
        table=TableSpec(
            "tblTilskudd",
            HEADER_ROW,
            key="grant_id",
            content="grants",
            marks=(
                *required("grant_id", "label", "status"),
                unique("grant_id"),
                Mark("counts", "counts", '{grant_id}=""', Look.NONE),
                Mark("status", "status", '{status}="Søkt"', Look.KNOWN),
                Mark("bound_out", "bound_out", "{bound_out}<0", Look.BAD),
            ),
            columns=(
                Column(
                    "grant_id",
                    "ID",
                    Kind.CODE,
                    13,
                    "Kort kode uten mellomrom, for eksempel KLIMA1.",
                    required=True,
                ),
                Column("label", "Tilskudd", Kind.TEXT, 36, "Tilskuddets navn.", required=True),
                Column("giver", "Giver", Kind.TEXT, 24, "Hvem som gir tilskuddet."),
                Column(
                    "status",
                    "Status",
                    Kind.CODE,
                    12,
                    "Velg fra listen.",
                    choices="Liste_tilskuddsstatus",
                    required=True,
                ),
                Column("from_year", "Fra år", Kind.YEAR, 8, "Første år, fire sifre."),
                Column("to_year", "Til år", Kind.YEAR, 8, "Siste år, fire sifre."),
                Column(
                    "currency", "Valuta", Kind.CODE, 11, "NOK eller EUR.", choices="Liste_valuta"
                ),
                Column(
                    "ceiling",
                    "Tilsagn i valuta",
                    Kind.AMOUNT,
                    15,
                    "Høyeste beløp i tilsagnet, i hele enheter av valutaen (50000, ikke 50).",
                ),
                Column(
                    "ceiling_1000",
                    "Tilsagn i 1000 kr",
                    Kind.THOUSANDS,
                    13,
                    formula='ROUND([@Tilsagn i valuta]*IF([@Valuta]="EUR",Kurs_EUR,1)/1000,0)',
                    derived=True,
                ),
                Column(
                    "advance_share",
                    "Forskudd",
                    Kind.SHARE,
                    13.5,
                    "Andelen som er betalt på forhånd, i prosent.",
                ),
                Column(
                    "own_share",
                    "Krav til egeninnsats",
                    Kind.SHARE,
                    16,
                    "Egeninnsats som kreves, i prosent av tilskuddet (100 % = like mye).",
                ),
                Column(
                    "planned",
                    f"Inntekt {year}",
                    Kind.THOUSANDS,
                    12,
                    f"Ventet inntekt i {year} når tilskuddet regnes med. " + thousands,
                ),
                Column(
                    "counts",
                    "Regnes med",
                    Kind.FLAG,
                    10.5,
                    formula='IF(OR([@Status]="Innvilget",AND([@Status]="Søkt",Regn_med_søkte_tilskudd="Ja")),1,0)',
                    derived=True,
                ),
                Column(
                    "budget",
                    "I budsjettet",
                    Kind.THOUSANDS,
                    14.5,
                    formula=f"[@Inntekt {year}]*[@Regnes med]",
                    derived=True,
                ),
                Column(
                    "own_contribution",
                    "Egne midler i prosjektet",
                    Kind.THOUSANDS,
                    17,
                    formula='IF([@ID]="",0,SUMIFS(tblProsjektmidler[I budsjettet],tblProsjektmidler[Tilskudd],[@ID]))',
                    derived=True,
                ),
                Column(
                    "bound_in",
                    "Bundet ved årets start",
                    Kind.THOUSANDS,
                    15,
                    "Forskudd som ligger i inngående mindreforbruk. " + thousands,
                ),
                Column(
                    "bound_used",
                    "Bundet brukt i året",
                    Kind.THOUSANDS,
                    13,
                    "Hvor mye av de bundne midlene som brukes i året. " + thousands,
                ),
                Column(
                    "bound_out",
                    "Bundet ved årets slutt",
                    Kind.THOUSANDS,
                    15,
                    formula="[@Bundet ved årets start]-[@Bundet brukt i året]",
                    derived=True,
                ),
                Column(
                    "budget_line",
                    "Budsjettpost",
                    Kind.TEXT,
                    34,
                    "Posten i Hovedtall tilskuddet føres på. Uten egen post går det i «Andre tilskudd».",
                    choices="Liste_poster",
                ),
                Column(
                    "own_line",
                    "Egen linje",
                    Kind.CODE,
                    9,
                    formula='IF([@ID]="","",IF(ISNUMBER(MATCH([@Budsjettpost],tblHovedtall[Post],0)),"Ja","Nei"))',
                    derived=True,
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 50, "Kilde, vilkår og annet."),
            ),
        ),
    )


def carry_over_sheet(year: int) -> SheetSpec:
    """The sheet of what is carried over from year to year, and how much of it is bound."""
    return SheetSpec(
        "Overføring",
        "budsjett",
        "Overføring mellom årene",
        "Hva som overføres fra år til år, og hvor mye av det som er bundet. Alt unntatt bundne midler tidligere år beregnes.",
        unit="Tall i 1000 kr",
        protected=True,
        table=TableSpec(
            "tblOverføring",
            HEADER_ROW,
            key="column",
            content="carry_over",
            grows=False,
            filter=False,
            marks=(
                Mark("free_out", "free_out", "N({free_out})<0", Look.BAD),
                Mark("closing", "closing", "{closing}<0", Look.BAD),
            ),
            row_formulas=carry_over_formulas(year),
            columns=(
                Column(
                    "column",
                    "Tall fra",
                    Kind.TEXT,
                    18,
                    "Kolonnen på Hovedtall raden gjelder. Endres ikke for hånd.",
                    required=True,
                ),
                Column("opening", "Inngående mindreforbruk", Kind.THOUSANDS, 16, derived=True),
                Column("income", "Inntekter", Kind.THOUSANDS, 13, derived=True),
                Column("expenses", "Utgifter", Kind.THOUSANDS, 13, derived=True),
                Column(
                    "result",
                    "Resultat",
                    Kind.THOUSANDS,
                    13,
                    formula="[@Inntekter]-[@Utgifter]",
                    derived=True,
                ),
                Column(
                    "closing",
                    "Utgående mindreforbruk",
                    Kind.THOUSANDS,
                    16,
                    formula="[@Inngående mindreforbruk]+[@Resultat]",
                    derived=True,
                ),
                Column(
                    "bound_in",
                    "Bundet inngående",
                    Kind.THOUSANDS,
                    14,
                    "Bundne midler ved årets start. For budsjettåret hentes tallet fra Tilskudd.",
                ),
                Column(
                    "bound_out",
                    "Bundet utgående",
                    Kind.THOUSANDS,
                    14,
                    "Bundne midler ved årets slutt. For budsjettåret hentes tallet fra Tilskudd.",
                ),
                Column(
                    "free_out",
                    "Fritt utgående",
                    Kind.THOUSANDS,
                    14,
                    formula='IF([@Bundet utgående]="","",[@Utgående mindreforbruk]-[@Bundet utgående])',
                    derived=True,
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 50, "Forklaring."),
            ),
        ),
    )
