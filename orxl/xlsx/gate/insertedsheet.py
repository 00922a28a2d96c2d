"""The gate's look at one sheet when rows are put in between: its rows, its cells and its frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from lxml import etree

from orxl.core.light import dataclass
from orxl.core.refs import MAX_ROW, Range, column_letters, column_number, parse_a1
from orxl.xlsx.gate.frame import FORMULAS, alike
from orxl.xlsx.gate.held import SPACE, keeps_blanks
from orxl.xlsx.gate.insertedlines import Lines
from orxl.xlsx.gate.outline import child, children, local
from orxl.xlsx.gate.references import moved, same_formula
from orxl.xlsx.xml.elements import attributes, element, own, parsed, same

Place = tuple[int, int]
_RULES: Final = ("conditionalFormatting", "dataValidation")
_KEPT: Final = ("s", "customFormat", "ht", "customHeight", "thickTop", "thickBot", "ph")
"""What a new row takes after the row above it; hiding is left behind, and of groups one that goes
on below."""
_LAST: Final = 1_048_575
_HEAD: Final = 200  # bytes in which an encoding shows


def check_sheet(old: bytes, new: bytes, sheet: str, lines: Lines) -> str:
    """What is wrong with the part *new* of *sheet* (``""``: nothing), as the end of a sentence.

    Raises ValueError, or an error of lxml's, for what is no sheet.
    """
    if not lines.on(sheet) and old == new and not _names(old, lines.sheet):
        return ""
    roots = parsed(old), parsed(new)
    heads = [(d.encoding, d.standalone, d.xml_version) for d in (_head(r) for r in roots)]
    if heads[0] != heads[1]:
        return "har fått en annen innledning"
    if old == new and not lines.on(sheet):
        problem = _left_behind(_Rows(roots[0], old), sheet, lines)
    else:
        before, after = _Rows(roots[0], old), _Rows(roots[1], new)
        if after.disorder:
            return f"har {after.disorder}"
        problem = _rows(before, after, lines if lines.on(sheet) else None)
        problem = problem if problem else _cells(before, after, sheet, lines)
    if problem:
        return problem
    _frame(roots[0], sheet, lines)
    where = alike(*roots)
    return f"er ikke som det skal i {where}" if where else ""


def _names(raw: bytes, sheet: str) -> bool:
    """Whether a sheet's part may name *sheet*, as far as one sees without reading it."""
    text = raw.decode("utf-8", "replace").casefold()
    plain = "&#" not in text and "\0" not in text[:4] and "\ufffd" not in text and "<!" not in text
    return not plain or not sheet.replace(" ", "").isalnum() or sheet.casefold() in text


def _head(root: element) -> etree.DocInfo:
    return root.getroottree().docinfo


@dataclass(frozen=True, slots=True)
class _Formula:
    """What a cell's formula says; ``text`` is what a shared one reads in its own cell."""

    text: str
    kind: str
    ref: str
    rest: tuple[tuple[str, str], ...]


class _Rows:
    """The rows and the cells of one sheet by their places."""

    def __init__(self, root: element, raw: bytes) -> None:
        # With two bytes for a sign, or by numbers, the word would be spelled otherwise.
        self._sharing = b"shared" in raw or b"&#" in raw or b"\0" in raw[:_HEAD]
        self.rows: dict[int, element] = {}
        self.cells: dict[Place, element] = {}
        self.disorder = ""
        """What stands out of order, as the end of a sentence; ``""``: nothing."""
        self._shared: dict[str, tuple[Place, element]] = {}
        self.columns = [
            (int(node.get("min", "0")), int(node.get("max", "0")), node.get("style", "0"))
            for node in children(child(root, "cols"), "col")
        ]
        number = 0
        for row in children(child(root, "sheetData"), "row"):
            last, number = number, int(row.get("r", str(number + 1)))
            self.disorder = "rader i feil rekkefølge" if number <= last else self.disorder
            self.rows[number] = row
            self._read(row, number)

    def _read(self, row: element, number: int) -> None:
        columns = [0]
        for cell in children(row, "c"):
            reference = cell.get("r")
            at = (number, columns[-1] + 1) if reference is None else _place(reference, number)
            if at[0] != number:
                self.disorder = f"en celle {reference} i rad {number}"
            columns.append(at[1])
            self.cells[number, at[1]] = cell
            f = child(cell, "f") if self._sharing else None
            if f is not None and f.get("t") == "shared" and f.text:
                self._shared[f.get("si", "")] = ((number, at[1]), f)
        if any(b <= a for a, b in pairwise(columns)):
            self.disorder = f"celler i feil rekkefølge i rad {number}"

    def formula(self, at: Place) -> _Formula | None:
        """The formula of the cell *at*. Raises ValueError for one that shares no text."""
        f = child(self.cells[at], "f")
        if f is None:
            return None
        rest = tuple(a for a in attributes(f) if a[0] not in ("t", "ref", "si", SPACE))
        kind, text = f.get("t", "normal"), "" if f.text is None else f.text
        if kind != "shared":
            if not keeps_blanks(f):
                raise ValueError(text)
            return _Formula(text, kind, f.get("ref", ""), rest)
        (row, column), master = self._shared[f.get("si", "")]
        inside = Range.of("", master.get("ref", ""))
        if not (inside.first_row <= at[0] <= inside.last_row):
            raise ValueError(f"{column_letters(at[1])}{at[0]}")
        read = moved(str(master.text), at[0] - row, at[1] - column)
        return _Formula(read, "normal", "", rest)

    def inherited(self, row: int, column: int) -> str:
        """The style of a cell of its own row that is not there."""
        node = self.rows.get(row)
        if node is not None and node.get("customFormat") in ("1", "true"):
            return str(node.get("s", "0"))
        return next((style for a, b, style in self.columns if a <= column <= b), "0")


