"""The sheet of the measures."""

from __future__ import annotations

from orxl.layout.columns import REQUIRED, code, day, integer, long_text, table, text
from orxl.layout.kinds import Level
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
    'AND({number}<>"",IF({deadline}="",DATE(Budsjettår,12,31),{deadline})<Status_per,'
    "{status}<>{MeasureStatus.DONE},{status}<>{MeasureStatus.POSTPONED},"
    "{status}<>{MeasureStatus.STOPPED})"
)
"""A measure without a deadline of its own is one of the year that the programme is for."""


def _count(table: str, extra: str = "") -> str:
    # SUMPRODUCT, not COUNTIF: COUNTIF reads the text «1.1» as a number or a date and would then
    # count «1.10» too, or nothing, depending on the language of Excel.
    return f'IF({{number}}="",0,SUMPRODUCT(({{{table}.measure}}={{number}})*1{extra}))'


MEASURE_SHEET = SheetSpec(
    "Tiltak", Group.PROGRAMME, "Tiltak {year}",
    "Alle tiltakene. Nye skrives i raden rett under tabellen.",
    page=Page(landscape=False, to="outcome", repeat="title"),
    table=table(
        MEASURES, "number",
        code("number", "Nr", 8, "Tiltaksnummer: område, punktum og løpenummer, for eksempel 2.1.3.",
             required=True, level=Level.SETUP, public=True),
        long_text("title", "Tiltak", 46, "Tiltakets fulle navn, slik det skal stå i "
                  "handlingsprogrammet.", required=True, level=Level.SETUP, public=True),
        code("status", "Status", 14, "Hvor langt tiltaket er kommet ved datoen Status per på "
             "Forutsetninger.", choices=MeasureStatus, public=True),
        text("responsible", "Ansvarlig", 16, "Hvem i sekretariatet som følger opp."),
        day("deadline", "Frist", 12, "Dato, for eksempel 31.05.{year}. Tom når tiltaket skal være "
            "gjennomført i løpet av året."),
        long_text("outcome", "Oppnådd i ord", 31, "Hva som er gjort og oppnådd så langt.",
                  former=((3, "Utfall"),)),
        integer("targets_met", "Mål nådd", 11,
                formula=_count("tblMål", "*({tblMål.applies}={TargetStatus.MET})"),
                earlier=((3, _count("tblMål", "*({tblMål.status}={TargetStatus.MET})")),)),
        integer("result_targets", "Resultatmål", 16,
                formula=_count("tblMål", "*({tblMål.type}={TargetType.RESULT})"), public=True),
        integer("effect_targets", "Effektmål", 13.5,
                formula=_count("tblMål", "*({tblMål.type}={TargetType.EFFECT})"), public=True),
        integer("partners", "Partnere", 13, formula=_count("tblPartnere"), public=True),
        code("area", "Område", 12.5, formula=_AREA_OF_MEASURE, public=True),
        text("area_name", "Områdenavn", 23, formula='IF({number}="","",IFERROR(INDEX('
             '{tblOmråder.name},MATCH({area},{tblOmråder.code},0)),"Ukjent område"))', public=True),
        long_text("condition", "Forbehold", 26, "Hva tiltaket er avhengig av. Tom når det ikke "
                  "er avhengig av noe.", former=((3, "Forutsetning"),), level=Level.SETUP,
                  public=True),
        code("grant", "Tilskudd", 13, "Tilskuddet tiltaket finansieres av, fra arket Tilskudd.",
             choices="Liste_tilskudd", level=Level.SETUP, public=True),
        text("deadline_text", "Frist i ord", 16, "Slik saken sier det, for eksempel august "
             "{year}.", since=4, level=Level.SETUP, public=True),
        text("goals", "FNs bærekraftsmål", 21, "Numrene på målene tiltaket bidrar til, for "
             "eksempel 11, 13. Frivillig; inngår ikke i noe tall.", since=4, level=Level.SETUP,
             public=True),
        long_text("comment", "Kommentar", 29, "Det dere vil huske om tiltaket. Trykkes ikke i "
                  "saken."),
        long_text("committee_comment", "Utvalgets uttalelse", 29, "Det utvalget eller "
                  "styret som har behandlet tiltaket, sa om det.",
                  former=((3, "Utvalgets merknad"),)),
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
