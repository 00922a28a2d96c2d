"""The sheets of the members: register, fees and population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orxl.core.values import Value
from orxl.layout.looks import Look, Mark, Page, required, unique
from orxl.layout.model import Column, Fixed, Grid, Kind, SheetSpec, TableSpec

HEADER_ROW = 5

NAMED, OTHERS, TOTAL = (
    "Navngitte medlemmer",
    "Øvrige medlemmer, ikke navngitt i kilden",
    "Kontingent i alt",
)


def _active(year: str) -> str:
    return (
        f'IF(AND([@Kommunenr]<>"",[@Medlem fra]<=DATE({year},12,31),'
        f'OR([@Medlem til]="",[@Medlem til]>=DATE({year},1,1))),1,0)'
    )


def member_sheets(year: int) -> tuple[SheetSpec, ...]:
    """The sheets that hold members, fees and population, in tab order."""
    return (_members(year), _fees(year), _population())


def _members(year: int) -> SheetSpec:
    return SheetSpec(
        "Medlemmer",
        "medlemmer",
        f"Medlemmer {year}",
        "Medlemskommunene og det hver av dem betaler. Bare dokumenterte medlemmer står her; skriv nye rett under tabellen.",
        unit="Kontingent i hele kroner",
        table=TableSpec(
            "tblMedlemmer",
            HEADER_ROW,
            key="name",
            content="members",
            marks=(
                *required("code", "name"),
                unique("code"),
                Mark("active", "active_prior", '{code}=""', Look.NONE),
                Mark("population", "fee", "AND({active}=1,{population}=0)", Look.BAD),
                Mark(
                    "name",
                    "name",
                    'AND({name}<>"",ISNA(MATCH({name},Liste_kommuner,0)))',
                    Look.KNOWN,
                ),
            ),
            columns=(
                Column(
                    "code",
                    "Kommunenr",
                    Kind.MUNICIPALITY,
                    15,
                    "Fire sifre etter SSBs kommuneinndeling, for eksempel 0301.",
                    required=True,
                ),
                Column(
                    "name",
                    "Kommune",
                    Kind.TEXT,
                    24,
                    "Velg kommunen fra listen, eller skriv navnet.",
                    choices="Liste_kommuner",
                    open_list=True,
                    required=True,
                ),
                Column(
                    "region",
                    "Delregion",
                    Kind.TEXT,
                    40,
                    "Delregionen (regionrådet) kommunen hører til.",
                ),
                Column(
                    "joined",
                    "Medlem fra",
                    Kind.DATE,
                    13,
                    "Første dag som medlem. Tom når kommunen har vært med siden før budsjettåret.",
                ),
                Column(
                    "left",
                    "Medlem til",
                    Kind.DATE,
                    13,
                    "Siste dag som medlem. Tom for kommuner som fortsatt er medlem.",
                ),
                Column(
                    "active",
                    "Medlem i budsjettåret",
                    Kind.FLAG,
                    15,
                    formula=_active("Budsjettår"),
                    derived=True,
                ),
                Column(
                    "active_prior",
                    "Medlem året før",
                    Kind.FLAG,
                    14,
                    formula=_active("Budsjettår-1"),
                    derived=True,
                ),
                Column(
                    "population",
                    "Folketall",
                    Kind.INTEGER,
                    12.5,
                    formula='IF([@Kommunenr]="",0,SUMIFS(tblFolketall[Innbyggere],tblFolketall[Kommunenr],[@Kommunenr],tblFolketall[Dato],Folketallsdato))',
                    derived=True,
                ),
                Column(
                    "fee",
                    "Kontingent",
                    Kind.KRONER,
                    15,
                    formula="ROUND([@Folketall]*Kontingentsats*[@Medlem i budsjettåret],0)",
                    derived=True,
                ),
                Column("source", "Kilde", Kind.LONG_TEXT, 48, "Hvor medlemskapet er dokumentert."),
            ),
        ),
    )


def _fees(year: int) -> SheetSpec:
    return SheetSpec(
        "Kontingent",
        "medlemmer",
        f"Kontingent {year}",
        "Hvordan kontingenten i budsjettet settes sammen. Alt beregnes; når alle medlemmene er navngitt, blir linjen «Øvrige» null.",
        unit="Kontingent i hele kroner",
        protected=True,
        table=TableSpec(
            "tblKontingent",
            HEADER_ROW,
            key="group",
            grows=False,
            filter=False,
            rows=tuple({"group": group, "comment": text} for group, text in FEE_GROUPS),
            row_formulas=_fee_formulas,
            columns=(
                Column("group", "Gruppe", Kind.TEXT, 58, required=True),
                Column("count", "Medlemmer", Kind.INTEGER, 14, derived=True),
                Column("inhabitants", "Innbyggere", Kind.INTEGER, 15.5, derived=True),
                Column("fee", "Kontingent", Kind.KRONER, 16, derived=True),
                Column("comment", "Forklaring", Kind.LONG_TEXT, 90),
            ),
        ),
    )


CHECKED = "Kontroll: navngitte medlemmer etter satsen, uten avrunding"
LEAVERS = "Utmeldt fra årsskiftet, med forrige sats"
SAME_BASE = "Samme grunnlag med forrige sats"
PRIOR_TOTAL = "Sum med forrige sats og de utmeldte"


def _fee_formulas(rows: Sequence[Mapping[str, Value]], grid: Grid) -> Sequence[Mapping[str, str]]:
    index = {str(row.get("group")): i for i, row in enumerate(rows)}

    def at(group: str, key: str) -> str:
        return grid.at(index[group], key)

    known: dict[str, dict[str, str]] = {
        NAMED: {
            "count": "SUM(tblMedlemmer[Medlem i budsjettåret])",
            "inhabitants": "SUMIFS(tblMedlemmer[Folketall],tblMedlemmer[Medlem i budsjettåret],1)",
            "fee": "SUM(tblMedlemmer[Kontingent])",
        }
    }
    if NAMED in index:
        count, fee = at(NAMED, "count"), at(NAMED, "fee")
        known[OTHERS] = {
            "count": f"MAX(0,Antall_medlemmer-{count})",
            "fee": f"IF({count}>=Antall_medlemmer,0,Kontingentgrunnlag-{fee})",
        }
        known[CHECKED] = {"fee": f"{at(NAMED, 'inhabitants')}*Kontingentsats"}
    if NAMED in index and OTHERS in index:
        known[TOTAL] = {
            "count": f"{at(NAMED, 'count')}+{at(OTHERS, 'count')}",
            "fee": f"{at(NAMED, 'fee')}+{at(OTHERS, 'fee')}",
        }
    left = "(tblMedlemmer[Medlem året før]-tblMedlemmer[Medlem i budsjettåret]>0)"
    if LEAVERS in index:
        known[LEAVERS] = {
            "count": f"SUMPRODUCT({left}*1)",
            "inhabitants": f"SUMPRODUCT({left}*tblMedlemmer[Folketall])",
            "fee": f"ROUND({at(LEAVERS, 'inhabitants')}*Kontingentsats_forrige,0)",
        }
    known[SAME_BASE] = {
        "fee": "IF(Kontingentsats=0,0,ROUND(Kontingentgrunnlag/Kontingentsats*Kontingentsats_forrige,0))"
    }
    if SAME_BASE in index and LEAVERS in index:
        known[PRIOR_TOTAL] = {"fee": f"{at(SAME_BASE, 'fee')}+{at(LEAVERS, 'fee')}"}
    return [known.get(str(row.get("group")), {}) for row in rows]


FEE_GROUPS = (
    (
        NAMED,
        "Kommunene på arket Medlemmer: folketall × sats, avrundet til hele kroner for hver kommune.",
    ),
    (
        OTHERS,
        "Det vedtatte grunnlaget minus de navngitte. Navngi resten på arket Medlemmer.",
    ),
    (TOTAL, "Det Hovedtall henter, omregnet til 1000 kr."),
    (CHECKED, "Avviker fra første linje bare med avrundingen av hver kommune."),
    (SAME_BASE, "Til avstemming mot prognosen året før."),
    (LEAVERS, "Kommuner som var medlem året før og ikke er det i budsjettåret."),
    (PRIOR_TOTAL, "Skal ligge nær prognosen året før i Hovedtall (i 1000 kr)."),
)
"""The groups of the fee sheet in order, each with its explanation."""


def _population() -> SheetSpec:
    return SheetSpec(
        "Folketall",
        "medlemmer",
        "Folketall",
        "Antall innbyggere per kommune og dato. Kilde: SSB, tabell 07459 (CC BY 4.0).",
        fixed=(Fixed("B3", "Nye tall limes inn rett under tabellen.", role="purpose", span=4),),
        page=Page(landscape=False, scale=70, only=("at", "Folketallsdato")),
        table=TableSpec(
            "tblFolketall",
            HEADER_ROW,
            key="municipality",
            content="populations",
            marks=required("code", "municipality", "at", "inhabitants"),
            columns=(
                Column(
                    "code",
                    "Kommunenr",
                    Kind.MUNICIPALITY,
                    15,
                    "Fire sifre etter SSBs kommuneinndeling.",
                    required=True,
                ),
                Column("municipality", "Kommune", Kind.TEXT, 36, "Kommunens navn.", required=True),
                Column("county", "Fylke", Kind.TEXT, 22, "Fylket kommunen ligger i."),
                Column(
                    "at",
                    "Dato",
                    Kind.DATE,
                    13,
                    "Datoen folketallet gjelder, vanligvis 1. januar.",
                    required=True,
                ),
                Column(
                    "inhabitants",
                    "Innbyggere",
                    Kind.INTEGER,
                    15.5,
                    "Antall innbyggere, et helt tall over 0.",
                    required=True,
                ),
            ),
        ),
    )
