"""The live controls: formulas on «Kontroll» that always count along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.core.light import dataclass
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.budget_formulas import of_line
from orxl.layout.fee_sheets import END, NAMED_IN_CASE, UNNAMED_MEMBERS, step
from orxl.layout.names import (
    BRIDGE,
    BRIDGED,
    CARRY_IN,
    CARRY_OUT,
    EXPENSE_SUM,
    FILLED,
    INCOME_SUM,
    NAMED,
    OTHERS_BEFORE,
    RESULT,
    TOTAL,
    UNNAMED,
)

OK, DEVIATION, ACCEPTED, FILL_IN = "OK", "AVVIK", "GODTATT", "FYLL UT"
PRINTED = "TRYKT SLIK"
"""The states of a control."""
TO_FILL_IN: Final = "D005"
"""The rule whose controls ask for input rather than complain."""
STATE: Final = (
    f'IF(ISERROR({{difference}}),"{DEVIATION}",IF({{difference}}=0,"{OK}",'
    f'IF({{rule}}="{TO_FILL_IN}","{FILL_IN}",IF({{printed}}>0,"{PRINTED}",'
    f'IF({{accepted}}>0,"{ACCEPTED}","{DEVIATION}")))))'
)
"""The state of a control: from its difference, what was printed so and what is accepted."""
STATE_BEFORE: Final = (
    f'IF(ISERROR({{difference}}),"{DEVIATION}",IF({{difference}}=0,"{OK}",'
    f'IF({{rule}}="{TO_FILL_IN}","{FILL_IN}",'
    f'IF(SUMPRODUCT(({{tblGodtatte.code}}={{rule}})*1)>0,"{ACCEPTED}","{DEVIATION}"))))'
)
"""What it was up to version 2: an acceptance of one place silenced all controls of its rule."""


NAMED_BY: Final = {
    "tblForutsetninger": "name", "tblHovedtall": "label", "tblOverføring": "column",
    "tblKontingent": "group", "tblBro": "step", "tblØvrige": "what",
    "tblTilskudd": "grant_id", "tblMedlemmer": "name",
    "tblTiltak": "number", "tblMål": "target_id", "tblPartnere": "name",
}  # fmt: skip
"""The column that names a row, by the table; a test holds it equal to the tables' own."""


@dataclass(frozen=True, slots=True)
class Place:
    """The cell a control leads to: the column *key* of the table of *sheet*, in row *row*.

    *row* is a formula for the sheet's row number, so that the place follows rows that are added.
    """

    sheet: str
    key: str
    row: str
    of: str = ""
    """The table, where it is not the sheet's main one."""

    @property
    def table(self) -> str:
        """The table that the cell stands in."""
        return self.of if self.of != "" else f"tbl{self.sheet}"

    @property
    def label(self) -> str:
        """The formula that gives what the row is called, by which it is accepted."""
        return f"INDEX({{{self.table}.{self.named}}},{self.row}-ROW({{{self.table}.{self.key}#}}))"

    @property
    def named(self) -> str:
        """The column that names the rows of the table."""
        return NAMED_BY[self.table]

    @property
    def link(self) -> str:
        """The formula of a link that shows the place and leads to it."""
        return self._link_to("{at}")

    @property
    def linked_before(self) -> str:
        """The same up to version 3 of the layout: with the address in it, twice."""
        return self._link_to(self.at)

    @property
    def at(self) -> str:
        """The formula of the place's address."""
        # ADDRESS without its own sheet: LibreOffice would write «Hovedtall.F15».
        return f"ADDRESS({self.row},COLUMN({{{self.table}.{self.key}#}}),4)"

    def _link_to(self, cell: str) -> str:
        return f'HYPERLINK("#\'{self.sheet}\'!"&{cell},"{self.sheet} "&{cell})'


def _first(sheet: str, key: str) -> Place:
    """The first row."""
    return Place(sheet, key, f"ROW({{tbl{sheet}.{key}#}})+1")


def _where(sheet: str, key: str, column: str, value: str, of: str = "") -> Place:
    """The first row whose *column* holds *value*, a formula; the first of all where none does."""
    table = of if of != "" else f"tbl{sheet}"
    found = f"MATCH({value},{{{table}.{column}}},0)"
    return Place(sheet, key, f"ROW({{{table}.{key}#}})+IFERROR({found},1)", of)


def _line(key: str, kind: str) -> Place:
    """The main figures' line of a kind (``INCOME_SUM``)."""
    return _where("Hovedtall", key, "type", f"{{LineType.{kind}}}")


def _fetched(key: str, source: str) -> Place:
    """The main figures' line that is fetched from somewhere (``PROJECTS``)."""
    return _where("Hovedtall", key, "source", f"{{LineSource.{source}}}")


