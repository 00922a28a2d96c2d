"""The front page: state, key figures, links to the sheets, legend, charts and instructions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.layout.budget_formulas import of_line
from orxl.layout.chart_figures import EXPENSE_TABLE, INCOME_TABLE
from orxl.layout.code_lists import CODE_LISTS
from orxl.layout.controls import carried, of_fees
from orxl.layout.front_state import state_cells, state_marks
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import Cells, ChartSpec, Page, Series
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import (
    CARRIED,
    CARRY_IN,
    CARRY_OUT,
    EXPENSE_SUM,
    INCOME_SUM,
    NAMED,
    RESULT,
    TOTAL,
    Group,
)
from orxl.layout.state_figures import BESIDE, told

COLUMNS: Final = "ABCDEF"
WIDTH: Final = 23.0
STATE, CARDS, LINKS, CHARTS, HOW = 5, 10, 19, 29, 67
"""The rows where the parts of the page begin."""
STATUS: Final = CHARTS + 18
STATUSES: Final = CODE_LISTS["Liste_tiltaksstatus"]
GROUPS: Final = {
    Group.PROGRAMME: "Handlingsprogram",
    Group.BUDGET: "Budsjett",
    Group.MEMBERS: "Medlemmer",
    Group.CONTROL: "Kontroll",
}
"""The groups of sheets that have a column of links each, with the headings above them."""
AHEAD: Final = "Framover"
AHEAD_AT: Final = ("C25", "C26", "C27", "C28", "B28")
"""Where the links to the sheets about the years ahead stand: what room the page had left."""
PLACED_AT: Final = {
    "Tabell 5.1.1": "E28",
    "Tabell 5.1.2": "F28",
    "Regnskapskobling": "D24",
    "Budsjettendringer": "F19",
}
"""Where links stand that their column had no room for. D24 was the link to «Lister» once, and A28
holds a text in the first workbooks, which an upgrade leaves there."""


def front_page(sheets: Sequence[SheetSpec]) -> SheetSpec:
    """The front page, with links to *sheets*."""
    return SheetSpec(
        "Forside", Group.CONTROL, "Handlingsprogram og budsjett {year}",
        "Nøkkeltall, tilstand og veien til alle ark. Her velges bare hva knappen "
        "skal gjøre; alt annet beregnes.",
        fixed=(
            *state_cells(STATE), *_against_the_case(STATE + 4), *_cards(),
            *_links(sheets), *_legend(), *_statuses(), *_how_to(),
        ),
        widths=dict.fromkeys(COLUMNS, WIDTH),
        heights={
            4: 6.0,
            **dict.fromkeys(range(STATE, STATE + 4), 18.0),
            CARDS + 5: 30.0,
            **dict.fromkeys((CARDS + 2, CARDS + 6), 27.0),
            CARDS + 4: 6.0,
            CHARTS - 1: 24.0,
            **dict.fromkeys((CARDS, LINKS, STATUS, HOW), 26.0),
        },
        protected=True,
        page=Page(landscape=False, one_page=True),
        charts=_charts(),
        marks=state_marks(STATE),
    )  # fmt: skip


def _against_the_case(row: int) -> list[Fixed]:
    """What the case says of result and closing, where today's are others; and what is decided."""
    return [
        Fixed(f"A{row}", "Mot saken", role="label_strong", since=4),
        *(
            Fixed(f"{at}{row}", role="value_left", span=span, since=4,
                  formula=told(word), earlier=((4, _beside(word, kind)),))
            for (at, span), (word, kind) in zip((("B", 2), ("D", 1)), BESIDE.items(), strict=True)
        ),
        Fixed(f"E{row}", role="value_left", span=1, since=4, formula=
              'IF(Budsjettvedtak="","Budsjettet er innstilt","Budsjettet er vedtatt")'),
        Fixed(f"F{row}", role="value_left", kind=Kind.DATE, since=4,
              formula='IF(Budsjettvedtak="","",Budsjettvedtak)'),
    ]  # fmt: skip


def _beside(word: str, kind: str) -> str:
    """What the formula was up to version 4 of the layout."""
    now, case, since = (of_line(key, kind) for key in ("budget", "case", "since_case"))
    return (
        f'IF({since}="","",IF({since}=0,"{word} som i saken","{word} "&{now}&"; saken sa "&{case}))'
    )


