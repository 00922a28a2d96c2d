"""The button pressed for real, one way at a time; is Excel afterwards as it was before?"""

from __future__ import annotations

import time
from typing import Any, Final

from orxl.live.session import wake
from orxl.live.trial.asking import Bounds, asked, bounds, refusal
from orxl.live.trial.bench import Bench, Way

MANUAL: Final = -4135
AUTOMATIC: Final = -4105
"""XlCalculation."""
_PASSWORD: Final = "prøve"


def press(way: Way, bench: Bench, facts: dict[str, Any]) -> None:
    """Prepare the book as *way* says, press, and note what was said and what has changed."""
    with bench.opened("knapp") as book:
        try:
            _prepare(book, bench, way)
            _pressed(book, bench, way, facts)
        finally:
            if way.prepare == "manuell":  # the next copy opens in the mode that Excel has
                bench.app.Calculation = AUTOMATIC


def _pressed(book: Any, bench: Bench, way: Way, facts: dict[str, Any]) -> None:
    app = bench.app
    log = book.Worksheets(bench.plan.log[0]).ListObjects(bench.plan.log[1])
    place = None
    if way.place is not None:
        at = way.place.cell
        place = book.Worksheets(at.sheet).Cells(at.row, at.column)
    settings, where = _settings(app), _where(app)
    formats, rows = _formats(book, bench), bounds(log.Range).bottom
    began = time.monotonic()
    try:
        said = bench.press(bench.book_of(book), True)
        facts["sa"] = said.partition(":")[0]  # the rest tells what stands in the cells
    except Exception as error:
        facts["feil"] = refusal(error)
    facts["sekunder"] = round(time.monotonic() - began, 2)
    facts["innstillinger"] = {"før": settings, "etter": _settings(app)}
    facts["merking"] = {"før": where, "etter": _where(app)}
    facts["betingede formater"] = [formats, _formats(book, bench)]
    facts["nye linjer i loggen"] = bounds(log.Range).bottom - rows
    facts["ventet linje"] = way.logged
    if place is not None:
        facts["cellen er formel"] = asked(lambda: place.HasFormula)
        facts["cellen er som skrevet"] = place.Formula == str(way.place.content)  # type: ignore[union-attr]


def _prepare(book: Any, bench: Bench, way: Way) -> None:
    log = book.Worksheets(bench.plan.log[0])
    table = log.ListObjects(bench.plan.log[1])
    if way.prepare == "skriv" and way.place is not None:
        at = way.place.cell
        book.Worksheets(at.sheet).Cells(at.row, at.column).Formula = way.place.content
    elif way.prepare == "filtrer":
        table.Range.AutoFilter(2, "ingen")
    elif way.prepare == "under":
        _right_below(bench.app, log, bounds(table.Range))
    elif way.prepare == "passord":
        book.Worksheets(bench.plan.findings).Protect(_PASSWORD)
    elif way.prepare == "manuell":
        bench.app.Calculation = MANUAL


def _right_below(app: Any, sheet: Any, area: Bounds) -> None:
    """Something right below a table that does not become a row of it."""
    expands = app.AutoCorrect.AutoExpandListRange
    app.AutoCorrect.AutoExpandListRange = False
    try:
        sheet.Cells(area.bottom + 1, area.left).Formula = "x"
    finally:
        app.AutoCorrect.AutoExpandListRange = expands


def _settings(app: Any) -> dict[str, Any]:
    return {
        "skjerm": bool(app.ScreenUpdating),
        "tastatur og mus": bool(app.Interactive),
        "hendelser": bool(app.EnableEvents),
        "beregning": int(app.Calculation),
        "linjen nederst": asked(lambda: app.StatusBar),
        "utfylling": bool(app.AutoCorrect.AutoFillFormulasInLists),
    }


def _where(app: Any) -> list[Any]:
    chosen = bounds(app.Selection)
    return [str(app.ActiveSheet.Name), list(chosen), int(app.ActiveWindow.ScrollRow)]


def _formats(book: Any, bench: Bench) -> int:
    return int(book.Worksheets(bench.plan.findings).Cells.FormatConditions.Count)


def waking(bench: Bench, facts: dict[str, Any]) -> None:
    """Leave Excel as a click does that is ended half-way, and give it back."""
    app = bench.app
    with bench.opened("vekke") as book:
        xw_app = bench.book_of(book).app
        facts["før"] = _settings(app)
        try:
            app.Calculation = MANUAL
            app.EnableEvents, app.Interactive, app.ScreenUpdating = False, False, False
            app.StatusBar = "prøve"
            app.AutoCorrect.AutoFillFormulasInLists = False
            facts["stille"] = _settings(app)
        finally:
            wake(xw_app)
        facts["etter"] = _settings(app)
