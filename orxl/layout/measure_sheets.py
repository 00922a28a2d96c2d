"""The sheets of the measures: the measures, their targets and their partners."""

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
_LATE_TARGET = (
    'AND({target_id}<>"",{deadline}<>"",{deadline}<TODAY(),'
    'OR({status}="",{status}="Ikke vurdert",{status}="I rute"))'
)
"""Past the deadline, and nobody has said how it went."""


def measure_sheets(year: int) -> tuple[SheetSpec, ...]:
    """The sheets of measures, targets and partners, in tab order."""
    return (_measures(year), _targets(year), _partners())


def _measures(year: int) -> SheetSpec:
    return SheetSpec(
        "Tiltak",
        "program",
        f"Tiltak {year}",
        "Alle tiltak i handlingsprogrammet. Skriv nye tiltak i raden rett under tabellen.",
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
                Column("area", "Område", Kind.CODE, 10, formula=_AREA_OF_MEASURE, derived=True),
                Column(
                    "area_name",
                    "Områdenavn",
                    Kind.TEXT,
                    23,
                    formula='IF([@Nr]="","",IFERROR(INDEX(tblOmråder[Navn],MATCH([@Område],tblOmråder[Kode],0)),"Ukjent område"))',
                    derived=True,
                ),
                Column(
                    "title", "Tiltak", Kind.LONG_TEXT, 54, "Tiltakets fulle navn.", required=True
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
                    13.5,
                    formula=_count("tblMål", '*(tblMål[Type]="Resultatmål")'),
                    derived=True,
                ),
                Column(
                    "effect_targets",
                    "Effektmål",
                    Kind.INTEGER,
                    12,
                    formula=_count("tblMål", '*(tblMål[Type]="Effektmål")'),
                    derived=True,
                ),
                Column(
                    "targets_met",
                    "Mål nådd",
                    Kind.INTEGER,
                    10,
                    formula=_count("tblMål", '*(tblMål[Status]="Nådd")'),
                    derived=True,
                ),
                Column(
                    "partners",
                    "Partnere",
                    Kind.INTEGER,
                    11,
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
                    18,
                    "Hvem i sekretariatet som følger opp.",
                ),
                Column("deadline", "Frist", Kind.DATE, 12, f"Dato, for eksempel 31.12.{year}."),
                Column(
                    "outcome",
                    "Utfall",
                    Kind.LONG_TEXT,
                    30,
                    "Hva som er gjort og oppnådd så langt.",
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 30, "Fritekst til oppfølgingen."),
                Column(
                    "committee_comment",
                    "Utvalgets merknad",
                    Kind.LONG_TEXT,
                    34,
                    "Merknad fra utvalget eller styret som har behandlet tiltaket.",
                ),
            ),
        ),
    )


def _targets(year: int) -> SheetSpec:
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
                    9,
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
                    70,
                    "Målet slik det skal stå i handlingsprogrammet.",
                    required=True,
                ),
                Column(
                    "operator",
                    "Krav",
                    Kind.CODE,
                    8,
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
                    8,
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
                    28,
                    "Hva som ble oppnådd, med tall der målet har tall.",
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 28, "Fritekst til oppfølgingen."),
            ),
        ),
    )


def _partners() -> SheetSpec:
    return SheetSpec(
        "Partnere",
        "program",
        "Partnere",
        "Én partner per rad. Skriv navnet likt hver gang. Nye partnere skrives rett under tabellen.",
        page=Page(landscape=False),
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
                    9,
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
                Column("remark", "Merknad", Kind.TEXT, 12, "For eksempel «m.fl.»."),
                Column(
                    "title",
                    "Tiltakets navn",
                    Kind.LONG_TEXT,
                    92,
                    formula='IF([@Tiltak]="","",IFERROR(INDEX(tblTiltak[Tiltak],MATCH([@Tiltak],tblTiltak[Nr],0)),"Ukjent tiltak"))',
                    derived=True,
                ),
            ),
        ),
    )
