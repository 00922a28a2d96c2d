"""The sheet of the measures."""

from __future__ import annotations

from orxl.layout.looks import Look, Mark, Page, required, unique, unknown
from orxl.layout.model import Column, Kind, SheetSpec, TableSpec

HEADER_ROW = 5

_AREA_OF_MEASURE = (
    'IFERROR(LEFT([@Nr],FIND("#",SUBSTITUTE([@Nr],".","#",'
    'LEN([@Nr])-LEN(SUBSTITUTE([@Nr],".",""))))-1),"")'
)
"""«2.1.3» → «2.1»: what stands before the last full stop."""


def _count(table: str, extra: str = "") -> str:
    # SUMPRODUCT, not COUNTIF: COUNTIF reads the text «1.1» as a number or a date and would then
    # count «1.10» too, or nothing, depending on the language of Excel.
    return f'IF([@Nr]="",0,SUMPRODUCT(({table}[Tiltak]=[@Nr])*1{extra}))'


_LATE = (
    'AND({number}<>"",{deadline}<>"",{deadline}<TODAY(),'
    '{status}<>"Gjennomført",{status}<>"Avbrutt")'
)


def measures_sheet(year: int) -> SheetSpec:
    """The sheet of the measures, with how each of them goes."""
    return SheetSpec(
        "Tiltak",
        "program",
        f"Tiltak {year}",
        "Alle tiltakene. Nye skrives i raden rett under tabellen.",
        page=Page(breaks=("partners",), repeat="title"),
        table=TableSpec(
            "tblTiltak",
            HEADER_ROW,
            key="number",
            content="measures",
            marks=(
                *required("number", "title"),
                unique("number"),
                Mark("area", "area_name", '{area_name}="Ukjent område"', Look.BAD),
                unknown("grant", "Liste_tilskudd"),
                Mark(
                    "result_targets",
                    "result_targets",
                    'AND({number}<>"",{result_targets}=0)',
                    Look.BAD,
                ),
                Mark(
                    "effect_targets",
                    "effect_targets",
                    'AND({number}<>"",{effect_targets}=0)',
                    Look.BAD,
                ),
                Mark("partners", "partners", 'AND({number}<>"",{partners}=0)', Look.BAD),
                Mark("status", "deadline", _LATE, Look.KNOWN),
                Mark("status", "status", '{status}="Gjennomført"', Look.GOOD),
            ),
            columns=(
                Column(
                    "number",
                    "Nr",
                    Kind.CODE,
                    8,
                    "Tiltaksnummer: område, punktum og løpenummer, for eksempel 2.1.3.",
                    required=True,
                ),
                Column(
                    "title", "Tiltak", Kind.LONG_TEXT, 70, "Tiltakets fulle navn.", required=True
                ),
                Column("area", "Område", Kind.CODE, 12.5, formula=_AREA_OF_MEASURE, derived=True),
                Column(
                    "area_name",
                    "Områdenavn",
                    Kind.TEXT,
                    23,
                    formula='IF([@Nr]="","",IFERROR(INDEX(tblOmråder[Navn],MATCH([@Område],tblOmråder[Kode],0)),"Ukjent område"))',
                    derived=True,
                ),
                Column(
                    "condition",
                    "Forutsetning",
                    Kind.LONG_TEXT,
                    26,
                    "Hva tiltaket er avhengig av. Tom når det ikke er avhengig av noe.",
                ),
                Column(
                    "grant",
                    "Tilskudd",
                    Kind.CODE,
                    13,
                    "Tilskuddet tiltaket finansieres av, fra arket Tilskudd.",
                    choices="Liste_tilskudd",
                ),
                Column(
                    "result_targets",
                    "Resultatmål",
                    Kind.INTEGER,
                    16,
                    formula=_count("tblMål", '*(tblMål[Type]="Resultatmål")'),
                    derived=True,
                ),
                Column(
                    "effect_targets",
                    "Effektmål",
                    Kind.INTEGER,
                    13.5,
                    formula=_count("tblMål", '*(tblMål[Type]="Effektmål")'),
                    derived=True,
                ),
                Column(
                    "targets_met",
                    "Mål nådd",
                    Kind.INTEGER,
                    11,
                    formula=_count("tblMål", '*(tblMål[Status]="Nådd")'),
                    derived=True,
                ),
                Column(
                    "partners",
                    "Partnere",
                    Kind.INTEGER,
                    13,
                    formula=_count("tblPartnere"),
                    derived=True,
                ),
                Column(
                    "status",
                    "Status",
                    Kind.CODE,
                    14,
                    "Velg fra listen.",
                    choices="Liste_tiltaksstatus",
                ),
                Column(
                    "responsible",
                    "Ansvarlig",
                    Kind.TEXT,
                    16,
                    "Hvem i sekretariatet som følger opp.",
                ),
                Column("deadline", "Frist", Kind.DATE, 12, f"Dato, for eksempel 31.12.{year}."),
                Column(
                    "outcome",
                    "Utfall",
                    Kind.LONG_TEXT,
                    29,
                    "Hva som er gjort og oppnådd så langt.",
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 29, "Fritekst til oppfølgingen."),
                Column(
                    "committee_comment",
                    "Utvalgets merknad",
                    Kind.LONG_TEXT,
                    29,
                    "Merknad fra utvalget eller styret som har behandlet tiltaket.",
                ),
            ),
        ),
    )
