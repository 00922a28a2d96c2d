"""A reference without $ that was copied away: the first formula hits, its copies miss."""

from __future__ import annotations

from orxl.core.refs import CellRef
from orxl.rules.kit import Hit, Hits
from orxl.rules.sheets.edges import NUMBER
from orxl.rules.sheets.lines import Run
from orxl.rules.sheets.operands import empty_at, operands, target
from orxl.rules.sheets.shape import Atom
from orxl.rules.sheets.sheet import SheetView, a1, span
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone


def drifts(view: SheetsView, sheet: SheetView, run: Run) -> Hits:
    """What each copy in *run* says where one of its references should have been fixed with $."""
    atoms = sheet.shapes[run.cells[0]]
    every = list(operands(atoms))
    down = run.cells[0][1] == run.cells[-1][1]
    for atom, strong in every:
        empty = [empty_at(view, sheet, atom, at) for at in run.cells]
        corner = atom.corners[0]
        aside = bool(atom.sheet) or (corner.row if down else corner.column) != 0
        gone = sum(map(bool, empty))
        elsewhere = bool(atom.sheet) or not aside
        fewest = len(empty) - 1 if elsewhere else -(-len(empty) * 2 // 3)
        if not aside and _headed(sheet, atom, run, down):
            continue  # a column of the table: it moves along by design
        if None in empty or empty[0] or gone < fewest:
            crosses = not empty[0] and aside and any(empty[1:4])
            if not crosses or not _heading(view, sheet, atom, run):
                continue
        if not (strong or aside) or (len(atoms) == 1 and not (aside and len(run.cells) > 3)):
            continue
        others = [
            empty_at(view, sheet, other, at)
            for other, _ in every if other != atom
            for at in run.cells[1:]
        ]  # fmt: skip
        if sum(map(bool, others)) * 4 > len(others) or (not others and len(atoms) > 1):
            continue
        hit = target(view, sheet, atom, run.cells[0])
        if hit is not None:
            yield from _drifted(sheet, run, CellRef(hit[0].name, *hit[1]), bool(aside and others))


def _headed(sheet: SheetView, atom: Atom, run: Run, down: bool) -> bool:
    """Whether what the first formula reads in its own row (column) stands under a heading."""
    row, column = atom.corners[0].resolved(*run.cells[0])
    if row is None or column is None:
        return False
    before = [(row - n, column) if down else (row, column - n) for n in (1, 2, 3)]
    return any(min(at) > 0 and sheet.text(at) for at in before)


def _heading(view: SheetsView, sheet: SheetView, atom: Atom, run: Run) -> bool:
    """Whether the copies of a formula that reads a parameter run across a heading.

    They pass the blank below the parameter and the heading, and go on to read the list itself.
    """
    spots = [target(view, sheet, atom, at) for at in run.cells[1:]]
    texts = [spot[0].text(spot[1]) for spot in spots if spot is not None]
    return any(text and not NUMBER.fullmatch(text) for text in texts)


def _drifted(sheet: SheetView, run: Run, hit: CellRef, sure: bool) -> Hits:
    """One word on all copies: each reads another cell than the first formula."""
    first, copies = a1(run.cells[0]), run.cells[1:]
    place = hit.a1 if hit.sheet == sheet.name else str(hit)
    yield Hit(
        f"{first} regner med {place}, men referansen er ikke låst med $: kopiene i "
        f"{span(list(copies))} viser til andre celler, og noen av dem er tomme eller har tekst.",
        cell=sheet.ref(copies[0]),
        confidence=Alone.DRIFTED if sure else Alone.DRIFTED_PERHAPS,
        remedy=f"Lås referansen med $ i {first} (trykk F4 på {hit.a1}) og kopier formelen på nytt.",
    )
