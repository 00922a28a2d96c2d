"""Does damages to a workbook and tells what orxl said of each, and what its remedies did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from orxl.binding import bind
from orxl.core.findings import Finding, Severity
from orxl.core.inspection import Inspection
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import BLANK, Value, same_value
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import Recalculation, recalculate, refreshed
from orxl.rules.kit import FileView, View
from orxl.rules.kit.run import run
from orxl.xlsx import read_bytes
from orxl.xlsx.inspect import inspect
from tests.adversarial.damages import BadDamage, Damage, Fields
from tests.adversarial.filehands import OF_A_FILE, changed
from tests.adversarial.framehands import do
from tests.adversarial.hands import Hands
from tests.helpers import TODAY
from tests.mending import applied, named_values, typed

LOOKED_THROUGH: Final = frozenset({"before-sending", "presentation"})
"""Kinds that are checked as before sending: what stands beside the cells counts too."""
ANY_CHANGE: Final = "F013"
"""Tells that anything at all has changed, of harmless edits too: it finds no damage."""
RIGHT, NEARBY, ANY, MISSED = "rett celle", "nær", "et sted", "ingen"


@dataclass(frozen=True)
class Repair:
    """One remedy that was done: which, and what was wrong with it (nothing where all is well)."""

    code: str
    place: str
    how: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What orxl said of a damage."""

    damage: Damage
    level: str
    told: tuple[Finding, ...]
    """The new findings that are told by themselves: consequences count under their cause.

    Without those that stood there before and only have other figures now.
    """
    errors: tuple[Finding, ...]
    """All new Feil."""
    repairs: tuple[Repair, ...] = field(default=())

    @property
    def caught(self) -> bool:
        return self.level == RIGHT


@dataclass(frozen=True)
class State:
    """A workbook as it is checked."""

    view: View
    inspection: Inspection | None
    findings: tuple[Finding, ...]


class Bench:
    """A sound workbook on which damages are tried, each on its own."""

    def __init__(self, data: bytes, known: Recalculation | None = None) -> None:
        self.data = data
        self.book = read_bytes(data)
        self.view = View(bind(self.book), known or recalculate(self.book), TODAY)

    @cached_property
    def inspection(self) -> Inspection:
        return inspect(self.data)

    @cached_property
    def _sound(self) -> tuple[Finding, ...]:
        return tuple(run(self.view, today=TODAY))

    @cached_property
    def _sound_to_send(self) -> tuple[Finding, ...]:
        return tuple(run(self.view, FileView(self.view, self.inspection), today=TODAY))

    def state(self, book: Book, inspection: Inspection | None) -> State:
        """*book* calculated and checked; with *inspection* as before sending."""
        evaluated = recalculate_edited(book, self.view.book, self.view.recalculation)
        view = View(bind(refreshed(book, evaluated)), evaluated, TODAY)
        sights = (view,) if inspection is None else (view, FileView(view, inspection))
        return State(view, inspection, tuple(run(*sights, today=TODAY)))

    def damaged(self, damage: Damage) -> State:
        """The workbook after *damage*, checked. Raises BadDamage where it does not fit."""
        of_file = [edit for edit in damage.edits if edit["op"] in OF_A_FILE]
        data = changed(self.data, of_file) if of_file else self.data
        hands = Hands(read_bytes(data) if of_file else self.book)
        for edit in damage.edits:
            if edit["op"] not in OF_A_FILE:
                do(hands, edit)
        beside = None
        if of_file or damage.kind in LOOKED_THROUGH:
            beside = inspect(data) if of_file else self.inspection
        return self.state(hands.book, beside)

    def before(self, state: State) -> tuple[Finding, ...]:
        """What was said of the sound workbook, asked in the same way."""
        return self._sound if state.inspection is None else self._sound_to_send

    def judged(self, damage: Damage, *, repairs: bool = True) -> Outcome:
        """Do *damage* and tell what was said of it. Raises BadDamage."""
        state = self.damaged(damage)
        before = self.before(state)
        new = news(before, state.findings)
        heard = tuple(f for f in new if f.told)
        errors = tuple(f for f in new if f.open and f.severity is Severity.ERROR)
        level = self._level(damage, state, heard)
        done = tuple(self.repairs(state, heard)) if repairs and not damage.harmless else ()
        standing = {(f.code, f.cell, f.severity) for f in before}
        told = tuple(f for f in heard if (f.code, f.cell, f.severity) not in standing)
        return Outcome(damage, level, told, errors, done)

    def _level(self, damage: Damage, state: State, told: Sequence[Finding]) -> str:
        if not told:
            return MISSED
        hands, sound = Hands(state.view.book), Hands(self.book)
        # Where no place is named, it is told of the workbook as a whole.
        places = [_Place(p, hands, sound) for p in damage.at or ({},)]
        worst = damage.severity or Severity.NOTE
        heard = [f for f in told if f.severity >= worst]
        if any(place.holds(f) for f in heard for place in places):
            return RIGHT
        return NEARBY if any(place.is_near(f) for f in told for place in places) else ANY

    # Remedies

    def repairs(self, state: State, told: Iterable[Finding]) -> Iterable[Repair]:
        """Each remedy that *told* offer, done by itself to the damaged workbook."""
        for finding in told:
            if finding.fix:
                yield self._repair(state, finding)
            for value in named_values(finding):
                yield self._typing(state, finding, value)

    def _repair(self, state: State, finding: Finding) -> Repair:
        try:
            book = applied(state.view.book, finding.fix)
        except AssertionError:
            return Repair(finding.code, finding.place, "kan rettes", ("the edit does not fit",))
        faults = [*self._after(state, finding, book)]
        cells = {edit.cell for edit in finding.fix if hasattr(edit, "cell")}
        if len(cells) == 1 and finding.safe:  # of the others each is asked about
            (cell,) = cells
            faults += self._other_than_before(state, book, cell)
        return Repair(finding.code, finding.place, "kan rettes", tuple(faults))

    def _typing(self, state: State, finding: Finding, value: Value) -> Repair:
        assert finding.cell is not None
        book = typed(state.view.book, finding.cell, self._as_there(finding.cell, value))
        faults = [*self._after(state, finding, book)]
        return Repair(finding.code, finding.place, f"skriv {value!r}", tuple(faults))

    def _as_there(self, cell: CellRef, value: Value) -> Value:
        """*value* as it is when typed: a text that a column of texts holds stays a text."""
        held = self.book.cell(cell).value
        if isinstance(held, float) and isinstance(value, str):
            try:
                return float(value.replace(" ", "").replace(" ", "").replace(",", "."))
            except ValueError:
                return value
        return value

    def _after(self, state: State, finding: Finding, book: Book) -> Iterable[str]:
        after = self.state(book, state.inspection).findings
        still = {(f.code, f.cell or f.sheet, f.message) for f in after if f.open}
        if (finding.code, finding.cell or finding.sheet, finding.message) in still:
            yield "the finding still stands"
        known = {(f.code, f.cell) for f in (*state.findings, *self.before(state))}
        for f in after:
            error = f.open and f.severity is Severity.ERROR
            if error and (f.code, f.cell) not in known and f.told:
                yield f"a new Feil: {f.code} {f.place}: {f.message}"

    def _other_than_before(self, state: State, book: Book, cell: CellRef) -> Iterable[str]:
        """A cell that the damage changed and the repair makes other than it was."""
        was, is_now = self.book.cell(cell), book.cell(cell)
        if was.formula is None and was.value is BLANK:
            return  # what was meant there, nobody knows from the sound workbook
        if state.view.book.cell(cell)[:2] == was[:2]:
            yield "a cell that was right is changed"
        elif was.formula != is_now.formula:
            yield f"it was {was.formula or was.value!r}, it becomes {is_now.formula!r}"
        elif was.formula is None and not same_value(was.value, is_now.value):
            yield f"it was {was.value!r}, it becomes {is_now.value!r}"


