"""xlwings' book, sheets, tables and names over a document of LibreOffice's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uno
from xlwings import base_classes

from tests.live.calc.com import FILTERS, ComBook, ComSheet
from tests.live.calc.office import prop
from tests.live.calc.ranges import Range, located
from tests.live.calc.spelling import from_calc, to_calc

if TYPE_CHECKING:
    from tests.live.calc.engine import App


class Book(base_classes.Book):
    """An open document."""

    def __init__(self, app: App, doc: Any) -> None:
        self._app, self.doc = app, doc
        self.com = ComBook(self)
        self._tables: dict[int, list[Any]] | None = None
        self._crowd = (0, 0)
        self.text_format = self.format_key("@")
        self._kinds: dict[int, int] = {}

    def tables_on(self, index: int) -> list[Any]:
        """The database ranges on sheet number *index*."""
        held = self.doc.DatabaseRanges
        crowd = (self.doc.Sheets.Count, held.Count)
        if self._tables is None or crowd != self._crowd:
            self._tables, self._crowd = {}, crowd
            for i in range(held.Count):
                table = held.getByIndex(i)
                self._tables.setdefault(table.DataArea.Sheet + 1, []).append(table)
        return self._tables.get(index, [])

    def follow(self, table: str) -> None:
        """Enter the formulas that name *table* again: in Excel they follow when it grows."""
        for sheet in self.sheets:
            rows = sheet.used_range.uno.getFormulaArray()
            named = [
                (i, j, text)
                for i, row in enumerate(rows)
                for j, text in enumerate(row)
                if f"{table}[" in text and text.startswith("=")
            ]
            protected = bool(named) and sheet.uno.isProtected()
            if protected:  # without a password, in this workbook
                sheet.uno.unprotect("")
            for i, j, text in named:
                sheet.uno.getCellByPosition(j, i).setFormula(text)
            if protected:
                sheet.uno.protect("")

    def format_key(self, code: str) -> int:
        """LibreOffice's number for the number format *code*."""
        from com.sun.star.lang import Locale

        english = Locale("en", "US", "")
        formats = self.doc.NumberFormats
        key = formats.queryKey(code, english, False)
        return int(key if key != -1 else formats.addNew(code, english))

    def kind_of(self, key: int) -> int:
        """The kind of LibreOffice's number format *key*; a format never changes its kind."""
        if key not in self._kinds:
            self._kinds[key] = int(self.doc.NumberFormats.getByKey(key).Type)
        return self._kinds[key]

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> ComBook:
        return self.com

    @property
    def fullname(self) -> str:
        if not self.doc.URL:
            return "Mappe1"  # a new one, as Excel calls it
        return str(uno.fileUrlToSystemPath(self.doc.URL))

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        target = Path(path if path is not None else self.fullname).resolve()
        self.doc.storeAsURL(target.as_uri(), (prop("FilterName", FILTERS[target.suffix]),))

    def close(self) -> None:
        self._app.books_.open_books.remove(self)
        self.doc.close(True)


class Sheets(base_classes.Sheets):
    """A document's sheets."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __call__(self, key: Any) -> Sheet:
        held = self.book.doc.Sheets
        if isinstance(key, int):
            return Sheet(self.book, held.getByIndex(key - 1))
        return Sheet(self.book, held.getByName(key))

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.doc.CurrentController.ActiveSheet)

    def __len__(self) -> int:
        return int(self.book.doc.Sheets.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (self(i + 1) for i in range(len(self)))


class Sheet(base_classes.Sheet):
    """A sheet."""

    def __init__(self, book: Book, found: Any) -> None:
        self._book, self.uno = book, found

    @property
    def api(self) -> ComSheet:
        return ComSheet(self.uno)

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        return str(self.uno.Name)

    @name.setter
    def name(self, name: str) -> None:
        self.uno.Name = name

    @property
    def index(self) -> int:
        return int(self.uno.RangeAddress.Sheet) + 1

    def range(self, first: Any, second: Any = None) -> Range:
        return located(self, first, second)

    @property
    def cells(self) -> Range:
        return Range(self, self.uno)

    @property
    def used_range(self) -> Range:
        cursor = self.uno.createCursor()
        cursor.gotoEndOfUsedArea(False)
        cursor.gotoStartOfUsedArea(True)
        return Range(self, cursor)

    @property
    def tables(self) -> Tables:
        return Tables(self)


class Tables(base_classes.Tables):
    """A sheet's tables, which LibreOffice calls database ranges."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def _all(self) -> list[Table]:
        return [Table(self.sheet, t) for t in self.sheet.book.tables_on(self.sheet.index)]

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: Any) -> Table:
        if isinstance(key, int):
            return self._all()[key - 1]
        for table in self._all():
            if table.name.lower() == str(key).lower():
                return table
        raise KeyError(key)


class Table(base_classes.Table):
    """A table."""

    parent = None

    def __init__(self, sheet: Sheet, found: Any) -> None:
        self.sheet, self.uno = sheet, found

    @property
    def name(self) -> str:
        return str(self.uno.Name)

    display_name = name

    @property
    def api(self) -> Any:
        raise AttributeError("the header cells say it")

    @property
    def show_headers(self) -> bool:
        return bool(self.uno.ContainsHeader)

    @property
    def show_totals(self) -> bool:
        return bool(self.uno.TotalsRow)

    @property
    def range(self) -> Range:
        return Range(self.sheet, address=self.uno.DataArea)

    def resize(self, area: Any) -> None:
        self.sheet.book.app.about_to_write(area.impl)
        self.uno.DataArea = area.impl.address_
        self.sheet.book.follow(self.name)


class Names(base_classes.Names):
    """A document's defined names."""

    def __init__(self, book: Book) -> None:
        self.book, self.uno = book, book.doc.NamedRanges

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, Name(self.book, self.uno.getByName(name))) for name in self.uno.ElementNames]

    def __iter__(self) -> Iterator[Name]:
        return (name for _, name in self.snapshot())

    def __len__(self) -> int:
        return int(self.uno.Count)

    def __call__(self, key: Any) -> Name:
        if isinstance(key, int):
            return self.snapshot()[key - 1][1]
        if not self.contains(key):
            raise KeyError(key)
        return Name(self.book, self.uno.getByName(key))

    def contains(self, key: str) -> bool:
        return bool(self.uno.hasByName(key))

    def add(self, name: str, refers_to: str) -> Name:
        from com.sun.star.table import CellAddress

        self.uno.addNewByName(name, to_calc(refers_to.removeprefix("=")), CellAddress(0, 0, 0), 0)
        return self(name)


class _Visible:
    Visible = True


class Name(base_classes.Name):
    """A defined name."""

    api = _Visible()

    def __init__(self, book: Book, found: Any) -> None:
        self.book, self.uno = book, found

    @property
    def name(self) -> str:
        return str(self.uno.Name)

    @property
    def refers_to(self) -> str:
        return "=" + from_calc(self.uno.Content)

    @refers_to.setter
    def refers_to(self, text: str) -> None:
        self.uno.setContent(to_calc(text.removeprefix("=")))

    @property
    def refers_to_range(self) -> Range:
        sheet, at = self.refers_to.removeprefix("=").rsplit("!", 1)
        return self.book.sheets(sheet.strip("'")).range(at)

    def delete(self) -> None:
        self.book.doc.NamedRanges.removeByName(self.name)