def _place(reference: str, row: int) -> Place:
    """Where a cell says that it stands; nearly all say so in capitals, in the row they are in."""
    letters = reference.rstrip("0123456789")
    if letters.isalpha() and reference[len(letters) :] == str(row) and row <= MAX_ROW:
        return row, column_number(letters)
    return parse_a1(reference)


def _rows(before: _Rows, after: _Rows, lines: Lines | None) -> str:
    """Each row says of itself what it said; new ones look like the one above them."""
    places = {number: lines.now(number) if lines else number for number in before.rows}
    new = range(lines.first, lines.first + lines.count) if lines else range(0)
    if {*places.values(), *new} != set(after.rows):
        return "har andre rader enn det skal"
    for number, now in places.items():
        a, b = (_said(rows.rows[at]) for rows, at in ((before, number), (after, now)))
        if a != b:
            return f"har fått andre egenskaper i rad {now}"
    for number in new:
        problem = _new_row(before, after, number, new[0] - 1)
        if problem:
            return problem
    return ""


def _said(row: element) -> tuple[object, ...]:
    rest = [own(node) for node in row if local(node) != "c"]
    return (row.tag, [a for a in attributes(row) if a[0] != "r"], row.nsmap, rest)


def _new_row(before: _Rows, after: _Rows, number: int, model: int) -> str:
    above = before.rows.get(model)
    kept = [] if above is None else attributes(above)
    wanted = [a for a in kept if a[0] in _KEPT or a[0].endswith("}dyDescent")]
    around = [before.rows.get(row) for row in (model, model + 1)]
    level = min(0 if row is None else int(row.get("outlineLevel", "0")) for row in around)
    wanted = sorted([*wanted, *([("outlineLevel", str(level))] if level else [])])
    if [a for a in attributes(after.rows[number]) if a[0] != "r"] != wanted:
        return f"har fått andre egenskaper i rad {number}"
    if any(local(node) != "c" for node in after.rows[number]):
        return f"har noe annet enn celler i rad {number}"
    columns = {at[1] for at in before.cells if at[0] == model}
    columns |= {at[1] for at in after.cells if at[0] == number}
    for column in columns:
        source, cell = before.cells.get((model, column)), after.cells.get((number, column))
        free = before.inherited(model, column)
        wanted_style = free if source is None else source.get("s", "0")
        style = after.inherited(number, column) if cell is None else cell.get("s", "0")
        blank = cell is None or (not len(cell) and set(cell.attrib) <= {"r", "s"})
        if style != wanted_style or not blank:
            return f"har feil innhold eller utseende i {column_letters(column)}{number}"
    return ""


def _cells(before: _Rows, after: _Rows, sheet: str, lines: Lines) -> str:
    """Each cell holds what it held, and its formula reads what it must."""
    now = lines.now if lines.on(sheet) else int
    seen = set()
    for at, cell in before.cells.items():
        place = now(at[0]), at[1]
        seen.add(place)
        come = after.cells.get(place)
        fine = come is not None and _same_but_formula(cell, come)
        if not fine or not _follows(before.formula(at), after.formula(place), sheet, lines):
            return f"har feil innhold i {column_letters(place[1])}{place[0]}"
    new = range(lines.first, lines.first + lines.count) if lines.on(sheet) else range(0)
    more = [at for at in after.cells if at not in seen and at[0] not in new]
    return f"har fått en celle i rad {more[0][0]}" if more else ""