def _unpeopled() -> Place:
    """The last member of the budget year without a population, or the first member."""
    missing = "({tblMedlemmer.active}=1)*({tblMedlemmer.population}=0)"
    last = f"SUMPRODUCT(MAX({missing}*ROW({{tblMedlemmer.population}})))"
    first = _first("Medlemmer", "population")
    return Place("Medlemmer", "population", f"MAX({first.row},{last})")


def _filled(names: Sequence[str]) -> str:
    """How many of these assumptions are filled in, as it was counted up to version 4."""
    return "+".join(f'({name}<>"")*1' for name in names)


def _unfilled(names: Sequence[str]) -> Place:
    """The first of these assumptions that is not filled in, as it was found up to version 4."""
    row = _first("Forutsetninger", "value").row
    for name in reversed(names):
        row = f'IF({name}="",ROW({name}),{row})'
    return Place("Forutsetninger", "value", row)


def _first_unfilled() -> Place:
    """The first of the assumptions that must be and is not, or the first of all."""
    found = f"INDEX({{{FILLED}.at}},MATCH(0,{{{FILLED}.filled}},0))"
    first = _first("Forutsetninger", "value")
    return Place(first.sheet, first.key, f"IFERROR({found},{first.row})")


def _sum(key: str, kind: str) -> str:
    """The sum of the main figures' lines of a kind (``INCOME``)."""
    return f"SUMIFS({{tblHovedtall.{key}}},{{tblHovedtall.type}},{{LineType.{kind}}})"


def _from(key: str, source: str) -> str:
    """The sum of the main figures' lines that are fetched from somewhere (``PROJECTS``)."""
    return f"SUMIFS({{tblHovedtall.{key}}},{{tblHovedtall.source}},{source})"


def of_fees(group: str, key: str) -> str:
    """The cell of «Kontingent» in the row *group*."""
    return f'INDEX({{tblKontingent.{key}}},MATCH("{group}",{{tblKontingent.group}},0))'


def carried(key: str) -> str:
    """The budget year's cell of «Overføring»."""
    now = "MATCH({tblHovedtall.budget!},{tblOverføring.column},0)"
    return f"INDEX({{tblOverføring.{key}}},{now})"


_NEEDED: Final = tuple(spec.name for spec in ASSUMPTIONS if spec.required)
_NEEDED_BEFORE: Final = (
    "Organisasjon", "Budsjettår", "Versjon", "Regn_med_søkte_tilskudd", "Kontingentsats",
    "Kontingentsats_forrige", "Folketallsdato", "Antall_medlemmer", "Kontingentgrunnlag",
    "Toleranse_avrunding", "Avviksgrense_beløp", "Avviksgrense_gul", "Avviksgrense_rød",
)  # fmt: skip
"""What had to be filled in up to version 2 of the layout."""
_ALL_FILLED: Final = "Alle forutsetninger som må være med, er fylt ut"
_OF_NOW: Final = "{tblHovedtall.budget!}"
_MEASURES: Final = 'SUMPRODUCT(({tblTiltak.number}<>"")*1)'


@dataclass(frozen=True, slots=True)
class Control:
    """A live control: two figures that must agree, the rule it belongs to, and where to look."""

    rule: str
    text: str
    first: str
    second: str
    place: Place
    before: Control | None = None
    """What stood in its place up to version 2 of the layout."""
    long: Control | None = None
    """The same with the formulas it had up to version 4."""
    prognosed: Control | None = None
    """What stood in its place up to version 6, when no year was closed."""


def _all_filled(names: Sequence[str]) -> Control:
    """As the control was when its formulas named every assumption."""
    return Control(TO_FILL_IN, _ALL_FILLED, _filled(names), str(len(names)), _unfilled(names))


def _projects(key: str, of: str) -> Control:
    """The line of the projects is the sum of their table, in one of the columns of amounts."""
    return Control(
        "B006", f"Posten Prosjekter er summen av Prosjektmidler, {of}",
        _from(key, "{LineSource.PROJECTS}"), f"SUM({{tblProsjektmidler.{key}}})",
        _fetched(key, "PROJECTS"),
    )  # fmt: skip


def _every_measure(rule: str, text: str, key: str) -> Control:
    """Every measure has at least one of what the column *key* counts."""
    has = f'SUMPRODUCT(({{tblTiltak.number}}<>"")*({{tblTiltak.{key}}}>0))'
    return Control(rule, text, has, _MEASURES, _where("Tiltak", key, key, "0"))


