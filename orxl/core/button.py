"""A button on a sheet, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from orxl.core.refs import Range


@dataclass(frozen=True, slots=True)
class Button:
    """A shape with a ``caption`` over the cells of ``place``; a click runs ``macro``.

    ``project`` is the VBA project that has the macro, as it comes into the workbook.
    """

    place: Range
    caption: str
    macro: str
    project: bytes
