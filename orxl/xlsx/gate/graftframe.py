"""The gate's look at a sheet's frame after a graft: the old elements, the model's after them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from orxl.core.light import replace
from orxl.core.refs import MAX_ROW, Range
from orxl.xlsx.gate.graftcells import (
    Cells,
    by_column,
    carried,
    cells_of,
    columns_of,
    common_size,
    covers,
    is_one,
    is_written,
    lies_in,
    ranges,
    rank,
    size,
)
from orxl.xlsx.gate.outline import Outline, child, children, local, said
from orxl.xlsx.xml.elements import attributes, element, same

_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_GROWING: Final = ("cols", "conditionalFormatting", "dataValidations", "hyperlinks", "tableParts")


class FrameCheck:
    """The frame of one sheet in the old workbook, the new one and the model."""

    def __init__(
        self, old: Outline, new: Outline, model: Outline, sheet: str, taken: Sequence[Range],
        dressed: Sequence[Range], linked: Sequence[str], columns: dict[int, bool],
    ) -> None:  # fmt: skip
        self._old, self._new, self._model = old, new, model
        self._sheet = sheet
        part = old.sheets[sheet]
        self._roots = old.tree(part), new.tree(part)
        source = model.sheets.get(sheet, "")
        self._source = model.tree(source) if source else None
        self._taken, self._dressed = taken, dressed
        self._linked, self._columns = linked, columns

    def new_tables(self) -> list[str]:
        """The relationships of the tables that came to the sheet."""
        old, new = ([n.get(_ID, "") for n in self._children(r, "tableParts")] for r in self._roots)
        return new[len(old) :]

    def problem(self, tables: int) -> str:
        """What is wrong with the frame (``""``: nothing); *tables* is how many were to come."""
        for check in (
            self._rest, self._widths, self._marks, self._validations, self._links,
        ):  # fmt: skip
            problem = check()
            if problem:
                return problem
        old, new = (self._children(root, "tableParts") for root in self._roots)
        if len(new) != len(old) + tables or not all(map(same, old, new)):
            return "har fått andre tabeller"
        return ""

    def _children(self, root: element | None, holder: str) -> list[element]:
        return children(child(root, holder)) if root is not None else []

    def _rest(self) -> str:
        """All that grafts don't add to is as it was, and everything stands in its order."""
        old, new = self._roots
        if old.tag != new.tag or attributes(old) != attributes(new):
            return "har fått en annen rot"
        before, after = (
            [n for n in children(root) if local(n) not in (*_GROWING, "sheetData", "dimension")]
            for root in self._roots
        )
        if len(before) != len(after) or not all(map(same, before, after)):
            return "er endret utenfor cellene"
        names = [local(node) for node in children(new)]
        places = [_ORDER.index(name) for name in names if name in _ORDER]
        if places != sorted(places):
            return "har deler i feil rekkefølge"
        for name in ("cols", "dataValidations", "hyperlinks", "tableParts"):
            left = child(new, name)
            if left is not None and not children(left) and self._children(old, name):
                return f"har en tom liste «{name}»"
        for name in ("cols", "hyperlinks"):  # which say nothing of themselves
            there, come = (child(root, name) for root in self._roots)
            if come is not None and come.attrib and (there is None or there.attrib != come.attrib):
                return f"sier noe annet i «{name}»"
        sizes = [child(root, "dimension") for root in self._roots]
        if (sizes[0] is None) != (sizes[1] is None):
            return "har fått en annen størrelse"
        for node, wanted in ((child(new, name), name) for name in _GROWING[2:]):
            count = None if node is None else node.get("count")
            if count is not None and int(count) != len(children(node)):
                return f"teller feil i «{wanted}»"
        return ""

    # --- widths -----------------------------------------------------------------------------------

    def _widths(self) -> str:
        old, new = (columns_of(child(root, "cols")) for root in self._roots)
        model = columns_of(child(self._source, "cols")) if self._source is not None else {}
        for number in {*old, *new, *self._columns}:
            there, come = old.get(number), new.get(number)
            wanted = there
            if number in self._columns and (self._columns[number] or there is None):
                wanted = model.get(number, there)
                if come is not None and wanted is not None and wanted is not there:
                    if not self._same_width(come, wanted):
                        return f"har fått en annen bredde i kolonne {number}"
                    continue
            if come != wanted:
                return f"har fått en annen bredde i kolonne {number}"
        return ""

    def _same_width(self, new: dict[str, str], model: dict[str, str]) -> bool:
        rest = [{k: v for k, v in found.items() if k != "style"} for found in (new, model)]
        looks = [found.get("style") for found in (new, model)]
        if looks[0] is None or looks[1] is None:  # both show what the workbook's cells show
            return rest[0] == rest[1] and looks[0] is looks[1]
        same = self._new.looks[int(looks[0])] == self._model.looks[int(looks[1])]
        return rest[0] == rest[1] and same

    # --- rules for cells --------------------------------------------------------------------------

    def _bounds(self, model: Cells, *, dressed: bool) -> tuple[Cells, Cells]:
        """Of the model's cells those that a rule must reach here, and those that it may."""
        areas = [*self._taken, *(self._dressed if dressed else ())]
        least = {at for at in model if any(lies_in(at, area) for area in areas)}
        most = {at for at in model if any(lies_in(at, area) for area in self._reach)}
        return least, most | least

    @cached_property
    def _reach(self) -> list[Range]:
        """The areas taken, with what is free under them: so far may their rules reach."""
        rows = list(self._old.rows(self._old.sheets[self._sheet]))
        return [area if is_one(area) else _with_room(area, rows) for area in self._taken]

    def _marks(self) -> str:
        old, new = (children(root, "conditionalFormatting") for root in self._roots)
        if len(new) < len(old) or not all(map(same, old, new)):
            return "har fått andre betingede formater"
        highest = max((rank(rule) for group in old for rule in children(group)), default=0)
        left = new[len(old) :]
        ranks: list[tuple[int, int]] = []
        for group in children(self._source, "conditionalFormatting"):
            whole = cells_of(group)
            least, most = self._bounds(whole, dressed=False)
            if left and most and self._same_rules(left[0], carried(group, left[0])):
                if not least <= cells_of(left[0]) <= most:
                    return "har fått betingede formater i feil celler"
                for a, b in zip(children(left[0]), children(group), strict=True):
                    ranks.append((rank(a), rank(b)))
                left.pop(0)
            elif least:
                return "mangler betingede formater"
        if left:
            return "har fått betingede formater uten grunn"
        by_model = [a for a, _ in sorted(ranks, key=lambda pair: pair[1])]
        if any(a <= highest for a in by_model) or by_model != sorted(set(by_model)):
            return "har fått betingede formater i feil rekkefølge"
        return ""

    def _same_rules(self, new: element, model: element) -> bool:
        a, b = children(new), children(model)
        return len(a) == len(b) and all(map(self._same_rule, a, b))

    def _same_rule(self, new: element, model: element) -> bool:
        if said(new, "priority", "dxfId") != said(model, "priority", "dxfId"):
            return False
        looks = new.get("dxfId"), model.get("dxfId")
        if looks[0] is None or looks[1] is None:
            return looks[0] is looks[1]
        return self._new.marks[int(looks[0])] == self._model.marks[int(looks[1])]

    def _validations(self) -> str:
        old, new = (self._children(root, "dataValidations") for root in self._roots)
        there: list[Range] = []
        place = 0
        for node in old:
            alike = place < len(new) and said(new[place], "sqref") == said(node, "sqref")
            if alike and self._narrowed(node, new[place]):
                there += ranges(new[place])
                place += 1
            elif not self._undressed(node):
                lost = "har fått en regel for inndata i feil celler"
                return lost if alike else "har mistet en regel for inndata"
        left = new[place:]
        for node in self._children(self._source, "dataValidations"):
            whole = cells_of(node)
            least, most = self._bounds(whole, dressed=True)
            wanted = carried(node, left[0]) if left and most else None
            if left and most and said(left[0], "sqref") == said(wanted, "sqref"):
                if not least <= cells_of(left[0]) <= most:
                    return "har fått en regel for inndata i feil celler"
                left.pop(0)
            elif least and not any(lies_in(at, area) for at in most for area in there):
                return "mangler en regel for inndata"
        return "har fått en regel for inndata uten grunn" if left else ""

    def _narrowed(self, old: element, new: element) -> bool:
        """Whether *new* reaches the cells of *old*, but for those that got another look."""
        before, after = ranges(old), ranges(new)
        gone = common_size(before, self._dressed)
        if not gone:
            return old.get("sqref") == new.get("sqref")
        return (
            size(after) == size(before) - gone
            and all(any(covers(a, b) for a in before) for b in after)
            and not common_size(after, self._dressed)
        )

    def _undressed(self, node: element) -> bool:
        """Whether every cell of the rule is one that got another look, with rules of its own."""
        found = ranges(node)
        return size(found) == common_size(found, self._dressed)

    # --- links ------------------------------------------------------------------------------------

    def _links(self) -> str:
        old, new = (
            {node.get("ref", ""): node for node in self._children(root, "hyperlinks")}
            for root in self._roots
        )
        model = {node.get("ref", ""): node for node in self._children(self._source, "hyperlinks")}
        if [ref for ref in new if ref in old] != list(old):
            return "har mistet lenker"
        for ref, node in new.items():
            wanted = model[ref] if ref in self._linked and ref in model else old.get(ref)
            if wanted is None or said(node) != said(wanted):
                return f"har fått en lenke uten grunn i {ref}"
        if any(ref in model and ref not in new for ref in self._linked):
            return "mangler en lenke"
        return ""


def _with_room(area: Range, rows: Iterable[tuple[int, element]]) -> Range:
    """*area* down to above the first of *rows* in which something stands under it."""
    columns = range(area.first_column, area.last_column + 1)
    taken = (
        number
        for number, row in rows
        if number > area.last_row
        and any(c in columns and is_written(cell) for c, cell in by_column(row).items())
    )
    return replace(area, last_row=next(taken, MAX_ROW + 1) - 1)
