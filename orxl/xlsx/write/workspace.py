"""A package that is being changed: its drafts, its tables and its workbook part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.refs import MAX_COLUMN, MAX_ROW, CellRef
from orxl.core.snapshot import Table
from orxl.xlsx.package import Package, SheetPart
from orxl.xlsx.read.strings import shared_strings
from orxl.xlsx.read.styles import date_styles
from orxl.xlsx.read.tables import TablePart, tables_of
from orxl.xlsx.read.values import SheetContext
from orxl.xlsx.write.draft import Draft
from orxl.xlsx.write.styles import Styles
from orxl.xlsx.xml.text import XmlText, escape, escape_attribute
from orxl.xlsx.xml.tree import Node, Splice, Tree, apply

_AFTER_NAMES = ("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
                "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects",
                "extLst")  # fmt: skip


class Workspace:
    """Holds every part that an edit has opened, until all edits are made."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableFile, and RefusedEdit for a signed workbook."""
        self.package = Package(data)
        if self.package.signed:
            raise RefusedEdit(
                "Arbeidsboken er digitalt signert, og en endring ville brutt signaturen.",
                "Fjern signaturen i Excel først.",
            )
        self.drafts: dict[str, Draft] = {}
        self.moved: dict[str, Table] = {}
        """Tables with another ``ref`` than in the file, by casefolded name."""
        self.names: dict[str, tuple[str, str]] = {}
        """Defined names to set: casefolded name → (name, formula)."""
        self.full_calc: bool | None = None
        self.read_only = False
        self.still: set[str] = set()
        """Parts of sheets on which nothing follows the tables that grow."""
        self.grow: Callable[[str, bool], str] | None = None
        """What tables that grew make of a name's formula (``True``: of a print area's)."""

    def refuse_odd(self) -> None:
        """Refuse what new parts in the usual form would not fit into."""
        if self.package.workbook.root.ns.startswith("http://purl.oclc.org/"):
            raise RefusedEdit(
                "Arbeidsboken er lagret som «Strict Open XML».",
                "Åpne den i Excel og lagre den som vanlig «Excel-arbeidsbok (*.xlsx)».",
            )
        if self.package.targets(self.package.workbook_part, "revisionHeaders"):
            raise RefusedEdit(
                "Arbeidsboken deles på gammelt vis, med endringene skrevet i filen.",
                "Slå av «Del arbeidsbok (eldre)» i Excel først.",
            )

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings."""
        return shared_strings(self.package)

    @cached_property
    def styles(self) -> Styles:
        """The cell styles, and those that edits add."""
        return Styles(self.package)

    def style_parts(self) -> list[tuple[str, XmlText, list[Splice]]]:
        """What the edits change in the styles part, where one has asked for a style."""
        styles = vars(self).get("styles")
        if not isinstance(styles, Styles) or styles.text is None:
            return []
        return [(styles.part, styles.text, styles.splices())]

    @cached_property
    def dates(self) -> frozenset[int]:
        """The numbers of the cell styles that show dates."""
        return date_styles(self.package)

    @cached_property
    def tables(self) -> dict[str, tuple[SheetPart, TablePart]]:
        """Every table of the workbook as the file has it, by casefolded name."""
        return {
            found.table.name.casefold(): (part, found)
            for part in self.package.sheets
            for found in tables_of(self.package, part)
        }

    def draft(self, sheet: str) -> Draft:
        """The draft of the sheet called *sheet*. Raises RefusedEdit when there is no such sheet."""
        part = self.package.sheet(sheet)
        if part is None:
            raise RefusedEdit(
                f"Arbeidsboken har ikke noe ark som heter «{sheet}».", "Sjekk arkets navn."
            )
        if part.kind != "worksheet":
            raise RefusedEdit(
                f"Arket «{part.name}» er ikke et regneark, og har ingen celler.",
                "Sjekk arkets navn.",
            )
        known = self.drafts.get(part.part)
        if known is None:
            context = SheetContext(part.name, self.strings, self.dates, self.package.date1904)
            known = self.drafts[part.part] = Draft(self.package, part, context)
        return known

    def place(self, cell: CellRef) -> tuple[Draft, tuple[int, int]]:
        """The draft and position of *cell*. Raises RefusedEdit when there is no such cell."""
        if not (1 <= cell.row <= MAX_ROW and 1 <= cell.column <= MAX_COLUMN):
            raise RefusedEdit(
                f"Arket «{cell.sheet}» har ingen rad {nb.number(cell.row)}, kolonne "
                f"{nb.number(cell.column)}.",
                "Sjekk adressen.",
            )
        return self.draft(cell.sheet), (cell.row, cell.column)

    def table(self, name: str) -> tuple[Draft, TablePart, Table]:
        """The table *name*: its draft, its part, and the table as it is after the edits so far."""
        found = self.tables.get(name.casefold())
        if found is None:
            raise RefusedEdit(
                f"Arbeidsboken har ingen tabell som heter «{name}».", "Sjekk tabellens navn."
            )
        part, table = found
        return self.draft(part.name), table, self.moved.get(name.casefold(), table.table)

    def tables_on(self, sheet: str) -> list[Table]:
        """The tables on *sheet* as they are after the edits so far."""
        return [
            self.moved.get(name, found.table)
            for name, (part, found) in self.tables.items()
            if part.name.casefold() == sheet.casefold()
        ]

    def known_names(self) -> Iterator[str]:
        """The defined names of the file, those of a sheet too."""
        tree = self.package.workbook
        holder = tree.root.find("definedNames")
        for node in holder.all("definedName") if holder else ():
            yield tree.get(node, "name") or ""

    # --- the workbook part ------------------------------------------------------------------------

    def workbook_splices(self) -> list[Splice]:
        """What the edits change in the workbook part."""
        tree = self.package.workbook
        names, calc = self._name_splices(tree), self._calc_splices(tree)
        return [*self._sharing_splices(tree), *names, *calc]

    def _sharing_splices(self, tree: Tree) -> list[Splice]:
        node = tree.root.find("fileSharing")
        if not self.read_only:
            return []
        if node is not None:
            if tree.get(node, "readOnlyRecommended") in ("1", "true"):
                return []
            return tree.set(node, "readOnlyRecommended", "1")
        first = next((n for n in tree.root.children if n.local != "fileVersion"), None)
        at = tree.root.close if first is None else first.start
        return [(at, at, b'<%sfileSharing readOnlyRecommended="1"/>' % tree.root.prefix.encode())]

    def _name_splices(self, tree: Tree) -> list[Splice]:
        holder = tree.root.find("definedNames")
        there: dict[str, Node] = {}
        for node in holder.all("definedName") if holder else ():
            found = tree.attributes(node)
            if "localSheetId" not in found:
                there[found.get("name", "").casefold()] = node
        out = self._grown_names(tree, holder)
        new = b""
        p = tree.root.prefix.encode()
        for key, (name, refers_to) in self.names.items():
            if key in there:
                out += tree.set_content(there[key], escape(refers_to))
            else:
                new += b'<%sdefinedName name="%s">%s</%sdefinedName>' % (
                    p, escape_attribute(name), escape(refers_to), p,
                )  # fmt: skip
        if not new:
            return out
        if holder is not None and not holder.empty:
            return [*out, (holder.close, holder.close, new)]
        if holder is not None:
            return [*out, *tree.set_content(holder, new)]
        at = self._place(tree, _AFTER_NAMES)
        return [*out, (at, at, b"<%sdefinedNames>%s</%sdefinedNames>" % (p, new, p))]

    def _grown_names(self, tree: Tree, holder: Node | None) -> list[Splice]:
        """The names that no edit sets, where they refer to a table that grew."""
        out: list[Splice] = []
        for node in holder.all("definedName") if holder and self.grow else ():
            found = tree.attributes(node)
            name = found.get("name", "").casefold()
            old = tree.content(node)
            if self.grow is None or (name in self.names and "localSheetId" not in found):
                continue
            new = self.grow(old, name == "_xlnm.print_area")
            if new != old:
                out += tree.set_content(node, escape(new))
        return out

    def _calc_splices(self, tree: Tree) -> list[Splice]:
        if self.full_calc is None:
            return []
        node = tree.root.find("calcPr")
        if node is not None:
            present = tree.get(node, "fullCalcOnLoad")
            if (present in ("1", "true")) is self.full_calc:
                return []
            return tree.set(node, "fullCalcOnLoad", "1" if self.full_calc else None)
        if not self.full_calc:
            return []
        at = self._place(tree, _AFTER_NAMES[1:])
        return [(at, at, b'<%scalcPr fullCalcOnLoad="1"/>' % tree.root.prefix.encode())]

    def _place(self, tree: Tree, after: tuple[str, ...]) -> int:
        """Where a child of the workbook goes that the schema puts before all of *after*."""
        following = next((node for node in tree.root.children if node.local in after), None)
        return tree.root.close if following is None else following.start

    # --- the calculation chain --------------------------------------------------------------------

    def chain_removal(self) -> tuple[dict[str, bytes], set[str]]:
        """The parts that change, and those that go, when the calculation chain is dropped.

        A chain that lists a cell without a formula makes Excel offer to repair the file; without
        one, Excel builds it anew.
        """
        workbook = self.package.workbook_part
        gone = set(self.package.targets(workbook, "calcChain"))
        if not gone:
            return {}, set()
        folder, _, base = workbook.rpartition("/")
        rels = self.package.archive.entry(f"{folder}/_rels/{base}.rels".lstrip("/")).name
        changed: dict[str, bytes] = {}
        for name in (rels, self.package.archive.entry("[Content_Types].xml").name):
            tree = self.package.tree(name)
            splices = [
                (node.start, node.end, b"")
                for node in tree.root.children
                if self._names_chain(tree.attributes(node), gone)
            ]
            if splices:
                changed[name] = tree.text.encoded(apply(tree.text.data, splices))
        return changed, gone

    def _names_chain(self, found: dict[str, str], gone: set[str]) -> bool:
        if re.search(r"/calcChain$", found.get("Type", "")):
            return True
        part = found.get("PartName", "").lstrip("/").lower()
        return part in {name.lower() for name in gone}
