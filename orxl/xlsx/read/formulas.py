"""Formulas as a sheet stores them: alone, shared by a block of cells, or filling an array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.core.errors import UnreadableFile
from orxl.core.light import dataclass, field
from orxl.core.refs import CellRef, Range, column_letters
from orxl.core.snapshot import Cell, FormulaKind
from orxl.xlsx.references import shift

MAX_GROWN: Final = 32 * 2**20
"""How much text shared formulas may grow to in one sheet; a reference counts as 8 characters."""
_MAX_MARKED: Final = 4_000_000


@dataclass
class _Area:
    ref: Range
    anchor: tuple[int, int]
    kind: FormulaKind


@dataclass
class FormulaCells:
    """Puts the cells with formulas into *cells*, the sheet's growing dictionary."""

    sheet: str
    cells: dict[tuple[int, int], Cell]
    _masters: dict[str, tuple[int, int, list[shift.Piece]]] = field(default_factory=dict)
    _waiting: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    _areas: list[_Area] = field(default_factory=list)
    _grown: int = 0

    def put(
        self,
        at: tuple[int, int],
        found: Mapping[str, str],
        text: str | None,
        cell: Cell,
        dynamic: bool,
    ) -> None:
        """Store *cell* with its formula; *dynamic*: an array that spills by itself."""
        text = None if text in (None, "", "=") else text.removeprefix("=")
        kind = found.get("t", "normal")
        stored: FormulaKind = "" if text is None else "normal"
        if kind in ("array", "dataTable"):
            stored = "array" if kind == "array" else "datatable"
            self._area(at, found.get("ref"), "spill" if dynamic else stored)
        elif kind == "shared" and "si" in found:
            stored = "shared"
            if text is not None:
                self._masters[found["si"]] = (*at, shift.pieces(text))
            else:
                text = self._dependent(at, found["si"])
        self.cells[at] = Cell(cell.value, text, cell.style, stored)

    def _dependent(self, at: tuple[int, int], group: str) -> str | None:
        master = self._masters.get(group)
        if master is None:
            self._waiting.append((at, group))
            return None
        text = shift.render(master[2], at[0] - master[0], at[1] - master[1])
        self._grown += len(text) + 4 * len(master[2])
        if self._grown > MAX_GROWN:
            raise UnreadableFile(
                f"arket «{self.sheet}» har urimelig lange formler.", "Del det opp."
            )
        return text

    def _area(self, at: tuple[int, int], ref: str | None, kind: FormulaKind) -> None:
        try:
            area = Range.of(self.sheet, ref or "")
        except ValueError:
            area = Range(self.sheet, *at, *at)
        self._areas.append(_Area(area, at, kind))

    def finish(self) -> None:
        """Expand what came before its master, and mark what arrays fill. Raises UnreadableFile."""
        for at, group in self._waiting:
            if group not in self._masters:
                raise UnreadableFile(
                    f"cellen {column_letters(at[1])}{at[0]} i arket «{self.sheet}» hører til en "
                    "delt formel som ikke finnes.",
                    "Åpne filen i Excel, rett cellen og lagre på nytt.",
                )
            cell = self.cells[at]
            self.cells[at] = cell._replace(formula=self._dependent(at, group))
        budget = _MAX_MARKED
        for area in self._areas:
            budget -= self._mark(area)
            if budget < 0:
                raise UnreadableFile(
                    f"arket «{self.sheet}» har urimelig mange matriseformler.",
                    "Del det opp.",
                )

    def _mark(self, area: _Area) -> int:
        """Give the cells an array fills their kind; returns how many were looked at."""
        ref = area.ref
        rows, columns = ref.last_row - ref.first_row + 1, ref.last_column - ref.first_column + 1
        if rows * columns <= len(self.cells):
            inside = [(cell.row, cell.column) for cell in ref.cells()]
        else:
            inside = [at for at in self.cells if CellRef(ref.sheet, *at) in ref]
        for at in inside:
            cell = self.cells.get(at)
            if cell is not None and at != area.anchor and cell.formula is None:
                self.cells[at] = cell._replace(kind=area.kind)
        return min(rows * columns, len(self.cells)) + 1
