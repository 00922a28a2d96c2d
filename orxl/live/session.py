"""Excel kept quiet while orxl works, and put back as it was whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from orxl.core import nb
from orxl.core.errors import OrxlError
from orxl.core.light import dataclass

if TYPE_CHECKING:
    import xlwings as xw

_WORKING: Final = "orxl beregner og kontrollerer …"


@dataclass(frozen=True, slots=True)
class _Setting:
    """One of Excel's settings: what the user calls it, how to read it and set it."""

    label: str
    read: Callable[[xw.App], Any]
    write: Callable[[xw.App, Any], None]
    quiet: Any


def _attribute(name: str) -> tuple[Callable[[Any], Any], Callable[[Any, Any], None]]:
    return (lambda app: getattr(app, name)), (lambda app, value: setattr(app, name, value))


def _autofill(app: Any) -> Any:
    return app.api.AutoCorrect.AutoFillFormulasInLists


def _set_autofill(app: Any, value: Any) -> None:
    app.api.AutoCorrect.AutoFillFormulasInLists = value


# In the order they are changed; they are put back in the opposite order, so that the screen comes
# last and shows the finished book. Keyboard and mouse are not among them: Excel does not give them
# back by itself when the process that took them is ended, so they are taken only while something
# is written (:func:`untouched`).
_SETTINGS: Final = (
    _Setting("skjermoppdatering", *_attribute("screen_updating"), False),
    _Setting("linjen nederst", *_attribute("status_bar"), _WORKING),
    _Setting("hendelser", *_attribute("enable_events"), False),
    _Setting("automatisk utfylling av formler i tabeller", _autofill, _set_autofill, False),
    _Setting("beregningsmåten", *_attribute("calculation"), "manual"),
)


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """Excel without recalculation, drawing, events and autofill while the block runs.

    Raises OrxlError where a setting cannot be put back though the block itself went well.
    """
    changed: list[tuple[_Setting, Any]] = []
    stuck: list[str] = []
    try:
        for setting in _SETTINGS:
            before = setting.read(app)
            changed.append((setting, before))
            setting.write(app, setting.quiet)
        yield
    finally:
        for setting, before in reversed(changed):
            try:
                setting.write(app, before)
            except Exception:
                stuck.append(setting.label)
    if stuck:
        raise OrxlError(
            f"Fikk ikke satt tilbake {nb.listed(stuck)} i Excel.",
            "Lagre arbeidsboken, lukk Excel og åpne den på nytt.",
        )


@contextmanager
def untouched(app: xw.App) -> Iterator[None]:
    """Excel takes nothing from keyboard and mouse while the block writes; a moment only."""
    before = app.interactive
    try:
        app.interactive = False
        yield
    finally:
        app.interactive = before


def wake(app: xw.App) -> None:
    """Put back what a click that was ended half-way may have left: screen, events, calculation.

    Automatic calculation is Excel's own default; whoever wants it manual sets it again.
    """
    app.interactive = True
    app.calculation = "automatic"
    app.enable_events = True
    app.status_bar = False
    _set_autofill(app, True)
    app.screen_updating = True
