"""A copy of the workbook with a real button: an .xlsm made by patching parts.

The VBA project is taken from the installed xlwings; only its own module with the button's Sub gets
those of the ribbon's tab too (:mod:`orxl.setup.vba`). It holds source alone: xlwings' own build
leaves out the compiled code (its stream ``_VBA_PROJECT`` is seven bytes), and Excel compiles it
when the file is opened. Some mail filters are wary of such a project, because malware is made so
too; a copy that Excel has opened and saved once has compiled code. Every sheet, table, chart and
style stays as it is; what is added is the project, one shape, the tab, and the links to them.
"""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.core.button import Button
from orxl.core.errors import OrxlError, RefusedEdit, UnwritableFile
from orxl.core.light import dataclass
from orxl.core.refs import Range
from orxl.core.snapshot import Book
from orxl.setup.ribbon import source, tab
from orxl.setup.vba import with_source
from orxl.xlsx import add_button, file_bytes, read_bytes, save

MACRO: Final = "SampleCall"
"""The Sub of xlwings that runs ``import <the workbook's name>; <name>.main()``."""
MODULE: Final = "Module1"
"""The module of that Sub, where those of the ribbon's tab come too."""
CAPTION: Final = "Beregn og kontroller"
PLACE: Final = "Knapp"
"""The defined name of the cells that are kept free for the button."""
FRONT: Final = "Forside"
LICENCES: Final = "LISENSER-xlwings.txt"

_MIT: Final = """VBA-Dictionary, (c) Tim Hall - https://github.com/timhall/VBA-Dictionary
License: MIT (http://www.opensource.org/licenses/mit-license.php)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class XlsmReport:
    """What was made."""

    path: Path
    licences: Path
    place: Range
    backup: Path | None
    """The copy that was there before, if any."""


def make_xlsm(source: Path, target: Path, *, replace: bool = False) -> XlsmReport:
    """Make *target*, a copy of the workbook *source* with the button, and its licences beside it.

    With *replace* an old *target* goes to the folder of backups. Raises UnreadableFile, RefusedEdit
    where the workbook has macros or no front page or *target* is no name for the copy,
    UnwritableFile where something is in the way, FailedGate, LockedFile, OrxlError where xlwings
    lacks what is needed. Nothing is written then.
    """
    _refuse_name(source, target)
    _refuse_other(target, replace=replace)
    licences, text = target.with_name(LICENCES), licence_text().encode()
    if licences.exists() and licences.read_bytes() != text:
        _refuse_other(licences, replace=replace)
    made, place = with_button(file_bytes(source), vba_project(), source.name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFile(
            f"Fikk ikke laget mappen «{target.absolute().parent}».", "Velg en annen mappe med --ut."
        ) from error
    _save(licences, text)  # first: the project may not be passed on without
    return XlsmReport(target, licences, place, _save(target, made))


def _refuse_name(source: Path, target: Path) -> None:
    if target.suffix.casefold() != ".xlsm":
        raise RefusedEdit(
            f"Filnavnet «{target.name}» passer ikke for kopien: en arbeidsbok med makroer må ende "
            "på .xlsm.",
            "Bruk et navn som «handlingsprogram.xlsm».",
        )
    if not target.stem.isidentifier():
        raise RefusedEdit(
            f"Filnavnet «{target.name}» passer ikke for knappen: xlwings godtar bare bokstaver, "
            "tall og understrek, og ikke tall først.",
            "Bruk et navn som «handlingsprogram.xlsm».",
        )
    if target.exists() and source.exists() and target.samefile(source):
        raise RefusedEdit(
            f"«{target.name}» er arbeidsboken selv, og kopien kan ikke legges over den.",
            "Bruk --ut for et annet navn.",
        )


def _refuse_other(target: Path, *, replace: bool) -> None:
    if target.exists() and not replace:
        raise UnwritableFile(
            f"«{target.name}» finnes fra før.",
            "Bruk --erstatt for å lage den på nytt, eller --ut for et annet navn.",
        )


def _save(target: Path, data: bytes) -> Path | None:
    """Put *data* in place in one step; returns the backup of what was there."""
    there = target.exists()
    fingerprint = sha256(target.read_bytes()).hexdigest() if there else ""
    return save(target, data, fingerprint=fingerprint).backup


def with_button(data: bytes, project: bytes, name: str = "") -> tuple[bytes, Range]:
    """The workbook in *data* with a button and a tab of the ribbon; and where the button lies.

    *project* is xlwings' own. Raises UnreadableFile, RefusedEdit, FailedGate, and OrxlError for
    another project.
    """
    place = button_place(read_bytes(data, name))
    whole = with_source(project, MODULE, source())
    return add_button(data, Button(place, CAPTION, MACRO, whole, tab())), place


def button_place(book: Book) -> Range:
    """The cells named «Knapp», else two columns to the right of everything on the front page."""
    for name in book.names:
        sheet, _, ref = name.refers_to.rpartition("!")
        if name.name == PLACE and sheet.strip("'") == FRONT and "#" not in ref:
            return Range.of(FRONT, ref)
    front = book.sheet(FRONT)
    last = max((column for _, column in front.cells), default=0) if front is not None else 0
    return Range(FRONT, 4, last + 2, 5, last + 3)


def vba_project() -> bytes:
    """xlwings' own VBA project, verbatim. Raises OrxlError where this xlwings has none."""
    path = xlwings_folder() / "quickstart_standalone.xlsm"
    try:
        with zipfile.ZipFile(path) as held:
            return held.read("xl/vbaProject.bin")
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise OrxlError(
            "Den installerte xlwings har ikke VBA-prosjektet som knappen trenger.",
            "Installer xlwings 0.33 eller nyere: «pip install --upgrade xlwings».",
        ) from error


def licence_text() -> str:
    """The licences of what the VBA project holds: xlwings (BSD 3-clause), VBA-Dictionary (MIT).

    Raises OrxlError where the installed xlwings comes without its licence.
    """
    from importlib.metadata import files

    for found in files("xlwings") or ():
        if found.name == "LICENSE.txt":
            bsd = Path(str(found.locate())).read_text(encoding="utf-8")
            return f"{bsd.rstrip()}\n\n{'-' * 80}\n\n{_MIT}"
    raise OrxlError(
        "Den installerte xlwings mangler lisensteksten, som må følge med knappen.",
        "Installer xlwings på nytt.",
    )


def xlwings_folder() -> Path:
    """Where xlwings is installed. Raises OrxlError."""
    from importlib.util import find_spec

    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise OrxlError("xlwings er ikke installert.", "Installer orxl på nytt.")
    return Path(spec.origin).parent
