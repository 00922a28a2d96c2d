"""The gate of amendments: columns are called by their new names everywhere, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Final

from orxl.core.grafts import Amendment, RenameColumn, SetColumnFormula
from orxl.core.refs import CellRef, Range, column_letters
from orxl.xlsx.gate.columnnames import spelled
from orxl.xlsx.gate.outline import Outline, child, children, local, said
from orxl.xlsx.gate.references import moved, same_formula
from orxl.xlsx.gate.verdict import read_again, refuse
from orxl.xlsx.package import Package
from orxl.xlsx.xml.elements import attributes, element

_FORMULAS: Final = frozenset(
    {"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula",
     "definedName"}
)  # fmt: skip


def check_amendments(old: bytes, new: bytes, amendments: Sequence[Amendment]) -> None:
    """Raise FailedGate unless *new* is *old* with exactly these *amendments*."""
    with read_again():
        _Check(Outline(Package(old)), Outline(Package(new)), amendments).run()


class _Check:
    def __init__(self, old: Outline, new: Outline, amendments: Sequence[Amendment]) -> None:
        self._old, self._new = old, new
        self._renames = [a for a in amendments if isinstance(a, RenameColumn)]
        self._formulas = [a for a in amendments if isinstance(a, SetColumnFormula)]
        self._headers: dict[str, dict[str, str]] = {}
        """By sheet part and address: what the header cell says now."""
        for rename in self._renames:
            part, sheet = old.tables[rename.table.casefold()]
            area = Range.of(sheet, old.tree(part).get("ref", ""))
            names = [node.get("name") for node in _columns(old.tree(part))]
            folded = [str(name).casefold() for name in names]
            column = area.first_column + folded.index(rename.old.casefold())
            at = CellRef(sheet, area.first_row, column).a1
            if old.tree(part).get("headerRowCount", "1") != "0":
                self._headers.setdefault(old.sheets[sheet], {})[at] = rename.new

    def run(self) -> None:
        if self._old.names != self._new.names:
            refuse("filen", "har fått andre deler enn før")
        tables = {part: name for name, (part, _) in self._old.tables.items()}
        sheets = set(self._old.sheets.values())
        for name in self._old.names:
            raw = self._old.package.archive.read(name)
            changed = raw != self._new.package.archive.read(name)
            if not name.lower().endswith(".xml"):
                if changed:
                    refuse(f"delen «{name}»", "er endret uten grunn")
                continue
            if name in sheets:
                self._sheet(name)
            elif name in tables:
                self._table(name, tables[name])
            elif name == self._old.package.workbook_part or "/charts/" in name.lower():
                self._same(name, self._old.fresh(name), self._new.tree(name))
            elif changed:
                refuse(f"delen «{name}»", "er endret uten grunn")

    def _same(self, part: str, old: element, new: element) -> None:
        """Refuse unless *new* is *old* with the columns called by their new names."""
        if not self._alike(old, new):
            refuse(f"delen «{part}»", "er endret i mer enn navnene på kolonner")

    def _alike(self, a: element, b: element) -> bool:
        todo = [(a, b)]
        while todo:
            old, new = todo.pop()
            if not isinstance(old.tag, str) or not isinstance(new.tag, str):
                if old.text != new.text or isinstance(old.tag, str) or isinstance(new.tag, str):
                    return False
                continue
            if old.tag != new.tag or attributes(old) != attributes(new):
                return False
            text = old.text
            if local(old) in _FORMULAS and text:
                text = self._named(text)
            texts = [t if t is not None else "" for t in (text, new.text)]
            if texts[0] != texts[1] and (not len(old) or (texts[0] + texts[1]).strip()):
                return False
            if len(old) != len(new):
                return False
            todo += zip(old, new, strict=True)
        return True

    def _named(self, formula: str) -> str:
        folded = formula.casefold()  # where the table is not named, none of its columns is
        for rename in self._renames:
            if rename.table.casefold() in folded:
                formula = spelled(formula, rename)
        return formula

    def _table(self, part: str, name: str) -> None:
        old, new = self._old.fresh(part), self._new.tree(part)
        for rename in self._renames:
            if rename.table.casefold() != name:
                continue
            for node in _columns(old):
                if node.get("name", "").casefold() == rename.old.casefold():
                    node.set("name", rename.new)
        for edit in self._formulas:
            if edit.table.casefold() != name:
                continue
            for a, b in zip(_columns(old), _columns(new), strict=True):
                if a.get("name", "").casefold() == edit.column.casefold():
                    self._column_formula(name, a, b, edit)
        self._same(part, old, new)

    def _column_formula(self, table: str, a: element, b: element, edit: SetColumnFormula) -> None:
        there, come = child(a, "calculatedColumnFormula"), child(b, "calculatedColumnFormula")
        before = None if there is None else there.text
        if before != edit.expected or come is None or come.text != edit.formula:
            refuse(f"tabellen «{table}»", f"har feil formel for «{edit.column}»")
        if there is not None:
            there.text = edit.formula
        else:
            a.insert(0, copy(come))

    # --- sheets: the header cells, and formulas that are written out ------------------------------

    def _sheet(self, part: str) -> None:
        old, new = self._old.fresh(part), self._new.fresh(part)
        headers = dict(self._headers.get(part, {}))
        masters: dict[str, tuple[str, element]] = {}
        before, after = (dict(_cells(root)) for root in (old, new))
        if before.keys() != after.keys():
            refuse(f"delen «{part}»", "har fått andre celler")
        for at, a in before.items():
            b = after[at]
            f = child(a, "f")
            if f is not None and f.get("t") == "shared" and f.text:
                masters[f.get("si", "")] = (at, copy(f))
            if at in headers:
                if _text(b) != headers[at] or a.get("s") != b.get("s"):
                    refuse(f"delen «{part}»", f"har feil overskrift i {at}")
                self._empty(a, b)
            elif f is not None and said(f) != said(child(b, "f")):
                self._rewritten(part, at, a, b, masters)
        self._same(part, old, new)

    def _rewritten(
        self, part: str, at: str, a: element, b: element, masters: dict[str, tuple[str, element]]
    ) -> None:
        """A formula that reads otherwise is the old one with the new names, and only that."""
        old, new = child(a, "f"), child(b, "f")
        if old is None or new is None or new.get("t") is not None:
            refuse(f"delen «{part}»", f"har mistet formelen i {at}")
        text = old.text or ""
        is_copy = old.get("t") == "shared" and not text
        if is_copy:
            home, master = masters[old.get("si", "")]
            start, here = CellRef.of("", home), CellRef.of("", at)
            steps = here.row - start.row, here.column - start.column
            text = moved(master.text or "", *steps)
        elif old.get("t") not in (None, "normal", "shared"):
            refuse(f"delen «{part}»", f"har fått en annen matriseformel i {at}")
        named, now = self._named(text), new.text or ""
        if named != now and not (is_copy and same_formula(named, now)):
            refuse(f"delen «{part}»", f"har feil formel i {at}")
        a.remove(old)
        b.remove(new)

    def _empty(self, a: element, b: element) -> None:
        for cell in (a, b):
            cell.attrib.pop("t", "")
            cell.text = None
            for node in children(cell, "v", "is", "f"):
                cell.remove(node)


def _columns(table: element) -> list[element]:
    return children(child(table, "tableColumns"), "tableColumn")


def _cells(root: element) -> list[tuple[str, element]]:
    found = []
    row_number = 0
    for row in children(child(root, "sheetData"), "row"):
        row_number = int(row.get("r", str(row_number + 1)))
        column = 0
        for cell in children(row, "c"):
            reference = cell.get("r")
            column = column + 1 if reference is None else CellRef.of("", reference).column
            found.append((f"{column_letters(column)}{row_number}", cell))
    return found


def _text(cell: element) -> str:
    inline = child(cell, "is")
    return "" if inline is None else "".join(node.text or "" for node in inline.iter("{*}t"))
