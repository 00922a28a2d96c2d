"""A defined name that is missing, broken, or does not point where the formulas expect it to."""

from __future__ import annotations

from orxl.core.edits import SetName
from orxl.core.patterns import regex
from orxl.core.refs import Range, column_letters, quote_sheet
from orxl.core.snapshot import DefinedName
from orxl.formulas.precedents import locate
from orxl.formulas.structured import lower
from orxl.formulas.tokens import REFERENCES, Kind, tokenize
from orxl.rules.kit import CellRef, Editor, Fix, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import NAMES
from orxl.rules.kit.tables import ASSUMED, FEES

RULE = Rule(
    "S005",
    "navn-viser-feil",
    Severity.ERROR,
    finds="Et navn som formlene eller nedtrekkslistene bruker, mangler, er ødelagt eller viser til "
    "feil sted.",
    why="Formlene bruker navn som «Kontingentsats». Viser navnet til en annen celle, regner de "
    "med feil tall uten at det synes.",
    remedy="Rett navnet under Formler → Navnebehandling i Excel, eller kjør «orxl beregn --rett».",
    fix=Fix.SAFE,
    fix_safety="Bare det navnet viser til, endres, og det skal vise til det oppsettet sier. "
    "Celler og egne navn røres ikke.",
    references=(NAMES,),
)

_TABLE = regex(r"\btbl\w+")
_LOCAL = "Slett det lokale navnet under Formler → Navnebehandling i Excel."
_OWN = "Slett navnet under Formler → Navnebehandling i Excel hvis ingen bruker det."


@RULE.check
def check(view: View) -> Hits:
    names = {n.name.casefold(): n for n in view.book.names if n.sheet is None}
    ours: set[str] = set()
    for named in view.bound.names:
        ours.add(named.name.casefold())
        cell = view.cell(named.table, named.row, named.column, by=named.by)
        found = names.get(named.name.casefold())
        # A row that was just added has no name yet, and needs none: the texts find its cell.
        if cell is not None and not (named.each and found is None):
            letters = column_letters(cell.column)
            wanted = f"{quote_sheet(cell.sheet)}!${letters}${cell.row}"
            yield from _compared(view, named.name, wanted, found, cell)
    for name, wanted in view.layout.lists.items():
        ours.add(name.casefold())
        if all(view.book.table(table) is not None for table in _TABLE.findall(wanted)):
            yield from _compared(view, name, wanted, names.get(name.casefold()), None)
    homes = {sheet.name.casefold() for sheet in view.layout.sheets}
    for own in view.book.names:
        if own.sheet is not None and own.name.casefold() in ours and own.sheet.casefold() in homes:
            yield Hit(
                f"Navnet «{own.name}» finnes også som eget navn for arket «{own.sheet}» "
                f"({own.refers_to}), så formlene på det arket leser noe annet enn de andre.",
                sheet=own.sheet,
                remedy=_LOCAL,
                hinders=True,
            )
        elif "#REF!" in own.refers_to and own.name.casefold() not in ours and not own.hidden:
            yield Hit(
                f"Navnet «{own.name}» viser til celler som er slettet ({own.refers_to}).",
                severity=Severity.NOTE,
                remedy=_OWN,
            )


def _compared(
    view: View, name: str, wanted: str, found: DefinedName | None, cell: CellRef | None
) -> Hits:
    """What is wrong with *name*; *cell* is the cell it must name, None for a list or constant."""
    fix = (SetName(name, wanted),)
    hit_cell, sheet = cell, None if cell is not None else "Lister"
    severity = Severity.ERROR if cell is not None else Severity.WARNING
    actual: str | None = None
    if found is None:
        message = f"Navnet «{name}» mangler. Det skal vise til {wanted}."
    else:
        actual = found.refers_to
        same = _reads(view, actual)
        if same is not None and same == _reads(view, wanted):
            if cell is not None or "[" in actual or "[" not in wanted:
                return
            message = (
                f"Listen «{name}» viser til et fast område ({actual}) og vokser derfor ikke med "
                f"tabellen. Den skal vise til {wanted}."
            )
        elif "#REF!" in actual:
            message = (
                f"Navnet «{name}» viser til celler som er slettet. Det skal vise til {wanted}."
            )
        else:
            message = f"Navnet «{name}» viser til {actual}, men skal vise til {wanted}."
    yield Hit(
        message,
        hit_cell,
        sheet,
        wanted,
        actual,
        severity=severity,
        fix=fix,
        hinders=severity is Severity.ERROR,
    )


def _reads(view: View, refers_to: str) -> Range | str | None:
    """What a name reads: its one range, or its formula over plain ranges, or the constant it is.

    None where it is broken.
    """
    at = CellRef(view.book.sheets[0].name, 1, 1)
    text = lower(refers_to, at, view.book)
    tokens = tokenize(text)
    if len(tokens) != 1:
        return None if "#REF!" in text else "".join(text.split()).casefold()
    if tokens[0].kind is Kind.TEXT:
        return text
    if tokens[0].kind not in REFERENCES:
        return None
    areas = locate(tokens[0].text, at.sheet, view.book)
    return areas[0] if areas is not None and len(areas) == 1 else None


@RULE.bad("Navnet «Kontingentsats» er slettet.")
def _missing(e: Editor) -> Place:
    e.drop_name("Kontingentsats")
    return e.where(ASSUMED, "Kontingentsats", "value", by="name")


@RULE.bad("Navnet «Kontingent_i_alt» viser til en slettet celle.")
def _broken(e: Editor) -> Place:
    e.point_name("Kontingent_i_alt", "#REF!")
    return e.where(FEES, "Kontingent i alt", "fee")


@RULE.bad("«Kontingentsats» viser til satsen året før.")
def _elsewhere(e: Editor) -> Place:
    prior = e.where(ASSUMED, "Kontingentsats_forrige", "value", by="name")
    e.point_name("Kontingentsats", f"Forutsetninger!$B${prior.row}")
    return e.where(ASSUMED, "Kontingentsats", "value", by="name")


@RULE.bad("Listen over tiltak er et fast område som ikke vokser.")
def _fixed_list(e: Editor) -> Place:
    e.point_name("Liste_tiltak", "Tiltak!$A$6:$A$36")
    return "Lister"


@RULE.bad("Listen over kommuner er et fast område med alle årene.")
def _fixed_choices(e: Editor) -> Place:
    e.point_name("Liste_kommuner", "Folketall!$B$6:$B$362")
    return "Lister"


@RULE.good("Et eget navn er lagt til.")
def _own_name(e: Editor) -> None:
    e.add_name("Mitt_område", "Noter!$A$6:$A$8")
