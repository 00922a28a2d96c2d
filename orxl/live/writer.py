"""Makes planned steps in Excel; where one fails, those before it are taken back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from orxl.core.edits import Formula
from orxl.core.errors import RefusedEdit
from orxl.core.light import replace
from orxl.core.refs import Range
from orxl.live import raw
from orxl.live.com import is_busy
from orxl.live.steps import (
    CopyFormats,
    DeleteLines,
    FillDown,
    InsertLines,
    Name,
    Planned,
    Put,
    Resize,
    Step,
)

if TYPE_CHECKING:
    import xlwings as xw

_TEXT: Final = "@"


def make(book: xw.Book, planned: Sequence[Planned], *, date1904: bool) -> list[Planned]:
    """Make all steps, or none: when Excel refuses one, the book is put back as it was.

    Returns the steps as they were made. Raises RefusedEdit.
    """
    done: list[Planned] = []
    try:
        for item in planned:
            done.append(_with_format(book, item))
            try:
                _make(book, done[-1].do, date1904)
            except Exception as error:
                # How a new row looks is no reason to give up what was asked for: Excel copies no
                # formats from or to rows that a filter hides.
                if is_busy(error) or not isinstance(item.do, CopyFormats):
                    raise
        return done
    except BaseException as error:  # Ctrl+C in the window, too, must leave the book whole
        if taken_back(book, done, date1904=date1904):
            raise RefusedEdit(
                f"Excel godtok ikke endringene i {_places(planned)}. Alt er satt tilbake.",
                "Lukk eventuelle dialogbokser og klikk en gang til.",
            ) from error
        raise RefusedEdit(
            f"Excel stoppet midt i endringene i {_places(planned)}, og de lot seg ikke ta tilbake.",
            "Lukk arbeidsboken uten å lagre. Kopien fra før kontrollen ligger i mappen "
            "«orxl-sikkerhetskopier». Er Autolagring på (OneDrive, SharePoint), er endringene alt "
            "lagret: hent forrige versjon under Fil → Informasjon → Versjonslogg.",
        ) from error


def _places(planned: Sequence[Planned]) -> str:
    sheets = [f"«{s}»" for s in dict.fromkeys(_sheet(item.do) for item in planned) if s]
    return " og ".join(sheets) if sheets else "arbeidsboken"


def _sheet(step: Step) -> str:
    if isinstance(step, Put | InsertLines | DeleteLines):
        return step.at.sheet
    if isinstance(step, Resize):
        return step.ref.sheet
    return step.to.sheet if isinstance(step, CopyFormats | FillDown) else ""


def taken_back(book: xw.Book, done: Sequence[Planned], *, date1904: bool) -> bool:
    """Take *done* back, the last first; whether all went well. Every step is tried."""
    well = True
    for item in reversed(done):
        if item.undo is None:
            continue
        try:
            _make(book, item.undo, date1904)
        except Exception:
            well = False
    return well


def _make(book: xw.Book, step: Step, date1904: bool) -> None:
    if isinstance(step, Put):
        _put(book, step, date1904)
    elif isinstance(step, InsertLines):
        _range(book, step.at).insert("down")
    elif isinstance(step, DeleteLines):
        _range(book, step.at).delete("up")
    elif isinstance(step, Resize):
        sheet = book.sheets[step.ref.sheet]
        sheet.tables[step.table].resize(_range(book, step.ref))
    elif isinstance(step, CopyFormats):
        whole = Range(
            step.to.sheet,
            step.source.first_row,
            step.source.first_column,
            step.to.last_row,
            step.to.last_column,
        )
        _range(book, step.source).autofill(_range(book, whole), "fill_formats")
    elif isinstance(step, FillDown):
        whole = Range(
            step.to.sheet,
            step.source.first_row,
            step.source.first_column,
            step.to.last_row,
            step.to.last_column,
        )
        _range(book, step.source).autofill(_range(book, whole), "fill_copy")
    else:
        _name(book, step)


def _range(book: xw.Book, area: Range) -> xw.Range:
    return book.sheets[area.sheet].range(
        (area.first_row, area.first_column), (area.last_row, area.last_column)
    )


def _with_format(book: xw.Book, item: Planned) -> Planned:
    """*item* as it is to be made: it changes the format of a text cell alone, and gives it back."""
    do, undo = item.do, item.undo
    if not isinstance(do, Put) or not do.number_format:
        return item
    if _range(book, do.at).number_format != _TEXT:
        return Planned(replace(do, number_format=""), undo)
    return Planned(do, replace(undo, number_format=_TEXT) if isinstance(undo, Put) else undo)


def _put(book: xw.Book, step: Put, date1904: bool) -> None:
    target = _range(book, step.at)
    if step.empties:
        target.clear_contents()
        return
    if step.number_format:
        target.number_format = step.number_format
    else:
        _allow_formulas(target, step)
    # Formula, not Value: it takes English function names in every Excel, and leaves serial numbers
    # of dates as numbers, so that the cell keeps its own format.
    target.formula = [
        [raw.given(content, date1904=date1904) for content in row] for row in step.content
    ]


def _allow_formulas(target: xw.Range, step: Put) -> None:
    """A cell formatted as text would show a formula's text instead of its value."""
    for j, column in enumerate(zip(*step.content, strict=True)):
        for kind, run in groupby(enumerate(column), key=lambda item: isinstance(item[1], Formula)):
            if kind:
                rows = [i for i, _ in run]
                _general(target[rows[0] : rows[-1] + 1, j])


def _general(cells: xw.Range) -> None:
    """Take the text format from each of *cells*, with as few calls as it can be done."""
    code = cells.number_format
    if code == _TEXT:
        cells.number_format = "General"
    elif code is None:  # they differ
        half = cells.shape[0] // 2
        _general(cells[:half, 0])
        _general(cells[half:, 0])


def _name(book: xw.Book, step: Name) -> None:
    there = step.name in book.names
    if step.refers_to is None:
        if there:
            book.names[step.name].delete()
    elif there:
        book.names[step.name].refers_to = f"={step.refers_to}"
    else:
        book.names.add(step.name, f"={step.refers_to}")
