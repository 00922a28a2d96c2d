"""The gate of a block that was moved down: its cells stand so many rows lower, all else stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.grafts import MoveDown
from orxl.core.refs import MAX_COLUMN, MAX_ROW, Range, parse_a1
from orxl.xlsx.gate.graftcells import lies_in
from orxl.xlsx.gate.outline import Outline, child, children, local, said
from orxl.xlsx.gate.references import Corner, Reference, references, rewritten
from orxl.xlsx.gate.verdict import read_again, refuse
from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import attributes, element, same

_RULES: Final = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
_TEXTS: Final = ("formula", "formula1", "formula2", "f", "definedName", "calculatedColumnFormula",
                 "totalsRowFormula")  # fmt: skip
Cells = dict[tuple[int, int], element]
_ROW_LOOKS: Final = ("ht", "customHeight", "s", "customFormat")


def check_move(old: bytes, new: bytes, move: MoveDown) -> None:
    """Raise FailedGate unless *new* is *old* with this block moved, which nothing reads."""
    with read_again():
        _Check(Outline(Package(old)), Outline(Package(new)), move).run()


class _Check:
    def __init__(self, old: Outline, new: Outline, move: MoveDown) -> None:
        self._old, self._new = old, new
        self._area, self._rows = move.area, move.rows
        sheet = move.area.sheet.casefold()
        self._part = next(part for name, part in old.sheets.items() if name.casefold() == sheet)
        self._texts = [_plain(si) for si in _strings(old)]

    def run(self) -> None:
        old, new = self._old, self._new
        gone = set(old.names) - set(new.names)
        if [n for n in old.names if n not in gone] != new.names or gone != self._chain():
            refuse("filen", "har andre deler enn den skal")
        self._refuse_readers()
        tables = [part for part, sheet in old.tables.values() if old.sheets[sheet] == self._part]
        for name in new.names:
            raw = old.package.archive.read(name)
            if name == self._part:
                self._sheet()
            elif name in tables:
                self._table(name)
            elif raw != new.package.archive.read(name) and not (
                gone and same(_without_chain(old.fresh(name), gone), new.tree(name))
            ):
                refuse(f"delen «{name}»", "er endret uten grunn")

    def _chain(self) -> set[str]:
        """The list of what to calculate, which must go when a formula moves, and only then."""
        formulas = any(
            child(cell, "f") is not None and lies_in(at, self._area)
            for at, cell in _cells(self._old.tree(self._part))
        )
        package = self._old.package
        chain = package.targets(package.workbook_part, "calcChain") if formulas else ()
        return set(chain) & set(self._old.names)

    # --- who reads the cells ----------------------------------------------------------------------

    def _refuse_readers(self) -> None:
        for name, part in self._old.sheets.items():
            root = self._old.tree(part)
            moving = self._moving_rules(root, part)
            for node in root.iter():
                if local(node) not in _TEXTS or not node.text:
                    continue
                if not any(holder in moving for holder in node.iterancestors()):
                    self._refuse_reader(node.text, name)
        for part in self._old.names:
            if part == self._old.package.workbook_part or "/charts/" in part.lower():
                for node in self._old.tree(part).iter() if part.endswith(".xml") else ():
                    if local(node) in _TEXTS and node.text:
                        self._refuse_reader(node.text, "")

    def _refuse_reader(self, formula: str, home: str) -> None:
        for reference in references(formula):
            sheet = home if reference.sheet is None else reference.sheet
            if sheet.casefold() == self._area.sheet.casefold() and self._reads_some(reference):
                refuse(f"arket «{self._area.sheet}»", f"har celler som «{formula[:60]}» viser til")

    def _reads_some(self, reference: Reference) -> bool:
        rows, columns = _lines(reference)
        area, last = self._area, self._area.last_row + self._rows
        apart = (
            rows[1] < area.first_row or rows[0] > last
            or columns[1] < area.first_column or columns[0] > area.last_column
        )  # fmt: skip
        whole = (
            rows[0] <= area.first_row and rows[1] >= last
            and columns[0] <= area.first_column and columns[1] >= area.last_column
        )  # fmt: skip
        return not apart and not whole

    # --- the sheet --------------------------------------------------------------------------------

    def _sheet(self) -> None:
        old, new = self._old.fresh(self._part), self._new.fresh(self._part)
        before, after = (dict(_cells(root)) for root in (old, new))
        area = self._area
        for row in range(area.first_row, area.last_row + self._rows + 1):
            for column in range(area.first_column, area.last_column + 1):
                source = before.get((row - self._rows, column))
                wanted = None if row - self._rows < area.first_row else source
                if not self._same_cell(wanted, after.get((row, column))):
                    refuse(f"arket «{area.sheet}»", f"har feil innhold i rad {row}")
        for row in range(area.last_row + 1, area.last_row + self._rows + 1):
            for column in range(area.first_column, area.last_column + 1):
                if _holds(before.get((row, column))):
                    refuse(f"arket «{area.sheet}»", f"har mistet noe i rad {row}")
        self._compare_rest(old, new)

    def _same_cell(self, a: element | None, b: element | None) -> bool:
        if a is None or b is None:
            return a is b
        rest = [[f for f in attributes(n) if f[0] not in ("r", "t", "s")] for n in (a, b)]
        looks = [node.get("s", "0") for node in (a, b)]
        return rest[0] == rest[1] and looks[0] == looks[1] and self._content(a) == self._content(b)

    def _content(self, cell: element) -> tuple[object, ...]:
        f, v, inline = child(cell, "f"), child(cell, "v"), child(cell, "is")
        formula = None if f is None else (f.text, f.get("t"))
        if inline is not None:
            return formula, "text", _plain(inline)
        if v is None or v.text is None:
            return (formula,)
        kind = cell.get("t", "n")
        if kind == "s":
            return formula, "text", self._texts[int(v.text)]
        return formula, "text" if kind == "str" and f is None else kind, v.text

    def _compare_rest(self, old: element, new: element) -> None:
        """The rows beside the block, and the frame with its rules moved along."""
        for root, first in ((old, 0), (new, self._rows)):
            for rule in self._moving_rules(root, self._part, first):
                _drop_all(rule)
        expected = [self._followed(r) for r in self._moving_rules(self._old.fresh(self._part), "")]
        come = [said(r) for r in self._moving_rules(self._new.fresh(self._part), "", self._rows)]
        if expected != come:
            refuse(f"arket «{self._area.sheet}»", "har fått andre regler")
        for root in (old, new):
            self._strip(root)
        for brk in children(child(old, "rowBreaks")):
            if self._area.first_row <= int(brk.get("id", "0")) <= self._area.last_row:
                brk.set("id", str(int(brk.get("id", "0")) + self._rows))
        if not same(old, new):
            refuse(f"arket «{self._area.sheet}»", "er endret i mer enn det som skulle flyttes")
        rows = [child(root, "sheetData") for root in (old, new)]
        kept = [[said(row, "spans") for row in children(found)] for found in rows]
        if [r for r in kept[0] if r[2]] != [r for r in kept[1] if r[2]]:
            refuse(f"arket «{self._area.sheet}»", "har fått andre rader")
        self._compare_rows()

    def _compare_rows(self) -> None:
        """A row keeps what it says of itself; a new one says what the row its cells left says."""
        before, after = (_rows(book.tree(self._part)) for book in (self._old, self._new))
        for number, said_now in after.items():
            source = before.get(number - self._rows, {})
            wanted = {name: value for name, value in source.items() if name in _ROW_LOOKS}
            if said_now != before.get(number, wanted):
                refuse(f"arket «{self._area.sheet}»", f"har fått en annen rad {number}")

    def _strip(self, root: element) -> None:
        """Take the block's cells, the hint of the size and counts that follow it out of a tree."""
        area = self._area
        for (row, column), cell in list(_cells(root)):
            in_rows = area.first_row <= row <= area.last_row + self._rows
            if in_rows and area.first_column <= column <= area.last_column:
                _drop_all(cell)
        size = child(root, "dimension")
        if size is not None:
            size.attrib.pop("ref", "")

    def _moving_rules(self, root: element, part: str, moved: int = 0) -> list[element]:
        """The rules and links that begin in the block, where it stands *moved* rows lower."""
        if part and part != self._part:
            return []
        area = self._area
        found = []
        for node in root.iter("{*}conditionalFormatting", "{*}dataValidation", "{*}hyperlink",
                              "{*}ignoredError", "{*}protectedRange"):  # fmt: skip
            ranges = [Range.of("", r) for r in node.get("sqref", node.get("ref", "")).split()]
            if ranges and all(
                area.first_row + moved <= r.first_row <= area.last_row + moved
                and area.first_column <= r.first_column
                and r.last_column <= area.last_column
                for r in ranges
            ):
                found.append(node)
        return found

    def _followed(self, rule: element) -> tuple[object, ...]:
        """What *rule* says once it has moved."""
        name = "ref" if rule.get("sqref") is None else "sqref"
        ranges = [Range.of("", r) for r in rule.get(name, "").split()]
        bottom = max(r.last_row for r in ranges)
        down = (
            Range("", r.first_row + self._rows, r.first_column,
                  min(r.last_row + self._rows, MAX_ROW), r.last_column).a1
            for r in ranges
        )  # fmt: skip
        rule.set(name, " ".join(down))
        for node in rule.iter():
            if local(node) in _TEXTS and node.text:
                node.text = rewritten(node.text, lambda r: self._down(r, bottom))
        return said(rule)

    def _down(self, reference: Reference, bottom: int) -> str | None:
        rows, _ = _lines(reference)
        inside = self._area.first_row <= rows[0] and rows[1] <= bottom
        if reference.sheet is not None or not inside or not reference.corners[0].row:
            return None
        return ":".join(
            str(Corner(c.row + self._rows, c.column, c.row_fixed, c.column_fixed))
            for c in reference.corners
        )

    def _table(self, part: str) -> None:
        """A table in the block says where it stands now; any other is as it was."""
        old, new = self._old.fresh(part), self._new.tree(part)
        ref = Range.of("", old.get("ref", ""))
        inside = (
            self._area.first_row <= ref.first_row and ref.last_row <= self._area.last_row
            and self._area.first_column <= ref.first_column
            and ref.last_column <= self._area.last_column
        )  # fmt: skip
        for node in old.iter() if inside else ():
            if node.get("ref") is not None:
                r = Range.of("", node.get("ref", ""))
                node.set("ref", Range("", r.first_row + self._rows, r.first_column,
                                      r.last_row + self._rows, r.last_column).a1)  # fmt: skip
        if not same(old, new):
            refuse(f"delen «{part}»", "er endret i mer enn hvor tabellen står")


