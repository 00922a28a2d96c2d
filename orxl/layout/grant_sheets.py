"""The sheets of grants and of the carry-over between the years."""

from __future__ import annotations

from typing import Final

from orxl.layout.budget_formulas import of_line
from orxl.layout.columns import (
    REQUIRED,
    amount,
    code,
    currency,
    day,
    exchange,
    flag,
    integer,
    long_text,
    over,
    share,
    table,
    text,
    year,
)
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page, unique, unknown
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import (
    CARRIED,
    CARRY_IN,
    CLOSED,
    EXPENSE_SUM,
    GRANT_YEARS,
    GRANTS,
    INCOME_SUM,
    Group,
)
from orxl.layout.tables import Column, Row
from orxl.programme.codes import HORIZON, Currency, GrantStatus

_OF_THE_GRANT = "{tblTilskuddsår.grant},{grant_id},{tblTilskuddsår.year}"
"""Of the years: this grant's, and then, after a comma, which years."""


def _in_year(key: str, year: str = "Budsjettår") -> str:
    """What the column *key* of the years holds for this grant in *year*."""
    return f"SUMIFS({{tblTilskuddsår.{key}}},{_OF_THE_GRANT},{year})"


def _later(step: int) -> tuple[Column, Column]:
    """What the grant brings *step* years after the budget year: blank where nobody has said it.

    The first column counts where it is said, and is blank where the grant is not to count at all.
    """
    year = f"Budsjettår+{step}"
    out = f"OR({{counts}}=0,{{last_year}}<{year},{{from_year}}>{year})"
    out_before = f'OR({{counts}}=0,AND({{to_year}}<>"",{{to_year}}<{year}),{{from_year}}>{year})'
    stated, income = _in_year("stated", year), _in_year("income", year)
    return (
        integer(f"stated{step}", f"Rader {{year+{step}}}", 12, hidden=True, since=5,
                formula=f'IF({out},"",{stated})'),
        amount(f"income{step}", f"Inntekt {{year+{step}}}", 12, hidden=True, since=4,
               formula=f'IF({{stated{step}}}="",0,IF({{stated{step}}}=0,"",{income}))',
               earlier=((4, f'IF({out_before},0,IF({stated}=0,"",{income}))'),)),
    )  # fmt: skip


