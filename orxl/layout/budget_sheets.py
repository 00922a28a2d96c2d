"""The sheets of the budget: assumptions, main figures, project funds, grants, carry-over."""

from __future__ import annotations

from dataclasses import dataclass

from orxl.layout.budget_formulas import budget_headers, carry_over_formulas, main_figure_formulas
from orxl.layout.model import Column, Fixed, Kind, SheetSpec, TableSpec

HEADER_ROW = 5


@dataclass(frozen=True, slots=True)
class AssumptionSpec:
    """An assumption the workbook must have: its defined name, kind and drop-down list."""

    name: str
    kind: Kind
    choices: str | None = None
    required: bool = True


ASSUMPTIONS = (
    AssumptionSpec("Organisasjon", Kind.TEXT),
    AssumptionSpec("Budsjettår", Kind.YEAR),
    AssumptionSpec("Vedtaksmøte", Kind.DATE, required=False),
    AssumptionSpec("Regn_med_søkte_tilskudd", Kind.TEXT, "Liste_ja_nei"),
    AssumptionSpec("Kontingentsats", Kind.RATE),
    AssumptionSpec("Kontingentsats_forrige", Kind.RATE),
    AssumptionSpec("Kontingentvedtak", Kind.DATE, required=False),
    AssumptionSpec("Folketallsdato", Kind.DATE),
    AssumptionSpec("Antall_medlemmer", Kind.INTEGER),
    AssumptionSpec("Kontingentgrunnlag", Kind.KRONER),
    AssumptionSpec("Kurs_EUR", Kind.EXCHANGE, required=False),
    AssumptionSpec("Antall_stillinger", Kind.NUMBER, required=False),
    AssumptionSpec("Faste_stillinger", Kind.NUMBER, required=False),
    AssumptionSpec("Toleranse_avrunding", Kind.THOUSANDS),
)


def budget_sheets(year: int) -> tuple[SheetSpec, ...]:
    """The sheets that hold the budget, in tab order."""
    return (_main_figures(year), _projects(year), _grants(year), _carry_over(year))


def assumptions_sheet() -> SheetSpec:
    """The sheet of the assumptions: every number that is decided, not calculated."""
    return SheetSpec(
        "Forutsetninger",
        "budsjett",
        "Forutsetninger",
        "Alt som er bestemt og ikke beregnet, på ett sted. Endre bare kolonnen Verdi.",
        table=TableSpec(
            "tblForutsetninger",
            HEADER_ROW,
            key="name",
            content="assumptions",
            grows=False,
            filter=False,
            columns=(
                Column("label", "Forutsetning", Kind.TEXT, 46, required=True),
                Column(
                    "value", "Verdi", Kind.ANY, 18, "Skriv verdien. Enheten står i neste kolonne."
                ),
                Column("unit", "Enhet", Kind.TEXT, 18),
                Column(
                    "name",
                    "Navn i formler",
                    Kind.CODE,
                    26,
                    "Navnet formlene bruker. Endres ikke.",
                    required=True,
                ),
                Column("source", "Kilde", Kind.LONG_TEXT, 44, "Hvor verdien kommer fra."),
                Column(
                    "note", "Forklaring", Kind.LONG_TEXT, 60, "Hva verdien betyr for budsjettet."
                ),
            ),
        ),
    )


