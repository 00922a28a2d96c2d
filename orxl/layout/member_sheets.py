"""The sheets of the members: register, fees and population."""

from __future__ import annotations

from orxl.layout.columns import (
    REQUIRED,
    day,
    flag,
    integer,
    kroner,
    long_text,
    municipality,
    row,
    table,
    text,
)
from orxl.layout.looks import Look, Mark, Page, unique
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import FEES, MEMBERS, NAMED, OTHERS, POPULATION, TOTAL, Group

_ACTIVE = (
    'IF(AND({{code}}<>"",{{joined}}<=DATE({0},12,31),'
    'OR({{left}}="",{{left}}>=DATE({0},1,1))),1,0)'
).format  # fmt: skip
"""Whether a member is one in a year, which is given as a formula."""

MEMBER_SHEET = SheetSpec(
    "Medlemmer", Group.MEMBERS, "Medlemmer {year}",
    "Medlemskommunene og det hver av dem betaler. Bare dokumenterte medlemmer står her; skriv nye "
    "rett under tabellen.", unit="Kontingent i hele kroner",
    table=table(
        MEMBERS, "name",
        municipality("code", "Kommunenr", 15, "Fire sifre etter SSBs kommuneinndeling, for "
                     "eksempel 0301.", required=True),
        text("name", "Kommune", 24, "Velg kommunen fra listen, eller skriv navnet.",
             choices="Liste_kommuner", open_list=True, required=True),
        text("region", "Delregion", 40, "Delregionen (regionrådet) kommunen hører til."),
        day("joined", "Medlem fra", 13, "Første dag som medlem. Tom når kommunen har vært med "
            "siden før budsjettåret."),
        day("left", "Medlem til", 13, "Siste dag som medlem. Tom for kommuner som fortsatt er "
            "medlem."),
        flag("active", "Medlem i budsjettåret", 15, formula=_ACTIVE("Budsjettår")),
        flag("active_prior", "Medlem året før", 14, formula=_ACTIVE("Budsjettår-1")),
        integer("population", "Folketall", 12.5, formula='IF({code}="",0,'
                "SUMIFS({tblFolketall.inhabitants},{tblFolketall.code},{code},"
                "{tblFolketall.at},Folketallsdato))"),
        kroner("fee", "Kontingent", 15, formula="ROUND({population}*Kontingentsats*{active},0)"),
        long_text("source", "Kilde", 48, "Hvor medlemskapet er dokumentert."),
        content="members",
        marks=(
            REQUIRED,
            unique("code"),
            Mark("active", "active_prior", '{code}=""', Look.NONE),
            Mark("population", "fee", "AND({active}=1,{population}=0)", Look.BAD),
            Mark("name", "name", 'AND({name}<>"",ISNA(MATCH({name},Liste_kommuner,0)))',
                 Look.KNOWN),
        ),
    ),
)  # fmt: skip

_LEFT = "({tblMedlemmer.active_prior}-{tblMedlemmer.active}>0)"
_CHECKED = "Kontroll: navngitte medlemmer etter satsen, uten avrunding"
_SAME_BASE = "Samme grunnlag med forrige sats"
_LEAVERS = "Utmeldt fra årsskiftet, med forrige sats"
_PRIOR = "Sum med forrige sats og de utmeldte"


def _in(label: str, key: str) -> str:
    """The cell in column *key* of the row called *label*."""
    return f"{{{label}|{key}}}"


FEE_SHEET = SheetSpec(
    "Kontingent", Group.MEMBERS, "Kontingent {year}",
    "Hvordan kontingenten i budsjettet settes sammen. Alt beregnes; når alle medlemmene er "
    "navngitt, blir linjen «Øvrige» null.", unit="Kontingent i hele kroner", protected=True,
    table=table(
        FEES, "group",
        text("group", "Gruppe", 58, required=True),
        integer("count", "Medlemmer", 14, by_row=True),
        integer("inhabitants", "Innbyggere", 15.5, by_row=True),
        kroner("fee", "Kontingent", 16, by_row=True),
        long_text("comment", "Forklaring", 90),
        fixed=True,
        rows=(
            row({"group": NAMED, "comment": "Kommunene på arket Medlemmer: folketall × sats, "
                 "avrundet til hele kroner for hver kommune."},
                count="SUM({tblMedlemmer.active})",
                inhabitants="SUMIFS({tblMedlemmer.population},{tblMedlemmer.active},1)",
                fee="SUM({tblMedlemmer.fee})"),
            row({"group": OTHERS, "comment": "Det vedtatte grunnlaget minus de navngitte. Navngi "
                 "resten på arket Medlemmer."},
                count=f"MAX(0,Antall_medlemmer-{_in(NAMED, 'count')})",
                fee=f"IF({_in(NAMED, 'count')}>=Antall_medlemmer,0,"
                    f"Kontingentgrunnlag-{_in(NAMED, 'fee')})"),
            row({"group": TOTAL, "comment": "Det Hovedtall henter, omregnet til 1000 kr."},
                count=f"{_in(NAMED, 'count')}+{_in(OTHERS, 'count')}",
                fee=f"{_in(NAMED, 'fee')}+{_in(OTHERS, 'fee')}"),
            row({"group": _CHECKED, "comment": "Avviker fra første linje bare med avrundingen av "
                 "hver kommune."},
                fee=f"{_in(NAMED, 'inhabitants')}*Kontingentsats"),
            row({"group": _SAME_BASE, "comment": "Til avstemming mot prognosen året før."},
                fee="IF(Kontingentsats=0,0,"
                    "ROUND(Kontingentgrunnlag/Kontingentsats*Kontingentsats_forrige,0))"),
            row({"group": _LEAVERS, "comment": "Kommuner som var medlem året før og ikke er det i "
                 "budsjettåret."},
                count=f"SUMPRODUCT({_LEFT}*1)",
                inhabitants=f"SUMPRODUCT({_LEFT}*{{tblMedlemmer.population}})",
                fee=f"ROUND({_in(_LEAVERS, 'inhabitants')}*Kontingentsats_forrige,0)"),
            row({"group": _PRIOR, "comment": "Skal ligge nær prognosen året før i Hovedtall (i "
                 "1000 kr)."},
                fee=f"{_in(_SAME_BASE, 'fee')}+{_in(_LEAVERS, 'fee')}"),
        ),
    ),
)  # fmt: skip

POPULATION_SHEET = SheetSpec(
    "Folketall", Group.MEMBERS, "Folketall",
    "Antall innbyggere per kommune og dato. Kilde: SSB, tabell 07459 (CC BY 4.0).",
    fixed=(Fixed("B3", "Nye tall limes inn rett under tabellen.", role="purpose", span=4),),
    page=Page(landscape=False, scale=70, only=("at", "Folketallsdato")),
    table=table(
        POPULATION, "municipality",
        municipality("code", "Kommunenr", 15, "Fire sifre etter SSBs kommuneinndeling.",
                     required=True),
        text("municipality", "Kommune", 36, "Kommunens navn.", required=True),
        text("county", "Fylke", 22, "Fylket kommunen ligger i."),
        day("at", "Dato", 13, "Datoen folketallet gjelder, vanligvis 1. januar.", required=True),
        integer("inhabitants", "Innbyggere", 15.5, "Antall innbyggere, et helt tall over 0.",
                required=True),
        content="populations", marks=(REQUIRED,),
    ),
)  # fmt: skip
