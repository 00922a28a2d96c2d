"""The sheets of the members: register and population."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from orxl.core.values import BLANK, Value
from orxl.layout.columns import (
    REQUIRED,
    code,
    day,
    flag,
    integer,
    kroner,
    municipality,
    source,
    table,
    text,
)
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import MEMBERS, POPULATION, Group
from orxl.programme.codes import YesNo

_ON_1_JANUARY = (
    'IF(AND({{code}}<>"",{{joined}}<=DATE({0},1,1),'
    'OR({{left}}="",{{left}}>=DATE({0},1,1))),1,0)'
).format  # fmt: skip
"""Whether a member is one on 1 January of a year, which is given as a formula."""
_IN_THE_YEAR = (
    'IF(AND({{code}}<>"",{{joined}}<=DATE({0},12,31),'
    'OR({{left}}="",{{left}}>=DATE({0},1,1))),1,0)'
).format  # fmt: skip
"""What it was up to version 2 of the layout: on any day of the year."""
_PEOPLE = (
    'IF({{code}}="",0,SUMIFS({{tblFolketall.inhabitants}},{{tblFolketall.code}},{{code}},'
    "{{tblFolketall.at}},{0}))"
).format  # fmt: skip
"""A member's inhabitants at a date, which is given by its name."""
_FEE = "ROUND({0}*ROUND({1}*10000,0)/10000,0)*{2}".format
"""Inhabitants times a rate in whole kroner. Whole numbers all the way: 724 290 × 2,55 would lose
the half krone that it ends in. Exact for rates of at most four decimals."""


def _was_in_basis(row: Mapping[str, Value], year: int) -> Value:
    """Who was a member on 1 January of the budget year was in the case's basis."""
    joined, left = row.get("joined"), row.get("left")
    late = isinstance(joined, datetime) and joined > datetime(year, 1, 1)
    gone = isinstance(left, datetime) and left < datetime(year, 1, 1)
    if row.get("code", BLANK) is BLANK:
        return BLANK
    return (YesNo.NO if late or gone else YesNo.YES).value