def _main_figures(year: int) -> SheetSpec:
    head = budget_headers(year)
    amount = "Beløp i 1000 kr, uten desimaler og enhet. Skriv minus foran et negativt tall."
    return SheetSpec(
        "Hovedtall",
        "budsjett",
        f"Hovedtall – budsjett {year}",
        "Hovedrammene for budsjettet. Endringen er målt mot budsjettet året før. Nye poster settes inn over «Avrunding».",
        unit="Tall i 1000 kr",
        table=TableSpec(
            "tblHovedtall",
            HEADER_ROW,
            key="label",
            content="lines",
            grows=False,
            filter=False,
            row_formulas=main_figure_formulas,
            columns=(
                Column("line", "Linje", Kind.INTEGER, 7, "Løpenummer.", required=True),
                Column("label", "Post", Kind.TEXT, 58, "Budsjettpostens navn.", required=True),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    15,
                    "Velg fra listen.",
                    choices="Liste_posttype",
                    required=True,
                ),
                Column("budget_prior", head["budget_prior"], Kind.THOUSANDS, 14, amount),
                Column("forecast_prior", head["forecast_prior"], Kind.THOUSANDS, 14, amount),
                Column("budget", head["budget"], Kind.THOUSANDS, 14, amount),
                Column(
                    "change",
                    "Endring",
                    Kind.THOUSANDS,
                    12,
                    formula=f"[@{head['budget']}]-[@{head['budget_prior']}]",
                    derived=True,
                ),
                Column(
                    "source",
                    "Hentes fra",
                    Kind.CODE,
                    18,
                    "Innlagt: tallet skrives her. Ellers hentes det fra arket som er nevnt.",
                    choices="Liste_postkilde",
                    required=True,
                ),
                Column("note", "Note", Kind.CODE, 8, "Koden til noten på arket Noter."),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 46, "Begrunnelse eller forklaring."),
            ),
        ),
    )


def _projects(year: int) -> SheetSpec:
    head = budget_headers(year)
    amount = "Beløp i 1000 kr, uten desimaler og enhet."
    total_row = HEADER_ROW - 1
    keys = ("budget_prior", "forecast_prior", "frame", "budget", "change")
    headers = (
        head["budget_prior"],
        head["forecast_prior"],
        f"Ramme {year}",
        "I budsjettet",
        "Endring",
    )
    return SheetSpec(
        "Prosjektmidler",
        "budsjett",
        f"Prosjektmidler {year}",
        "Fordelingen av posten «Prosjekter» i Hovedtall. Nye prosjekter skrives rett under tabellen; totalen står over den.",
        unit="Tall i 1000 kr",
        fixed=(
            Fixed(f"A{total_row}", "Totalt", role="total_label"),
            *(
                Fixed(
                    f"{'BCDEF'[i]}{total_row}",
                    formula=f"SUM(tblProsjektmidler[{header}])",
                    kind=Kind.THOUSANDS,
                    role="total",
                )
                for i, (_, header) in enumerate(zip(keys, headers, strict=True))
            ),
        ),
        table=TableSpec(
            "tblProsjektmidler",
            HEADER_ROW,
            key="label",
            content="projects",
            columns=(
                Column("label", "Prosjekt", Kind.TEXT, 42, "Prosjektets navn.", required=True),
                Column("budget_prior", head["budget_prior"], Kind.THOUSANDS, 14, amount),
                Column("forecast_prior", head["forecast_prior"], Kind.THOUSANDS, 14, amount),
                Column(
                    "frame",
                    f"Ramme {year}",
                    Kind.THOUSANDS,
                    13,
                    "Det som settes av, i 1000 kr. Kolonnen «I budsjettet» regner med det bare når tilskuddet regnes med.",
                ),
                Column(
                    "budget",
                    "I budsjettet",
                    Kind.THOUSANDS,
                    14,
                    formula=(
                        f'IF([@Tilskudd]="",[@Ramme {year}],[@Ramme {year}]'
                        "*INDEX(tblTilskudd[Regnes med],MATCH([@Tilskudd],tblTilskudd[ID],0)))"
                    ),
                    derived=True,
                ),
                Column(
                    "change",
                    "Endring",
                    Kind.THOUSANDS,
                    12,
                    formula=f"[@I budsjettet]-[@{head['budget_prior']}]",
                    derived=True,
                ),
                Column(
                    "grant",
                    "Tilskudd",
                    Kind.CODE,
                    14,
                    "Tilskuddet prosjektet hører til. Faller tilskuddet bort, faller rammen bort.",
                    choices="Liste_tilskudd",
                ),
                Column("note", "Note", Kind.CODE, 8, "Koden til noten på arket Noter."),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 50, "Begrunnelse eller forklaring."),
            ),
        ),
    )