def news(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """The findings of *after* that *before* lacks; one that only moved with its row is no news.

    One that was accepted, or a fact of the printed case, and is neither any more, is news.
    """
    known = Counter((f.code, f.message, f.open) for f in before)
    new = []
    for f in after:
        if f.code == ANY_CHANGE:
            continue
        if known[f.code, f.message, f.open]:
            known[f.code, f.message, f.open] -= 1
        else:
            new.append(f)
    return new


class _Place:
    """Where a damage may be reported, in the damaged workbook, or where the row is gone, before."""

    def __init__(self, said: Fields, hands: Hands, sound: Hands) -> None:
        self._said = said
        self.cells: set[CellRef] = set()
        self.sheet = str(said.get("sheet", ""))
        self.table = str(said.get("table", ""))
        self.row: tuple[str, int] | None = None
        for one in (hands, sound):
            try:
                self._found(said, one, sound)
                return
            except BadDamage:
                continue
        raise BadDamage(f"there is no such place: {dict(said)}")

    def _found(self, said: Fields, hands: Hands, sound: Hands) -> None:
        if self.table:
            table = hands.table(self.table)
            self.sheet, self._area = table.sheet, table.ref
            if "row" in said:
                number = hands.row(table, said["row"])
                self.row = table.sheet, number
                if "column" in said:
                    column = hands.column(table, str(said["column"]))
                    # A key that the damage has given to two rows names either of them.
                    rows = hands.rows(table, said["row"])
                    known = sound.table(self.table) if sound.book.table(self.table) else None
                    if known is None or len(sound.rows(known, said["row"])) > 1:
                        rows = rows[:1]
                    self.cells = {CellRef(table.sheet, r, column) for r in rows}
            elif "column" in said:
                column = hands.column(table, str(said["column"]))
                first, last = table.ref.first_row, table.ref.last_row
                self.cells = {CellRef(table.sheet, r, column) for r in range(first, last + 1)}
        elif "at" in said or "cell" in said or ("name" in said and "sheet" not in said):
            cell = hands.cell(said)
            self.cells, self.row = {cell}, (cell.sheet, cell.row)

    def holds(self, finding: Finding) -> bool:
        cell = finding.cell
        if self.cells:
            return cell in self.cells
        if self.row is not None:
            return cell is not None and (cell.sheet, cell.row) == self.row
        if self.table:
            return (cell is not None and cell in self._area) or finding.place == self.sheet
        if self.sheet:
            return (finding.sheet or "").casefold() == self.sheet.casefold()
        return cell is None or bool(self._said.get("workbook"))

    def is_near(self, finding: Finding) -> bool:
        """Whether it is said of the same row or table."""
        cell = finding.cell
        if self.holds(finding):
            return True
        if cell is None:
            return bool(self.sheet) and finding.sheet == self.sheet
        if self.table:
            return cell in self._area
        return self.row == (cell.sheet, cell.row)
