"""Which Excel this is, and how it opens the workbook."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from orxl.live.trial.asking import asked, bounds, items
from orxl.live.trial.bench import Bench

_LOGS: Final = "error*.xml"
_LOG: Final = 2000
_INTERNATIONAL: Final = {"land": 2, "desimaltegn": 3, "listeskille": 5, "rad": 6}
"""XlApplicationInternational."""
_USER_INTERFACE: Final = 2
"""msoLanguageIDUI."""


def environment(bench: Bench, facts: dict[str, Any]) -> None:
    """The machine and Excel's own settings, as far as an answer depends on them."""
    app = bench.app
    questions: dict[str, Callable[[], Any]] = {
        "utgave": lambda: app.Version,
        "bygg": lambda: app.Build,
        "windows": lambda: app.OperatingSystem,
        "språk": lambda: app.LanguageSettings.LanguageID(_USER_INTERFACE),
        "linjen nederst": lambda: app.StatusBar,
        "tabeller vokser": lambda: app.AutoCorrect.AutoExpandListRange,
        "formler fylles": lambda: app.AutoCorrect.AutoFillFormulasInLists,
        "R1C1": lambda: app.ReferenceStyle,
    }
    for name, number in _INTERNATIONAL.items():
        questions[name] = partial(_international, app, number)
    facts |= {name: asked(question) for name, question in questions.items()}
    facts["python"] = sys.version.split()[0]
    facts["64 bit"] = sys.maxsize > 2**32
    facts["Python fra Microsoft Store"] = "WindowsApps" in sys.base_prefix


def _international(app: Any, number: int) -> Any:
    # All of it: pywin32 asks for a property whose arguments may be left out without any.
    return app.International[number - 1]


def opening(bench: Bench, facts: dict[str, Any]) -> None:
    """Whether Excel repairs, asks or changes anything, and how much of each thing it sees."""
    before = set(bench.temp.glob(_LOGS))
    facts["ventet"] = {
        "ark": len(bench.held.sheets),
        "tabeller": len(bench.held.tables),
        "navn": len(bench.held.names),
        "regnes ut ved åpning": bench.held.calc.full_calc_on_load,
    }
    with bench.opened("åpning", alerts=True) as book:
        logs = sorted(set(bench.temp.glob(_LOGS)) - before)
        facts["reparasjoner"] = [
            log.read_text("utf-8", "replace")[:_LOG].replace(str(bench.folder), "…") for log in logs
        ]
        facts["tittellinje"] = str(bench.app.Caption)
        facts["skrivebeskyttet"] = bool(book.ReadOnly)
        facts["uendret"] = bool(book.Saved)
        facts["autolagring"] = asked(lambda: book.AutoSaveOn)
        facts["navn"] = int(book.Names.Count)
        sheets = items(book.Worksheets)
        facts["antall ark"] = len(sheets)
        facts["antall tabeller"] = sum(int(sheet.ListObjects.Count) for sheet in sheets)
        facts["ark"] = {}
        for sheet in sheets:
            facts["ark"][bench.sheet_name(str(sheet.Name))] = _counts(sheet)


def _counts(sheet: Any) -> dict[str, Any]:
    used = bounds(sheet.UsedRange)
    return {
        "tabeller": int(sheet.ListObjects.Count),
        "betingede formater": asked(lambda: sheet.Cells.FormatConditions.Count),
        "lenker": asked(lambda: sheet.Hyperlinks.Count),
        "diagrammer": asked(lambda: sheet.ChartObjects().Count),
        "brukt": [used.bottom, used.right],
        "beskyttet": bool(sheet.ProtectContents),
    }
