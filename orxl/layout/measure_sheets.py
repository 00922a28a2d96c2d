"""The sheet of the measures."""

from __future__ import annotations

from orxl.layout.columns import REQUIRED, code, day, integer, long_text, table, text
from orxl.layout.looks import Look, Mark, Page, unique, unknown
from orxl.layout.model import SheetSpec
from orxl.layout.names import MEASURES, Group
from orxl.programme.codes import MeasureStatus

_AREA_OF_MEASURE = (
    'IFERROR(LEFT({number},FIND("#",SUBSTITUTE({number},".","#",'
    'LEN({number})-LEN(SUBSTITUTE({number},".",""))))-1),"")'
)
"""«2.1.3» → «2.1»: what stands before the last full stop."""
_LATE = (
    'AND({number}<>"",{deadline}<>"",{deadline}<TODAY(),'
    "{status}<>{MeasureStatus.DONE},{status}<>{MeasureStatus.STOPPED})"
)


def _count(table: str, extra: str = "") -> str:
    # SUMPRODUCT, not COUNTIF: COUNTIF reads the text «1.1» as a number or a date and would then
    # count «1.10» too, or nothing, depending on the language of Excel.
    return f'IF({{number}}="",0,SUMPRODUCT(({{{table}.measure}}={{number}})*1{extra}))'


MEASURE_SHEET = SheetSpec(
    "Tiltak", Group.PROGRAMME, "Tiltak {year}",
    "Alle tiltakene. Nye skrives i raden rett under tabellen.",
    page=Page(breaks=("partners",), repeat="title"),
    table=table(
        MEASURES, "number",
        code("number", "Nr", 8, "Tiltaksnummer: område, punktum og løpenummer, for eksempel 2.1.3.",
             required=True),
        long_text("title", "Tiltak", 70, "Tiltakets fulle navn.", required=True),
        code("area", "Område", 12.5, formula=_AREA_OF_MEASURE),
        text("area_name", "Områdenavn", 23, formula='IF({number}="","",IFERROR(INDEX('
             '{tblOmråder.name},MATCH({area},{tblOmråder.code},0)),"Ukjent område"))'),
        long_text("condition", "Forutsetning", 26, "Hva tiltaket er avhengig av. Tom når det ikke "
                  "er avhengig av noe."),
        code("grant", "Tilskudd", 13, "Tilskuddet tiltaket finansieres av, fra arket Tilskudd.",
             choices="Liste_tilskudd"),
        integer("result_targets", "Resultatmål", 16,
                formula=_count("tblMål", "*({tblMål.type}={TargetType.RESULT})")),
        integer("effect_targets", "Effektmål", 13.5,
                formula=_count("tblMål", "*({tblMål.type}={TargetType.EFFECT})")),
        integer("targets_met", "Mål nådd", 11,
                formula=_count("tblMål", "*({tblMål.status}={TargetStatus.MET})")),
        integer("partners", "Partnere", 13, formula=_count("tblPartnere")),
        code("status", "Status", 14, "Velg fra listen.", choices=MeasureStatus),
        text("responsible", "Ansvarlig", 16, "Hvem i sekretariatet som følger opp."),
        day("deadline", "Frist", 12, "Dato, for eksempel 31.12.{year}."),
        long_text("outcome", "Utfall", 29, "Hva som er gjort og oppnådd så langt."),
        long_text("comment", "Kommentar", 29, "Fritekst til oppfølgingen."),
        long_text("committee_comment", "Utvalgets merknad", 29, "Merknad fra utvalget eller styret "
                  "som har behandlet tiltaket."),
        content="measures",
        marks=(
            REQUIRED,
            unique("number"),
            Mark("area", "area_name", '{area_name}="Ukjent område"', Look.BAD),
            unknown("grant", "Liste_tilskudd"),
            *(
                Mark(key, key, f'AND({{number}}<>"",{{{key}}}=0)', Look.BAD)
                for key in ("result_targets", "effect_targets", "partners")
            ),
            Mark("status", "deadline", _LATE, Look.KNOWN),
            Mark("status", "status", "{status}={MeasureStatus.DONE}", Look.GOOD),
        ),
    ),
)  # fmt: skip
