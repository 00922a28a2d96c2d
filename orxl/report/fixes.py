"""What a fix would do, in words, before it is made."""

from __future__ import annotations

from orxl.core import nb
from orxl.core.edits import ANYTHING, Formula, SetCell, SetName
from orxl.core.findings import Finding
from orxl.core.values import BLANK
from orxl.formulas.norwegian import shown


def describe_fix(finding: Finding) -> list[str]:
    """What a fix would do, a line for each cell: what stands there and what comes instead.

    A defined name is told by what it is to refer to.
    """
    lines = []
    for edit in finding.fix:
        if isinstance(edit, SetCell):
            old = _shown(edit.expected)
            lines.append(f"{edit.cell}: {old} → {_shown(edit.content)}")
        elif isinstance(edit, SetName):
            lines.append(f"navnet {edit.name} → {edit.refers_to}")
    return lines


def _shown(content: object) -> str:
    if content is ANYTHING:
        return "det som står der"
    if isinstance(content, Formula):
        return shown(content.text)
    return nb.value(content) if content is not BLANK else "tom"  # type: ignore[arg-type]
