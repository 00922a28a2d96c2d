"""The sheet of the fees: what they are, how they came from the case's, and what is estimated."""

from __future__ import annotations

from typing import Final

from orxl.layout.columns import exchange, integer, kroner, long_text, over, rate, row, table, text
from orxl.layout.kinds import Kind
from orxl.layout.looks import Look, Mark, Page
from orxl.layout.model import SheetSpec
from orxl.layout.names import (
    BRIDGE,
    BRIDGED,
    FEES,
    GROWN,
    GROWTHS,
    IMPLIED,
    NAMED,
    OTHERS,
    OTHERS_BEFORE,
    PRIOR,
    TOTAL,
    UNNAMED,
    Group,
)
from orxl.layout.tables import Row
from orxl.programme.codes import Cause, Growth

_CHECKED = "Kontroll: navngitte medlemmer etter satsen, uten avrunding"
_SAME_BASE = "Samme grunnlag med forrige sats"
_LEAVERS = "Utmeldt fra årsskiftet, med forrige sats"
_OUTSIDE = "{tblMedlemmer.active_prior}*(1-{tblMedlemmer.in_basis_flag})"
"""Members on 1 January of the year before who are no part of the case's basis."""
_LEFT_BEFORE = "({tblMedlemmer.active_prior}-{tblMedlemmer.active}>0)"
"""What it was up to version 2 of the layout."""

_BASIS = "{tblMedlemmer.in_basis_flag}"
_ACTIVE = "{tblMedlemmer.active}"
_THEN = "{tblMedlemmer.case_population}"
_NOW = "{tblMedlemmer.population}"
_BRIDGE = "{tblMedlemmer.bridge_population}"

_NAMED_IN_BASIS = "Medlemmer i grunnlaget som er navngitt"
UNNAMED_MEMBERS: Final = "Medlemmer i grunnlaget som ikke er navngitt"
NAMED_IN_CASE: Final = "De navngittes kontingent i saken"
_REST = "De øvriges kontingent i saken"
_BASIS_PEOPLE = "Innbyggere i grunnlaget, i saken"
_OTHERS_NOW = "De øvriges kontingent i dag"
_OUT = "Ute siden saken, innbyggere i saken"
_IN = "Inne siden saken, innbyggere i saken"
_ROUNDED_THEN = "Avrunding i saken"
_ROUNDED_NOW = "Avrunding i dag"


def _in(label: str, key: str) -> str:
    """The cell in column *key* of the row called *label*."""
    return f"{{{label}|{key}}}"


def step(label: str) -> str:
    """The figure of the row *label* of the unnamed members' account."""
    return f'INDEX({{tblØvrige.value}},MATCH("{label}",{{tblØvrige.what}},0))'


def _method(column: str) -> str:
    """The cell of the chosen method of growth; unchanged where none is chosen."""
    return f"INDEX({{tblVekst.{column}}},IFERROR(MATCH(Vekst_øvrige,{{tblVekst.method}},0),1))"


