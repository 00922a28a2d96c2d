"""What THEIRS has changed beside the cells, which no edit can bring over: to be done in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from orxl.core import nb
from orxl.core.edits import Content
from orxl.core.inspection import Inspection
from orxl.core.refs import CellRef, column_number, parse_a1
from orxl.versions.alignment import Alignment
from orxl.versions.beside import IN_CELLS, each_beside, together
from orxl.versions.changes import Change, Kind
from orxl.versions.looks import column_runs, sheet_looks
from orxl.versions.merging.cells import Cells
from orxl.versions.merging.values import Left

_LONGEST: Final = 120
_BEFORE: Final = 4
"""So many of the words before a difference are shown."""
_COMMENTS: Final = (Kind.COMMENT_ADDED, Kind.COMMENT_CHANGED, Kind.COMMENT_REMOVED)
"""What is told with the notes."""


def besides(
    cells: Cells, common: Inspection, mine: Inspection, theirs: Inspection
) -> Iterator[Left]:
    """What differs beside the cells from the common edition to THEIRS, and not alike in MINE."""
    changed = list(_changes(cells.theirs, common, theirs))
    new = set(map(str.casefold, cells.mine.sheets_added))
    twins = new.intersection(map(str.casefold, cells.theirs.sheets_added))
    if not changed and not twins:
        return
    # Both are told in the places of THEIRS: what MINE has too is in the first list alone.
    direct = list(_changes(cells.mine_to_theirs, mine, theirs))
    differing = set(map(_sign, direct))
    # A sheet that both have made is in the second alone: what THEIRS holds there is told.
    changed += [c for c in direct if c.sheet.casefold() in twins and c.new is not None]
    lost = {change.sheet for change in changed if change.sheet and not _is_here(cells, change)}
    for name in sorted(lost):
        common_name = cells.to_mine.back.sheet_names.get(name.casefold(), name)
        yield deleted_sheet(common_name)
    left = [c for c in changed if _sign(c) in differing and c.sheet not in lost]
    yield from _columns(c for c in left if c.kind is Kind.HIDDEN_COLUMNS)
    for change in together([c for c in left if c.kind is Kind.BESIDE]):
        yield Left(_beside(cells, change))
    for change in left:
        if change.kind is Kind.LOOKS:
            yield Left(f"Arket {change.sheet}: {_small(change.name)} er en annen i DIN.")
        elif change.kind is Kind.SETTING:
            yield Left(f"Arbeidsboken: {change.name} er {_said(change.new)} i DIN, og var "
                       f"{_said(change.old)}.")  # fmt: skip


def deleted_sheet(name: str) -> Left:
    """The sheet *name* is changed in THEIRS, and MINE has it no longer."""
    return Left(
        f"Arket {name} er slettet hos meg, men er endret i DIN. Hent det derfra om det trengs."
    )


def _changes(alignment: Alignment, one: Inspection, other: Inspection) -> Iterator[Change]:
    for change in each_beside(alignment, one, other):
        if change.kind not in _COMMENTS:
            yield change
    yield from sheet_looks(alignment, one, other)


def _sign(change: Change) -> tuple[object, ...]:
    """What is one thing of THEIRS; a drawing that is gone may have another name in MINE."""
    name = change.name
    if change.kind is Kind.BESIDE and change.new is None:
        name = name.partition(" «")[0]
    return change.kind, change.sheet.casefold(), name, str(change.new)


def _is_here(cells: Cells, change: Change) -> bool:
    if change.sheet in cells.theirs.sheets_added:
        return True
    return cells.to_mine.sheet(change.sheet) is not None


def _columns(changes: Iterable[Change]) -> Iterator[Left]:
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        found.setdefault((change.sheet, str(change.new)), []).append(change.name)
    for (sheet, state), names in found.items():
        columns = nb.listed(list(column_runs([column_number(name) for name in names])))
        if len(names) == 1:
            yield Left(f"Arket {sheet}: kolonne {columns} er {state} i DIN.")
        else:
            states = {"skjult": "skjulte", "synlig": "synlige"}[state]
            yield Left(f"Arket {sheet}: kolonnene {columns} er {states} i DIN.")


def _beside(cells: Cells, change: Change) -> str:
    if change.sheet:
        where = f"Arket {change.sheet}"
    else:
        where = f"Arkene {nb.listed([name for name, _ in change.contents])}"
    what = f"{where}: {_small(change.name)}{_elsewhere(cells, change)}"
    if change.old is None:
        return f"{what} finnes bare i DIN: {_said(change.new)}."
    if change.new is None:
        return f"{what} er borte i DIN; der stod det {_said(change.old)}."
    old, new = map(_said, _from_where_they_part(str(change.old), str(change.new)))
    if old == new:  # a difference of spaces
        return f"{what} er en annen i DIN."
    return f"{what} er endret i DIN fra {old} til {new}."


def _from_where_they_part(old: str, new: str) -> tuple[str, str]:
    """Long texts without the words that they both begin with, but for the last few."""
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    words, others = old.split(), new.split()
    pairs = enumerate(zip(words, others, strict=False))
    alike = next((n for n, (a, b) in pairs if a != b), min(len(words), len(others)))
    start = max(0, alike - _BEFORE)
    head = "… " if start else ""
    return head + " ".join(words[start:]), head + " ".join(others[start:])


def _elsewhere(cells: Cells, change: Change) -> str:
    """Where it is in MINE, if that is not where it is in THEIRS."""
    if not change.sheet or not change.name.startswith(IN_CELLS):
        return ""
    at = parse_a1(change.name.rpartition(" ")[2])
    here = cells.to_mine.cell(CellRef(change.sheet, *at))
    if here is None or (here.row, here.column) == at:
        return ""
    return f" ({here.a1} hos meg)"


def _said(content: Content | None) -> str:
    return nb.quoted(content, _LONGEST) if isinstance(content, str) and content else "ingenting"


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
