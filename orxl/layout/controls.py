"""The live controls: formulas on «Kontroll» that always count along."""

from __future__ import annotations

from dataclasses import dataclass

from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.budget_formulas import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE,
    EXPENSE_SUM,
    INCOME,
    INCOME_SUM,
    RESULT,
    budget_headers,
    of_line,
)
from orxl.layout.member_sheets import NAMED, OTHERS, TOTAL

OK, DEVIATION, ACCEPTED, FILL_IN = "OK", "AVVIK", "GODTATT", "FYLL UT"
"""The states of a control."""
TO_FILL_IN = "D005"
"""The rule whose controls ask for input rather than complain."""
STATE = (
    f'IF(ISERROR([@Differanse]),"{DEVIATION}",IF([@Differanse]=0,"{OK}",'
    f'IF([@Regel]="{TO_FILL_IN}","{FILL_IN}",'
    f'IF(SUMPRODUCT((tblGodtatte[Regel]=[@Regel])*1)>0,"{ACCEPTED}","{DEVIATION}"))))'
)
"""The state of a control, from its difference and the accepted deviations."""


@dataclass(frozen=True, slots=True)
class Place:
    """The cell a control leads to: the column *header* of *table* on *sheet*, in row *row*.

    *row* is a formula for the sheet's row number, so that the place follows rows that are added.
    """

    sheet: str
    table: str
    header: str
    row: str

    @property
    def link(self) -> str:
        """The formula of a link that shows the place and leads to it."""
        # ADDRESS without its own sheet: LibreOffice would write «Hovedtall.F15».
        column = f"COLUMN({self.table}[[#Headers],[{self.header}]])"
        cell = f"ADDRESS({self.row},{column},4)"
        return f'HYPERLINK("#\'{self.sheet}\'!"&{cell},"{self.sheet} "&{cell})'


def _row(table: str, header: str, index: str = "1") -> str:
    """The sheet's row of the data row *index* (a formula that counts from 1), or of the first."""
    found = index if index == "1" else f"IFERROR({index},1)"
    return f"ROW({table}[[#Headers],[{header}]])+{found}"


def _where(sheet: str, header: str, column: str, value: str) -> Place:
    """The first row of the sheet's table whose *column* holds *value*, a formula."""
    table = f"tbl{sheet}"
    return Place(sheet, table, header, _row(table, header, f"MATCH({value},{table}[{column}],0)"))


def _unpeopled() -> Place:
    """The last member of the budget year without a population, or the first member."""
    table, header = "tblMedlemmer", "Folketall"
    rows = f"ROW({table}[{header}])"
    missing = f"({table}[Medlem i budsjettåret]=1)*({table}[{header}]=0)"
    row = f"MAX({_row(table, header)},SUMPRODUCT(MAX({missing}*{rows})))"
    return Place("Medlemmer", table, header, row)


def _first_missing() -> Place:
    """The first assumption that is not filled in, or the first of all."""
    table, header = "tblForutsetninger", "Verdi"
    row = _row(table, header)
    for spec in reversed([s for s in ASSUMPTIONS if s.required]):
        row = f'IF({spec.name}="",ROW({spec.name}),{row})'
    return Place("Forutsetninger", table, header, row)


@dataclass(frozen=True, slots=True)
class Control:
    """A live control: two figures that must agree, the rule it belongs to, and where to look."""

    text: str
    first: str
    second: str
    rule: str
    place: Place