_FEES: Final = table(
    FEES, "group",
    text("group", "Gruppe", 52, required=True, public=True),
    integer("count", "Medlemmer", 14, by_row=True, public=True),
    integer("inhabitants", "Innbyggere", 15.5, by_row=True, public=True),
    kroner("fee", "Kontingent", 16, by_row=True, public=True),
    long_text("comment", "Forklaring", 84),
    fixed=True, public_rows=frozenset({NAMED, OTHERS, TOTAL}),
    marks=(Mark("group", "fee", f'{{group}}="{TOTAL}"', Look.TOTAL),),
    rows=(
        row({"group": NAMED, "comment": "Kommunene på arket Medlemmer: folketall × sats, "
             "avrundet til hele kroner for hver kommune."},
            count=f"SUM({_ACTIVE})",
            inhabitants=f"SUMIFS({_NOW},{_ACTIVE},1)",
            fee="SUM({tblMedlemmer.fee})"),
        row({"group": OTHERS, "comment": "Et anslag: det de navngitte lar være igjen av sakens "
             "sum, som innbyggere etter sakens sats, ganger dagens sats. Regnes ut nederst; null "
             "når alle er navngitt."},
            1, (2, {"group": OTHERS_BEFORE, "comment": "Det vedtatte grunnlaget minus de "
                        "navngitte. Navngi resten på arket Medlemmer."}),
            (2, {
                "count": f"MAX(0,Antall_medlemmer-{_in(NAMED, 'count')})",
                "fee": f"IF({_in(NAMED, 'count')}>=Antall_medlemmer,0,"
                       f"Kontingentgrunnlag-{_in(NAMED, 'fee')})",
            }),
            count=step(UNNAMED_MEMBERS),
            inhabitants="ROUND(Kontingent_øvrige_innbyggere*Kontingentvekst_saken,-2)",
            fee=step(_OTHERS_NOW)),
        row({"group": TOTAL, "comment": "Det Hovedtall henter, omregnet til 1000 kr."},
            1, None, (2, {
                "count": f"{_in(NAMED, 'count')}+{_in(OTHERS_BEFORE, 'count')}",
                "fee": f"{_in(NAMED, 'fee')}+{_in(OTHERS_BEFORE, 'fee')}",
            }),
            count=f"{_in(NAMED, 'count')}+{_in(OTHERS, 'count')}",
            fee=f"{_in(NAMED, 'fee')}+{_in(OTHERS, 'fee')}"),
        row({"group": _CHECKED, "comment": "Avviker fra første linje bare med avrundingen av "
             "hver kommune."},
            fee=f"{_in(NAMED, 'inhabitants')}*Kontingentsats"),
        row({"group": _SAME_BASE, "comment": "Avstemming mot prognosen året før: sakens sum med "
             "forrige sats."},
            1, None, (2, {"fee": "IF(Kontingentsats=0,0,ROUND(Kontingentgrunnlag/Kontingentsats"
                                "*Kontingentsats_forrige,0))"}),
            fee="IF(Kontingentsats_saken>0,ROUND(Kontingentgrunnlag/Kontingentsats_saken"
                "*Kontingentsats_forrige,0),0)"),
        row({"group": _LEAVERS, "comment": "Medlemmer 1. januar året før som ikke er i sakens "
             "grunnlag, med sakens folketall."},
            1, None, (2, {
                "count": f"SUMPRODUCT({_LEFT_BEFORE}*1)",
                "inhabitants": f"SUMPRODUCT({_LEFT_BEFORE}*{_NOW})",
                "fee": f"ROUND({_in(_LEAVERS, 'inhabitants')}*Kontingentsats_forrige,0)",
            }),
            count=f"SUMPRODUCT({_OUTSIDE})",
            inhabitants=f"SUMPRODUCT({_OUTSIDE}*{_THEN})",
            fee=f"ROUND({_in(_LEAVERS, 'inhabitants')}*Kontingentsats_forrige,0)"),
        row({"group": PRIOR, "comment": "Skal ligge nær prognosen året før i Hovedtall (i "
             "1000 kr). Ligger den langt fra, kan en kommune være merket feil."},
            fee=f"{_in(_SAME_BASE, 'fee')}+{_in(_LEAVERS, 'fee')}"),
    ),
)  # fmt: skip


def _cause(cause: Cause, text: str, people: str, rate: str = "Kontingentsats") -> Row:
    """A step of the bridge: inhabitants times a rate."""
    product = f"{_in(cause, 'people')}*{_in(cause, 'rate')}"
    return row({"step": cause.value, "comment": text}, 3, people=people, rate=rate, amount=product)


_CASE = "Kontingent i saken"
_BRIDGE_TABLE: Final = table(
    BRIDGE, "step",
    text("step", "Trinn", 52, required=True),
    integer("people", "Innbyggere", 14, by_row=True),  # shown whole: part of them is implied
    rate("rate", "Sats", 15.5, by_row=True),
    rate("amount", "Beløp", 16, by_row=True),
    long_text("comment", "Forklaring", 84),
    header_row=16, fixed=True, since=3,
    marks=(Mark("step", "amount", f'OR({{step}}="{_CASE}",{{step}}="{BRIDGED}")', Look.TOTAL),),
    rows=(
        row({"step": _CASE, "comment": "Sakens eget anslag. Det flytter seg ikke."}, 3,
            amount="Kontingentgrunnlag"),
        row({"step": Cause.UNEXPLAINED.value, "comment": "Bare når alle i grunnlaget er navngitt: "
             "summen av kontingentene deres minus sakens sum."}, 3,
            amount=f"IF({step(UNNAMED_MEMBERS)}=0,{step(NAMED_IN_CASE)}-Kontingentgrunnlag,0)"),
        _cause(Cause.RATE, "Satsen i dag minus sakens sats, ganger innbyggerne i saken.",
               step(_BASIS_PEOPLE), "Kontingentsats-Kontingentsats_saken"),
        _cause(Cause.OUT, "Navngitte i grunnlaget som ikke er medlem 1. januar: dagens sats × "
               "folketallet i saken.", f"-{step(_OUT)}"),
        _cause(Cause.IN, "Medlemmer 1. januar som ikke er i grunnlaget: dagens sats × folketallet "
               "i saken.", step(_IN)),
        _cause(Cause.POPULATION, "Dagens sats × endret folketall.",
               f"SUMPRODUCT({_ACTIVE}*({_NOW}-{_BRIDGE}))"),
        _cause(Cause.UNNAMED_POPULATION, "Dagens sats × veksten etter metoden på Forutsetninger.",
               "Kontingent_øvrige_innbyggere*(Kontingentvekst_saken-1)"),
        row({"step": Cause.ROUNDING.value, "comment": "Summen av avrundingene i dag minus i "
             "saken. Regnes for seg; den er ikke en rest."}, 3,
            amount=f"{step(_ROUNDED_NOW)}-{step(_ROUNDED_THEN)}"),
        row({"step": BRIDGED, "comment": "Summen av trinnene. Over tabellen sammenlignes den med "
             "kontingenten i alt, som er regnet for seg."}, 3,
            amount=f"SUM({_in(_CASE, 'amount')}:{_in(Cause.ROUNDING, 'amount')})"),
    ),
)  # fmt: skip