MEMBER_SHEET = SheetSpec(
    "Medlemmer", Group.MEMBERS, "Medlemmer {year}",
    "Medlemskommunene og det hver av dem betaler. Bare dokumenterte medlemmer står her; skriv nye "
    "rett under tabellen.", unit="Kontingent i hele kroner",
    page=Page(to="source"),
    table=table(
        MEMBERS, "name",
        municipality("code", "Kommunenr", 15, "Fire sifre etter SSBs kommuneinndeling, for "
                     "eksempel 0301.", required=True, level=Level.SETUP, public=True),
        text("name", "Kommune", 24, "Velg kommunen fra listen, eller skriv navnet.",
             choices="Liste_kommuner", open_list=True, required=True, level=Level.SETUP,
             public=True),
        text("region", "Delregion", 40, "Delregionen (regionrådet) kommunen hører til.",
             level=Level.SETUP, public=True),
        code("in_basis", "I grunnlaget", 16, "Ja når kontingenten som saken anslår, omfatter "
             "kommunen. En kommune som går ut senere, beholder Ja.", choices=YesNo,
             level=Level.SETUP, since=3,
             first=_was_in_basis),
        day("joined", "Medlem fra", 13, "Første dag som medlem. Tom når kommunen har vært med "
            "fra før saken."),
        day("left", "Medlem til", 13, "Siste dag som medlem: 31.12. når kommunen går ut med "
            "virkning fra 1. januar."),
        flag("active", "Medlem ved nyttår", 13, formula=_ON_1_JANUARY("Budsjettår"),
             earlier=((2, _IN_THE_YEAR("Budsjettår")),),
             former=((2, "Medlem i budsjettåret"),), public=True),
        integer("population", "Folketall", 12.5, formula=_PEOPLE("Folketallsdato"), public=True),
        kroner("fee", "Kontingent", 15, formula=_FEE("{population}", "Kontingentsats", "{active}"),
               earlier=((2, "ROUND({population}*Kontingentsats*{active},0)"),), public=True),
        source("source", "Kilde", 48, "Dokumentet som viser medlemskapet, med årstall.",
                  level=Level.SETUP),
        code("orgno", "Organisasjonsnr", 21, "Kommunens organisasjonsnummer, ni sifre. Trengs "
             "først når kontingenten skal faktureres.", level=Level.SETUP, since=6),
        code("reference", "Fakturareferanse", 22, "Det kommunen vil ha på fakturaen, for "
             "eksempel bestillerens ressursnummer.", level=Level.SETUP, since=6),
        flag("active_prior", "Medlem året før", 20, formula=_ON_1_JANUARY("Budsjettår-1"),
             earlier=((2, _IN_THE_YEAR("Budsjettår-1")),), hidden=True),
        flag("in_basis_flag", "Teller i grunnlaget", 20, hidden=True, since=3,
             formula='IF(AND({code}<>"",{in_basis}<>{YesNo.NO}),1,0)'),
        integer("case_population", "Folketall i saken", 20, hidden=True, since=3,
                formula=_PEOPLE("Folketallsdato_saken")),
        kroner("case_fee", "Kontingent i saken", 20, hidden=True, since=3,
               formula=_FEE("{case_population}", "Kontingentsats_saken", "{in_basis_flag}")),
        integer("bridge_population", "Folketall i broen", 20, hidden=True, since=3,
                formula="IF({in_basis_flag}+{case_population}>0,{case_population},{population})"),
        content="members",
        marks=(
            REQUIRED,
            # A municipality that came back has a second row; two at once are a fault.
            Mark("code", "code", 'AND({code}<>"",SUMPRODUCT(({code:}={code})*{active:})>1)',
                 Look.BAD),
            Mark("in_basis", "in_basis", 'AND({code}<>"",{in_basis}="")', Look.KNOWN),
            Mark("active", "active", '{code}=""', Look.NONE),
            Mark("active_prior", "bridge_population", '{code}=""', Look.NONE),
            Mark("population", "fee", "AND({active}=1,{population}=0)", Look.BAD),
            Mark("name", "name", 'AND({name}<>"",ISNA(MATCH({name},Liste_kommuner,0)))',
                 Look.KNOWN),
        ),
    ),
)  # fmt: skip

POPULATION_SHEET = SheetSpec(
    "Folketall", Group.MEMBERS, "Folketall",
    "Antall innbyggere per kommune og dato. Kilde: SSB, tabell 07459 (CC BY 4.0).",
    fixed=(Fixed("B3", "Nye tall limes inn rett under tabellen.", role="purpose", span=4),),
    page=Page(landscape=False, scale=70, only=("at", "Folketallsdato"),
              among=("code", MEMBERS, "code")),
    table=table(
        POPULATION, "municipality",
        municipality("code", "Kommunenr", 15, "Fire sifre etter SSBs kommuneinndeling.",
                     required=True, public=True),
        text("municipality", "Kommune", 36, "Navnet slik SSB skriver det.", required=True,
             public=True),
        text("county", "Fylke", 22, "Fylket kommunen ligger i.", public=True),
        day("at", "Dato", 13, "Datoen folketallet gjelder, vanligvis 1. januar.", required=True,
            public=True),
        integer("inhabitants", "Innbyggere", 15.5, "Antall innbyggere, et helt tall over 0.",
                required=True, public=True),
        # By this number a formula finds many municipalities at a date at once.
        # A format of its own: LibreOffice would show the sum of a date as a date.
        integer("key", "Nøkkel", 14, hidden=True, since=3, formula="{code}*100000+{at}"),
        content="populations", level=Level.SETUP,
        marks=(REQUIRED, Mark("key", "key", '{code}=""', Look.NONE)),
    ),
)  # fmt: skip
