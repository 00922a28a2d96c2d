"""Says in bokmål how a formula differs from its neighbours."""

from __future__ import annotations

from orxl.core import nb
from orxl.core.refs import column_letters
from orxl.formulas.norwegian import function
from orxl.formulas.tokens import REFERENCES, Kind
from orxl.rules.sheets.breaks import Break, neighbourhood
from orxl.rules.sheets.likeness import Likeness
from orxl.rules.sheets.lines import Breach
from orxl.rules.sheets.shape import Atom
from orxl.rules.sheets.sheet import At, a1


def why(found: Break) -> str:
    """One sentence on what the neighbours do and what this cell does instead."""
    around = neighbourhood(found.breach)
    if found.both:
        around += ", og dem i den andre retningen,"
    wanted, other = found.difference.wanted, found.difference.found
    likeness = found.difference.likeness
    if likeness is Likeness.REFERENCE and wanted is not None and other is not None:
        return f"{around} {_pointing(wanted, other, found.at, found.breach)}"
    if likeness is Likeness.TERM and wanted is not None:
        return f"{around} har også med {operand(wanted, found.at)}, som mangler i denne."
    if likeness is Likeness.TERM and other is not None:
        return f"{around} har ikke med {operand(other, found.at)}, som denne har."
    if likeness is Likeness.NUMBER and wanted is not None and other is not None:
        return (
            f"{around} har tallet {operand(wanted, found.at)} i formelen; "
            f"denne har {operand(other, found.at)}."
        )
    if likeness is Likeness.OPERATION and wanted is not None and other is not None:
        return f"{around} bruker {_operator(wanted)} der denne bruker {_operator(other)}."
    return f"{around} er kopier av én formel; denne er en helt annen."


def _pointing(wanted: Atom, found: Atom, at: At, breach: Breach) -> str:
    """«summerer rad 5–16; denne stopper på rad 15.» or «viser her til C7; denne viser til C6.»"""
    if wanted.kind is Kind.RANGE and found.kind is Kind.RANGE and wanted.sheet == found.sheet:
        sides = _sides(wanted, found, at)
        if sides is not None:
            return sides
    if wanted.kind not in REFERENCES or found.kind not in REFERENCES:
        return f"har {operand(wanted, at)} der denne har {operand(found, at)}."
    one = "denne" if len(breach.group) == 1 else "denne og cellene ved siden av"
    return f"viser etter mønsteret til {operand(wanted, at)}; {one} viser til {operand(found, at)}."


def _sides(wanted: Atom, found: Atom, at: At) -> str | None:
    """Where two ranges differ in one end of one direction, in words."""
    (top, left), (bottom, right) = (corner.resolved(*at) for corner in wanted.corners)
    (top2, left2), (bottom2, right2) = (corner.resolved(*at) for corner in found.corners)
    if None in (top, left, bottom, right, top2, left2, bottom2, right2):
        return None
    off = (top != top2, left != left2, bottom != bottom2, right != right2)
    if sum(off) != 1:
        return None
    if off[0] or off[2]:
        verb = f"starter på rad {top2}" if off[0] else f"stopper på rad {bottom2}"
        return f"dekker etter mønsteret rad {top}–{bottom}; denne {verb}."
    letters = [column_letters(c) if c is not None else "" for c in (left, right, left2, right2)]
    verb = f"starter i kolonne {letters[2]}" if off[1] else f"stopper i kolonne {letters[3]}"
    return f"dekker etter mønsteret kolonne {letters[0]}–{letters[1]}; denne {verb}."


def operand(atom: Atom, at: At) -> str:
    """A reference or a number as the user reads it in the cell *at*."""
    if atom.kind is Kind.NUMBER:
        return nb.number(float(atom.text))
    if atom.kind not in REFERENCES:
        return nb.quoted(atom.text)
    parts = []
    for corner in atom.corners:
        row, column = corner.resolved(*at)
        if row is not None and column is not None:
            parts.append(a1((row, column)) if row > 0 and column > 0 else "#REF!")
        elif column is not None:
            parts.append(column_letters(column))
        else:
            parts.append(str(row))
    sheet = atom.sheet.strip("!").strip("'").replace("''", "'")
    home = f" på arket {nb.quoted(sheet)}" if sheet else ""
    return ":".join(parts) + home


def _operator(atom: Atom) -> str:
    if atom.kind is Kind.FUNCTION:
        return function(atom.text)
    return f"«{atom.text}»"
