"""The marks of trouble and the bars: conditional formats, from what the layout declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from openpyxl.formatting.rule import DataBarRule, FormulaRule, Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from orxl.layout import SheetSpec
from orxl.layout.looks import Look
from orxl.template import styles
from orxl.template.tables import spare_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS: Final[Mapping[Look, tuple[str, str]]] = {
    Look.GOOD: styles.GOOD,
    Look.KNOWN: styles.KNOWN,
    Look.BAD: styles.BAD,
    Look.TOTAL: (styles.NAVY, styles.CARD),
}


_DASH: Final = NumberFormat(numFmtId=200, formatCode='"–";"–";"–";"–"')
"""The number of a format must be free: openpyxl counts its own from 164."""


def add_marks(sheet: Worksheet, spec: SheetSpec, counts: Mapping[str, int]) -> None:
    """Add the conditional formats of *spec*; *counts* are the numbers of rows by table."""
    rules = sheet.conditional_formatting
    for table in spec.tables:
        top = table.header_row + 1
        bottom = table.header_row + counts[table.name] + spare_rows(table)
        for mark in table.marks:
            ref = f"{table.letter(mark.first)}{top}:{table.letter(mark.last)}{bottom}"
            rules.add(ref, _rule(mark.written(table.letter, top, bottom), mark.look))
        for key in table.bars:
            rules.add(f"{table.letter(key)}{top}:{table.letter(key)}{bottom}", _bar())
    for fixed in spec.marks:
        at, formula = fixed.at, fixed.formula
        if fixed.over and spec.table is not None:
            letter, row = spec.table.letter(fixed.over), spec.table.header_row - 1
            at, formula = f"{letter}{row}", formula.replace("{@}", f"${letter}${row}")
        rules.add(at, _rule(formula, fixed.look))


def _bar() -> Any:
    """A bar that fills the cell at 100 per cent; below zero there is none."""
    return DataBarRule(  # type: ignore[no-untyped-call]
        start_type="num", start_value=0, end_type="num", end_value=1, color=styles.BAR
    )


def _rule(formula: str, look: Look) -> Any:
    if look is Look.NONE:
        dash: Any = DifferentialStyle(numFmt=_DASH)
        return Rule(type="expression", dxf=dash, formula=[formula])
    text, background = _COLOURS[look]
    style = {
        "font": Font(color=text, bold=True),
        "fill": PatternFill(bgColor=background, fill_type="solid"),
    }
    if look is Look.TOTAL:
        style["border"] = Border(top=Side(style="thin", color=styles.NAVY))
    return FormulaRule([formula], **style)  # type: ignore[no-untyped-call]
