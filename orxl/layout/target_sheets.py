"""The sheets of what belongs to a measure: its targets and its partners."""

from __future__ import annotations

from orxl.layout.columns import REQUIRED, code, day, long_text, number, table, text
from orxl.layout.looks import Look, Mark, Page, unique, unknown
from orxl.layout.model import SheetSpec
from orxl.layout.names import PARTNERS, TARGETS, Group
from orxl.programme.codes import Operator, TargetStatus, TargetType

_LATE_TARGET = (
    'AND({target_id}<>"",{deadline}<>"",{deadline}<TODAY(),'
    'OR({status}="",{status}={TargetStatus.NOT_ASSESSED},{status}={TargetStatus.ON_TRACK}))'
)
"""Past the deadline, and nobody has said how it went."""
_NUMBER = (
    "Tallet i målet, bare selve tallet (15, ikke «15 kommuner»). Tom når målet ikke er tallfestet."
)
_UNIT = "Hva tallet teller, for eksempel kommuner eller % positiv respons."

TARGET_SHEET = SheetSpec(
    "Mål", Group.PROGRAMME, "Resultatmål og effektmål {year}",
    "Ett mål per rad. Tallfestede mål har også tallet i egne kolonner. Nye mål skrives rett under "
    "tabellen.",
    page=Page(breaks=("unit2",), repeat="text"),
    table=table(
        TARGETS, "target_id",
        code("target_id", "Mål ID", 11, "Entydig kode: tiltaksnummer, bindestrek, R eller E og "
             "løpenummer, for eksempel 2.1.1-R1.", required=True),
        code("measure", "Tiltak", 10, "Tiltaksnummeret målet hører til.", choices="Liste_tiltak",
             required=True),
        code("type", "Type", 14, "Velg fra listen.", choices=TargetType, required=True),
        long_text("text", "Mål", 76, "Målet slik det skal stå i handlingsprogrammet.",
                  required=True),
        code("operator", "Krav", 9, "≥ minst, > over, = nøyaktig, ≤ høyst, mellom.",
             choices=Operator),
        number("number", "Tall", 8, _NUMBER),
        number("upper", "Til", 7, "Øvre grense når kravet er «mellom»."),
        text("unit", "Enhet", 24, _UNIT),
        code("operator2", "Krav 2", 9, "Når målet har to tall: kravet til det andre.",
             choices=Operator),
        number("number2", "Tall 2", 8, _NUMBER),
        text("unit2", "Enhet 2", 24, _UNIT),
        text("responsible", "Ansvarlig", 18, "Hvem som følger opp målet. Tom når det er den "
             "ansvarlige for tiltaket."),
        day("deadline", "Frist", 12, "Dato, for eksempel 31.12.{year}."),
        code("status", "Status", 14, "Velg fra listen.", choices=TargetStatus),
        long_text("outcome", "Utfall", 27, "Hva som ble oppnådd, med tall der målet har tall."),
        long_text("comment", "Kommentar", 27, "Fritekst til oppfølgingen."),
        content="targets",
        marks=(
            REQUIRED,
            unique("target_id"),
            unknown("measure", "Liste_tiltak"),
            Mark("deadline", "status", _LATE_TARGET, Look.KNOWN),
            Mark("status", "status", "{status}={TargetStatus.MET}", Look.GOOD),
            Mark("status", "status", "{status}={TargetStatus.MISSED}", Look.BAD),
        ),
    ),
)  # fmt: skip

PARTNER_SHEET = SheetSpec(
    "Partnere", Group.PROGRAMME, "Partnere",
    "Én partner per rad. Skriv navnet likt hver gang. Nye partnere skrives rett under tabellen.",
    table=table(
        PARTNERS, "name",
        code("measure", "Tiltak", 10, "Tiltaksnummeret partneren hører til.",
             choices="Liste_tiltak", required=True),
        text("name", "Partner", 42, "Partnerens navn, skrevet likt overalt.", required=True),
        text("remark", "Merknad", 13.5, "For eksempel «m.fl.»."),
        long_text("title", "Tiltakets navn", 120, formula='IF({measure}="","",IFERROR(INDEX('
                  '{tblTiltak.title},MATCH({measure},{tblTiltak.number},0)),"Ukjent tiltak"))'),
        content="partners",
        marks=(
            REQUIRED,
            unknown("measure", "Liste_tiltak"),
            Mark("title", "title", '{title}="Ukjent tiltak"', Look.BAD),
        ),
    ),
)  # fmt: skip
