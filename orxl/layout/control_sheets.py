"""The sheets of control: front page, live controls, accepted deviations, change log, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orxl.core.refs import column_letters
from orxl.core.values import Value
from orxl.layout.budget_formulas import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE,
    EXPENSE_SUM,
    INCOME,
    INCOME_SUM,
    RESULT,
    budget_headers,
    of_line,
)
from orxl.layout.member_sheets import NAMED, OTHERS, TOTAL
from orxl.layout.model import Column, Fixed, Grid, Kind, SheetSpec, TableSpec

HEADER_ROW = 5


@dataclass(frozen=True, slots=True)
class Control:
    """A live control: two figures that must agree, the rule it belongs to, and where to look."""

    text: str
    first: str
    second: str
    rule: str
    sheet: str


def controls(year: int) -> tuple[Control, ...]:
    """The live controls on «Kontroll», in order. Formulas only; no script is needed."""
    head = budget_headers(year)
    now, before, forecast = head["budget"], head["budget_prior"], head["forecast_prior"]

    def lines(column: str, kind: str) -> str:
        return f'SUMIFS(tblHovedtall[{column}],tblHovedtall[Type],"{kind}")'

    def fees(group: str, column: str) -> str:
        return f'INDEX(tblKontingent[{column}],MATCH("{group}",tblKontingent[Gruppe],0))'

    def carried(column: str, of: str) -> str:
        return f'INDEX(tblOverføring[{column}],MATCH("{of}",tblOverføring[Tall fra],0))'

    active = "tblMedlemmer[Medlem i budsjettåret]"
    return (
        Control(
            "Sum inntekter er summen av inntektspostene",
            of_line(now, INCOME_SUM),
            lines(now, INCOME),
            "B001",
            "Hovedtall",
        ),
        Control(
            "Sum driftsutgifter er summen av utgiftspostene",
            of_line(now, EXPENSE_SUM),
            lines(now, EXPENSE),
            "B001",
            "Hovedtall",
        ),
        Control(
            "Resultat er inntekter minus utgifter",
            of_line(now, RESULT),
            f"{lines(now, INCOME)}-{lines(now, EXPENSE)}",
            "B002",
            "Hovedtall",
        ),
        Control(
            "Utgående mindreforbruk er inngående pluss resultat",
            of_line(now, CARRY_OUT),
            f"{of_line(now, CARRY_IN)}+{of_line(now, RESULT)}",
            "B003",
            "Hovedtall",
        ),
        Control(
            f"Inngående {year} er utgående i prognosen for {year - 1}",
            of_line(now, CARRY_IN),
            of_line(forecast, CARRY_OUT),
            "B004",
            "Hovedtall",
        ),
        Control(
            "Utgående mindreforbruk er likt på Hovedtall og Overføring",
            of_line(now, CARRY_OUT),
            carried("Utgående mindreforbruk", now),
            "B003",
            "Overføring",
        ),
        Control(
            f"Endringen i inntekter er målt mot budsjett {year - 1}",
            of_line("Endring", INCOME_SUM),
            f"{of_line(now, INCOME_SUM)}-{of_line(before, INCOME_SUM)}",
            "B005",
            "Hovedtall",
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, budsjett {year}",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            "SUM(tblProsjektmidler[I budsjettet])",
            "B006",
            "Prosjektmidler",
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, prognose {year - 1}",
            f'SUMIFS(tblHovedtall[{forecast}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            f"SUM(tblProsjektmidler[{forecast}])",
            "B006",
            "Prosjektmidler",
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, budsjett {year - 1}",
            f'SUMIFS(tblHovedtall[{before}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            f"SUM(tblProsjektmidler[{before}])",
            "B006",
            "Prosjektmidler",
        ),
        Control(
            "Tilskuddene i Hovedtall er summen av arket Tilskudd",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"*ilskudd")',
            "SUM(tblTilskudd[I budsjettet])",
            "B007",
            "Tilskudd",
        ),
        Control(
            "Kontingenten i Hovedtall er kontingenten i alt, i 1000 kr",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"Kontingent")',
            "ROUND(Kontingent_i_alt/1000,0)",
            "K001",
            "Kontingent",
        ),
        Control(
            "Kontingenten i alt er det vedtatte grunnlaget",
            fees(TOTAL, "Kontingent"),
            "Kontingentgrunnlag",
            "K002",
            "Kontingent",
        ),
        Control(
            "Navngitte og øvrige er alle medlemmene",
            f"{fees(NAMED, 'Medlemmer')}+{fees(OTHERS, 'Medlemmer')}",
            "Antall_medlemmer",
            "K003",
            "Kontingent",
        ),
        Control(
            "Alle medlemmer i budsjettåret har folketall",
            f"SUM({active})",
            f"SUMPRODUCT({active}*(tblMedlemmer[Folketall]>0))",
            "K004",
            "Medlemmer",
        ),
        Control(
            "Bundne midler er ikke større enn utgående mindreforbruk",
            f"MIN({carried('Bundet utgående', now)},{carried('Utgående mindreforbruk', now)})",
            carried("Bundet utgående", now),
            "B008",
            "Overføring",
        ),
        Control(
            "Alle tiltak har minst ett resultatmål",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Resultatmål]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P003",
            "Tiltak",
        ),
        Control(
            "Alle tiltak har minst ett effektmål",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Effektmål]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P004",
            "Tiltak",
        ),
        Control(
            "Alle tiltak har minst én partner",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Partnere]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P005",
            "Tiltak",
        ),
        Control(
            "Alle mål hører til et tiltak",
            "SUM(tblTiltak[Resultatmål])+SUM(tblTiltak[Effektmål])",
            'SUMPRODUCT((tblMål[Mål ID]<>"")*1)',
            "N003",
            "Mål",
        ),
        Control(
            "Alle partnere hører til et tiltak",
            "SUM(tblTiltak[Partnere])",
            'SUMPRODUCT((tblPartnere[Partner]<>"")*1)',
            "N004",
            "Partnere",
        ),
    )


def control_sheets(year: int) -> tuple[SheetSpec, ...]:
    """Controls, accepted deviations and change log, in tab order."""
    return (_controls_sheet(year), _accepted(), _log())


def _controls_sheet(year: int) -> SheetSpec:
    entries = controls(year)

    def formulas(rows: Sequence[Mapping[str, Value]], grid: Grid) -> Sequence[Mapping[str, str]]:
        by_text = {c.text: c for c in entries}
        result: list[dict[str, str]] = []
        for row in rows:
            control = by_text.get(str(row.get("text")))
            result.append({"first": control.first, "second": control.second} if control else {})
        return result

    findings_row = HEADER_ROW + len(entries) + 4
    return SheetSpec(
        "Kontroll",
        "kontroll",
        "Kontroll",
        "Øverst: kontroller som alltid regner med. Nederst: funnene fra siste kjøring av «orxl beregn» eller knappen.",
        fixed=(Fixed(f"A{findings_row - 1}", "Funn fra siste kjøring", role="heading", span=4),),
        table=TableSpec(
            "tblKontroller",
            HEADER_ROW,
            key="text",
            grows=False,
            filter=False,
            rows=tuple({"rule": c.rule, "text": c.text, "sheet": c.sheet} for c in entries),
            row_formulas=formulas,
            columns=(
                Column(
                    "state",
                    "Tilstand",
                    Kind.CODE,
                    13,
                    formula='IF(ISERROR([@Differanse]),"AVVIK",IF([@Differanse]=0,"OK",IF(SUMPRODUCT((tblGodtatte[Regel]=[@Regel])*1)>0,"GODTATT","AVVIK")))',
                    derived=True,
                ),
                Column("rule", "Regel", Kind.CODE, 9, required=True),
                Column("text", "Kontroll", Kind.LONG_TEXT, 66, required=True),
                Column("sheet", "Ark", Kind.TEXT, 18, required=True),
                Column("first", "Tall i boken", Kind.THOUSANDS, 14, derived=True),
                Column("second", "Skal være", Kind.THOUSANDS, 14, derived=True),
                Column(
                    "difference",
                    "Differanse",
                    Kind.THOUSANDS,
                    13,
                    formula="ROUND([@Tall i boken]-[@Skal være],2)",
                    derived=True,
                ),
            ),
        ),
        more_tables=(
            TableSpec(
                "tblFunn",
                findings_row,
                key="message",
                grows=False,
                owned=True,
                filter=False,
                columns=(
                    Column("severity", "Alvorlighet", Kind.CODE, 13),
                    Column("code", "Regel", Kind.CODE, 9),
                    Column("message", "Funn", Kind.LONG_TEXT, 66),
                    Column("sheet", "Ark", Kind.TEXT, 18),
                    Column("cell", "Celle", Kind.CODE, 14),
                    Column("expected", "Forventet", Kind.TEXT, 14),
                    Column("actual", "Står der nå", Kind.TEXT, 13),
                    Column("remedy", "Hva du gjør", Kind.LONG_TEXT, 66),
                ),
            ),
        ),
    )


def _accepted() -> SheetSpec:
    return SheetSpec(
        "Godtatte avvik",
        "kontroll",
        "Godtatte avvik",
        "Funn som er kjent og godtatt, med begrunnelse. Tomme felt for sted betyr «hvor som helst». Nye skrives rett under tabellen.",
        table=TableSpec(
            "tblGodtatte",
            HEADER_ROW,
            key="code",
            content="accepted",
            columns=(
                Column(
                    "code",
                    "Regel",
                    Kind.CODE,
                    9,
                    "Regelens kode, for eksempel B006. Se «orxl regel».",
                    required=True,
                ),
                Column("sheet", "Ark", Kind.TEXT, 18, "Arket funnet gjelder."),
                Column("row", "Rad", Kind.TEXT, 40, "Navnet på raden, for eksempel «Prosjekter»."),
                Column(
                    "column",
                    "Kolonne",
                    Kind.TEXT,
                    18,
                    "Kolonneoverskriften, for eksempel «Budsjett 2025».",
                ),
                Column(
                    "reason",
                    "Begrunnelse",
                    Kind.LONG_TEXT,
                    70,
                    "Hvorfor avviket godtas.",
                    required=True,
                ),
                Column("accepted_by", "Godtatt av", Kind.TEXT, 22, "Hvem som har godtatt det."),
                Column("accepted_on", "Dato", Kind.DATE, 12, "Når det ble godtatt.", required=True),
                Column(
                    "valid_until",
                    "Gjelder til",
                    Kind.DATE,
                    12,
                    "Siste dag det godtas. Tom når det gjelder videre.",
                ),
            ),
        ),
    )


def _log() -> SheetSpec:
    return SheetSpec(
        "Endringslogg",
        "kontroll",
        "Endringslogg",
        "Én linje for hver gang arbeidsboken er bygd, beregnet eller importert til. Skrives av programmet.",
        table=TableSpec(
            "tblEndringslogg",
            HEADER_ROW,
            key="time",
            content="log",
            grows=False,
            columns=(
                Column("time", "Tidspunkt", Kind.MOMENT, 17, required=True),
                Column("who", "Hvem", Kind.TEXT, 22),
                Column("action", "Handling", Kind.TEXT, 20, required=True),
                Column("errors", "Feil", Kind.INTEGER, 8),
                Column("warnings", "Advarsler", Kind.INTEGER, 10),
                Column("notes", "Merknader", Kind.INTEGER, 11),
                Column("changed", "Endrede celler", Kind.INTEGER, 14),
                Column("description", "Beskrivelse", Kind.LONG_TEXT, 80),
            ),
        ),
    )


def lists_sheet(constants: Mapping[str, Sequence[str]]) -> SheetSpec:
    """The sheet with the code lists, each a small table of its own, side by side."""
    tables = []
    for index, (name, words) in enumerate(constants.items()):
        header = name.removeprefix("Liste_").replace("_", " ").capitalize()
        width = max(len(header) + 4, *(len(word) + 4 for word in words))
        tables.append(
            TableSpec(
                f"tbl{name}",
                HEADER_ROW,
                key="value",
                filter=False,
                grows=False,
                rows=tuple({"value": word} for word in words),
                first_column=1 + 2 * index,
                columns=(Column("value", header, Kind.CODE, width),),
            )
        )
    return SheetSpec(
        "Lister",
        "kontroll",
        "Lister",
        "Ordene nedtrekkslistene bruker. Programmet kjenner disse ordene; endre dem bare sammen med det.",
        table=tables[0],
        more_tables=tuple(tables[1:]),
        widths={column_letters(2 + 2 * i): 3 for i in range(len(tables))},
    )
