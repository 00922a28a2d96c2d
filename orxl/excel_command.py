"""The command «orxl excel»: its arguments and what it prints."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

CANNOT = 2


def add_excel(commands: Any) -> None:
    """Add the command to the parser's *commands*."""
    parser = commands.add_parser(
        "excel",
        help="sett opp knappen i Excel",
        description="Sjekker at knappen i Excel kan virke på denne maskinen, og sier hva som "
        "mangler. «sett-opp» peker Excel på denne Pythonen, «lag-xlsm» lager en kopi av "
        "arbeidsboken med en knapp på Forside, «lag-snarvei» lager en snarvei som virker uten "
        "makroer.",
    )
    parser.add_argument(
        "hva",
        nargs="?",
        default="sjekk",
        choices=("sjekk", "sett-opp", "lag-xlsm", "lag-snarvei"),
        help="sjekk (standard), sett-opp, lag-xlsm eller lag-snarvei",
    )
    parser.add_argument(
        "fil",
        nargs="?",
        type=Path,
        metavar="FIL",
        help="arbeidsboken (standard: workbook/handlingsprogram.xlsx)",
    )
    parser.add_argument("--ut", type=Path, help="filen eller mappen som skal lages")
    parser.add_argument(
        "--erstatt", action="store_true", help="erstatt en .xlsm som finnes fra før"
    )
    parser.set_defaults(run=run_excel)


def run_excel(options: Namespace) -> int:
    """Run the command; 0 when at least one way to click works (or the thing was made), else 2."""
    steps = {
        "sjekk": _check,
        "sett-opp": _set_up,
        "lag-xlsm": _make_xlsm,
        "lag-snarvei": _make_shortcut,
    }
    return steps[options.hva](options)


def _workbook(options: Namespace) -> Path:
    from orxl.app.workbook import default_workbook

    given: Path = options.fil if options.fil is not None else default_workbook()
    return given.resolve()


def _check(options: Namespace) -> int:
    from orxl.app.excel import ALL, checks, report
    from orxl.app.excel_machine import ThisMachine

    found = checks(ThisMachine(), _workbook(options))
    print(report(found))
    stopped = {way for check in found for way in check.stops}
    return CANNOT if stopped == set(ALL) else 0


def _set_up(options: Namespace) -> int:
    from orxl.app.excel_machine import ThisMachine
    from orxl.app.excel_setup import set_up
    from orxl.app.xlsm import xlwings_folder

    for line in set_up(ThisMachine(), xlwings_folder() / "addin" / "xlwings.xlam"):
        print(line)
    return _check(options)


def _make_xlsm(options: Namespace) -> int:
    from orxl.app.xlsm import make_xlsm

    source = _workbook(options)
    target = options.ut if options.ut is not None else source.with_suffix(".xlsm")
    made = make_xlsm(source, target, replace=options.erstatt)
    print(f"Laget {made.path} med knapp på {made.place}.")
    print(f"Lisensene som må følge med, ligger i {made.licences.name}.")
    return 0


def _make_shortcut(options: Namespace) -> int:
    from orxl.app.excel_machine import ThisMachine
    from orxl.app.excel_setup import make_shortcut

    machine = ThisMachine()
    desktop = machine.home / "Desktop"
    folder = options.ut if options.ut is not None else desktop if desktop.is_dir() else Path.cwd()
    print(f"Laget {make_shortcut(machine, folder)}. Dobbeltklikk den mens arbeidsboken er åpen.")
    return 0
