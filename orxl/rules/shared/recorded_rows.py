"""The rows that the last run put on record, those that are gone, and history that is changed.

The record is text on «Endret siden sist»: the keys of a table's rows in their order, and after them
those that are «(borte)»; beside it the figures of the years before, by key, and by key as well what
the texts said (:mod:`orxl.rules.shared.recorded_texts`). A run never lets go of what is gone or was
otherwise by itself: only somebody's word does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from orxl.binding import BoundRow, BoundTable
from orxl.core.edits import Edit, SetCell
from orxl.core.findings import Finding, Severity
from orxl.core.light import dataclass, field
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value, same_value
from orxl.layout import Level
from orxl.layout.names import ROWS
from orxl.layout.row_record import KEYS
from orxl.rules.kit.view import View
from orxl.rules.shared.recorded_texts import MARK, text_columns, written
from orxl.rules.shared.table_keys import as_code, same

GONE, OTHERWISE = "F015", "F016"
"""The rules that tell of rows on record that are gone, and of history that is not as recorded."""
OTHER_WORDS: Final = "T037"
"""The rule that tells of texts with a few other words."""
ASKED: Final = frozenset({GONE, OTHERWISE, OTHER_WORDS})


def asked(finding: Finding) -> bool:
    """Whether *finding* tells of what a run keeps on record as it was until somebody answers."""
    known = finding.code in ASKED and finding.open
    return known and (finding.code != OTHER_WORDS or finding.severity >= Severity.WARNING)


BETWEEN, WITHIN, _LOST, _HOLDS = " | ", " – ", " (borte)", " = "
NOTHING: Final = "–"
"""What is on record of a blank cell."""
_LONGEST: Final = 32_000
"""What a cell can hold, and a little less."""


@dataclass(frozen=True)
class Kept:
    """The record of one table: its row on the sheet, and the keys of the rows then and now."""

    table: str
    sheet: str
    row: BoundRow
    then: tuple[str, ...]
    """The keys of the rows at the last run."""
    lost: tuple[str, ...]
    """The keys that were gone at the last run, and that nobody has confirmed."""
    now: tuple[str, ...]
    figures: Mapping[str, str] = field(default_factory=dict)
    """The figures of the years before at the last run, by row and column key: «Klima/case»."""
    figures_now: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    """Where each of today's figures and texts stands."""
    year: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    """What the texts said at the last run, by row and column key, as digests of their words."""
    texts_now: Mapping[str, str] = field(default_factory=dict)

    @property
    def otherwise(self) -> tuple[str, ...]:
        """The figures that are on record and are something else now.

        A figure that is put in where none was is told of only in a column that was filled in: a new
        workbook gets its history figure by figure.
        """
        held = self.figures_now
        blank = Counter(k.rpartition("/")[2] for k, v in self.figures.items() if v == NOTHING)
        every = Counter(key.rpartition("/")[2] for key in self.figures)
        new = {column for column, count in blank.items() if 2 * count > every[column]}
        return tuple(
            key
            for key, then in self.figures.items()
            if key in held
            and held[key] != then
            and not (then == NOTHING and key.rpartition("/")[2] in new)
        )

    @property
    def reworded(self) -> tuple[str, ...]:
        """The texts that are on record and have other words now."""
        now = self.texts_now
        return tuple(key for key, then in self.texts.items() if now.get(key, then) != then)

    @property
    def gone(self) -> tuple[str, ...]:
        """The keys on record that no row has any more, without those that got another key.

        A row that got another key since the last run stands between the same rows as before.
        """
        fresh = _lacking(self.now, self.then)
        missing = [
            key
            for place, keys in _lacking(self.then, self.now).items()
            for key in keys[len(fresh.get(place, ())) :]
        ]
        back = {same(key) for key in self.now}
        return (*missing, *(key for key in self.lost if same(key) not in back))


def grown(view: View, table: str) -> bool:
    """Whether *table* has more or fewer rows than the last run had on record."""
    kept = next((k for k in records(view) if k.table == table), None)
    return kept is not None and kept.then != () and len(kept.then) != len(kept.now)


@per_object
def records(view: View) -> Sequence[Kept]:
    """The record of each table that is there; none in a workbook that keeps no such record."""
    return tuple(_records(view))


def _records(view: View) -> Iterator[Kept]:
    for row in view.rows(ROWS):
        sheet = row.values.get("what", BLANK)
        for table, (name, columns) in KEYS.items():
            bound = view.bound.tables.get(table)
            if name != sheet or bound is None or not set(columns) <= set(bound.columns):
                continue
            text = row.values.get("keys", BLANK)
            keys = text.split(BETWEEN) if isinstance(text, str) and text else []
            then = tuple(key for key in keys if not key.endswith(_LOST))
            lost = tuple(key.removesuffix(_LOST) for key in keys if key.endswith(_LOST))
            figures, cells = _history(view, bound, columns)
            texts, text_cells = _texts(bound, columns)
            recorded = _recorded(row, view.year)
            yield Kept(
                table, name, row, then, lost, tuple(_keys(bound.filled, columns)),
                {key: value for key, value in recorded.items() if not value.startswith(MARK)},
                figures, {**cells, **text_cells}, view.year,
                {key: value for key, value in recorded.items() if value.startswith(MARK)}, texts,
            )  # fmt: skip


