"""Excel's own dialogs: which file, which folder, which cell."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orxl.core.refs import CellRef

if TYPE_CHECKING:
    import xlwings as xw

_FOLDER_PICKER: Final = 4
"""msoFileDialogFolderPicker."""
_A_RANGE: Final = 8
"""The kind of answer that ``Application.InputBox`` gives as a range of cells."""
_A_TEXT: Final = 2
"""The kind that is a text."""
_CHOSEN: Final = -1
"""What ``FileDialog.Show`` gives where something was chosen."""


def pick_file(app: xw.App, title: str, kind: str, endings: Sequence[str]) -> Path | None:
    """The file that the user chooses, of *kind* («CSV eller Excel»); None where they give it up."""
    to_the_front(app)
    patterns = ";".join(f"*.{ending}" for ending in endings)
    filters = f"{kind} ({patterns.replace(',', '')}),{patterns},Alle filer (*.*),*.*"
    answer = app.api.GetOpenFilename(FileFilter=filters, Title=title)
    return Path(answer) if isinstance(answer, str) and answer else None


def pick_folder(app: xw.App, title: str) -> Path | None:
    """The folder that the user chooses; None where they give it up."""
    to_the_front(app)
    dialog = app.api.FileDialog(_FOLDER_PICKER)
    dialog.Title = title
    if int(dialog.Show()) != _CHOSEN:
        return None
    return Path(str(dialog.SelectedItems.Item(1)))


def pick_cell(app: xw.App, title: str, prompt: str) -> CellRef | None:
    """The cell that the user points at; None where they give it up."""
    to_the_front(app)
    answer = app.api.InputBox(Prompt=prompt, Title=title, Type=_A_RANGE)
    return None if isinstance(answer, bool) else cell_of(answer)


def pick_text(app: xw.App, title: str, prompt: str) -> str | None:
    """What the user writes; None where they give it up."""
    to_the_front(app)
    answer = app.api.InputBox(Prompt=prompt, Title=title, Type=_A_TEXT)
    return answer if isinstance(answer, str) else None


def cell_of(found: Any) -> CellRef:
    """The first cell of Excel's range *found*."""
    return CellRef(str(found.Worksheet.Name), int(found.Row), int(found.Column))


def to_the_front(app: xw.App) -> None:
    """Bring Excel before the window that the click came from, as far as Windows allows it."""
    with suppress(Exception):
        app.activate(steal_focus=True)
