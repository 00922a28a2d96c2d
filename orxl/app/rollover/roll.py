"""Carries a roll-over through: made in memory, shown, and saved as a new file beside the old one.

It goes through the writing layer and its gates, as an upgrade does: what it does not name keeps its
bytes, and so sheets, columns, comments and charts of staff's own come along. The old workbook is
only read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from orxl.app.recalculate import stale_values
from orxl.app.record import finding_rows, fingerprint, log_line, to_record
from orxl.app.rollover.asked import Question, Rewrite, questions, rewrites
from orxl.app.rollover.layout import (
    chart_words,
    column_formulas,
    formulas,
    page_heads,
    renames,
    texts,
)
from orxl.app.rollover.values import Values, values
from orxl.app.workbook import Opened, open_workbook, reread
from orxl.binding import BoundBook, bind
from orxl.binding.rows import row_of
from orxl.core.edits import Edit, SetCell, SetFullCalcOnLoad
from orxl.core.errors import BadCall, RefusedEdit, UnreadableFile, UnwritableFile
from orxl.core.findings import Finding
from orxl.core.grafts import RenameColumn
from orxl.core.light import dataclass, field, replace
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.formulas.edited import recalculate_edited
from orxl.formulas.recalculate import confirm, refreshed
from orxl.layout import VERSION
from orxl.layout.names import FINDINGS, LOG
from orxl.programme.records import LogEntry
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View
from orxl.rules.shared.recorded_rows import edits as row_record
from orxl.rules.shared.recorded_rows import records
from orxl.versions.adopted.record import DIGEST_NAME

ACTION: Final = "Rullet"
LISTED: Final = "Må leses"
_IN_A_FILE_NAME: Final = regex(r"(?<!\d)20\d\d(?!\d)")
_A_LOG_LINE: Final = 1500
"""Characters that a line of the log is let to have: a list longer than that is cut, and says so."""


@dataclass(frozen=True)
class RollOver:
    """Next year's workbook, or why there is none."""

    path: Path
    target: Path
    year: int
    """The year that it is rolled to, or that it already is."""
    already: str = ""
    """Why there is nothing to do, a sentence; ``""`` where there is."""
    done: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """The cells that stay as they are, for staff have a formula there."""
    asked: tuple[Question, ...] = ()
    rewrite: tuple[Rewrite, ...] = ()
    findings: tuple[Finding, ...] = ()
    unconfirmed: tuple[CellRef, ...] = ()
    data: bytes = field(default=b"", repr=False)


def target_of(path: Path, year: int) -> Path:
    """Where the workbook of *year* is saved when nobody says it: beside the old one."""
    named = _IN_A_FILE_NAME.sub(str(year), path.stem)
    stem = named if named != path.stem else f"{path.stem} {year}"
    return path.with_name(f"{stem}{path.suffix}")


def roll(path: Path, target: Path | None, *, moment: datetime, who: str) -> RollOver:
    """The workbook of the year after that of the one at *path*; nothing is written.

    Raises BadCall for a target that cannot be, UnreadableFile, UnwritableFile, and RefusedEdit: the
    year, the headers or the layout are wrong, or something is in the way.
    """
    opened = open_workbook(path)
    bound = bind(opened.book)
    year = bound.layout.year + 1
    place = target_of(path, year) if target is None else target
    if place.suffix.lower() != path.suffix.lower():
        raise BadCall(
            f"Den nye arbeidsboken er av samme slag som den gamle ({path.suffix}), og kan ikke "
            f"hete «{place.name}».",
            f"Bruk et navn som slutter på {path.suffix}.",
        )
    if not place.parent.is_dir():
        raise UnwritableFile(f"Finner ikke mappen «{place.absolute().parent}».", "Lag den først.")
    already = _already(bound, place, year)
    if already:
        return RollOver(path, place, bound.layout.year, already)
    _refuse_other_layout(bound)
    _refuse_adopted(opened.book, path.name)
    new_names = list(renames(bound))
    calculated = confirm(opened.book)
    before = View(bind(refreshed(opened.book, calculated)), calculated)
    _refuse_broken(before, moment)
    moved = values(before, moment.date())
    now = _made(opened, bound, moved, new_names)
    return _finished(RollOver(path, place, year), now, moved,
                     moment, who)  # fmt: skip


def save_roll(rolled: RollOver) -> tuple[str, ...]:
    """Save the new workbook, and give what the user is to know. Raises UnwritableFile,
    LockedFile, ChangedFile where there is a file by that name by now."""
    from orxl.xlsx import save

    return save(rolled.target, rolled.data, fingerprint="").warnings


def _already(bound: BoundBook, place: Path, year: int) -> str:
    """Why the workbook is not rolled: it is new itself, or the next year's is there."""
    own = bound.layout.year
    log = [row.record for row in bound.rows(LOG)]
    rolled = any(isinstance(e, LogEntry) and e.action == ACTION for e in log if _of(e, own))
    if rolled and bound.programme.day("Budsjettvedtak") is None:
        return (
            f"Boken er alt rullet til {own}. Den rulles videre når budsjettet for {own} er vedtatt "
            "(«Budsjettet vedtatt» på Forutsetninger)."
        )
    if not place.exists():
        return ""
    try:
        there = bind(open_workbook(place).book).layout.year
    except UnreadableFile:
        there = 0
    if there == year:
        return f"Året er alt rullet: «{place.name}» er arbeidsboken for {year}."
    raise UnwritableFile(
        f"«{place.name}» finnes fra før og er ikke arbeidsboken for {year}.",
        "Velg et annet navn med --ut.",
    )


