"""The editions that are merged: read, and the one both have come from found among the backups."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from orxl.app.twins import last_saved_by, twins
from orxl.app.workbook import Opened, reread
from orxl.core import nb
from orxl.core.errors import BadCall, OrxlError
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.layout.names import LOG
from orxl.versions.kinship import Edition as Older
from orxl.versions.kinship import common, log_of, typed
from orxl.versions.merging.merge import Edition
from orxl.versions.rows import Version

_MOST: Final = 100
"""So many backups are looked at, the newest first."""


def edition(opened: Opened) -> Edition:
    """*opened* as a merge sees it."""
    return Edition(Version.of(opened.book), _notes(opened))


def editions_of(common: Opened, mine: Opened, theirs: Opened) -> tuple[Edition, Edition, Edition]:
    """The three as a merge sees them, with what is beside the cells where it may differ."""
    found = edition(common), edition(mine), edition(theirs)
    if not (common.data and mine.data and theirs.data):
        return found
    from orxl.xlsx.inspect import inspect
    from orxl.xlsx.inspect.surroundings import sheets_to_look_at

    only = sheets_to_look_at(common.data, theirs.data)
    around = only is None or bool(only)
    known = {sheet.name for sheet in common.book.sheets}
    looked = [
        # A sheet that is not in the common edition may be one of those by another name.
        inspect(opened.data, opened.path.name, None if only is None else {
            sheet.name for sheet in opened.book.sheets
            if sheet.name in only or (around and sheet.name not in known)
        })
        for opened in (common, mine, theirs)
    ]  # fmt: skip
    one, two, three = (
        replace(seen, beside=held if around else None, looks=held)
        for seen, held in zip(found, looked, strict=True)
    )
    return one, two, three


def _notes(opened: Opened) -> dict[CellRef, str]:
    if not any(sheet.commented for sheet in opened.book.sheets):
        return {}
    from orxl.xlsx.inspect import inspect

    found = inspect(opened.data, opened.path.name)
    texts: dict[CellRef, list[str]] = {}
    for note in (note for sheet in found.sheets for note in sheet.comments):
        texts.setdefault(note.cell, []).append(f"{note.text}{' (løst)' if note.resolved else ''}")
    return {cell: "\n".join(said) for cell, said in texts.items()}


def only_twin(mine: Opened) -> Path:
    """The one conflicting copy that lies beside *mine*. Raises BadCall where there is not one."""
    found = [twin for twin in twins(mine) if twin.different]
    if len(found) == 1:
        return found[0].path
    if not found:
        raise BadCall(
            f"Det ligger ingen annen utgave av «{mine.path.name}» ved siden av den.",
            "Skriv hva som skal flettes: orxl flett [FELLES] MIN DIN.",
        )
    names = nb.listed([f"«{twin.path.name}»" for twin in found])
    raise BadCall(
        f"Det ligger flere utgaver ved siden av «{mine.path.name}»: {names}.",
        f"Flett én om gangen: orxl flett «{mine.path.name}» «{found[0].path.name}».",
    )


def ancestor(mine: Opened, theirs: Opened) -> Opened:
    """The backup from which both have come, by what is in it. Raises BadCall where there is none.

    Backups of both are looked at, beside them and in the user's own folder.
    """
    older: list[tuple[Older, Opened]] = []
    for path in _backups(mine.path, theirs.path):
        with suppress(OrxlError):
            opened = like(path, mine)
            older.append((_older(opened), opened))
    found = common(_older(mine), _older(theirs), [one for one, _ in older])
    if found is None:
        raise BadCall(
            f"Fant ingen sikkerhetskopi som både «{mine.path.name}» og «{theirs.path.name}» har "
            "kommet fra.",
            "Hent boken slik den var før dere begynte (i OneDrive: Versjonslogg), og skriv den "
            "først: orxl flett FELLES MIN DIN.",
        )
    return next(opened for one, opened in older if one is found)


def _older(opened: Opened) -> Older:
    return Older(opened.path.name, typed(opened.book), log_of(opened.book))


def like(path: Path, known: Opened) -> Opened:
    """The workbook at *path*; what is as in *known* is not read again. Raises UnreadableFile."""
    from orxl.xlsx import file_bytes

    return reread(file_bytes(path), path, known)


def _backups(*paths: Path) -> Iterator[Path]:
    from orxl.xlsx.saving.backups import BACKUPS, Backup, backups_of

    found: dict[Path, Backup] = {}
    for path in paths:
        for folder in (None, Path.home() / BACKUPS):
            for backup in backups_of(path.absolute(), folder):
                found.setdefault(backup.path, backup)
    newest = sorted(found.values(), key=lambda one: one.made, reverse=True)
    yield from (backup.path for backup in newest[:_MOST])


def who_saved(opened: Opened) -> str:
    """Who has been at *opened* last, by the file's properties or its log; ``""`` where unknown."""
    by = last_saved_by(opened)
    table = opened.book.table(LOG)
    column = None if table is None else table.column_of("Hvem")
    if table is None or column is None:
        return by
    cells = opened.book.by_name[table.sheet.casefold()].cells
    for row in reversed(table.data_rows):
        cell = cells.get((row, column))
        if cell is not None and isinstance(cell.value, str) and cell.value not in ("", "orxl"):
            return by if by and by == cell.value else ", ".join(filter(None, (by, cell.value)))
    return by
