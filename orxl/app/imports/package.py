"""A data package back into the workbook it came from, or into another: row by row, by the keys.

Only what is filled in is read, and only in tables whose rows can be told apart. A row that the
package has and the workbook lacks is added; one that the workbook has and the package lacks stays.
What was printed or decided is never overwritten. The same package again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan, table_of
from orxl.app.imports.package_files import Packed, PackedTable, packed_in
from orxl.binding import BoundRow, BoundTable
from orxl.core import nb
from orxl.core.edits import AppendRows, Edit, SetCell
from orxl.core.light import dataclass
from orxl.core.values import BLANK, CellError, Value, same_value
from orxl.layout import Kind
from orxl.report.imports.values import Change, ChangeKind, Problem, Share, Tally
from orxl.rules.kit.view import View
from orxl.versions.export.descriptor import NAME
from orxl.versions.export.keys import KEYS
from orxl.versions.export.tables import TYPE_OF, field_names
from orxl.versions.export.values import Entry, any_value, value_of

DESCRIPTOR: Final = NAME
"""The file of a package's folder that is read."""
_EXAMPLES: Final = 5
_SHOWN_PROBLEMS: Final = 50


@dataclass(frozen=True)
class PackageImport:
    """The package whose descriptor lies in *folder*."""

    folder: Path
    name = "pakke"

    def read(self, file: SourceFile) -> Packed:
        """The tables of the package. Raises BadSource, UnreadableFile."""
        return packed_in(file, self.folder)

    def plan(self, reading: Packed, view: View) -> Plan:
        """The rows that are new, and the values that differ. Raises RefusedEdit."""
        return _Planner(reading, view).plan()


