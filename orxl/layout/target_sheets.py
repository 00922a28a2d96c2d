"""The sheets of what belongs to a measure: its targets and its partners."""

from __future__ import annotations

from orxl.layout.looks import Look, Mark, Page, required, unique, unknown
from orxl.layout.model import Column, Kind, SheetSpec, TableSpec

HEADER_ROW = 5

_LATE_TARGET = (
    'AND({target_id}<>"",{deadline}<>"",{deadline}<TODAY(),'
    'OR({status}="",{status}="Ikke vurdert",{status}="I rute"))'
)
"""Past the deadline, and nobody has said how it went."""


def targets_sheet(year: int) -> SheetSpec:
    """The sheet of the result targets and effect targets."""
    number = "Tallet i målet, bare selve tallet (15, ikke «15 kommuner»). Tom når målet ikke er tallfestet."
    unit = "Hva tallet teller, for eksempel kommuner eller % positiv respons."
    return SheetSpec(
        "Mål",
        "program",
        f"Resultatmål og effektmål {year}",
        "Ett mål per rad. Tallfestede mål har også tallet i egne kolonner. Nye mål skrives rett under tabellen.",
        page=Page(breaks=("unit2",), repeat="text"),
        table=TableSpec(
            "tblMål",
            HEADER_ROW,
            key="target_id",
            content="targets",
            marks=(
                *required("target_id", "measure", "type", "text"),
                unique("target_id"),
                unknown("measure", "Liste_tiltak"),
                Mark("deadline", "status", _LATE_TARGET, Look.KNOWN),
                Mark("status", "status", '{status}="Nådd"', Look.GOOD),
                Mark("status", "status", '{status}="Ikke nådd"', Look.BAD),
            ),
            columns=(
                Column(
                    "target_id",
                    "Mål ID",
                    Kind.CODE,
                    11,
                    "Entydig kode: tiltaksnummer, bindestrek, R eller E og løpenummer, for eksempel 2.1.1-R1.",
                    required=True,
                ),
                Column(
                    "measure",
                    "Tiltak",
                    Kind.CODE,
                    10,
                    "Tiltaksnummeret målet hører til.",
                    choices="Liste_tiltak",
                    required=True,
                ),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    14,
                    "Velg fra listen.",
                    choices="Liste_måltype",
                    required=True,
                ),
                Column(
                    "text",
                    "Mål",
                    Kind.LONG_TEXT,
                    76,
                    "Målet slik det skal stå i handlingsprogrammet.",
                    required=True,
                ),
                Column(
                    "operator",
                    "Krav",
                    Kind.CODE,
                    9,
                    "≥ minst, > over, = nøyaktig, ≤ høyst, mellom.",
                    choices="Liste_operator",
                ),
                Column("number", "Tall", Kind.NUMBER, 8, number),
                Column("upper", "Til", Kind.NUMBER, 7, "Øvre grense når kravet er «mellom»."),
                Column("unit", "Enhet", Kind.TEXT, 24, unit),
                Column(
                    "operator2",
                    "Krav 2",
                    Kind.CODE,
                    9,
                    "Når målet har to tall: kravet til det andre.",
                    choices="Liste_operator",
                ),
                Column("number2", "Tall 2", Kind.NUMBER, 8, number),
                Column("unit2", "Enhet 2", Kind.TEXT, 24, unit),
                Column(
                    "responsible",
                    "Ansvarlig",
                    Kind.TEXT,
                    18,
                    "Hvem som følger opp målet. Tom når det er den ansvarlige for tiltaket.",
                ),
                Column("deadline", "Frist", Kind.DATE, 12, f"Dato, for eksempel 31.12.{year}."),
                Column(
                    "status", "Status", Kind.CODE, 14, "Velg fra listen.", choices="Liste_målstatus"
                ),
                Column(
                    "outcome",
                    "Utfall",
                    Kind.LONG_TEXT,
                    27,
                    "Hva som ble oppnådd, med tall der målet har tall.",
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 27, "Fritekst til oppfølgingen."),
            ),
        ),
    )


def partners_sheet() -> SheetSpec:
    """The sheet of the partners of the measures."""
    return SheetSpec(
        "Partnere",
        "program",
        "Partnere",
        "Én partner per rad. Skriv navnet likt hver gang. Nye partnere skrives rett under tabellen.",
        table=TableSpec(
            "tblPartnere",
            HEADER_ROW,
            key="name",
            content="partners",
            marks=(
                *required("measure", "name"),
                unknown("measure", "Liste_tiltak"),
                Mark("title", "title", '{title}="Ukjent tiltak"', Look.BAD),
            ),
            columns=(
                Column(
                    "measure",
                    "Tiltak",
                    Kind.CODE,
                    10,
                    "Tiltaksnummeret partneren hører til.",
                    choices="Liste_tiltak",
                    required=True,
                ),
                Column(
                    "name",
                    "Partner",
                    Kind.TEXT,
                    42,
                    "Partnerens navn, skrevet likt overalt.",
                    required=True,
                ),
                Column("remark", "Merknad", Kind.TEXT, 13.5, "For eksempel «m.fl.»."),
                Column(
                    "title",
                    "Tiltakets navn",
                    Kind.LONG_TEXT,
                    120,
                    formula='IF([@Tiltak]="","",IFERROR(INDEX(tblTiltak[Tiltak],MATCH([@Tiltak],tblTiltak[Nr],0)),"Ukjent tiltak"))',
                    derived=True,
                ),
            ),
        ),
    )
