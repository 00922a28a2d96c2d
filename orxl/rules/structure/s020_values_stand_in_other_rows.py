"""Values moved alone since the last run: swapped, shifted, or sorted without their rows."""

from __future__ import annotations

from typing import Final

from orxl.layout import Kind, Level
from orxl.programme.codes import Standing
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED, MEMBERS, PARTNERS, POPULATION, TARGETS
from orxl.rules.shared.guesses import DOWN, MOVED, SWAPPED, UP, one_cell
from orxl.rules.shared.inputs import ASSUMPTION, spot
from orxl.rules.shared.moved import Torn, torn
from orxl.rules.shared.prints import put_on_record
from orxl.rules.shared.slips import KEYS_OF, MONEY

RULE = Rule(
    "S020",
    "verdier-på-andre-rader",
    Severity.WARNING,
    finds="Verdier som har byttet rad siden siste kontroll, mens resten av raden står: to som har "
    "byttet plass, én som er flyttet, en kolonne som er forskjøvet en rad, eller som er sortert "
    "alene, etter seg selv eller en annen, helt eller delvis. Det ses av avtrykket fra siste "
    "kontroll på arket «Endret siden sist».",
    why="Hvert tall er riktig for seg, og summene stemmer, men de gjelder andre kommuner, tiltak "
    "eller prosjekter enn de står ved.",
    remedy="Angre flyttingen, eller hent kolonnen fra en sikkerhetskopi. Er verdiene riktige der "
    "de står nå, så svar ja når «orxl beregn» eller knappen spør om en Feil, eller kjør «orxl "
    "beregn --bekreft». En Advarsel tar neste «Beregn og kontroller» til følge av seg selv.",
)

_FEW: Final = 40
"""In a table of so few rows no two values fit the print by chance."""


@RULE.check
def check(view: View) -> Hits:
    for found in torn(view):
        yield Hit(
            _said(view, found),
            cell=found.cell,
            severity=Severity.ERROR if found.whole or _public(view, found) else None,
        )


def _public(view: View, found: Torn) -> bool:
    """Whether what nobody sets changed places: populations, years, commitments, codes, keys.

    Amounts of today are set by staff: only where no change of a single cell can be all of it.
    """
    move, column = found.move, found.move.of.column
    code = column.kind is Kind.CODE or column.key == move.of.bound.spec.key
    fixed = column.level is not Level.NOW and (column.kind.numeric or column.kind is Kind.DATE)
    refers = column.key in KEYS_OF
    set_once = column.level is not Level.NOW or column.choices is None or refers
    if not move.sure or move.how not in (SWAPPED, MOVED):
        return False
    if move.of.bound.spec.name == ASSUMED:
        names = [str(move.of.rows[i].values.get("name")) for i in move.rows]
        return all(
            name in ASSUMPTION and ASSUMPTION[name].standing is not Standing.ASSUMED
            for name in names
        )
    if fixed:
        return True
    if code and set_once:  # of many rows two may fit by chance where one cell was changed
        return len(move.of.rows) <= _FEW or not one_cell(view, move.of)
    return column.kind in MONEY and not one_cell(view, move.of)


def _said(view: View, found: Torn) -> str:
    move = found.move
    columns = nb.listed([nb.quoted(one.column.header) for one in found.columns])
    stayed = nb.quoted(move.stayed.header)
    at = [move.of.cell(i) for i in (move.rows[0], move.rows[-1])]
    rows = f"rad {at[0].row} til {at[1].row}"
    places = [(view.bound.place(cell), cell.row) for cell in at]
    named = [f"rad {row}" if place is None else nb.quoted(place[0], 40) for place, row in places]
    if move.stayed.key == move.of.bound.spec.key or named[0] == named[1]:
        named = [f"{name} (rad {c.row})" for name, c in zip(named, at, strict=True)]
    if move.how == SWAPPED:
        return (
            f"{columns} har byttet plass mellom {named[0]} og {named[1]} siden siste kontroll; "
            f"{stayed} står der det sto."
        )
    if move.how == MOVED:
        return (
            f"{spot(view, at[0])} sto ved {named[1]} ved siste kontroll; {stayed} står der det sto."
        )
    if move.how in (DOWN, UP):
        way = "ned" if move.how == DOWN else "opp"
        return (
            f"{columns} er flyttet én rad {way} fra rad {at[0].row} siden siste kontroll, mens "
            f"{stayed} står der det sto."
        )
    return (
        f"{columns} er sortert i {rows} siden siste kontroll, mens {stayed} står der det sto. "
        "Verdiene hører til andre rader."
    )


def _exchanged(e: Editor, table: str, column: str, *rows: int) -> tuple[Place, ...]:
    cells = [e.at(table, row, column) for row in rows]
    one, other = (e.book.cell(cell).value for cell in cells)
    e.type_in(cells[0], other)
    e.type_in(cells[1], one)
    return (cells[0],)


@RULE.bad("To partnere har byttet tiltak.")
def _partners(e: Editor) -> tuple[Place, ...]:
    put_on_record(e, PARTNERS)
    first, *_ = e.rows_where(PARTNERS, measure="1.1")
    *_, last = e.rows_where(PARTNERS, measure="3.5.1")
    return _exchanged(e, PARTNERS, "name", first, last)


@RULE.bad("Folketallene er sortert etter navnet på kommunen, og bare de.")
def _sorted(e: Editor) -> Place:
    put_on_record(e, POPULATION)
    rows = list(e.table(POPULATION).data_rows)
    names = {row: str(e.book.cell(e.at(POPULATION, row, "municipality")).value) for row in rows}
    people = {row: e.book.cell(e.at(POPULATION, row, "inhabitants")).value for row in rows}
    for row, other in zip(rows, sorted(rows, key=lambda r: names[r].casefold()), strict=True):
        e.type_in(e.at(POPULATION, row, "inhabitants"), people[other])
    return e.at(POPULATION, rows[0], "inhabitants")


@RULE.bad("En utmeldingsdato er flyttet til et annet medlem.")
def _date(e: Editor) -> Place:
    put_on_record(e, MEMBERS)
    cell = e.where(MEMBERS, "Oslo", "left")
    for row in e.table(MEMBERS).data_rows:
        left = e.at(MEMBERS, row, "left")
        if (day := e.book.cell(left).value) is not BLANK:
            e.type_in(left, BLANK)
            e.type_in(cell, day)
            break
    return cell


@RULE.good("Hele rader er sortert.")
def _whole_rows(e: Editor) -> None:
    put_on_record(e, TARGETS)
    e.sort(TARGETS, "text")


@RULE.good("En tekst er skrevet om.")
def _rewritten(e: Editor) -> None:
    put_on_record(e, TARGETS)
    e.put(TARGETS, "1.1-R1", "text", "Laget en tydelig og koordinert strategi.")