def edits(
    kept: Kept, told: Collection[CellRef | None] = (), left: Collection[CellRef | None] = ()
) -> Iterator[Edit]:
    """The edits that put the table's rows on record; none for what stands there already.

    The texts in the cells *left* stay on it as they were.

    What is gone stays on it, and what was otherwise as it was, unless it is confirmed at the cell
    where it was *told*. Keys that no cell can hold together are not kept at all, which «Ikke
    registrert» says.
    """
    gone = () if at(kept) in told else kept.gone
    before = {
        k: kept.figures[k] for column in columns_of(kept).values() for k in column
        if kept.cells[column[0]] not in told
    }  # fmt: skip
    figures = {**kept.figures_now, **before}
    texts = {
        key: kept.texts.get(key, now) if kept.cells[key] in left else now
        for key, now in kept.texts_now.items()
    }
    history = _joined(kept.year, {**figures, **texts})
    if len(history) > _LONGEST:
        history = _joined(kept.year, figures)
    text = BETWEEN.join((*kept.now, *(key + _LOST for key in gone)))
    fits = len(text) <= _LONGEST
    new: Mapping[str, Value] = {
        "recorded": float(len(kept.now) + len(gone)) if fits else BLANK,
        "keys": text if fits and text else BLANK,
        "figures": history if 0 < len(history) <= _LONGEST else BLANK,
    }
    for key, value in new.items():
        if key in kept.row.cells and not same_value(kept.row.values[key], value):
            yield SetCell(kept.row.cells[key], value, expected=kept.row.values[key])


def _joined(year: int, held: Mapping[str, str]) -> str:
    lines = (f"{key}{_HOLDS}{value}" for key, value in held.items())
    return BETWEEN.join((str(year), *lines)) if held else ""


def confirmation(kept: Kept, told: Collection[CellRef | None]) -> tuple[Edit, ...]:
    """The edits by which what was *told* at these cells is on record as it is now."""
    texts = {kept.cells[key] for key in kept.reworded}
    mine = {at(kept), *texts, *(kept.cells[keys[0]] for keys in columns_of(kept).values())}
    return tuple(edits(kept, told, texts - set(told))) if mine & set(told) else ()


def columns_of(kept: Kept) -> dict[str, list[str]]:
    """The figures that are otherwise, by the key of their column; told at the first of each."""
    found: dict[str, list[str]] = {}
    for key in kept.otherwise:
        found.setdefault(key.rpartition("/")[2], []).append(key)
    return found


def at(kept: Kept) -> CellRef:
    """Where it is told: beside the record, where staff see it as well."""
    return kept.row.cells["state"]


def _keys(rows: Sequence[BoundRow], columns: Sequence[str]) -> Iterator[str]:
    for row in rows:
        codes = [as_code(row.values.get(column, BLANK)) for column in columns]
        if codes[0] is not None:
            told = WITHIN.join(code for code in codes if code is not None)
            yield " ".join(told.replace("|", "/").split())


def _lacking(keys: Sequence[str], others: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """The keys that *others* lacks, by the nearest above and below that it has."""
    left = Counter(same(key) for key in others)
    found: dict[tuple[str, str], list[str]] = {}
    run: list[str] = []
    above = ""
    for key in keys:
        form = same(key)
        left[form] -= 1
        if left[form] < 0:
            run.append(key)
            continue
        if run:
            found.setdefault((above, form), []).extend(run)
            run = []
        above = form
    if run:
        found.setdefault((above, ""), []).extend(run)
    return found


def _history(
    view: View, bound: BoundTable, columns: Sequence[str]
) -> tuple[dict[str, str], dict[str, CellRef]]:
    """What is typed for the years before in the rows of the table, and where."""
    figures: dict[str, str] = {}
    cells: dict[str, CellRef] = {}
    kinds = [c.key for c in bound.spec.columns if c.level is Level.HISTORY and c.kind.numeric]
    for row in bound.filled if kinds else ():
        (name, *_) = (*_keys((row,), columns), "")
        for key in kinds:
            cell = row.cells.get(key)
            if name and cell is not None and view.book.cell(cell).formula is None:
                at = f"{name}/{key}"
                figures[at], cells[at] = as_code(row.values[key]) or NOTHING, cell
    return figures, cells


def _texts(bound: BoundTable, columns: Sequence[str]) -> tuple[dict[str, str], dict[str, CellRef]]:
    """What the texts in the rows of the table say, and where they stand."""
    texts: dict[str, str] = {}
    cells: dict[str, CellRef] = {}
    written_in = [column.key for column in text_columns(bound, columns)]
    for row in bound.filled if written_in else ():
        (name, *_) = (*_keys((row,), columns), "")
        for key in written_in:
            text = row.values[key]
            if name and isinstance(text, str) and text:
                at = f"{name}/{key}"
                texts[at], cells[at] = written(text), row.cells[key]
    return texts, cells


def _recorded(row: BoundRow, year: int) -> dict[str, str]:
    """The figures and texts on record, where they are of the same budget year."""
    text = row.values.get("figures", BLANK)
    of, *lines = text.split(BETWEEN) if isinstance(text, str) else ("",)
    pairs = (line.rpartition(_HOLDS) for line in lines)
    return {key: value for key, _, value in pairs} if of == str(year) else {}
