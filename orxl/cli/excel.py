"""«orxl excel»: check that the button in Excel can work, set it up, try the workbook in Excel."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser, file_of, takes_file
from orxl.cli.terminal import CANNOT, say
from orxl.setup.checks import ALL, checks, report
from orxl.setup.install import make_shortcut, set_up
from orxl.setup.machine import ThisMachine

DESCRIPTION: Final = (
    "Sjekker at knappen i Excel kan virke på denne maskinen, og sier hva som "
    "mangler. «sett-opp» peker Excel på denne Pythonen, «lag-xlsm» lager en kopi av "
    "arbeidsboken med en knapp på Forside, «lag-snarvei» lager en snarvei som virker uten "
    "makroer, «prøv» prøver arbeidsboken i et eget Excel og skriver en fil å sende inn og en side "
    "å lese, «vekk» gir tilbake tastatur, mus og automatisk beregning i et Excel som ble stående "
    "stille."
)

_WITHOUT_OE: Final = {"prov": "prøv"}
"""For a console or a keyboard that has no ø."""


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument(
        "hva",
        nargs="?",
        type=lambda word: _WITHOUT_OE.get(word, word),
        default="sjekk",
        choices=("sjekk", "sett-opp", "lag-xlsm", "lag-snarvei", "prøv", "vekk"),
        help="sjekk (standard), sett-opp, lag-xlsm, lag-snarvei, prøv eller vekk",
    )
    takes_file(parser)
    parser.add_argument("--ut", type=Path, help="filen eller mappen som skal lages")
    parser.add_argument(
        "--erstatt", action="store_true", help="erstatt en .xlsm som finnes fra før"
    )


def run(options: Namespace) -> int:
    """Do it; 0 when at least one way to click works (or the thing was made), else 2.

    A trial gives 1 where something was not as expected, or not tried.
    """
    steps = {
        "sjekk": _check,
        "sett-opp": _set_up,
        "lag-xlsm": _make_xlsm,
        "lag-snarvei": _make_shortcut,
        "prøv": _try,
        "vekk": _wake,
    }
    return steps[options.hva](options)


def _check(options: Namespace) -> int:
    found = checks(ThisMachine(), file_of(options).resolve())
    say(report(found), lines=True)
    stopped = {way for check in found for way in check.stops}
    return CANNOT if stopped == set(ALL) else 0


def _set_up(options: Namespace) -> int:
    from orxl.setup.xlsm import xlwings_folder

    for line in set_up(ThisMachine(), xlwings_folder() / "addin" / "xlwings.xlam"):
        say(line)
    return _check(options)


def _make_xlsm(options: Namespace) -> int:
    from orxl.setup.xlsm import make_xlsm

    source = file_of(options).resolve()
    target = options.ut if options.ut is not None else source.with_suffix(".xlsm")
    made = make_xlsm(source, target, replace=options.erstatt)
    say(f"Laget {made.path} med knapp på {made.place}.")
    say(f"Lisensene som må følge med, ligger i {made.licences.name}.")
    if made.backup is not None:
        say(f"Forrige utgave: {made.backup.parent.name}/{made.backup.name}")
    return 0


def _make_shortcut(options: Namespace) -> int:
    from orxl.setup.shell import Folder, WindowsShell

    machine = ThisMachine()
    if options.ut is not None:
        folder: Path = options.ut
    elif machine.platform == "win32":
        folder = WindowsShell().folder(Folder.DESKTOP)
    else:
        folder = Path.cwd()
    say(f"Laget {make_shortcut(machine, folder)}. Dobbeltklikk den mens arbeidsboken er åpen.")
    return 0


def _try(options: Namespace) -> int:
    from orxl.app.trial import ready, try_in_excel
    from orxl.report.trial import summary

    ready()  # said before anything is promised
    path = file_of(options).resolve()
    say(
        f"Prøver {path.name} i et eget Excel. Det tar inntil fire minutter. Vent med å åpne andre "
        "Excel-filer, og la tastatur og mus være så lenge."
    )
    done = try_in_excel(path, options.ut if options.ut is not None else path.parent)
    say(summary(done.report), lines=True)
    say(f"Les {done.page}.")
    say(f"Send inn {done.data}.")
    return 0 if done.report.as_expected else 1


def _wake(_options: Namespace) -> int:
    from orxl.app.live import wake_excel

    say(
        f"Excel er satt tilbake ({wake_excel()}): tastatur og mus virker, skjermen tegnes, og "
        "formlene regnes ut av seg selv."
    )
    return 0
