"""A button put on a sheet of a workbook's bytes, and its gate passed."""

from __future__ import annotations

from orxl.core.button import Button
from orxl.xlsx.gate.archive import check_container
from orxl.xlsx.gate.button import check_button
from orxl.xlsx.package.zipwriting import rebuilt
from orxl.xlsx.write.button import ButtonParts
from orxl.xlsx.write.workspace import Workspace


def add_button(data: bytes, button: Button) -> bytes:
    """The workbook in *data* as one with macros (.xlsm), with *button*; all else keeps its bytes.

    Raises RefusedEdit where the workbook has macros, is signed, or lacks the sheet, UnreadableFile
    when *data* is no workbook, FailedGate when the result is not exactly the old workbook plus the
    button.
    """
    work = Workspace(data)
    work.refuse_odd()
    parts = ButtonParts(work.package, button)
    work.package.refuse_hostile_parts()
    new = rebuilt(work.package.archive, parts.changed, frozenset(), parts.added)
    check_container(data, new)
    check_button(data, new, button)
    return new
