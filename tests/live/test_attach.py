"""Finding the book: light imports, the module Excel runs, and plain words where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from orxl.app.live import wake_excel
from orxl.core.errors import LockedFile, OrxlError, UnreadableFile
from orxl.live import attach
from orxl.setup.machine import INTERPRETER, read_config
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

_ATTACH = sys.modules["orxl.live.attach"]


class NoCaller:
    """xlwings.Book where no button was pressed."""

    @staticmethod
    def caller() -> Any:
        raise Exception("Book.caller() must not be called directly.")


class Closed:
    """What xlwings gives when nothing is open: an empty hand that fails when it is asked."""

    @property
    def name(self) -> str:
        raise AttributeError("'NoneType' object has no attribute 'Name'")


def excel(books: Any, protected_views: int = 0, engine: object = "excel") -> SimpleNamespace:
    views = SimpleNamespace(Count=protected_views)
    app = SimpleNamespace(
        books=SimpleNamespace(active=books), api=SimpleNamespace(ProtectedViewWindows=views)
    )
    return SimpleNamespace(
        Book=NoCaller,
        engines=SimpleNamespace(active=engine),
        apps=SimpleNamespace(active=app),
    )


def attached(monkeypatch: pytest.MonkeyPatch, xw: SimpleNamespace) -> Any:
    monkeypatch.setattr(_ATTACH, "xlwings", lambda: xw)
    return attach(patience=0.0)


def test_without_a_button_the_book_on_top_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    app = SimpleNamespace(screen_updating=True)
    book = SimpleNamespace(name="handlingsprogram.xlsx", app=app)
    assert attached(monkeypatch, excel(book)).name == "handlingsprogram.xlsx"


def test_no_open_book_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="Ingen arbeidsbok er åpen"):
        attached(monkeypatch, excel(Closed()))


def test_protected_view_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="beskyttet visning"):
        attached(monkeypatch, excel(Closed(), protected_views=1))


def test_excel_that_is_not_running_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    xw = excel(None)
    xw.apps.active = None
    with pytest.raises(UnreadableFile, match="Excel er ikke åpen"):
        attached(monkeypatch, xw)


def test_a_machine_without_excel_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OrxlError, match="Finner ikke Excel"):
        attached(monkeypatch, excel(None, engine=None))


def test_a_cell_being_edited_is_waited_for_and_then_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Editing:
        tries = 0

        @property
        def screen_updating(self) -> bool:
            return True

        @screen_updating.setter
        def screen_updating(self, value: bool) -> None:
            Editing.tries += 1
            raise RuntimeError("rejected")

    book = SimpleNamespace(name="handlingsprogram.xlsx", app=Editing())
    monkeypatch.setattr(_ATTACH, "xlwings", lambda: excel(book))
    with pytest.raises(LockedFile, match="under redigering"):
        attach(patience=0.25)
    assert Editing.tries > 1


def test_an_excel_that_was_left_still_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    app = SimpleNamespace(
        screen_updating=False, interactive=False, calculation="manual", enable_events=False,
        status_bar="orxl beregner …",
        api=SimpleNamespace(AutoCorrect=SimpleNamespace(AutoFillFormulasInLists=False)),
    )  # fmt: skip
    xw = excel(SimpleNamespace(name="handlingsprogram.xlsx", app=app))
    monkeypatch.setattr(_ATTACH, "xlwings", lambda: xw)
    assert wake_excel() == "handlingsprogram.xlsx"
    assert (app.interactive, app.screen_updating, app.enable_events) == (True, True, True)
    assert app.calculation == "automatic"


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_button_loads_nothing_heavy_and_leaves_it_to_others() -> None:
    code = (
        "import sys\n"
        "from orxl.live.attach import xlwings\n"
        "xlwings()\n"
        "import orxl.app.live\n"
        "print([m for m in ('pandas', 'numpy', 'openpyxl', 'docx') if m in sys.modules])\n"
        "import pandas\n"
        "print(pandas.Series([1]).sum())"
    )
    assert python(code).split("\n") == ["[]", "1"]


def test_excel_runs_the_module_beside_the_workbook() -> None:
    code = (
        "import sys\n"
        "sys.path.insert(0, 'workbook')\n"
        "import orxl.button\n"
        "orxl.button.main = lambda *task: print('trykket', *task)\n"
        "import handlingsprogram; handlingsprogram.main(); handlingsprogram.main('Oppgave')"
    )
    assert python(code).splitlines() == ["trykket", "trykket Oppgave"]


def test_the_module_says_where_orxl_is_missing() -> None:
    code = "import sys; sys.modules['orxl'] = None; sys.path.insert(0, 'workbook')\n"
    code += "import handlingsprogram; handlingsprogram.main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Knappen finner ikke orxl")


def test_the_settings_beside_the_workbook_leave_the_python_to_each_machine() -> None:
    settings = read_config(ROOT / "workbook" / "xlwings.conf")
    assert INTERPRETER not in settings
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "True"


def test_the_shortcut_presses_the_button() -> None:
    text = (ROOT / "workbook" / "Beregn og kontroller.cmd").read_bytes()
    assert b"-m orxl.button\r\n" in text


def test_nothing_beside_the_workbook_names_a_path_of_a_machine() -> None:
    for name in ("handlingsprogram.py", "xlwings.conf", "Beregn og kontroller.cmd"):
        text = (ROOT / "workbook" / name).read_text(encoding="utf-8")
        assert str(Path.home()) not in text