_THOUSANDS = "1000 kr"
_CARDS = (
    ("Inntekter", of_line("budget", INCOME_SUM), Kind.THOUSANDS, _THOUSANDS),
    ("Driftsutgifter", of_line("budget", EXPENSE_SUM), Kind.THOUSANDS, _THOUSANDS),
    ("Resultat", of_line("budget", RESULT), Kind.THOUSANDS, _THOUSANDS),
    ("Inngående mindreforbruk", of_line("budget", CARRY_IN), Kind.THOUSANDS, _THOUSANDS),
    ("Utgående mindreforbruk", of_line("budget", CARRY_OUT), Kind.THOUSANDS, _THOUSANDS),
    ("Herav bundet", carried("bound_out"), Kind.THOUSANDS, _THOUSANDS),
    ("Herav fritt", carried("free_out"), Kind.THOUSANDS, _THOUSANDS),
    ("Kontingentsats", "Kontingentsats", Kind.RATE, "kr per innbygger"),
    ("Medlemmer", of_fees(TOTAL, "count"), Kind.INTEGER, "kommuner 1. januar"),
    ("Innbyggere i de navngitte kommunene", of_fees(NAMED, "inhabitants"), Kind.INTEGER,
        f'"i "&{of_fees(NAMED, "count")}&" navngitte kommuner"'),
    ("Tiltak", 'SUMPRODUCT(({tblTiltak.number}<>"")*1)', Kind.INTEGER,
        'SUMPRODUCT(({tblTiltak.status}={MeasureStatus.DONE})*1)&" gjennomført"'),
    ("Mål nådd", "SUMPRODUCT(({tblMål.applies}={TargetStatus.MET})*1)", Kind.INTEGER,
        '"av "&SUMPRODUCT(({tblMål.target_id}<>"")*1)&" mål"'),
)  # fmt: skip
"""The key figures: label, formula, kind, and unit, which is a formula where it has «&»."""
_EARLIER = {
    "Medlemmer": ((2, "Antall_medlemmer"),),
    "Mål nådd": ((3, "SUMPRODUCT(({tblMål.status}={TargetStatus.MET})*1)"),),
}
"""What their formulas were, by label."""