def _of(entry: object, year: int) -> bool:
    """Whether a line of the log tells of the roll-over to *year*."""
    said = entry.description if isinstance(entry, LogEntry) else None
    return said is not None and f"til {year}" in said


def _refuse_other_layout(bound: BoundBook) -> None:
    if bound.version != VERSION:
        raise RefusedEdit(
            f"Arbeidsboken har oppsett {bound.version}; orxl ruller oppsett {VERSION}.",
            "Installer den nyeste utgaven av orxl."
            if bound.newer
            else "Kjør «orxl oppgrader» først.",
        )


def _refuse_adopted(book: Book, name: str) -> None:
    """Raises RefusedEdit for a copy that is locked: its names say that it is the adopted one."""
    if any(there.name == DIGEST_NAME for there in book.names):
        raise RefusedEdit(
            f"«{name}» er en låst kopi av det vedtatte.", "Rull fra arbeidsboken dere arbeider i."
        )


def _refuse_broken(view: View, moment: datetime) -> None:
    broken = next((f for f in run(view, today=moment.date()) if f.hinders), None)
    if broken is not None:
        raise RefusedEdit(
            f"Arbeidsboken må rettes før året kan rulles: {broken.message}", broken.remedy
        )


def _made(
    opened: Opened, old: BoundBook, moved: Values, new_names: Sequence[Sequence[RenameColumn]]
) -> Opened:
    """The workbook with the next year's headers, texts, values and formulas."""
    from orxl.xlsx import amend, patch, tidy

    data = opened.data
    for batch in new_names:
        data = amend(data, batch)
    labels = list(texts(old))
    at = {edit.cell for edit in labels}
    clear = [e for e in moved.edits if not (isinstance(e, SetCell) and e.cell in at)]
    data = patch(data, [*labels, *clear])
    now = reread(data, opened.path)
    bound = bind(now.book)
    if bound.layout.year != old.layout.year + 1:
        raise RefusedEdit(
            "Kolonnene fikk ikke det nye årstallet.", "Meld fra til den som vedlikeholder orxl."
        )
    data = amend(data, list(column_formulas(old, bound)))
    data = patch(data, list(formulas(old, bound)))
    data = tidy(data, [*page_heads(data, old.layout.year), *chart_words(old)])
    return reread(data, opened.path, now)


def _finished(rolled: RollOver, now: Opened, moved: Values, moment: datetime, who: str) -> RollOver:
    """The workbook with its values, the findings, the log and a new fingerprint."""
    from orxl.xlsx import patch

    calculated = confirm(now.book)
    view = View(bind(refreshed(now.book, calculated)), calculated)
    findings = to_record(run(view, today=moment.date()))
    asked, rewrite = tuple(questions(view)), tuple(rewrites(view))
    edits: list[Edit] = [view.bound.tables[FINDINGS].replaced(finding_rows(findings))]
    done, *lists = _log(rolled, asked, rewrite)
    edits += log_line(view, findings, moment=moment, who=who, action=ACTION,
                      changed=len(moved.edits), description=done)  # fmt: skip
    edits += _listed(view, lists, moment, who)
    edits += [*fingerprint(view), *_rows_anew(view)]
    recorded = reread(patch(now.data, edits), now.path, now)
    final = recalculate_edited(recorded.book, now.book, calculated)
    _, stale = stale_values(recorded, final)
    unconfirmed = tuple(cell for cell in final.verdicts if cell not in final.agreed)
    if bool(unconfirmed) != recorded.book.calc.full_calc_on_load:
        stale.append(SetFullCalcOnLoad(bool(unconfirmed)))
    return replace(
        rolled,
        done=tuple(moved.told),
        kept=tuple(moved.kept),
        asked=asked,
        rewrite=rewrite,
        findings=findings,
        unconfirmed=unconfirmed,
        data=patch(recorded.data, stale),
    )


def _listed(view: View, lists: Sequence[str], moment: datetime, who: str) -> list[Edit]:
    """The lines of the log that are lists. They count nothing: the run is one line."""
    log = view.bound.tables[LOG]
    time = moment.replace(microsecond=0)
    lines = [LogEntry(time=time, who=who, action=LISTED, description=text) for text in lists]
    return [log.appended([row_of(log.spec, line) for line in lines])] if lines else []


def _rows_anew(view: View) -> list[Edit]:
    """The record of the rows, as they are: a year that is rolled is meant to be otherwise."""
    edits: list[Edit] = []
    for kept in records(view):
        told = [kept.row.cells["state"], *kept.cells.values()]
        edits += row_record(kept, told)
    return edits


def _log(rolled: RollOver, asked: Sequence[Question], rewrite: Sequence[Rewrite]) -> list[str]:
    """The lines of the log: what was done, what is asked, and the texts of each sheet."""
    lines = [f"Fra {rolled.year - 1} til {rolled.year}, av «{rolled.path.name}»."]
    lines += _cut("Må svares på: ", [f"{q.sheet}, {q.place}: {q.text}" for q in asked])
    for sheet in dict.fromkeys(r.cell.sheet for r in rewrite):
        told = [
            f"{r.row if r.row != '' else r.cell.a1} ({', '.join(r.figures)})"
            for r in rewrite
            if r.cell.sheet == sheet
        ]
        lines += _cut(f"Tekster å skrive om på {sheet}: ", told)
    return lines


def _cut(head: str, items: Sequence[str]) -> list[str]:
    """*items* in as many lines as they need, each with *head*."""
    lines, now = [], ""
    for item in items:
        if now and len(head) + len(now) + len(item) > _A_LOG_LINE:
            lines.append(head + now)
            now = ""
        now += f"{'; ' if now else ''}{item}"
    return [*lines, head + now + "."] if now else lines