CONTROLS: Final = (
    Control(TO_FILL_IN, _ALL_FILLED, f"SUM({{{FILLED}.filled}})", str(len(_NEEDED)),
        _first_unfilled(),
        before=_all_filled(_NEEDED_BEFORE), long=_all_filled(_NEEDED)),
    Control("B001", "Sum inntekter er summen av inntektspostene",
        of_line("budget", INCOME_SUM), _sum("budget", "INCOME"), _line("budget", "INCOME_SUM")),
    Control("B001", "Sum driftsutgifter er summen av utgiftspostene",
        of_line("budget", EXPENSE_SUM), _sum("budget", "EXPENSE"), _line("budget", "EXPENSE_SUM")),
    Control("B002", "Resultat er inntekter minus utgifter",
        of_line("budget", RESULT), f"{_sum('budget', 'INCOME')}-{_sum('budget', 'EXPENSE')}",
        _line("budget", "RESULT")),
    Control("B003", "Utgående mindreforbruk er inngående pluss resultat",
        of_line("budget", CARRY_OUT),
        f"{of_line('budget', CARRY_IN)}+{of_line('budget', RESULT)}", _line("budget", "CARRY_OUT")),
    Control("B004", "Inngående {year} er det som er overført fra {prior}",
        of_line("budget", CARRY_IN), "IF(COUNT({tblHovedtall.carried})=0,"
        f"{of_line('forecast_prior', CARRY_OUT)},Faktisk_overføring)",
        _line("budget", "CARRY_IN"),
        prognosed=Control("B004", "Inngående {year} er utgående i prognosen for {prior}",
            of_line("budget", CARRY_IN), of_line("forecast_prior", CARRY_OUT),
            _line("budget", "CARRY_IN"))),
    Control("B003", "Utgående mindreforbruk er likt på Hovedtall og Overføring",
        of_line("budget", CARRY_OUT), carried("closing"),
        _where("Overføring", "closing", "column", _OF_NOW)),
    Control("B005", "Endringen i inntekter er målt mot budsjett {prior}",
        of_line("change", INCOME_SUM),
        f"{of_line('budget', INCOME_SUM)}-{of_line('budget_prior', INCOME_SUM)}",
        _line("change", "INCOME_SUM")),
    _projects("budget", "budsjett {year}"),
    _projects("forecast_prior", "prognose {prior}"),
    _projects("budget_prior", "budsjett {prior}"),
    Control("B007", "Tilskuddene i Hovedtall er summen av arket Tilskudd",
        _from("budget", '"*ilskudd"'), "SUM({tblTilskudd.budget})", _first("Tilskudd", "budget")),
    Control("K001", "Kontingenten i Hovedtall er kontingenten i alt, i 1000 kr",
        _from("budget", "{LineSource.FEES}"), "ROUND(Kontingent_i_alt/1000,0)",
        _fetched("budget", "FEES")),
    Control("K019", "Broen fra saken ender i kontingenten i alt",
        END, "Kontingent_i_alt",
        _where("Kontingent", "amount", "step", f'"{BRIDGED}"', BRIDGE),
        Control("K002", "Kontingenten i alt er det vedtatte grunnlaget",
            of_fees(TOTAL, "fee"), "Kontingentgrunnlag",
            _where("Kontingent", "fee", "group", f'"{TOTAL}"'))),
    Control("K002", "Sakens sum rommer de navngitte i grunnlaget",
        step(NAMED_IN_CASE), f"IF({step(UNNAMED_MEMBERS)}=0,Kontingentgrunnlag,"
        f"MIN({step(NAMED_IN_CASE)},Kontingentgrunnlag))",
        _where("Kontingent", "value", "what", f'"{NAMED_IN_CASE}"', UNNAMED),
        Control("K003", "Navngitte og øvrige er alle medlemmene",
            f"{of_fees(NAMED, 'count')}+{of_fees(OTHERS_BEFORE, 'count')}", "Antall_medlemmer",
            _where("Kontingent", "count", "group", f'"{TOTAL}"'))),
    Control("K004", "Alle medlemmer i budsjettåret har folketall",
        "SUM({tblMedlemmer.active})",
        "SUMPRODUCT({tblMedlemmer.active}*({tblMedlemmer.population}>0))", _unpeopled()),
    Control("B008", "Bundne midler er ikke større enn utgående mindreforbruk",
        f"MIN({carried('bound_out')},{carried('closing')})", carried("bound_out"),
        _where("Overføring", "bound_out", "column", _OF_NOW)),
    _every_measure("P003", "Alle tiltak har minst ett resultatmål", "result_targets"),
    _every_measure("P004", "Alle tiltak har minst ett effektmål", "effect_targets"),
    _every_measure("P005", "Alle tiltak har minst én partner", "partners"),
    Control("N003", "Alle mål hører til et tiltak",
        "SUM({tblTiltak.result_targets})+SUM({tblTiltak.effect_targets})",
        'SUMPRODUCT(({tblMål.target_id}<>"")*1)', _first("Mål", "measure")),
    Control("N004", "Alle partnere hører til et tiltak",
        "SUM({tblTiltak.partners})", 'SUMPRODUCT(({tblPartnere.name}<>"")*1)',
        _where("Partnere", "measure", "title", '"Ukjent tiltak"')),
)  # fmt: skip
"""The live controls on «Kontroll», in order. Formulas only; no script is needed."""