GRANT_SHEET = SheetSpec(
    "Tilskudd", Group.BUDGET, "Tilskudd {year}",
    "Ekstern finansiering.", unit="I 1000 kr om ikke annet står",
    fixed=(
        Fixed("C2", "Beløpene år for år skrives på Tilskuddsår.", role="purpose", span=8),
        Fixed("C3", "Om søkte tilskudd regnes med, bestemmes på Forutsetninger. Nye tilskudd "
              "skrives rett under tabellen.", role="purpose", span=8),
    ),
    page=Page(breaks=("own_share",), to="left_over", repeat="label"),
    table=table(
        GRANTS, "grant_id",
        code("grant_id", "ID", 13, "Kort kode uten mellomrom, for eksempel KLIMA1.", required=True,
             level=Level.SETUP, public=True),
        text("label", "Tilskudd", 36, "Navnet slik det skal stå i saken.", required=True,
             level=Level.SETUP, public=True),
        text("giver", "Giver", 24, "Hvem som gir tilskuddet.", level=Level.SETUP, public=True),
        code("status", "Status", 12, "Innvilget regnes med. Søkt regnes med når Forutsetninger "
             "sier det.", choices=GrantStatus, required=True, public=True),
        year("from_year", "Fra år", 8, "Første år, fire sifre.", level=Level.SETUP, public=True),
        year("to_year", "Til år", 8, "Siste år, fire sifre.", level=Level.SETUP, public=True),
        code("currency", "Valuta", 11, "NOK eller EUR.", choices=Currency, level=Level.SETUP,
             public=True),
        currency("ceiling", "Tilsagn i valuta", 15, "Høyeste beløp i tilsagnet, i hele enheter av "
                 "valutaen (50000, ikke 50).", short="Tilsagn", level=Level.SETUP, public=True),
        exchange("rate", "Kurs", 9.5, "Kroner per enhet av valutaen i tilsagnet. Tom: kursen på "
                 "Forutsetninger.", level=Level.SETUP, since=4),
        day("rate_day", "Kursdato", 12, "Dagen kursen er hentet fra.", level=Level.SETUP, since=4),
        amount("ceiling_1000", "Tilsagn i 1000 kr", 13, formula=
               # Whole numbers all the way: 165 000 × 11,70 / 1000 would lose half a thousand.
               'ROUND({ceiling}*ROUND(IF({currency}={Currency.EUR},IF({rate}="",Kurs_EUR,{rate}),'
               "1)*10000,0)/10000000,0)",
               earlier=((3, "ROUND({ceiling}*IF({currency}={Currency.EUR},Kurs_EUR,1)/1000,0)"),)),
        share("advance_share", "Forskudd", 13.5, "Andelen som er betalt på forhånd, i prosent.",
              level=Level.SETUP, public=True),
        share("own_share", "Krav til egeninnsats", 16, "Egeninnsats som kreves, i prosent av "
              "tilskuddet (100 % = like mye).", level=Level.SETUP, public=True),
        amount("planned", "Inntekt {year}", 12, formula=_in_year("income"), earlier=((3, None),),
               public=True),
        flag("counts", "Regnes med", 10.5, formula=
             "IF(OR({status}={GrantStatus.GRANTED},AND({status}={GrantStatus.APPLIED},"
             "Regn_med_søkte_tilskudd={YesNo.YES})),1,0)"),
        amount("budget", "I budsjettet", 14.5, formula="{planned}*{counts}", public=True),
        amount("frame", "Ramme i prosjektmidler", 18.5, formula='IF({grant_id}="",0,'
               "SUMIFS({tblProsjektmidler.frame_all},{tblProsjektmidler.grant},{grant_id}))",
               former=((3, "Egne midler i prosjektet"),),
               earlier=((3, 'IF({grant_id}="",0,'
               "SUMIFS({tblProsjektmidler.budget},{tblProsjektmidler.grant},{grant_id}))"),)),
        amount("bound_in", "Bundet ved årets start", 15, formula=
               _in_year("net", '"<"&Budsjettår') + "+" + _in_year("opening"), earlier=((3, None),)),
        amount("bound_used", "Bundet brukt i året", 13, formula=_in_year("used"),
               earlier=((3, None),)),
        amount("bound_out", "Bundet ved årets slutt", 15,
               formula="{bound_in}+" + _in_year("advance") + "-{bound_used}",
               earlier=((3, "{bound_in}-{bound_used}"),)),
        amount("all_years", "Inntekt alle år", 12, formula=
               "SUMIFS({tblTilskuddsår.income},{tblTilskuddsår.grant},{grant_id})", since=4),
        amount("left_over", "Rest av tilsagnet", 13, formula=
               'IF({ceiling_1000}=0,"",{ceiling_1000}-{all_years})', since=4),
        text("budget_line", "Budsjettpost", 34, "Posten i Hovedtall tilskuddet føres på. Uten egen "
             "post går det i «Andre tilskudd».", choices="Liste_poster",
             level=Level.SETUP, public=True),
        code("own_line", "Har egen budsjettpost", 16.5, formula='IF({grant_id}="","",IF(ISNUMBER('
             "MATCH({budget_line},{tblHovedtall.label},0)),{YesNo.YES},{YesNo.NO}))",
             former=((3, "Egen linje"),)),
        long_text("comment", "Kommentar", 50, "Kilde, vilkår og annet."),
        year("last_year", "Siste år", 9, hidden=True, since=5,
             formula='IF({grant_id}="","",IF({to_year}="",9999,{to_year}))'),
        *(column for step in range(1, HORIZON + 1) for column in _later(step)),
        content="grants",
        marks=(
            REQUIRED,
            unique("grant_id"),
            Mark("counts", "counts", '{grant_id}=""', Look.NONE),
            Mark("status", "status", "{status}={GrantStatus.APPLIED}", Look.KNOWN),
            Mark("bound_out", "bound_out", "{bound_out}<0", Look.BAD),
            Mark("left_over", "left_over", "N({left_over})<0", Look.BAD),
        ),
    ),
)  # fmt: skip

_SAME_YEAR = "SUMPRODUCT(({grant:}={grant})*({year:}={year}))>1"