def _strings(book: Outline) -> list[element]:
    parts = book.package.targets(book.package.workbook_part, "sharedStrings")
    return children(book.tree(parts[0]), "si") if parts else []


def _plain(text: element) -> object:
    """A text, or all that is said of it where it has formats of its own."""
    leaf = child(text, "t")
    return said(text) if leaf is None or len(children(text)) > 1 else leaf.text or ""


def _without_chain(root: element, gone: set[str]) -> element:
    """A list of parts, or of relationships, without the line of the list of what to calculate."""
    lost = {f"/{name}".lower() for name in gone}
    for node in children(root):
        if node.get("PartName", "").lower() in lost or node.get("Type", "").endswith("/calcChain"):
            root.remove(node)
    return root


def _lines(reference: Reference) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and last row and column that a reference reads."""
    rows = sorted(corner.row for corner in reference.corners)
    columns = sorted(corner.column for corner in reference.corners)
    every = (1, MAX_ROW), (1, MAX_COLUMN)
    return (
        (rows[0], rows[-1]) if rows[0] else every[0],
        (columns[0], columns[-1]) if columns[0] else every[1],
    )


def _cells(root: element) -> Iterator[tuple[tuple[int, int], element]]:
    number = 0
    for row in children(child(root, "sheetData"), "row"):
        number = int(row.get("r", str(number + 1)))
        column = 0
        for cell in children(row, "c"):
            reference = cell.get("r")
            column = column + 1 if reference is None else parse_a1(reference)[1]
            yield (number, column), cell


def _holds(cell: element | None) -> bool:
    return cell is not None and bool(children(cell))


def _rows(root: element) -> dict[int, dict[str, str]]:
    """What each row says of itself, by its number."""
    found: dict[int, dict[str, str]] = {}
    number = 0
    for row in children(child(root, "sheetData")):
        number = int(row.get("r", str(number + 1)))
        found[number] = {n: v for n, v in attributes(row) if n not in ("r", "spans")}
    return found


def _drop_all(node: element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
