"""A LibreOffice for the whole session, and a copy of the workbook open in it for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.live.calc.engine import App, Book


@pytest.fixture(scope="session")
def office() -> Iterator[App]:
    """A running LibreOffice, which xlwings takes for its spreadsheet program."""
    from tests.live.calc.engine import ENGINE, activate

    activate()
    app = ENGINE.apps.add()
    yield app
    app.quit()


@pytest.fixture
def opened(office: App, path: Path) -> Iterator[Book]:
    """The copy, open in LibreOffice; the program is as new for every test."""
    office.forget()
    book = office.books.open(str(path))
    yield book
    office.busy, office.before_write = False, None
    if book in office.books.open_books:
        book.close()


@pytest.fixture(scope="module")
def document(
    office: App, shipped: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Book]:
    """One copy of the workbook for all insertions; each is taken back."""
    path = tmp_path_factory.mktemp("innsatt") / "handlingsprogram.xlsx"
    path.write_bytes(shipped)
    office.forget()
    book = office.books.open(str(path))
    for name in book.doc.Sheets.ElementNames:
        book.doc.Sheets.getByName(name).unprotect("")
    yield book
    book.close()