GRANT_YEAR_SHEET = SheetSpec(
    "Tilskuddsår", Group.BUDGET, "Tilskudd år for år",
    "Én rad for hvert tilskudd og år. Budsjettåret, Overføring og Prosjektmidler henter herfra.",
    unit="Tall i 1000 kr", since=4,
    fixed=(
        Fixed("C3", "Tomt felt betyr at ingen har sagt det; skriv 0 når det er null. Nye rader "
              "skrives rett under tabellen.", role="purpose", span=8),
    ),
    table=table(
        GRANT_YEARS, "grant",
        code("grant", "Tilskudd", 14, "Tilskuddets kode, fra arket Tilskudd.",
             choices="Liste_tilskudd", required=True),
        year("year", "År", 8, "Året raden gjelder, fire sifre.", required=True),
        amount("income", "Inntekt", 12, "Ventet inntekt i året når tilskuddet regnes med. Beløp i "
               "1000 kr, uten desimaler og enhet."),
        amount("own_money", "Egeninnsats penger", 16,
               "Egne penger prosjektet krever i året, i 1000 kr. Tom når ingen har sagt det."),
        amount("own_work", "Egeninnsats arbeid", 16,
               "Eget arbeid i året, verdsatt i 1000 kr. Tom når ingen har sagt det."),
        amount("frame", "Prosjektmidler", 18.5,
               "Det Prosjektmidler setter av til prosjektet i året, i 1000 kr."),
        amount("advance", "Forskudd", 13.5, "Utbetalt i året for senere år, i 1000 kr."),
        amount("used", "Bundet brukt", 12, "Hvor mye av de bundne midlene som brukes i året, i "
               "1000 kr; 0 når ingenting brukes."),
        amount("opening", "Bundet fra før", 12, "Bundet ved årets start når ingen tidligere rad "
               "forteller det, i 1000 kr. Bare i tilskuddets første rad."),
        amount("bound_in", "Bundet ved start", 12,
               formula='SUMIFS({net:},{grant:},{grant},{year:},"<"&{.year})+{opening}'),
        amount("bound_out", "Bundet ved slutt", 12,
               formula='SUMIFS({net:},{grant:},{grant},{year:},"<="&{.year})'),
        long_text("comment", "Kommentar", 50, "Hvor tallene kommer fra."),
        amount("net", "Netto bundet", 10, formula="{opening}+{advance}-{used}", hidden=True),
        integer("stated", "Oppgitt", 9, formula='IF({income}="",0,1)', hidden=True),
        content="grant_years", since=4,
        marks=(
            REQUIRED,
            unknown("grant", "Liste_tilskudd"),
            Mark("year", "year", f'AND({{grant}}<>"",{_SAME_YEAR})', Look.BAD),
            Mark("bound_out", "bound_out", "{bound_out}<0", Look.BAD),
        ),
    ),
)  # fmt: skip


def _carried(key: str, header: str, level: Level | None = None, **more: str) -> Row:
    """A row of the carry-over: it reads the column *key* of the main figures."""
    formulas = {
        "opening": of_line(key, CARRY_IN),
        "income": of_line(key, INCOME_SUM),
        "expenses": of_line(key, EXPENSE_SUM),
        **more,
    }
    return Row({"column": header}, formulas, level=level)


ACCOUNTS_MINUS_FORECAST: Final = "Regnskap minus prognose"
"""The row that explains what the accounts carry over instead of the prognosis."""


def _accounts() -> Row:
    """The accounts of the year before: blank until they are typed, never 0."""
    parts = {"opening": CARRY_IN, "income": INCOME_SUM, "expenses": EXPENSE_SUM}
    found = {key: of_line("actual_prior", kind) for key, kind in parts.items()}
    found["bound_in"] = _forecast("bound_in")
    formulas = {key: f'IF({text}="","",{text})' for key, text in found.items()}
    return Row({"column": "Regnskap {prior}"}, formulas, since=7)


def _difference() -> Row:
    """What the accounts of the year before carry over beyond the prognosis, part by part."""
    formulas = {}
    for key in ("opening", "income", "expenses", "bound_out"):
        accounts, forecast = f"{{Regnskap {{prior}}|{key}}}", _forecast(key)
        lacks = f'OR({accounts}="",{forecast}="")' if key == "bound_out" else f'{accounts}=""'
        formulas[key] = f'IF({lacks},"",{accounts}-{forecast})'
    return Row({"column": ACCOUNTS_MINUS_FORECAST}, formulas, since=7)


