"""The front page: state, key figures, links to the sheets, legend and instructions."""

from __future__ import annotations

from collections.abc import Sequence

from orxl.core.refs import column_letters
from orxl.layout.budget_formulas import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE_SUM,
    INCOME_SUM,
    RESULT,
    budget_headers,
    of_line,
)
from orxl.layout.model import Fixed, Kind, SheetSpec


def front_page(year: int, sheets: Sequence[SheetSpec]) -> SheetSpec:
    """The front page: state, key figures, links to the sheets, legend and instructions."""
    now = budget_headers(year)["budget"]

    def carried(column: str) -> str:
        return f'INDEX(tblOverføring[{column}],MATCH("{now}",tblOverføring[Tall fra],0))'

    cards = (
        ("Inntekter", of_line(now, INCOME_SUM), Kind.THOUSANDS, "1000 kr"),
        ("Driftsutgifter", of_line(now, EXPENSE_SUM), Kind.THOUSANDS, "1000 kr"),
        ("Resultat", of_line(now, RESULT), Kind.THOUSANDS, "1000 kr"),
        ("Inngående mindreforbruk", of_line(now, CARRY_IN), Kind.THOUSANDS, "1000 kr"),
        ("Utgående mindreforbruk", of_line(now, CARRY_OUT), Kind.THOUSANDS, "1000 kr"),
        ("Herav bundet", carried("Bundet utgående"), Kind.THOUSANDS, "1000 kr"),
        ("Herav fritt", carried("Fritt utgående"), Kind.THOUSANDS, "1000 kr"),
        ("Kontingentsats", "Kontingentsats", Kind.RATE, "kr per innbygger"),
        ("Medlemmer", "Antall_medlemmer", Kind.INTEGER, "kommuner"),
        ("Tiltak", 'SUMPRODUCT((tblTiltak[Nr]<>"")*1)', Kind.INTEGER, "i handlingsprogrammet"),
        ("Mål", 'SUMPRODUCT((tblMål[Mål ID]<>"")*1)', Kind.INTEGER, "resultatmål og effektmål"),
        ("Mål nådd", 'SUMPRODUCT((tblMål[Status]="Nådd")*1)', Kind.INTEGER, "så langt"),
    )
    fixed: list[Fixed] = [
        Fixed("A4", "Kontrollene i arbeidsboken", role="label_strong", span=2),
        Fixed(
            "C4",
            formula='IF(SUMPRODUCT((tblKontroller[Tilstand]="AVVIK")*1)=0,"OK – alle kontroller stemmer",'
            'SUMPRODUCT((tblKontroller[Tilstand]="AVVIK")*1)&" avvik – se arket Kontroll")',
            role="lamp",
            span=4,
        ),
        Fixed("A5", "Siste kjøring av programmet", role="label_strong", span=2),
        Fixed(
            "C5",
            formula="MAX(tblEndringslogg[Tidspunkt])",
            kind=Kind.MOMENT,
            role="value_left",
        ),
        Fixed(
            "D5",
            formula='SUMIFS(tblEndringslogg[Feil],tblEndringslogg[Tidspunkt],MAX(tblEndringslogg[Tidspunkt]))&" feil, "'
            '&SUMIFS(tblEndringslogg[Advarsler],tblEndringslogg[Tidspunkt],MAX(tblEndringslogg[Tidspunkt]))&" advarsler"',
            role="value_left",
            span=3,
        ),
    ]
    for index, (label, formula, kind, unit) in enumerate(cards):
        row, column = 7 + 4 * (index // 6), column_letters(1 + index % 6)
        fixed += [
            Fixed(f"{column}{row}", label, role="card_label"),
            Fixed(f"{column}{row + 1}", formula=formula, kind=kind, role="card_value"),
            Fixed(f"{column}{row + 2}", unit, role="card_unit"),
        ]
    fixed += _legend_and_links(sheets)
    return SheetSpec(
        "Forside",
        "kontroll",
        f"Handlingsprogram og budsjett {year}",
        "Nøkkeltall, tilstand og veien til alle ark. Alt på denne siden beregnes.",
        fixed=tuple(fixed),
        widths=dict.fromkeys("ABCDEF", 24.0),
        protected=True,
        tall=False,
    )


HOW_TO = (
    "1.  Gule celler fyller du ut. Grå celler regner arbeidsboken ut; dem skriver du ikke i.",
    "2.  Nye tiltak, mål, partnere, medlemmer, prosjekter og tilskudd skrives i raden rett under tabellen.",
    "3.  Tall i budsjettet er i 1000 kr. Kontingenten til hver kommune er i hele kroner.",
    "4.  Kjør «orxl kontroller» før saken sendes. «orxl beregn» regner ut alt på nytt og skriver funnene på Kontroll.",
    "5.  Et avvik som er kjent og i orden, føres på Godtatte avvik med begrunnelse.",
)


def _legend_and_links(sheets: Sequence[SheetSpec]) -> list[Fixed]:
    row = 16
    cells = [Fixed(f"A{row}", "Slik bruker du arbeidsboken", role="heading", span=4)]
    cells += [Fixed(f"A{row + 1 + i}", text, role="text", span=6) for i, text in enumerate(HOW_TO)]
    row += len(HOW_TO) + 2
    cells.append(Fixed(f"A{row}", "Fargene", role="heading"))
    for i, (text, role) in enumerate(
        (
            ("Fylles ut", "legend_input"),
            ("Beregnes", "legend_formula"),
            ("Overskrift", "legend_header"),
        )
    ):
        cells.append(Fixed(f"{column_letters(2 + i)}{row}", text, role=role))
    row += 2
    cells.append(Fixed(f"A{row}", "Arkene", role="heading"))
    cells += [
        item
        for i, sheet in enumerate(sheets)
        for item in (
            Fixed(f"A{row + 1 + i}", sheet.name, role="link"),
            Fixed(f"B{row + 1 + i}", sheet.purpose, role="text", span=5),
        )
    ]
    return cells
