"""The sheets of what belongs to a measure: its targets and its partners."""

from __future__ import annotations

from orxl.layout.columns import REQUIRED, code, day, integer, long_text, number, table, text
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page, unique, unknown
from orxl.layout.model import SheetSpec
from orxl.layout.names import PARTNERS, TARGETS, Group
from orxl.programme.codes import Operator, TargetStatus, TargetType

_DEADLINE = 'IF({deadline}="",DATE(Budsjettår,12,31),{deadline})'
"""A target without a deadline of its own is one of the year that the programme is for."""
_OPEN = "OR({applies}={TargetStatus.NOT_ASSESSED},{applies}={TargetStatus.ON_TRACK})"
_AGAINST = (
    'IF(OR({achieved}="",{operator}="",{number}=""),"",'
    "({achieved}>IF({operator}={Operator.BETWEEN},{upper},{number}))-({achieved}<{number}))"
)
_AGAINST_BEFORE = (
    'IF(OR({achieved}="",{operator}="",{number}=""),"",IF({operator}={Operator.BETWEEN},'
    "({achieved}>{upper})-({achieved}<{number}),SIGN({achieved}-{number})))"
)
_AGAINST2 = 'IF(OR({achieved2}="",{operator2}="",{number2}=""),"",SIGN({achieved2}-{number2}))'
"""On which side of the requirement the number lies: −1, 0 (it is met exactly), 1."""


def _met(against: str, operator: str) -> str:
    """1 where the requirement is met, 0 where it is not, blank where there is no number."""
    above = f"OR({operator}={{Operator.AT_LEAST}},{operator}={{Operator.MORE_THAN}})"
    return (
        f'IF({against}="","",IF({against}=0,IF({operator}={{Operator.MORE_THAN}},0,1),'
        f"IF({against}>0,IF({above},1,0),IF({operator}={{Operator.AT_MOST}},1,0))))"
    )


_BY_NUMBERS = (
    'IF(OR({demands}=0,{unknown}>0),"",IF({demands_met}={demands},{TargetStatus.MET},'
    "IF({demands_met}>0,{TargetStatus.PARTLY_MET},"
    "IF({late}=1,{TargetStatus.MISSED},{TargetStatus.ON_TRACK}))))"
)
_APPLIES = (
    'IF({target_id}="","",IF(OR({status}="",{status}={TargetStatus.NOT_ASSESSED}),'
    'IF({by_numbers}="",{TargetStatus.NOT_ASSESSED},{by_numbers}),{status}))'
)
_AGAINST_EACH_OTHER = (
    "OR({applies}={TargetStatus.MET},{by_numbers}={TargetStatus.MET},"
    "AND({applies}={TargetStatus.MISSED},{by_numbers}={TargetStatus.PARTLY_MET}))"
)
_CONTRADICTS = f'IF(OR({{by_numbers}}="",{{applies}}={{by_numbers}}),0,{_AGAINST_EACH_OTHER}*1)'
_CONTRADICTS_BEFORE = (
    f'IF(OR({{by_numbers}}="",{{applies}}={{by_numbers}}),0,IF({_AGAINST_EACH_OTHER},1,0))'
)
"""``orxl.programme.targets`` says the same in Decimal; a test holds them equal."""
_NUMBER = (
    "Tallet i målet, bare selve tallet (15, ikke «15 kommuner»). Tom når målet ikke er tallfestet."
)
_UNIT = "Hva tallet teller, for eksempel kommuner eller % positiv respons."