def _cards() -> list[Fixed]:
    fixed = [Fixed(f"A{CARDS}", "Nøkkeltall, budsjett {year}", role="heading", span=4)]
    for index, (label, formula, kind, unit) in enumerate(_CARDS):
        row, column = CARDS + 1 + 4 * (index // 6), COLUMNS[index % 6]
        fixed += [
            Fixed(f"{column}{row}", label, role="card_label"),
            Fixed(
                f"{column}{row + 1}",
                formula=formula,
                kind=kind,
                role="card_value",
                earlier=_EARLIER.get(label, ()),
            ),
            Fixed(f"{column}{row + 2}", formula=unit, role="card_unit")
            if "&" in unit
            else Fixed(f"{column}{row + 2}", unit, role="card_unit"),
        ]
    return fixed


def _links(sheets: Sequence[SheetSpec]) -> list[Fixed]:
    cells = [Fixed(f"A{LINKS}", "Gå til", role="heading", span=4)]
    for column, (group, heading) in zip(COLUMNS, GROUPS.items(), strict=False):
        cells.append(Fixed(f"{column}{LINKS + 1}", heading, role="label_strong"))
        # Sheets that came later stand last: a link that is there stays in its place. So does the
        # place of a sheet that is hidden now: in older workbooks its link stands there.
        members = sorted(
            (s for s in sheets if s.group == group and s.name not in PLACED_AT),
            key=lambda s: s.since,
        )
        cells += [
            Fixed(f"{column}{LINKS + 2 + i}", sheet.name, role="link", since=sheet.since)
            for i, sheet in enumerate(members)
            if not sheet.hidden
        ]
    ahead = [sheet for sheet in sheets if sheet.group == Group.AHEAD]
    if ahead:
        cells.append(Fixed(f"C{LINKS + 5}", AHEAD, role="label_strong", since=4))
    cells += [
        Fixed(at, sheet.name, role="link", since=sheet.since)
        for at, sheet in zip(AHEAD_AT, ahead, strict=False)
    ]
    cells += [
        Fixed(PLACED_AT[sheet.name], sheet.name, role="link", since=sheet.since)
        for sheet in sheets
        if sheet.name in PLACED_AT
    ]
    return [*cells, Fixed(f"A{HOW - 1}", FLOW, role="flow", span=6, since=4)]


FLOW = (
    "Forutsetninger + Folketall + Medlemmer → Kontingent.  "
    "Kontingent + Tilskudd + Prosjektmidler → Hovedtall → Overføring.  "
    "Kontroll viser om tallene stemmer overens."
)


def _legend() -> list[Fixed]:
    looks = (
        ("legend_input", Level.NOW.value, "gul, prikket strek under"),
        ("legend_formula", "Beregnes", "grå, hel strek under"),
        ("legend_setup", Level.SETUP.value, "hvit, tynn ramme"),
        ("legend_good", "I orden", "grønn, halvfet"),
        ("legend_known", "Se på dette", "oransje, halvfet"),
        ("legend_bad", "Feil", "rød, halvfet"),
        ("legend_history", Level.HISTORY.value, "hvit, grå kursiv"),
    )
    # The order is that of older workbooks: what stands there tells where the rows are.
    return [
        Fixed(f"E{LINKS + 1}", "Slik ser cellene ut", role="label_strong", span=2),
        *(
            cell
            for i, (role, word, text) in enumerate(looks)
            for cell in (
                Fixed(f"E{LINKS + 2 + i}", word, role=role),
                Fixed(f"F{LINKS + 2 + i}", text, role="small"),
            )
        ),
    ]


def _statuses() -> list[Fixed]:
    cells = [Fixed(f"A{STATUS}", "Tiltak etter status", role="heading", span=4)]
    for column, status in zip(COLUMNS, STATUSES, strict=False):
        cells += [
            Fixed(f"{column}{STATUS + 1}", status, role="card_label"),
            Fixed(
                f"{column}{STATUS + 2}",
                formula=f'SUMPRODUCT(({{tblTiltak.status}}="{status}")*1)',
                kind=Kind.INTEGER,
                role="count",
            ),
        ]
    return cells


def _charts() -> tuple[ChartSpec, ...]:
    top, below = CHARTS, STATUS + 4

    def lines(title: str, of: str, table: str, at: str, to: str) -> ChartSpec:
        return ChartSpec(
            title, f"Liggende stolper: {of} i Hovedtall som har et beløp, budsjett {{year}} og "
            "{prior}, i 1000 kr.",
            at, to, Cells(table, "label"),
            (
                Series("Budsjett {year}", Cells(table, "budget"), 0),
                Series("Budsjett {prior}", Cells(table, "budget_prior"), 1),
            ),
            horizontal=True, unit=_THOUSANDS,
        )  # fmt: skip

    return (
        lines("Inntekter etter kilde", "inntektspostene", INCOME_TABLE, f"A{top}", f"C{top + 15}"),
        lines("Driftsutgifter", "utgiftspostene", EXPENSE_TABLE, f"D{top}", f"F{top + 15}"),
        ChartSpec(
            "Mindreforbruk som overføres",
            "Stolper: utgående mindreforbruk og hvor mye av det som er bundet, for hvert budsjett "
            "og hver prognose på arket Overføring, i 1000 kr.",
            f"A{below}", f"F{below + 13}", Cells(CARRIED, "column"),
            (
                Series("Utgående mindreforbruk", Cells(CARRIED, "closing"), 0),
                Series("Herav bundet", Cells(CARRIED, "bound_out"), 1),
            ),
            unit=_THOUSANDS,
        ),
    )  # fmt: skip


HOW_TO = (
    "1.  Gule celler fyller du ut gjennom året, hvite med ramme én gang. Grå celler regnes ut, og "
    "kursiv er historie.",
    "2.  Nye tiltak, mål, partnere, medlemmer, prosjekter og tilskudd skrives i raden rett under "
    "tabellen.",
    "3.  Tall i budsjettet er i 1000 kr. Kontingenten til hver kommune er i hele kroner.",
    "4.  Med boken åpen: dobbeltklikk på filen «Beregn og kontroller» i samme mappe, så kommer "
    "funnene på arket Kontroll.",
    "5.  Før saken sendes: lagre, lukk og dobbeltklikk på «Klar til utsending». Et avvik som er i "
    "orden, føres på Godtatte avvik.",
)


def _how_to() -> list[Fixed]:
    return [
        Fixed(f"A{HOW}", "Slik bruker du arbeidsboken", role="heading", span=4),
        *(Fixed(f"A{HOW + 1 + i}", text, role="text", span=6) for i, text in enumerate(HOW_TO)),
    ]