def controls(year: int) -> tuple[Control, ...]:
    """The live controls on «Kontroll», in order. Formulas only; no script is needed."""
    head = budget_headers(year)
    now, before, forecast = head["budget"], head["budget_prior"], head["forecast_prior"]

    def lines(column: str, kind: str) -> str:
        return f'SUMIFS(tblHovedtall[{column}],tblHovedtall[Type],"{kind}")'

    def fees(group: str, column: str) -> str:
        return f'INDEX(tblKontingent[{column}],MATCH("{group}",tblKontingent[Gruppe],0))'

    def carried(column: str, of: str) -> str:
        return f'INDEX(tblOverføring[{column}],MATCH("{of}",tblOverføring[Tall fra],0))'

    def line(column: str, kind: str) -> Place:
        return _where("Hovedtall", column, "Type", f'"{kind}"')

    def fetched(column: str, source: str) -> Place:
        return _where("Hovedtall", column, "Hentes fra", f'"{source}"')

    active = "tblMedlemmer[Medlem i budsjettåret]"
    needed = [spec.name for spec in ASSUMPTIONS if spec.required]
    return (
        Control(
            "Alle forutsetninger som må være med, er fylt ut",
            "+".join(f'({name}<>"")*1' for name in needed),
            str(len(needed)),
            TO_FILL_IN,
            _first_missing(),
        ),
        Control(
            "Sum inntekter er summen av inntektspostene",
            of_line(now, INCOME_SUM),
            lines(now, INCOME),
            "B001",
            line(now, INCOME_SUM),
        ),
        Control(
            "Sum driftsutgifter er summen av utgiftspostene",
            of_line(now, EXPENSE_SUM),
            lines(now, EXPENSE),
            "B001",
            line(now, EXPENSE_SUM),
        ),
        Control(
            "Resultat er inntekter minus utgifter",
            of_line(now, RESULT),
            f"{lines(now, INCOME)}-{lines(now, EXPENSE)}",
            "B002",
            line(now, RESULT),
        ),
        Control(
            "Utgående mindreforbruk er inngående pluss resultat",
            of_line(now, CARRY_OUT),
            f"{of_line(now, CARRY_IN)}+{of_line(now, RESULT)}",
            "B003",
            line(now, CARRY_OUT),
        ),
        Control(
            f"Inngående {year} er utgående i prognosen for {year - 1}",
            of_line(now, CARRY_IN),
            of_line(forecast, CARRY_OUT),
            "B004",
            line(now, CARRY_IN),
        ),
        Control(
            "Utgående mindreforbruk er likt på Hovedtall og Overføring",
            of_line(now, CARRY_OUT),
            carried("Utgående mindreforbruk", now),
            "B003",
            _where("Overføring", "Utgående mindreforbruk", "Tall fra", f'"{now}"'),
        ),
        Control(
            f"Endringen i inntekter er målt mot budsjett {year - 1}",
            of_line("Endring", INCOME_SUM),
            f"{of_line(now, INCOME_SUM)}-{of_line(before, INCOME_SUM)}",
            "B005",
            line("Endring", INCOME_SUM),
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, budsjett {year}",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            "SUM(tblProsjektmidler[I budsjettet])",
            "B006",
            fetched(now, "Prosjektmidler"),
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, prognose {year - 1}",
            f'SUMIFS(tblHovedtall[{forecast}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            f"SUM(tblProsjektmidler[{forecast}])",
            "B006",
            fetched(forecast, "Prosjektmidler"),
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, budsjett {year - 1}",
            f'SUMIFS(tblHovedtall[{before}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            f"SUM(tblProsjektmidler[{before}])",
            "B006",
            fetched(before, "Prosjektmidler"),
        ),
        Control(
            "Tilskuddene i Hovedtall er summen av arket Tilskudd",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"*ilskudd")',
            "SUM(tblTilskudd[I budsjettet])",
            "B007",
            Place("Tilskudd", "tblTilskudd", "I budsjettet", _row("tblTilskudd", "I budsjettet")),
        ),
        Control(
            "Kontingenten i Hovedtall er kontingenten i alt, i 1000 kr",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"Kontingent")',
            "ROUND(Kontingent_i_alt/1000,0)",
            "K001",
            fetched(now, "Kontingent"),
        ),
        Control(
            "Kontingenten i alt er det vedtatte grunnlaget",
            fees(TOTAL, "Kontingent"),
            "Kontingentgrunnlag",
            "K002",
            _where("Kontingent", "Kontingent", "Gruppe", f'"{TOTAL}"'),
        ),
        Control(
            "Navngitte og øvrige er alle medlemmene",
            f"{fees(NAMED, 'Medlemmer')}+{fees(OTHERS, 'Medlemmer')}",
            "Antall_medlemmer",
            "K003",
            _where("Kontingent", "Medlemmer", "Gruppe", f'"{TOTAL}"'),
        ),
        Control(
            "Alle medlemmer i budsjettåret har folketall",
            f"SUM({active})",
            f"SUMPRODUCT({active}*(tblMedlemmer[Folketall]>0))",
            "K004",
            _unpeopled(),
        ),
        Control(
            "Bundne midler er ikke større enn utgående mindreforbruk",
            f"MIN({carried('Bundet utgående', now)},{carried('Utgående mindreforbruk', now)})",
            carried("Bundet utgående", now),
            "B008",
            _where("Overføring", "Bundet utgående", "Tall fra", f'"{now}"'),
        ),
        Control(
            "Alle tiltak har minst ett resultatmål",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Resultatmål]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P003",
            _where("Tiltak", "Resultatmål", "Resultatmål", "0"),
        ),
        Control(
            "Alle tiltak har minst ett effektmål",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Effektmål]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P004",
            _where("Tiltak", "Effektmål", "Effektmål", "0"),
        ),
        Control(
            "Alle tiltak har minst én partner",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Partnere]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P005",
            _where("Tiltak", "Partnere", "Partnere", "0"),
        ),
        Control(
            "Alle mål hører til et tiltak",
            "SUM(tblTiltak[Resultatmål])+SUM(tblTiltak[Effektmål])",
            'SUMPRODUCT((tblMål[Mål ID]<>"")*1)',
            "N003",
            Place("Mål", "tblMål", "Tiltak", _row("tblMål", "Tiltak")),
        ),
        Control(
            "Alle partnere hører til et tiltak",
            "SUM(tblTiltak[Partnere])",
            'SUMPRODUCT((tblPartnere[Partner]<>"")*1)',
            "N004",
            _where("Partnere", "Tiltak", "Tiltakets navn", '"Ukjent tiltak"'),
        ),
    )