def _growth(growth: Growth, text: str, then: str, now: str) -> Row:
    return row({"method": growth.value, "comment": text}, 3, then=then, now=now)


def _national(date: str) -> str:
    return f"SUMIFS({{tblFolketall.inhabitants}},{{tblFolketall.at}},{date})"


_GROWTH_TABLE: Final = table(
    GROWTHS, "method",
    text("method", "Metode", 52, required=True),
    integer("then", "Folketall i saken", 14, by_row=True),
    integer("now", "Folketall nå", 15.5, by_row=True),
    kroner("total", "Kontingent i alt", 16, formula="SUM({tblMedlemmer.fee})+{others}"),
    long_text("comment", "Forklaring", 84),
    exchange("growth", "Vekst", 12, formula="IF({then}*{now}=0,1,{now}/{then})"),
    kroner("others", "Øvrige", 14,
           formula="ROUND(Kontingent_øvrige_innbyggere*Kontingentsats*{growth},0)"),
    header_row=29, fixed=True, since=3,
    marks=(Mark("method", "total", "{method}=Vekst_øvrige", Look.TOTAL),),
    rows=(
        _growth(Growth.UNCHANGED, "Like mange innbyggere som i saken.", "0", "0"),
        _growth(Growth.AS_NAMED, "Som de navngitte i grunnlaget med folketall på begge datoer.",
                f"SUMPRODUCT({_BASIS}*({_NOW}>0)*{_THEN})",
                f"SUMPRODUCT({_BASIS}*({_THEN}>0)*{_NOW})"),
        _growth(Growth.NATIONAL, "Som alle kommuner på Folketall.",
                _national("Folketallsdato_saken"), _national("Folketallsdato")),
    ),
)  # fmt: skip

_NO_ROUNDING_UP = "IF({0}=INT({0}),0,0.5)".format
_NO_ROUNDING_DOWN = "IF(2*{0}=INT(2*{0}),0,0.5)".format
"""How far one fee can be rounded up, and down, at a rate."""
_CASE_RATE, _TODAY = "Kontingentsats_saken", "Kontingentsats"
_SAME = f"AND({_TODAY}={_CASE_RATE},Kontingentvekst_saken=1)"


def _counted(label: str, text: str, value: str, low: str = "", high: str = "") -> Row:
    formulas = {"value": value} | ({"low": low, "high": high} if low else {})
    return row({"what": label, "comment": text}, 3, **formulas)


def _implied(sign: str, room: str, rounding: str) -> str:
    """The fewest or the most whole inhabitants that the unnamed may have in the case."""
    rest, count = _in(_REST, "value"), _in(UNNAMED_MEMBERS, "value")
    exact = f"ROUND(({rest}{sign}{count}*{room})/{_CASE_RATE},6)"
    return f"IF({_CASE_RATE}>0,{rounding.format(exact)},0)"


def _owed(end: str, of: str, sign: str, room: str) -> str:
    """The least or the most that the unnamed may owe today."""
    middle, count = _in(_OTHERS_NOW, "value"), _in(UNNAMED_MEMBERS, "value")
    people = f"{_in(IMPLIED, of)}*{_TODAY}*Kontingentvekst_saken"
    return f"IF({_SAME},{middle},{end}({middle},ROUND({people}{sign}{count}*{room},0)))"


