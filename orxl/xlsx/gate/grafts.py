"""The gate of grafts: the new workbook is the old one plus what the model has, and nothing else.

It takes what the grafts declare away from the new workbook and finds the old one; and it finds what
it took away in the model, each number of a style, a part or a name resolved to what it means. Of
the room it shares the zip and the XML, but not what writes.
"""

from __future__ import annotations

from collections.abc import Sequence

from orxl.core.grafts import AddColumns, AddSheet, AddTable, Graft
from orxl.xlsx.gate.graftlooks import problem_of_looks
from orxl.xlsx.gate.graftparts import Twins
from orxl.xlsx.gate.graftsheet import SheetCheck
from orxl.xlsx.gate.outline import Outline, child, children, local, said
from orxl.xlsx.gate.verdict import read_again, refuse
from orxl.xlsx.package import Package
from orxl.xlsx.package.parts import relationships_part
from orxl.xlsx.xml.elements import element, same


def check_grafts(old: bytes, new: bytes, model: bytes, grafts: Sequence[Graft]) -> None:
    """Raise FailedGate unless *new* is *old* with exactly the *grafts* from *model*."""
    with read_again():
        before, after, source = (Outline(Package(data)) for data in (old, new, model))
        _Check(before, after, source, grafts).run()


class _Check:
    """The old workbook, the new one, and the model."""

    def __init__(self, old: Outline, new: Outline, model: Outline, grafts: Sequence[Graft]) -> None:
        self._old, self._new, self._model = old, new, model
        self._grafts = grafts
        self._twins = Twins(old, new, model)
        self._chain = set(old.package.targets(old.package.workbook_part, "calcChain"))
        self._added = [graft for graft in grafts if isinstance(graft, AddSheet)]
        self._wide = {g.table.casefold(): g for g in grafts if isinstance(g, AddColumns)}

    def run(self) -> None:
        old, new = self._old, self._new
        gone = set(old.names) - set(new.names)
        if (
            gone != self._chain & set(old.names)
            or [n for n in old.names if n not in gone] != (new.names[: len(old.names) - len(gone)])
        ):
            refuse("filen", "har andre deler enn den skal")
        for graft in self._added:
            self._twins.pair(new.sheets[graft.name], self._model.sheets[graft.name])
        self._sheet_list()
        self._sheets()
        self._parts(gone)
        for name in set(new.names) - set(old.names):
            if name.endswith(".rels"):
                self._refuse_other_targets(name)
        left = set(new.names) - set(old.names) - self._twins.seen
        if left:
            refuse(f"delen «{min(left)}»", "er kommet til uten grunn")
        self._twins.check()
        problem = problem_of_looks(old, new, self._model)
        if problem:
            refuse("arbeidsboken", problem)

    def _refuse_other_targets(self, part: str) -> None:
        """A list of relationships that is new leads out of the file or to new parts only."""
        for node in children(self._new.tree(part)):
            outwards = node.get("TargetMode") == "External"
            if not outwards and node.get("Target", "").lstrip("/") not in self._twins.seen:
                refuse(f"delen «{part}»", "har fått en kobling uten grunn")

    def _parts(self, gone: set[str]) -> None:
        """Every old part that changed is one that had to."""
        old, new = self._old, self._new
        tables = {old.tables[name][0]: name for name in self._wide}
        known = {*old.sheets.values(), old.styles_part, old.package.workbook_part}
        for name in old.names:
            if name in gone or old.package.archive.read(name) == new.package.archive.read(name):
                if name in tables:
                    refuse(f"delen «{name}»", "skulle vært endret")
                continue
            if name in tables:
                self._widened(name, tables[name])
            elif name.lower() == "[content_types].xml":
                self._content_types(name, gone)
            elif name.lower().endswith(".rels"):
                self._arrows(name, gone)
            elif name in old.package.targets("", "extended-properties"):
                self._titles(name)
            elif name not in known:
                refuse(f"delen «{name}»", "er endret uten grunn")

    # --- the workbook's lists ---------------------------------------------------------------------

    def _sheet_list(self) -> None:
        """The new sheets in their places, all else of the workbook part as it was."""
        wanted = list(self._old.sheets)
        for graft in self._added:
            names = [name.casefold() for name in wanted]
            after = graft.after.casefold()
            wanted.insert(names.index(after) + 1 if after in names else len(names), graft.name)
        if wanted != list(self._new.sheets):
            refuse("arbeidsboken", "har ikke fått arkene i rekkefølge")
        part = self._old.package.workbook_part
        old, new = self._old.tree(part), self._new.fresh(part)
        fresh = {graft.name for graft in self._added}
        holder = child(new, "sheets")
        numbers = [node.get("sheetId") for node in children(holder)]
        if len(set(numbers)) != len(numbers):
            refuse("arbeidsboken", "har to ark med samme nummer")
        for node in children(holder):
            if node.get("name") in fresh:
                _drop(node)
        self._local_names(new, fresh)
        for node in children(child(new, "bookViews"), "workbookView"):
            for name in ("activeTab", "firstSheet"):
                if node.get(name) is not None:
                    node.set(name, self._place_before(node.get(name, "")))
        if not same(old, new):
            refuse("arbeidsboken", "er endret i mer enn listen over ark")

    def _place_before(self, number: str) -> str:
        """The place, in the old workbook, of the sheet at *number* in the new one."""
        names, old = list(self._new.sheets), list(self._old.sheets)
        if int(number) >= len(names) or names[int(number)] not in old:
            refuse("arbeidsboken", "viser et annet ark enn før")
        return str(old.index(names[int(number)]))

    def _local_names(self, root: element, fresh: set[str]) -> None:
        """Take the names of the new sheets out, having found them in the model."""
        names, models = list(self._new.sheets), list(self._model.sheets)
        mine = []
        holder = child(root, "definedNames")
        for node in children(holder):
            place = node.get("localSheetId")
            if place is None:
                continue
            if names[int(place)] in fresh:
                mine.append((names[int(place)], said(node, "localSheetId")))
                _drop(node)
            else:
                node.set("localSheetId", self._place_before(place))
        wanted = [
            (models[int(node.get("localSheetId", "0"))], said(node, "localSheetId"))
            for node in children(
                child(self._model.tree(self._model.package.workbook_part), "definedNames")
            )
            if node.get("localSheetId") is not None
            and models[int(node.get("localSheetId", "0"))] in fresh
        ]
        if sorted(map(repr, mine)) != sorted(map(repr, wanted)):
            refuse("arbeidsboken", "har fått andre navn enn mønsteret")
        if holder is not None and not len(holder) and mine and not holder.attrib:
            _drop(holder)

    def _content_types(self, part: str, gone: set[str]) -> None:
        old, new = self._old.fresh(part), self._new.fresh(part)
        fresh = {name.lower() for name in self._twins.seen if name not in self._old.names}
        for node in children(new):
            if node.get("PartName", "").lstrip("/").lower() in fresh:
                _drop(node)
        lost = {name.lower() for name in gone}
        for node in children(old):
            if node.get("PartName", "").lstrip("/").lower() in lost:
                _drop(node)
        if not same(old, new):
            refuse("listen over innholdstyper", "er endret i mer enn de nye delene")

    def _arrows(self, part: str, gone: set[str]) -> None:
        """Relationships: only those to new parts may be new, only the calculation chain's gone."""
        old, new = self._old.fresh(part), self._new.fresh(part)
        before = {node.get("Id") for node in children(old)}
        for node in children(new):
            if node.get("Id") not in before:
                if node.get("Target", "").lstrip("/") not in self._twins.seen:
                    refuse(f"delen «{part}»", "har fått en kobling uten grunn")
                _drop(node)
        for node in children(old):
            if gone and node.get("Type", "").endswith("/calcChain"):
                _drop(node)
        if not same(old, new):
            refuse(f"delen «{part}»", "har fått andre koblinger")

    def _titles(self, part: str) -> None:
        """The document's list of sheets: the new ones stand in it, all else is as it was."""
        old, new = self._old.fresh(part), self._new.fresh(part)
        fresh = [graft.name for graft in self._added]
        vector = child(child(new, "TitlesOfParts"), "vector")
        titles = [node.text for node in children(vector)]
        if titles[: len(self._new.sheets)] != list(self._new.sheets):
            refuse("dokumentegenskapene", "har feil liste over ark")
        if vector is not None and vector.get("size") != str(len(titles)):
            refuse("dokumentegenskapene", "teller delene feil")
        for node in children(vector)[: len(self._new.sheets)]:
            if node.text in fresh:
                _drop(node)
        for root in (old, new):
            found = child(child(root, "TitlesOfParts"), "vector")
            if found is not None:
                found.set("size", str(len(children(found))))
        pairs = children(child(child(new, "HeadingPairs"), "vector"))
        count = child(pairs[1], "i4")
        if count is None or count.text != str(len(self._new.sheets)):
            refuse("dokumentegenskapene", "teller arkene feil")
        count.text = str(len(self._old.sheets))
        if not same(old, new):
            refuse("dokumentegenskapene", "er endret i mer enn listen over ark")

    # --- tables and sheets ------------------------------------------------------------------------

    def _widened(self, part: str, name: str) -> None:
        """A table that got columns: the model's, at its end, and the range that has them."""
        old, new = self._old.fresh(part), self._new.fresh(part)
        model = self._model.tree(self._model.tables[name][0])
        before = children(child(old, "tableColumns"))
        after = children(child(new, "tableColumns"))
        wanted = children(child(model, "tableColumns"))[len(before) :]
        ids = [node.get("id") for node in after]
        come = [self._column(self._new, node) for node in after[len(before) :]]
        if len(set(ids)) != len(ids) or come != [self._column(self._model, w) for w in wanted]:
            refuse(f"tabellen «{name}»", "har fått andre kolonner enn mønsteret")
        if [node.get("name") for node in after[len(before) :]] != list(self._wide[name].headers):
            refuse(f"tabellen «{name}»", "har fått andre kolonner enn ventet")
        for node in after[len(before) :]:
            _drop(node)
        right = _corner(model.get("ref", ""))
        for root in (old, new):
            holder = child(root, "tableColumns")
            if holder is not None:
                holder.attrib.pop("count", "")
        for a, b in zip(old.iter(), new.iter(), strict=False):
            if local(a) in ("table", "autoFilter", "sortState") and a.get("ref") != b.get("ref"):
                first, _, last = a.get("ref", "").partition(":")
                row = last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                if b.get("ref") != f"{first}:{right}{row}":
                    refuse(f"tabellen «{name}»", "har fått feil område")
                b.set("ref", a.get("ref", ""))
            elif local(a) == "table":
                refuse(f"tabellen «{name}»", "har fått feil område")
        if not same(old, new):
            refuse(f"tabellen «{name}»", "er endret i mer enn kolonnene")

    def _column(self, book: Outline, node: element) -> tuple[object, ...]:
        """What a table's column says, with the look of its new rows resolved."""
        look = node.get("dataDxfId")
        return said(node, "id", "dataDxfId"), None if look is None else book.marks[int(look)]

    def _sheets(self) -> None:
        for name, part in self._old.sheets.items():
            check = SheetCheck(self._old, self._new, self._model, name, self._grafts)
            unchanged = part and self._old.package.archive.read(
                part
            ) == self._new.package.archive.read(part)
            if unchanged and not check.touched:
                continue
            if not part or not check.touched:
                refuse(f"arket «{name}»", "er endret uten grunn")
            problem = check.problem()
            if problem:
                refuse(f"arket «{name}»", problem)
            for arrow in check.new_tables():
                self._pair_table(name, part, arrow)
        for graft in self._grafts:
            if isinstance(graft, AddTable) and graft.name.casefold() not in self._new.tables:
                refuse("filen", f"mangler tabellen «{graft.name}»")

    def _pair_table(self, sheet: str, part: str, arrow: str) -> None:
        """The table that the relationship *arrow* of the sheet points to is a declared one."""
        for found in self._new.package.relationships(part):
            if found.id == arrow and found.kind == "table":
                name = str(self._new.tree(found.target).get("displayName"))
                if any(isinstance(g, AddTable) and g.name == name for g in self._grafts):
                    self._twins.pair(found.target, self._model.tables[name.casefold()][0])
                    self._twins.seen.add(relationships_part(part))
                    return
        refuse(f"arket «{sheet}»", "har fått en tabell uten grunn")


def _corner(ref: str) -> str:
    """The letters of the last column in *ref*."""
    return ref.partition(":")[2].rstrip("0123456789")


def _drop(node: element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