def _grants(year: int) -> SheetSpec:
    thousands = "Beløp i 1000 kr, uten desimaler og enhet."
    return SheetSpec(
        "Tilskudd",
        "budsjett",
        f"Tilskudd {year}",
        "Ekstern finansiering. Om søkte tilskudd regnes med, bestemmes på Forutsetninger. Nye tilskudd skrives rett under tabellen.",
        unit="Tall i 1000 kr der ikke annet er sagt",
        table=TableSpec(
            "tblTilskudd",
            HEADER_ROW,
            key="grant_id",
            content="grants",
            columns=(
                Column(
                    "grant_id",
                    "ID",
                    Kind.CODE,
                    13,
                    "Kort kode uten mellomrom, for eksempel SEADITO.",
                    required=True,
                ),
                Column("label", "Tilskudd", Kind.TEXT, 40, "Tilskuddets navn.", required=True),
                Column("giver", "Giver", Kind.TEXT, 30, "Hvem som gir tilskuddet."),
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
                    "currency", "Valuta", Kind.CODE, 9, "NOK eller EUR.", choices="Liste_valuta"
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
                    10,
                    "Andelen som er betalt på forhånd, i prosent.",
                ),
                Column(
                    "own_share",
                    "Krav til egeninnsats",
                    Kind.SHARE,
                    12,
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
                    Kind.INTEGER,
                    9,
                    formula='IF(OR([@Status]="Innvilget",AND([@Status]="Søkt",Regn_med_søkte_tilskudd="Ja")),1,0)',
                    derived=True,
                ),
                Column(
                    "budget",
                    "I budsjettet",
                    Kind.THOUSANDS,
                    12,
                    formula=f"[@Inntekt {year}]*[@Regnes med]",
                    derived=True,
                ),
                Column(
                    "own_contribution",
                    "Egne midler i prosjektet",
                    Kind.THOUSANDS,
                    14,
                    formula="SUMIFS(tblProsjektmidler[I budsjettet],tblProsjektmidler[Tilskudd],[@ID])",
                    derived=True,
                ),
                Column(
                    "bound_in",
                    "Bundet ved årets start",
                    Kind.THOUSANDS,
                    13,
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
                    13,
                    formula="[@Bundet ved årets start]-[@Bundet brukt i året]",
                    derived=True,
                ),
                Column(
                    "budget_line",
                    "Budsjettpost",
                    Kind.TEXT,
                    36,
                    "Posten i Hovedtall tilskuddet føres på. Uten egen post går det i «Andre tilskudd».",
                    choices="Liste_poster",
                ),
                Column(
                    "own_line",
                    "Egen linje",
                    Kind.CODE,
                    9,
                    formula='IF(ISNUMBER(MATCH([@Budsjettpost],tblHovedtall[Post],0)),"Ja","Nei")',
                    derived=True,
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 60, "Kilde, vilkår og annet."),
            ),
        ),
    )


def _carry_over(year: int) -> SheetSpec:
    return SheetSpec(
        "Overføring",
        "budsjett",
        "Overføring mellom årene",
        "Hva som overføres fra år til år, og hvor mye av det som er bundet. Alt unntatt bundne midler tidligere år beregnes.",
        unit="Tall i 1000 kr",
        table=TableSpec(
            "tblOverføring",
            HEADER_ROW,
            key="column",
            content="carry_over",
            grows=False,
            filter=False,
            row_formulas=carry_over_formulas(year),
            columns=(
                Column("column", "Tall fra", Kind.TEXT, 20, required=True),
                Column("opening", "Inngående mindreforbruk", Kind.THOUSANDS, 15, derived=True),
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
                    15,
                    formula="[@Inngående mindreforbruk]+[@Resultat]",
                    derived=True,
                ),
                Column(
                    "bound_in",
                    "Bundet inngående",
                    Kind.THOUSANDS,
                    15,
                    "Bundne midler ved årets start. For budsjettåret hentes tallet fra Tilskudd.",
                ),
                Column(
                    "bound_out",
                    "Bundet utgående",
                    Kind.THOUSANDS,
                    15,
                    "Bundne midler ved årets slutt. For budsjettåret hentes tallet fra Tilskudd.",
                ),
                Column(
                    "free_out",
                    "Fritt utgående",
                    Kind.THOUSANDS,
                    15,
                    formula='IF([@Bundet utgående]="","",[@Utgående mindreforbruk]-[@Bundet utgående])',
                    derived=True,
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 60, "Forklaring."),
            ),
        ),
    )