_UNNAMED_TABLE: Final = table(
    UNNAMED, "what",
    text("what", "Slik anslås de øvrige", 52, required=True),
    integer("low", "Minst", 14, by_row=True),
    integer("high", "Høyst", 15.5, by_row=True),
    exchange("value", "Tall", 16, by_row=True),
    long_text("comment", "Forklaring", 84),
    header_row=35, fixed=True, since=3,
    rows=(
        _counted(_NAMED_IN_BASIS, "«I grunnlaget» er Ja på Medlemmer.", f"SUM({_BASIS})"),
        _counted(UNNAMED_MEMBERS, "Medlemskommuner i saken minus de navngitte i grunnlaget.",
                 f"MAX(0,Antall_medlemmer-{_in(_NAMED_IN_BASIS, 'value')})"),
        _counted(NAMED_IN_CASE, "Sakens sats × sakens folketall, avrundet for hver kommune.",
                 "SUM({tblMedlemmer.case_fee})"),
        _counted(_REST, "Kontingentinntekter i saken minus de navngitte.",
                 f"IF({_in(UNNAMED_MEMBERS, 'value')}=0,0,"
                 f"Kontingentgrunnlag-{_in(NAMED_IN_CASE, 'value')})"),
        _counted(IMPLIED, "Delt på sakens sats. Minst og høyst: hver kontingent er avrundet, så "
                 "de kan ha noen færre eller flere.",
                 f"IF({_CASE_RATE}>0,{_in(_REST, 'value')}/{_CASE_RATE},0)",
                 _implied("-", _NO_ROUNDING_UP(_CASE_RATE), "ROUNDUP({},0)"),
                 _implied("+", _NO_ROUNDING_DOWN(_CASE_RATE), "INT({})")),
        _counted(_BASIS_PEOPLE, "De navngittes folketall i saken pluss de øvriges.",
                 f"SUMPRODUCT({_BASIS}*{_THEN})+{_in(IMPLIED, 'value')}"),
        _counted(GROWN, "Etter metoden på Forutsetninger; 1 er uendret.", _method("growth")),
        _counted(_OTHERS_NOW, "Innbyggere × dagens sats × vekst, i hele kroner. Minst og høyst: "
                 "feilen avrundingene gir.", _method("others"),
                 _owed("MIN", "low", "-", _NO_ROUNDING_DOWN(_TODAY)),
                 _owed("MAX", "high", "+", _NO_ROUNDING_UP(_TODAY))),
        _counted(_OUT, "I grunnlaget, men ikke medlem 1. januar.",
                 f"SUMPRODUCT({_BASIS}*(1-{_ACTIVE})*{_THEN})"),
        _counted(_IN, "Medlem 1. januar, men ikke i grunnlaget. Uten folketall i saken: dagens.",
                 f"SUMPRODUCT((1-{_BASIS})*{_ACTIVE}*{_BRIDGE})"),
        _counted(_ROUNDED_THEN, "De navngittes kontingent minus folketall × sats.",
                 f"{_in(NAMED_IN_CASE, 'value')}-SUMPRODUCT({_BASIS}*{_THEN})*{_CASE_RATE}"),
        _counted(_ROUNDED_NOW, "Det samme i dag, med de øvriges sum.",
                 f"SUM({{tblMedlemmer.fee}})-SUMPRODUCT({_ACTIVE}*{_NOW})*{_TODAY}"
                 f"+{_in(_OTHERS_NOW, 'value')}"
                 f"-{_in(IMPLIED, 'value')}*{_TODAY}*{_in(GROWN, 'value')}"),
    ),
)  # fmt: skip

MET: Final = "Stemmer med kontingenten i alt"
"""What stands over the bridge where it ends in the fees in all."""
END: Final = f'INDEX({{tblBro.amount}},MATCH("{BRIDGED}",{{tblBro.step}},0))'
"""Where the bridge ends, kr."""
_SPAN = "{0}({{tblVekst.total}})".format

FEE_SHEET: Final = SheetSpec(
    "Kontingent", Group.MEMBERS, "Kontingent {year}",
    "Hva medlemmene betaler i dag, hvordan det er blitt noe annet enn i saken, og hva som er "
    "anslag. Alt beregnes.", unit="Kontingent i hele kroner", protected=True,
    page=Page(one_page=True, until=UNNAMED),
    table=_FEES,
    more_tables=(_BRIDGE_TABLE, _GROWTH_TABLE, _UNNAMED_TABLE),
    fixed=(
        over("step", "Fra saken til i dag", role="heading", table=BRIDGE, since=3),
        over("amount", role="total_note", span=2, table=BRIDGE, since=3, formula=
             f'IF(ROUND({END}-Kontingent_i_alt,2)=0,"{MET}","Avvik fra kontingenten i alt")'),
        over("method", "Spennet for dem uten navn, etter metode", role="heading",
             table=GROWTHS, since=3),
        over("then", formula=_SPAN("MIN"), kind=Kind.KRONER, table=GROWTHS, since=3),
        over("now", formula=_SPAN("MAX"), kind=Kind.KRONER, table=GROWTHS, since=3),
        over("total", "laveste og høyeste", role="small", span=2, table=GROWTHS, since=3),
        over("what", "Regnestykket bak", role="heading", table=UNNAMED, since=3),
    ),
)  # fmt: skip
