"""What a damage is, and when it counts as caught."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from orxl.core.findings import Finding
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.rules.kit import Editor, Place

Change = Callable[[Editor], Place | tuple[Place, ...]]


@dataclass(frozen=True)
class Mutation:
    """A damage: its kind, its name, the codes of the rules that may report it, the change."""

    kind: str
    name: str
    codes: frozenset[str]
    change: Change

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


def caught(
    mutation: Mutation, places: set[Place], before: Sequence[Finding], after: Sequence[Finding]
) -> bool:
    """Whether *after* has a finding of the right kind at a right place that *before* lacks."""
    old = {(f.code, f.cell, f.message) for f in before}
    for finding in after:
        at = finding.cell if finding.cell is not None else finding.sheet
        new = (finding.code, finding.cell, finding.message) not in old
        if new and finding.code in mutation.codes and at in places:
            return True
    return False


def mutation(kind: str, name: str, codes: str, change: Change) -> Mutation:
    return Mutation(kind, name, frozenset(codes.split()), change)


def typing(cell: CellRef, value: Value, also: tuple[Place, ...] = ()) -> Change:
    def change(editor: Editor) -> tuple[Place, ...]:
        return (editor.type_in(cell, value), *also)

    return change


def showing(cell: CellRef, value: Value) -> Change:
    return lambda editor: editor.show(cell, value)


def formula(cell: CellRef, text: str) -> Change:
    return lambda editor: editor.formula(cell, text)
