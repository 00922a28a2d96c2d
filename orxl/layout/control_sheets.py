"""The sheets of control: front page, live controls, accepted deviations, change log, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orxl.core.refs import column_letters
from orxl.core.values import Value
from orxl.layout.chart_figures import chart_tables
from orxl.layout.controls import ACCEPTED, DEVIATION, FILL_IN, OK, STATE, controls
from orxl.layout.looks import Look, Mark, Page, required
from orxl.layout.model import Column, Fixed, Grid, Kind, SheetSpec, TableSpec

HEADER_ROW = 5

FINDING_COLUMNS = (
    Column("severity", "Alvorlighet", Kind.CODE, 13),
    Column("code", "Regel", Kind.CODE, 9),
    Column("message", "Funn", Kind.LONG_TEXT, 69),
    Column("sheet", "Ark", Kind.TEXT, 18.5),
    Column("cell", "Celle", Kind.CODE, 13.5),
    Column("expected", "Forventet", Kind.TEXT, 17),
    Column("actual", "Står der nå", Kind.TEXT, 17),
    Column("remedy", "Hva du gjør", Kind.LONG_TEXT, 52),
)
"""The columns of the last run's findings, whose rows have a fixed height."""


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
            if control is None:
                result.append({})
                continue
            own = {"place": control.place.link, "first": control.first, "second": control.second}
            result.append(own)
        return result

    findings_row = HEADER_ROW + len(entries) + 4
    return SheetSpec(
        "Kontroll",
        "kontroll",
        "Kontroll",
        "Øverst: kontroller som alltid regner med. Nederst: funnene fra siste gang du brukte «Beregn og kontroller».",
        freeze="A4",
        page=Page(repeat_header=False, row_breaks=(findings_row - 2,)),
        fixed=(
            Fixed(
                content="Funn fra siste kjøring",
                role="heading",
                span=4,
                over="severity",
                table="tblFunn",
            ),
        ),
        table=TableSpec(
            "tblKontroller",
            HEADER_ROW,
            key="text",
            grows=False,
            filter=False,
            rows=tuple({"rule": c.rule, "text": c.text} for c in entries),
            row_formulas=formulas,
            marks=(
                Mark("state", "state", f'{{state}}="{OK}"', Look.GOOD),
                Mark("state", "state", f'{{state}}="{DEVIATION}"', Look.BAD),
                Mark("state", "state", f'{{state}}="{ACCEPTED}"', Look.KNOWN),
                Mark("state", "state", f'{{state}}="{FILL_IN}"', Look.KNOWN),
            ),
            columns=(
                Column(
                    "state",
                    "Tilstand",
                    Kind.CODE,
                    13,
                    formula=STATE,
                    derived=True,
                ),
                Column("rule", "Regel", Kind.CODE, 9, required=True),
                Column("text", "Kontroll", Kind.LONG_TEXT, 69, required=True),
                Column("place", "Gå til", Kind.LINK, 18.5, derived=True),
                Column("first", "Tall i boken", Kind.THOUSANDS, 13.5, derived=True),
                Column("second", "Skal være", Kind.THOUSANDS, 17, derived=True),
                Column(
                    "difference",
                    "Differanse",
                    Kind.THOUSANDS,
                    17,
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
                marks=(
                    Mark("severity", "severity", '{severity}="Feil"', Look.BAD),
                    Mark("severity", "severity", '{severity}="Advarsel"', Look.KNOWN),
                    Mark("severity", "severity", '{severity}="Ingen"', Look.GOOD),
                ),
                columns=FINDING_COLUMNS,
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
            marks=required("code", "reason", "accepted_on"),
            columns=(
                Column(
                    "code",
                    "Regel",
                    Kind.CODE,
                    10,
                    "Regelens kode, for eksempel B006. Koden står ved funnet på arket Kontroll.",
                    required=True,
                ),
                Column("sheet", "Ark", Kind.TEXT, 18.5, "Arket funnet gjelder."),
                Column(
                    "row",
                    "Rad",
                    Kind.TEXT,
                    40,
                    "Navnet på raden, for eksempel «Prosjekter». På egne ark: radens nummer eller "
                    "cellens adresse.",
                ),
                Column(
                    "column",
                    "Kolonne",
                    Kind.TEXT,
                    18,
                    "Kolonneoverskriften, for eksempel «Budsjett 2025». På egne ark: kolonnens "
                    "bokstav.",
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
        "Én linje for hver gang arbeidsboken er bygd eller beregnet. Skrives av programmet.",
        table=TableSpec(
            "tblEndringslogg",
            HEADER_ROW,
            key="time",
            content="log",
            grows=False,
            columns=(
                Column("time", "Tidspunkt", Kind.MOMENT, 19, required=True),
                Column("who", "Hvem", Kind.TEXT, 22),
                Column("action", "Handling", Kind.TEXT, 20, required=True),
                Column("errors", "Feil", Kind.INTEGER, 8),
                Column("warnings", "Advarsler", Kind.INTEGER, 13.5),
                Column("notes", "Merknader", Kind.INTEGER, 15),
                Column("changed", "Endrede celler", Kind.INTEGER, 14),
                Column("description", "Beskrivelse", Kind.LONG_TEXT, 80),
            ),
        ),
    )


BANDS = 3
"""How many rows of lists «Lister» has: with two of them it would be too wide for a page."""


def lists_sheet(year: int, constants: Mapping[str, Sequence[str]]) -> SheetSpec:
    """The code lists, each a small table of its own, in bands; beside them the charts' figures."""
    names = list(constants)
    in_band = -(-len(names) // BANDS)
    tops = [HEADER_ROW]
    for start in range(0, len(names), in_band):
        longest = max(len(constants[name]) for name in names[start : start + in_band])
        tops.append(tops[-1] + longest + 3)
    tables = []
    for index, name in enumerate(names):
        tables.append(
            TableSpec(
                f"tbl{name}",
                tops[index // in_band],
                key="value",
                filter=False,
                grows=False,
                rows=tuple({"value": word} for word in constants[name]),
                first_column=1 + 2 * (index % in_band),
                columns=(
                    Column("value", list_header(name), Kind.CODE, _room(constants, index, in_band)),
                ),
            )
        )
    tables += chart_tables(year, (tops[0], tops[1]), 1 + 2 * in_band)
    return SheetSpec(
        "Lister",
        "kontroll",
        "Lister",
        "Ordene nedtrekkslistene bruker, og tallene bak diagrammene på Forside. Her endres ingenting for hånd.",
        table=tables[0],
        more_tables=tuple(tables[1:]),
        widths={column_letters(2 + 2 * i): 3 for i in range(in_band)},
        protected=True,
        freeze="A4",
        page=Page(repeat_header=False, one_page=True),
    )


def list_header(name: str) -> str:
    """The header of the code list called *name*: «Liste_ja_nei» → «Ja nei»."""
    return name.removeprefix("Liste_").replace("_", " ").capitalize()


def _room(constants: Mapping[str, Sequence[str]], index: int, in_band: int) -> float:
    """A width for the list and for the one that stands above or below it."""
    names = list(constants)
    shared = [name for i, name in enumerate(names) if i % in_band == index % in_band]
    return max(len(word) + 4 for name in shared for word in (list_header(name), *constants[name]))
