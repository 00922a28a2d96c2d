"""How much of a merge the writer can do: what it refuses is found, and told instead."""

from __future__ import annotations

from orxl.core.edits import Formula, SetCell, present
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import AddSheet
from orxl.core.light import replace
from orxl.versions.merging.merge import edits
from orxl.versions.merging.values import Fields, Left, Merge, Taken

Groups = list[list[Taken]]
"""What is taken, by what is made by one edit."""


def possible(mine: bytes, theirs: bytes, whole: Merge) -> tuple[Merge, bytes]:
    """*whole* without what the writer refuses, which is told instead; and MINE with it made.

    *mine* and *theirs* are the bytes of the two files.
    """
    from orxl.xlsx import patch

    groups: dict[str, list[Taken]] = {}
    for number, taken in enumerate(whole.taken):
        groups.setdefault(taken.group or str(number), []).append(taken)
    fit, refused = list(groups.values()), list[tuple[list[Taken], str]]()
    try:
        data = patch(mine, edits(whole))
    except RefusedEdit:
        fit, refused = _tried(mine, whole, fit)
        data = patch(mine, edits(_only(whole, fit)))
    doable = _only(whole, fit)
    left = list(whole.left)
    for group, why in refused:
        left += (
            Left(f"{one.place}: {one.words or 'endringen'} kan ikke hentes inn. {why}", _held(one))
            for one in group
        )
    sheets: list[str] = []
    for name in whole.sheets:
        try:
            data = _with_sheet(data, theirs, name, whole)
            sheets.append(name)
        except RefusedEdit as error:
            left.append(Left(f"Arket {name} er nytt i DIN og kan ikke hentes inn. {error} "
                             "Kopier arket i Excel."))  # fmt: skip
    return replace(doable, left=tuple(left), sheets=tuple(sheets)), data


def _only(whole: Merge, groups: Groups) -> Merge:
    return replace(whole, taken=tuple(one for group in groups for one in group))


def _held(taken: Taken) -> Fields:
    if taken.row or taken.new is None:
        return taken.row
    return ((taken.place.column or "nå", taken.new),)


def _tried(
    mine: bytes, whole: Merge, groups: Groups
) -> tuple[Groups, list[tuple[list[Taken], str]]]:
    """The *groups* that can be made, and those that cannot with the reason."""
    from orxl.xlsx import patch

    if not groups:
        return [], []
    try:
        patch(mine, edits(_only(whole, groups)))
    except RefusedEdit as error:
        if len(groups) == 1:
            return [], [(groups[0], str(error))]
        half = len(groups) // 2
        one, other = _tried(mine, whole, groups[:half]), _tried(mine, whole, groups[half:])
        return [*one[0], *other[0]], [*one[1], *other[1]]
    return groups, []


def _with_sheet(data: bytes, theirs: bytes, name: str, whole: Merge) -> bytes:
    from orxl.xlsx import graft, patch, read_bytes

    data = graft(data, theirs, [AddSheet(name)])
    book = read_bytes(data)
    wanted = [
        SetCell(at, Formula(text), present(book.cell(at)))
        for at, text in whole.formulas.items()
        if at.sheet == name
    ]
    return patch(data, wanted)
