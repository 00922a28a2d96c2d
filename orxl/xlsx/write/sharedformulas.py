"""Where a sheet's shared formulas begin and which cells follow them."""

from __future__ import annotations

from functools import cached_property

from orxl.core.light import dataclass
from orxl.xlsx.read.grammar import Lexer, attributes
from orxl.xlsx.write.rows import RowIndex


@dataclass
class SharedFormulas:
    """The shared formulas between two offsets of a sheet. Positions are (row, column)."""

    lexer: Lexer
    rows: RowIndex
    start: int
    end: int

    @cached_property
    def masters(self) -> dict[str, tuple[int, int, str]]:
        """Row, column and text of every shared formula's master, by its group."""
        found: dict[str, tuple[int, int, str]] = {}
        lexer = self.lexer
        for match in lexer.grammar.master.finditer(self.lexer.text.lex, self.start, self.end):
            group = attributes(match[1]).get("si")
            row = self.rows.row(self.rows.at_offset(match.start()))
            if group is None or row is None:
                continue
            cell = next(
                span
                for span in self.rows.cells(row)
                if span.match.start() < match.start() < span.match.end()
            )
            raw = cell.raw(lexer)
            text = "" if raw.f_text is None else self.lexer.text.text(*raw.f_text)
            found[group] = (row.number, cell.column, text.removeprefix("="))
        return found

    def group(self, at: tuple[int, int]) -> str:
        """The group of the cell *at*, or ``""``."""
        span = self.rows.cell(*at)
        raw = None if span is None else span.raw(self.lexer)
        return "" if raw is None or raw.f_attributes is None else raw.f_attributes.get("si", "")

    def dependents(self, group: str) -> list[tuple[int, int]]:
        """Every cell but the master that takes its formula from the shared *group*."""
        master = self.masters[group][:2]
        lexer = self.lexer
        numbers = {
            self.rows.at_offset(match.start())
            for match in lexer.grammar.shared.finditer(self.lexer.text.lex, self.start, self.end)
            if attributes(match[1]).get("si") == group
        }
        found = []
        for number in sorted(numbers):
            row = self.rows.row(number)
            for span in self.rows.cells(row) if row is not None else ():
                tag = span.raw(lexer).f_attributes or {}
                at = (number, span.column)
                if tag.get("t") == "shared" and tag.get("si") == group and at != master:
                    found.append(at)
        return found
