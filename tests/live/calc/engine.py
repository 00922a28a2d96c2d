"""xlwings' engine, apps and collection of books over LibreOffice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings as xw
from xlwings import base_classes

from tests.live.calc.com import ComApp, Rejected
from tests.live.calc.documents import Book
from tests.live.calc.office import Office, desktop_at, prop
from tests.live.calc.ranges import Range

NAME = "libreoffice"


class Engine:
    """What xlwings asks an engine for."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(item: Any, options: Any) -> Any:
        return "" if item is None else item

    @staticmethod
    def clean_value_data(data: Any, *_: Any) -> Any:
        return [list(row) for row in data]


class Apps(base_classes.Apps):
    """The running programs; the tests have one at most."""

    def __init__(self) -> None:
        self.running: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def __iter__(self) -> Iterator[App]:
        return iter(list(self.running))

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.running if app.pid == pid)

    def add(self, **_: Any) -> App:
        app = App()
        self.running.insert(0, app)
        return app

    def cleanup(self) -> None:
        """Nothing is left over: an office ends with its app."""


class App(base_classes.App):
    """A running LibreOffice."""

    visible = False
    display_alerts = True

    def __init__(self, office: Any = None) -> None:
        self.office = Office() if office is None else office
        self.books_ = Books(self)
        self.com = ComApp(self)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.answer = "no"
        self.settings: dict[str, Any] = {
            "screen_updating": True, "interactive": True, "enable_events": True,
            "status_bar": False,
        }  # fmt: skip
        self.history: list[tuple[str, Any]] = []
        self.busy = False
        self.before_write: Callable[[Range], None] | None = None
        self.while_asked: Callable[[], None] | None = None

    def forget(self) -> None:
        """Be as new, for the next test."""
        self.said, self.asked, self.history = [], [], []
        self.answer, self.busy, self.before_write = "no", False, None
        self.while_asked = None
        self.com = ComApp(self)
        self.settings |= {"screen_updating": True, "interactive": True, "enable_events": True}

    @classmethod
    def reached(cls, pipe: str) -> App:
        """An app for a LibreOffice that another process has started, with its document."""
        office = SimpleNamespace(desktop=desktop_at(pipe), process=SimpleNamespace(pid=0))
        app = cls(office)
        found = office.desktop.Components.createEnumeration()
        while found.hasMoreElements():
            app.books_.open_books.append(Book(app, found.nextElement()))
        return app

    @property
    def engine(self) -> Engine:
        return ENGINE

    @property
    def api(self) -> ComApp:
        return self.com

    @property
    def pid(self) -> int:
        return self.office.process.pid

    @property
    def books(self) -> Books:
        return self.books_

    def about_to_write(self, area: Range) -> None:
        """Refuse as Excel does while it is busy, and where a test wants an accident."""
        if self.busy:
            raise Rejected("Call was rejected by callee.")
        if self.before_write is not None:
            self.before_write(area)

    def _get(self, name: str) -> Any:
        return self.settings[name]

    def _set(self, name: str, value: Any) -> None:
        if self.busy:
            raise Rejected("Call was rejected by callee.")
        self.settings[name] = value
        self.history.append((name, value))

    screen_updating = property(
        lambda s: s._get("screen_updating"), lambda s, v: s._set("screen_updating", v)
    )
    interactive = property(lambda s: s._get("interactive"), lambda s, v: s._set("interactive", v))
    enable_events = property(
        lambda s: s._get("enable_events"), lambda s, v: s._set("enable_events", v)
    )
    status_bar = property(lambda s: s._get("status_bar"), lambda s, v: s._set("status_bar", v))

    @property
    def calculation(self) -> str:
        books = self.books_.open_books
        return (
            "automatic" if all(b.doc.isAutomaticCalculationEnabled() for b in books) else "manual"
        )

    @calculation.setter
    def calculation(self, mode: str) -> None:
        for book in self.books_.open_books:
            book.doc.enableAutomaticCalculation(mode != "manual")
        self.history.append(("calculation", mode))

    def activate(self, steal_focus: bool = False) -> None:
        self.history.append(("activate", steal_focus))

    def calculate(self) -> None:
        for book in self.books_.open_books:
            book.doc.calculate()

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        if buttons == "yes_no":
            self.asked.append(prompt)
            if self.while_asked is not None:
                self.while_asked()
            return self.answer
        self.said.append(prompt)
        return "ok"

    def quit(self) -> None:
        for book in list(self.books_.open_books):
            book.close()
        self.office.close()
        ENGINE.apps.running.remove(self)

    def kill(self) -> None:
        self.quit()


class Books(base_classes.Books):
    """The open documents, the active one first."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.open_books: list[Book] = []

    @property
    def active(self) -> Book:
        return self.open_books[0]

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        url = Path(fullname).resolve().as_uri()
        doc = self.app.office.desktop.loadComponentFromURL(
            url, "_blank", 0, (prop("Hidden", True),)
        )
        doc.calculateAll()  # the workbook asks for it (fullCalcOnLoad), and Excel does it
        self.open_books.insert(0, Book(self.app, doc))
        return self.open_books[0]

    def add(self) -> Book:
        doc = self.app.office.desktop.loadComponentFromURL(
            "private:factory/scalc", "_blank", 0, (prop("Hidden", True),)
        )
        self.open_books.insert(0, Book(self.app, doc))
        return self.open_books[0]

    def __call__(self, key: Any) -> Book:
        if isinstance(key, int):
            return self.open_books[key - 1]
        for book in self.open_books:
            if str(key).lower() in (book.name.lower(), book.fullname.lower()):
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.open_books)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.open_books))


ENGINE = Engine()


def activate() -> None:
    """Make LibreOffice the program that xlwings talks to."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=ENGINE))
    xw.engines(NAME).activate()