TARGET_SHEET = SheetSpec(
    "Mål", Group.PROGRAMME, "Resultatmål og effektmål {year}",
    "Ett mål per rad. Gjelder er Status, ellers det tallene sier. Nye mål skrives under "
    "tabellen.",
    page=Page(landscape=False, to="achieved2", repeat="text"), freeze="C6",
    table=table(
        TARGETS, "target_id",
        code("target_id", "Mål ID", 11, "Entydig kode: tiltaksnummer, bindestrek, R eller E og "
             "løpenummer, for eksempel 2.1.1-R1.", required=True, level=Level.SETUP, public=True),
        code("measure", "Tiltak", 10, "Tiltaksnummeret målet hører til.", choices="Liste_tiltak",
             required=True, level=Level.SETUP, public=True),
        long_text("text", "Mål", 60, "Målet slik det skal stå i handlingsprogrammet.",
                  required=True, level=Level.SETUP, public=True),
        code("applies", "Gjelder", 14, formula=_APPLIES, since=4),
        code("status", "Status", 14, "Hvordan det går med målet. Ikke vurdert: kolonnen Gjelder "
             "følger tallene.", choices=TargetStatus),
        number("achieved", "Oppnådd", 13.5, "Tallet som er nådd så langt, bare tallet. Tom når "
               "ingen har talt.", since=4),
        number("achieved2", "Oppnådd 2", 13.5, "Tallet som er nådd for det andre kravet, bare "
               "tallet.", since=4),
        day("deadline", "Frist", 12, "Dato, for eksempel 31.05.{year}. Tom når målet skal være "
            "nådd i løpet av året."),
        text("responsible", "Ansvarlig", 18, "Hvem som følger opp målet. Tom når det er den "
             "ansvarlige for tiltaket."),
        long_text("outcome", "Oppnådd i ord", 30, "Hva som ble oppnådd, med tall der målet har "
                  "tall.", former=((3, "Utfall"),)),
        code("type", "Type", 14, "Resultatmål: hva som er gjort. Effektmål: hva det førte til.",
             choices=TargetType, required=True, level=Level.SETUP, public=True),
        code("operator", "Krav", 9, "≥ minst, > over, = nøyaktig, ≤ høyst, mellom.",
             choices=Operator, level=Level.SETUP, public=True),
        number("number", "Tall", 8, _NUMBER, level=Level.SETUP, public=True),
        number("upper", "Øvre tall", 10, "Øvre grense når kravet er «mellom».",
               former=((3, "Til"),), level=Level.SETUP, public=True),
        text("unit", "Enhet", 24, _UNIT, level=Level.SETUP, public=True),
        code("operator2", "Krav 2", 9, "Når målet har to tall: kravet til det andre.",
             choices=Operator, level=Level.SETUP, public=True),
        number("number2", "Tall 2", 8, _NUMBER, level=Level.SETUP, public=True),
        text("unit2", "Enhet 2", 24, _UNIT, level=Level.SETUP, public=True),
        text("deadline_text", "Frist i ord", 16, "Slik saken sier det, for eksempel webinar i 1. "
             "kvartal.", since=4, level=Level.SETUP, public=True),
        long_text("comment", "Kommentar", 27, "Det dere vil huske om målet. Trykkes ikke i saken."),
        integer("against", "Mot kravet", 9, formula=_AGAINST, since=4, hidden=True,
                earlier=((4, _AGAINST_BEFORE),)),
        integer("against2", "Mot krav 2", 9, formula=_AGAINST2, since=4, hidden=True),
        integer("met", "Krav nådd", 9, formula=_met("{against}", "{operator}"), since=4,
                hidden=True),
        integer("met2", "Krav 2 nådd", 9, formula=_met("{against2}", "{operator2}"), since=4,
                hidden=True),
        integer("demands", "Antall krav", 9,
                formula='IF({operator}="",0,1)+IF({operator2}="",0,1)', since=4, hidden=True),
        integer("demands_met", "Antall nådd", 9, formula="N({met})+N({met2})", since=4,
                hidden=True),
        integer("unknown", "Uten tall", 9,
                formula='{demands}-IF({met}="",0,1)-IF({met2}="",0,1)', since=4, hidden=True),
        integer("late", "Frist ute", 9,
                formula=f'IF({{target_id}}="",0,IF({_DEADLINE}<Status_per,1,0))', since=4,
                hidden=True),
        code("by_numbers", "Etter tallene", 9, formula=_BY_NUMBERS, since=4, hidden=True),
        integer("contradicts", "Motsigelse", 9, formula=_CONTRADICTS, since=4, hidden=True,
                earlier=((4, _CONTRADICTS_BEFORE),)),
        content="targets",
        marks=(
            REQUIRED,
            unique("target_id"),
            unknown("measure", "Liste_tiltak"),
            Mark("applies", "achieved2", "{contradicts}=1", Look.BAD),
            Mark("deadline", "deadline", f"AND({{late}}=1,{_OPEN})", Look.KNOWN),
            Mark("applies", "applies", "{applies}={TargetStatus.MET}", Look.GOOD),
            Mark("applies", "applies", "{applies}={TargetStatus.MISSED}", Look.BAD),
        ),
    ),
)  # fmt: skip

PARTNER_SHEET = SheetSpec(
    "Partnere", Group.PROGRAMME, "Partnere",
    "Én partner per rad, skrevet likt overalt. Nye skrives rett under.",
    page=Page(landscape=False, scale=66, to="remark"),
    table=table(
        PARTNERS, "name",
        code("measure", "Tiltak", 10, "Tiltaksnummeret partneren hører til.",
             choices="Liste_tiltak", required=True, level=Level.SETUP, public=True),
        text("name", "Partner", 42, "Partnerens navn, skrevet likt overalt.", required=True,
             level=Level.SETUP, public=True),
        text("remark", "Tillegg", 13.5, "Det som står etter navnet i saken, for eksempel «m.fl.».",
             former=((3, "Merknad"),), level=Level.SETUP, public=True),
        long_text("title", "Tiltakets navn", 120, formula='IF({measure}="","",IFERROR(INDEX('
                  '{tblTiltak.title},MATCH({measure},{tblTiltak.number},0)),"Ukjent tiltak"))',
                  one_line=True, public=True),
        content="partners", tight=True,
        marks=(
            REQUIRED,
            unknown("measure", "Liste_tiltak"),
            Mark("title", "title", '{title}="Ukjent tiltak"', Look.BAD),
        ),
    ),
)  # fmt: skip