class _Planner:
    def __init__(self, packed: Packed, view: View) -> None:
        self._packed, self._view = packed, view
        self._names = {
            (table, name): key for (table, key), name in field_names(view.bound.layout).items()
        }
        self._changes: list[Change] = []
        self._edits: list[Edit] = []
        self._problems: list[Problem] = []
        self._checks: list[str] = list(packed.notes)
        self._tallies: list[Tally] = []

    def plan(self) -> Plan:
        """The whole plan."""
        left = []
        for table in self._packed.tables:
            known = self._view.bound.layout.tables.get(table.name)
            if known is None or not known[1].content or table.name not in KEYS:
                left.append(Path(table.path).stem)
                continue
            self._table(table)
        if left:
            self._checks.append(f"Leses ikke inn: {nb.listed(left)}.")
        moved = sum(change.kind is not ChangeKind.SAME for change in self._changes)
        return Plan(
            changes=tuple(self._changes),
            edits=() if self._problems else tuple(self._edits),
            words=f"{nb.counted(moved, 'endring', 'endringer')} fra datapakken.",
            read_as=f"datapakken {nb.quoted(self._packed.title)}",
            problems=tuple(self._problems[:_SHOWN_PROBLEMS]),
            tallies=tuple(self._tallies),
            checks=tuple(self._checks),
        )

    def _table(self, packed: PackedTable) -> None:
        table = table_of(self._view, packed.name)
        columns = self._columns(packed, table)
        wanted = KEYS[packed.name]
        if any(key not in columns for key in wanted):
            self._checks.append(f"{packed.path} mangler nøkkelen til tabellen og leses ikke inn.")
            return
        there = {_key(row.values, wanted): row for row in table.filled}
        told = _Told()
        new: list[dict[str, Value]] = []
        seen: set[tuple[object, ...]] = set()
        for number, row in enumerate(packed.rows, start=2):
            place = f"{packed.path}, rad {number}"
            values = self._values(packed, columns, row, table, place)
            if values is None:
                told.add("kan ikke brukes", place)
                continue
            key = _key(values, wanted)
            shown = _shown(values, wanted, table)
            if key in seen or any(part is BLANK or part == "" for part in key):
                what = "står to ganger" if key in seen else "mangler nøkkelen"
                self._problems.append(Problem(place, shown, f"Raden {what}."))
                told.add("kan ikke brukes", place)
                continue
            seen.add(key)
            told.add(self._row(table, there.get(key), values, shown, new), shown)
        if new:
            self._edits.append(AppendRows(packed.name, tuple(table.contents(row) for row in new)))
        gone = [_shown(row.values, wanted, table) for key, row in there.items() if key not in seen]
        if gone:
            few = nb.listed([*gone[:_EXAMPLES], *(["flere"] if len(gone) > _EXAMPLES else [])])
            self._checks.append(
                f"{table.sheet.name}: {nb.counted(len(gone), 'rad', 'rader')} i arbeidsboken er "
                f"ikke i pakken ({few}). De blir stående."
            )
        self._tallies.append(told.tally(f"rader i {packed.path}", len(packed.rows)))

    def _columns(self, packed: PackedTable, table: BoundTable) -> dict[str, int]:
        """Where in a row of the file each column stands that is filled in."""
        found: dict[str, int] = {}
        strange = []
        for at, name in enumerate(packed.fields):
            key = self._names.get((packed.name, name))
            if key is None:
                if not name.endswith(TYPE_OF):
                    strange.append(name)
            elif key in table.columns and not table.spec.column(key).derived:
                found[key] = at
        if strange:
            self._checks.append(f"{packed.path}: kjenner ikke {nb.listed(strange)}.")
        return found

    def _values(
        self,
        packed: PackedTable,
        columns: Mapping[str, int],
        row: Sequence[Entry],
        table: BoundTable,
        place: str,
    ) -> dict[str, Value] | None:
        values: dict[str, Value] = {}
        for key, at in columns.items():
            column = table.spec.column(key)
            try:
                if column.kind is Kind.ANY:
                    name = packed.fields[at] + TYPE_OF
                    word = row[packed.fields.index(name)] if name in packed.fields else BLANK
                    values[key] = any_value(row[at], word)
                else:
                    values[key] = value_of(row[at], column.kind)
            except ValueError:
                said = f"{column.header} kan ikke leses."
                self._problems.append(Problem(place, str(row[at]), said))
                return None
        return values

    def _row(
        self,
        table: BoundTable,
        row: BoundRow | None,
        values: Mapping[str, Value],
        shown: str,
        new: list[dict[str, Value]],
    ) -> str:
        """What becomes of a row of the file, in words."""
        if row is None:
            if not table.spec.grows or table.spec.rows:
                self._checks.append(
                    f"{table.sheet.name} har ingen rad {nb.quoted(shown)}, og får ingen nye her."
                )
                return "ikke i arbeidsboken"
            new.append(dict(values))
            column = table.spec.column(table.spec.key)
            named = values.get(column.key, BLANK)
            self._changes.append(
                Change(ChangeKind.ADDED, table.spec.name, shown, column.header, None, named)
            )
            return "nye"
        moved = list(self._moved(table, row, values, shown))
        if not moved:
            header = table.spec.column(table.spec.key).header
            self._changes.append(
                Change(ChangeKind.SAME, table.spec.name, shown, header, None, None)
            )
            return "uendret"
        self._changes += moved
        return "endret"

    def _moved(
        self, table: BoundTable, row: BoundRow, values: Mapping[str, Value], shown: str
    ) -> Iterator[Change]:
        book = self._view.book
        for key, value in values.items():
            cell, old = row.cells[key], row.values[key]
            if same_value(old, value, date1904=book.date1904):
                continue
            header = table.spec.column(key).header
            if isinstance(value, CellError):
                self._problems.append(
                    Problem(f"{shown}, {header}", str(value), "En feilverdi skrives ikke inn.")
                )
            elif book.cell(cell).formula is not None:
                self._checks.append(f"{cell} holder en formel og blir stående.")
            elif old is not BLANK and self._view.bound.is_history(cell):
                self._checks.append(
                    f"{shown}, {header}: historie endres ikke. Boken har {nb.value(old)}, pakken "
                    f"{nb.value(value)}."
                )
            else:
                self._edits.append(SetCell(cell, value, old))
                yield Change(ChangeKind.CHANGED, table.spec.name, shown, header, old, value)


class _Told:
    """What became of the rows of a file."""

    def __init__(self) -> None:
        self._held: dict[str, list[str]] = {}

    def add(self, what: str, shown: str) -> None:
        self._held.setdefault(what, []).append(shown)

    def tally(self, what: str, read: int) -> Tally:
        return Tally(
            what,
            read,
            tuple(
                Share(label, len(rows), tuple(rows[:_EXAMPLES]) if label != "uendret" else ())
                for label, rows in self._held.items()
            ),
        )


def _key(values: Mapping[str, Value], wanted: Sequence[str]) -> tuple[object, ...]:
    """A row's key; Excel does not tell upper case from lower case."""
    found = (values.get(key, BLANK) for key in wanted)
    return tuple(v.casefold().strip() if isinstance(v, str) else v for v in found)


def _shown(values: Mapping[str, Value], wanted: Sequence[str], table: BoundTable) -> str:
    """The row in people's words, by its key."""
    found = []
    for key in wanted:
        value = values.get(key, BLANK)
        if isinstance(value, float) and table.spec.column(key).kind is Kind.MUNICIPALITY:
            found.append(f"{int(value):04d}")
        else:
            found.append(value if isinstance(value, str) else nb.value(value).replace(nb.NBSP, ""))
    return ", ".join(found)
