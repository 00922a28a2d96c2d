"""Presses the button on the stand-in for Windows; a process of its own, told by its arguments.

``python -m tests.live.windows.press SCENARIO WAY``: SCENARIO is one of :data:`SCENARIOS`; WAY is
``cmd`` (the shortcut: nothing is imported yet) or ``runpython`` (Excel has started Python, which
has imported xlwings and was told the book). The last line printed is JSON: what happened, at the
process's very end.
"""

from __future__ import annotations

import atexit
import json
import sys
from collections.abc import Callable

from tests.live.windows.com import World, install

BOOK = "handlingsprogram.xlsx"
PROTECTED = 4242
"""The process that shows a file in Protected View: somebody is reading an attachment."""


def _ready(world: World) -> None:
    world.excel(1111, BOOK)
    world.excel(PROTECTED)


def _editing(world: World) -> None:
    world.excel(1111, BOOK, rejects_from_now=-1)


def _editing_unseen(world: World) -> None:
    world.excel(1111, BOOK, rejects_from_now=-1, as_attribute_error=True)


def _soon(world: World) -> None:
    world.excel(1111, BOOK, rejects_from_now=5)


def _protected_only(world: World) -> None:
    world.excel(PROTECTED)


SCENARIOS: dict[str, Callable[[World], None]] = {
    "klar": _ready,
    "redigerer": _editing,
    "redigerer-uten-kode": _editing_unseen,
    "straks-klar": _soon,
    "bare-beskyttet-visning": _protected_only,
}


def main(scenario: str, way: str) -> None:
    world = World()
    SCENARIOS[scenario](world)

    def report() -> None:
        told = {"calls": world.calls, "events": world.events}
        sys.__stdout__.write("\n" + json.dumps(told))  # type: ignore[union-attr]

    atexit.register(report)  # what is registered first runs last: xlwings' own end is seen
    install(world)
    sys.argv = ["button"]
    if way == "runpython":
        window = world.processes[0].window
        sys.argv = ["button", f"--wb={BOOK}", "--from_xl=1", f"--hwnd={window}"]
        import xlwings.utils  # noqa: F401 - what RunPython does first; it asks for the book, too
    for process in world.processes:
        process.rejects = process.rejects_from_now
    import orxl.button
    from orxl.app.tasks import chosen
    from orxl.live import LiveWorkbook

    def stop_here(live: LiveWorkbook, task: str) -> object:
        world.happened("attached", live.name)
        world.happened("task", chosen(live, task).value)
        with live.quiet():
            pass
        raise SystemExit  # beyond this, tests with LibreOffice press the real button

    orxl.button._perform = stop_here  # type: ignore[assignment]
    orxl.button.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
