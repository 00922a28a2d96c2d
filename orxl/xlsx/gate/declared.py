"""The words in which edits tell the gate what may differ between the two workbooks."""

from __future__ import annotations

from orxl.core.edits import Content
from orxl.core.light import dataclass, field, replace
from orxl.core.snapshot import Table
from orxl.xlsx.gate.resized import Resized

Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Model:
    """A cell of the same column that another is made after."""

    row: int
    then: Expect | None
    """What it was to hold by then; None: what the file has."""


@dataclass(frozen=True, slots=True)
class Expect:
    """What one cell must hold and look like afterwards."""

    content: Content | None = None
    """None: the column's own formula, waiting for its value."""
    own: str = ""
    """The formula of the cell's column, as the table's part gives it."""
    filled: bool = False
    """The formula is the column's own: it follows when tables are resized."""
    only_value: bool = False
    """The formula stays as it was; ``content`` is a Formula with the value."""
    removed: bool = False
    number_format: str = ""
    """What a cell formatted as text shows its content by instead."""
    look: Model | None = None
    """The cell that a new row of a table takes its look from; None: the cell keeps its own."""
    source: Model | None = None
    """The cell whose formula is filled in, where the column's own says nothing about rows."""
    again: bool = False
    """Not the first edit of the cell."""


@dataclass
class Declared:
    """All that may differ between the old workbook and the new one."""

    cells: dict[str, dict[Place, Expect]] = field(default_factory=dict)
    """By casefolded sheet name and place."""
    resized: list[Resized] = field(default_factory=list)
    """In the order of the edits: a table that is resized twice is here twice."""
    tables: dict[str, tuple[Table, Table]] = field(default_factory=dict)
    """The part of each table that edits move: the table before and after."""
    number_formats: set[str] = field(default_factory=set)
    """The formats that cells formatted as text may get."""
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name and formula by casefolded name."""
    full_calc: bool | None = None
    read_only: bool = False
    """Whether the file is to offer to be opened as read-only."""

    @property
    def twice(self) -> bool:
        """Whether any cell is edited more than once, so that something may be made for nothing."""
        return any(expect.again for cells in self.cells.values() for expect in cells.values())

    def of(self, sheet: str) -> dict[Place, Expect]:
        """The cells declared on *sheet*."""
        return self.cells.setdefault(sheet.casefold(), {})

    def own(self, sheet: str) -> list[Resized]:
        """The resized tables on *sheet*."""
        return [table for table in self.resized if table.sheet == sheet.casefold()]

    def put(self, sheet: str, at: Place, expect: Expect) -> None:
        """Let *expect* be what the cell must hold; it keeps the look that earlier edits gave it."""
        cells = self.of(sheet)
        before = cells.get(at)
        self.number_formats |= {expect.number_format} - {""}
        if before is not None:
            expect = replace(expect, again=True)
        if before is not None and not before.removed and expect.look is None:
            shown = before.number_format if before.number_format else expect.number_format
            expect = replace(expect, look=before.look, number_format=shown)
        cells[at] = expect