def _forecast(key: str) -> str:
    """The cell of «Overføring» in the row of the prognosis."""
    row = "MATCH({tblHovedtall.forecast_prior!},{tblOverføring.column},0)"
    return f"INDEX({{tblOverføring.{key}}},{row})"


_CLOSED: Final = table(
    CLOSED, "column",
    text("column", "Kolonne", 18, "Hva raden gjelder. Endres ikke for hånd.", required=True,
         level=Level.SETUP),
    amount("opening", "Inngående mindreforbruk", 16, by_row=True),
    amount("income", "Inntekter", 13, by_row=True),
    amount("expenses", "Utgifter", 13, by_row=True),
    amount("result", "Resultat", 13, formula=
           'IF(OR({income}="",{expenses}=""),"",{income}-{expenses})'),
    amount("closing", "Utgående mindreforbruk", 16, formula=
           'IF(OR({opening}="",{result}=""),"",{opening}+{result})'),
    amount("bound_in", "Bundet inngående", 14, by_row=True),
    amount("bound_out", "Bundet utgående", 14,
           "Bundne midler ved årets slutt, etter regnskapet.", level=Level.SETUP),
    amount("free_out", "Fritt utgående", 14,
           formula='IF(OR({bound_out}="",{closing}=""),"",{closing}-{bound_out})'),
    long_text("comment", "Kommentar", 50, "Hvorfor regnskapet ble et annet enn prognosen."),
    content="closing", fixed=True, header_row=12, since=7,
    rows=(_accounts(), _difference()),
    marks=(
        Mark("free_out", "free_out",
             f'AND({{column}}<>"{ACCOUNTS_MINUS_FORECAST}",N({{free_out}})<0)', Look.BAD),
    ),
)  # fmt: skip
"""The year before, when its accounts are there, and how it differs from the prognosis."""


CARRY_OVER_SHEET = SheetSpec(
    "Overføring", Group.BUDGET, "Overføring mellom årene",
    "Hva som overføres fra år til år, og hvor mye av det som er bundet. Alt unntatt bundne midler "
    "tidligere år beregnes.", unit="Tall i 1000 kr", protected=True,
    more_tables=(_CLOSED,),
    fixed=(
        over("column", "Når regnskapet for {prior} er avlagt", role="heading", span=5,
             table=CLOSED, since=7),
    ),
    table=table(
        CARRIED, "column",
        text("column", "Kolonne", 18, "Kolonnen på Hovedtall raden gjelder. Endres ikke for hånd.",
             required=True, former=((3, "Tall fra"),), level=Level.SETUP, public=True),
        amount("opening", "Inngående mindreforbruk", 16, by_row=True, public=True),
        amount("income", "Inntekter", 13, by_row=True, public=True),
        amount("expenses", "Utgifter", 13, by_row=True, public=True),
        amount("result", "Resultat", 13, formula="{income}-{expenses}", public=True),
        amount("closing", "Utgående mindreforbruk", 16, formula="{opening}+{result}", public=True),
        amount("bound_in", "Bundet inngående", 14,
               "Bundne midler ved årets start. For budsjettåret hentes tallet fra Tilskudd.",
               public=True),
        amount("bound_out", "Bundet utgående", 14,
               "Bundne midler ved årets slutt. For budsjettåret hentes tallet fra Tilskudd.",
               public=True),
        amount("free_out", "Fritt utgående", 14,
               formula='IF({bound_out}="","",{closing}-{bound_out})', public=True),
        long_text("comment", "Kommentar", 50, "Hvor det bundne kommer fra."),
        content="carry_over", fixed=True,
        rows=(
            _carried("budget_prior", "Budsjett {prior}", Level.HISTORY),
            _carried("forecast_prior", "Prognose {prior}", Level.HISTORY),
            _carried("budget", "Budsjett {year}", bound_in="SUM({tblTilskudd.bound_in})",
                     bound_out="SUM({tblTilskudd.bound_out})"),
        ),
        marks=(
            Mark("free_out", "free_out", "N({free_out})<0", Look.BAD),
            Mark("closing", "closing", "{closing}<0", Look.BAD),
        ),
    ),
)  # fmt: skip