def _left_behind(rows: _Rows, sheet: str, lines: Lines) -> str:
    """What is wrong with a sheet that is as it was: a formula that should have followed."""
    if rows.disorder:
        return f"har {rows.disorder}"
    for at, cell in rows.cells.items():
        if child(cell, "f") is not None:
            formula = rows.formula(at)
            if not _follows(formula, formula, sheet, lines):
                return f"har feil innhold i {column_letters(at[1])}{at[0]}"
    return ""


def _same_but_formula(a: element, b: element) -> bool:
    if a.tag != b.tag or (a.text or "") != (b.text or "") or len(a) != len(b):
        return False
    before, after = dict(a.items()), dict(b.items())
    before.pop("r", None)
    after.pop("r", None)
    if before != after or a.nsmap != b.nsmap:
        return False
    for x, y in zip(a, b, strict=True):
        name = local(x)
        if name != local(y) or (name != "f" and not (_same_leaf(x, y) or same(x, y))):
            return False
    return True


def _same_leaf(a: element, b: element) -> bool:
    """Whether two elements with nothing inside are written alike: nearly all are, and few others
    are compared at length."""
    alike = not len(a) and not len(b) and a.tag == b.tag and a.text == b.text
    return alike and a.items() == b.items() and a.nsmap == b.nsmap


def _follows(old: _Formula | None, new: _Formula | None, sheet: str, lines: Lines) -> bool:
    if old is None or new is None:
        return old is new
    ref = lines.place(old.ref) if old.ref and lines.on(sheet) else old.ref
    wanted = lines.follow(old.text, sheet)
    return (old.kind, old.rest, ref) == (new.kind, new.rest, new.ref) and (
        old.text == new.text if wanted == old.text else same_formula(wanted, new.text)
    )


# --- the frame ------------------------------------------------------------------------------------


def _frame(root: element, sheet: str, lines: Lines) -> None:
    """Let the old frame read as it must."""
    for node in _framed(root):
        rule = next((n for n in (node, *node.iterancestors()) if local(n) in _RULES), None)
        rows = _ruled(rule) if rule is not None else ()
        if local(node) in FORMULAS and node.text and not len(node):
            lines.refuse_torn(node.text, sheet, rows)
            node.text = lines.follow(node.text, sheet)
        if local(node) == "cfvo" and node.get("val") is not None:
            lines.refuse_torn(node.get("val", ""), sheet, rows)
            node.set("val", lines.follow(node.get("val", ""), sheet))
        if local(node) == "hyperlink" and node.get("location") is not None:
            node.set("location", lines.link(node.get("location", ""), sheet))
    for node in _framed(root) if lines.on(sheet) else ():
        _placed(node, lines)


def _framed(root: element) -> Iterator[element]:
    for top in children(root):
        if local(top) not in ("sheetData", "sheetViews"):
            yield from (node for node in top.iter("{*}*"))


def _ruled(rule: element) -> tuple[int, ...]:
    """The first and last rows of the cells that a rule is for."""
    text = rule.get("sqref")
    if text is None:
        text = next((node.text for node in children(rule, "sqref")), None)
    known = [ref for ref in ("" if text is None else text).split() if ref != "#REF!"]
    areas = [Range.of("", ref) for ref in known]
    return tuple(row for area in areas for row in (area.first_row, area.last_row))


def _placed(node: element, lines: Lines) -> None:
    """Let what says where it stands on the sheet stand where it does now."""
    for name in ("sqref", "ref"):
        if node.get(name) is not None:
            node.set(name, lines.places(node.get(name, "")))
    if local(node) == "sqref" and node.text:
        node.text = lines.places(node.text)
    if local(node) == "cellWatch":
        node.set("r", lines.place(node.get("r", "")))
    names: Mapping[str, tuple[str, ...]] = {"rowBreaks": ("id",), "colBreaks": ("min", "max")}
    for brk in children(node, "brk"):
        for name in names.get(local(node), ()):
            at = int(brk.get(name, "-1"))
            if 0 <= at != _LAST:
                brk.set(name, str(lines.now(at + 1) - 1))
