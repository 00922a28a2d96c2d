"""«orxl flett»: put together what two people have done to the same workbook."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orxl.app.merging.finishing import finish
from orxl.app.merging.merge import Merging, merging
from orxl.app.merging.writing import Written, carry_out, merge_in_place
from orxl.cli.arguments import Parser, takes_format
from orxl.cli.terminal import console, say, say_json
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.core.findings import Severity, state
from orxl.report import merging as report
from orxl.report.outcome import outcome
from orxl.versions.merging.values import Choice

if TYPE_CHECKING:
    from rich.console import Console

DESCRIPTION: Final = (
    "Fletter to utgaver av samme arbeidsbok: MIN blir stående, og får i tillegg det bare DIN har "
    "endret siden FELLES. Har begge endret det samme, hver på sin måte, velger du selv. Uten "
    "FELLES letes det blant sikkerhetskopiene; uten DIN tas kopien fra en synkroniseringskonflikt "
    "ved siden av boken. Viser først, og spør."
)
JSON_VERSION: Final = 1
_YES: Final = ("j", "ja")


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument(
        "filer", nargs="*", type=Path, metavar="FIL", help="[FELLES] MIN DIN, eller bare MIN"
    )
    parser.add_argument(
        "--ut", type=Path, metavar="FIL", help="skriv resultatet i en ny fil, og la MIN være"
    )
    parser.add_argument(
        "--fullfør",
        "--fullfor",  # for a keyboard or a script without ø
        type=Path,
        dest="finish",
        metavar="FIL",
        help="gjør det som er valgt på arket Fletting",
    )
    parser.add_argument(
        "--git",
        action="store_true",
        help="svar som en flettedriver for git: %%O %%A %%B %%P; resultatet skrives i %%A",
    )
    takes_format(parser, "bare viser hva som skal gjøres")
    parser.add_argument(
        "--ja",
        action="store_true",
        help="skriv uten å spørre; konflikter velges aldri, men legges på arket Fletting",
    )


def run(options: Namespace) -> int:
    """Show, ask, choose and write. 1 where something waits to be chosen, or is a Feil."""
    files: Sequence[Path] = options.filer
    if options.finish is not None:
        if files or options.ut is not None:
            raise BadCall("--fullfør tar bare filen der det er valgt.", "Utelat resten.")
        return _finish(options)
    if options.git:
        if len(files) not in (3, 4):
            raise BadCall("--git trenger %O %A %B og %P.", "Kjør «orxl git-oppsett».")
        return _git(files)
    if len(files) > 3:
        raise BadCall(
            f"orxl flett tar høyst tre filer, og fikk {len(files)}.",
            "Skriv orxl flett FELLES MIN DIN.",
        )
    if not files:
        from orxl.app.workbook import default_workbook

        files = [default_workbook()]
    shown = merging(files)
    if options.format == "json":
        written = None
        if options.ja and not (shown.merge.nothing and options.ut is None):
            written = carry_out(shown, {}, moment=datetime.now(), who=getuser(), out=options.ut)
        say_json(as_json(shown, written))
        return _code(len(shown.merge.conflicts), written)
    return _talk(shown, console(), options)


def _talk(shown: Merging, screen: Console, options: Namespace) -> int:
    merge = shown.merge
    if shown.found:
        screen.print(f"Felles utgave, funnet blant sikkerhetskopiene: {shown.common.path.name}")
    unwritten = "" if options.ut is not None else " Ingenting er skrevet."
    if merge.nothing:
        screen.print(f"«{shown.theirs.path.name}» har ingenting som ikke «{shown.mine.path.name}» "
                     f"har.{unwritten}")  # fmt: skip
    _show(shown, screen)
    fetched = bool(merge.taken or merge.sheets or merge.conflicts)
    if not fetched and not merge.nothing:
        screen.print(f"Det er ingenting orxl kan hente inn.{unwritten}")
    if not fetched and options.ut is None:
        return 0
    asked = not options.ja and sys.stdin.isatty()
    if not options.ja and not asked:
        screen.print("Ingenting er skrevet: ingen å spørre. Bruk --ja for å skrive.")
        return _code(len(merge.conflicts), None)
    choices = _choose(shown, screen) if asked else {}
    target = options.ut or shown.mine.path
    if asked and input(f"Skrive dette i «{target.name}»? [j/N] ").strip().casefold() not in _YES:
        screen.print("Ingenting er skrevet.")
        return _code(len(merge.conflicts), None)
    written = carry_out(shown, choices, moment=datetime.now(), who=getuser(), out=options.ut)
    _told(written, screen)
    return _code(0, written)


def _show(shown: Merging, screen: Console) -> None:
    merge = shown.merge
    theirs = shown.theirs.path.name
    if merge.taken or merge.sheets:
        screen.print(f"Bare «{theirs}» har endret dette, og det hentes inn:")
        for line in report.taken_lines(merge):
            screen.print(line)
    if merge.left:
        screen.print("Dette må gjøres i Excel etterpå:")
        for line in report.left_lines(merge.left):
            screen.print(line)
    if merge.conflicts:
        count = nb.counted(len(merge.conflicts), "konflikt", "konflikter")
        screen.print(f"Begge har endret det samme, hver på sin måte: {count}.")


def _choose(shown: Merging, screen: Console) -> dict[int, Choice]:
    """Ask about each conflict; what is skipped has no choice."""
    conflicts, choices = shown.merge.conflicts, dict[int, Choice]()
    for number, conflict in enumerate(conflicts):
        for line in report.conflict_lines(
            conflict, number + 1, len(conflicts), (shown.who_mine, shown.who)
        ):
            screen.print(line)
        answer = input("[m]in, [d]in, [h]opp over, hopp over [r]esten: ").strip().casefold()
        if answer in ("r", "resten"):
            break
        if answer in ("m", "min"):
            choices[number] = Choice.MINE
        elif answer in ("d", "din") and conflict.possible:
            choices[number] = Choice.THEIRS
    return choices


def _told(written: Written, screen: Console) -> None:
    if not written.written:
        screen.print("Boken er som den var. Ingenting er skrevet.")
        return
    if written.copied:
        screen.print(f"«{written.path.name}» er skrevet, og er MIN slik den var, byte for byte.")
    else:
        screen.print(f"Flettet: «{written.path.name}» er lagret.")
    for line in report.left_lines(written.left):
        screen.print(line)
    if written.waiting:
        screen.print(
            f"{nb.counted(written.waiting, 'konflikt', 'konflikter')} venter på arket Fletting. "
            "Velg Min eller Din der, lagre, og kjør "
            f"«orxl flett --fullfør {written.path.name}»."
        )
    if written.findings is not None:
        screen.print(f"Kontrollert etterpå. {outcome(written.findings)}")
    if written.unconfirmed:
        cells = nb.counted(written.unconfirmed, "celle", "celler")
        screen.print(f"{cells} overlates til Excel, som regner dem ut når filen åpnes.")
    if written.backup is not None:
        screen.print(f"Forrige utgave: {written.backup.parent.name}/{written.backup.name}")
    for warning in written.warnings:
        screen.print(f"Merk: {warning}")


def _code(conflicts: int, written: Written | None) -> int:
    if written is None:
        return 1 if conflicts else 0
    bad = written.findings is not None and bool(state(written.findings)[Severity.ERROR])
    return 1 if written.waiting or bad else 0


def _git(files: Sequence[Path]) -> int:
    """As git asks of a merge driver: 0 where all is merged, 1 where somebody has to look."""
    done = merge_in_place(*files[:3], moment=datetime.now(), who=getuser())
    name = files[3].name if len(files) > 3 else files[1].name
    for line in report.left_lines(done.left):
        say(f"{name}: {line.strip()}", to=sys.stderr)
    if done.waiting:
        count = nb.counted(done.waiting, "konflikt", "konflikter")
        say(
            f"{name}: {count} venter på arket Fletting. Velg der, og kjør "
            f"«orxl flett --fullfør {name}».",
            to=sys.stderr,
        )
    return 1 if done.waiting or done.left else 0


def _finish(options: Namespace) -> int:
    done = finish(options.finish, moment=datetime.now(), who=getuser())
    if options.format == "json":
        say_json(json.dumps({
            "fil": str(options.finish), "versjon": JSON_VERSION, "min": done.mine,
            "din": done.theirs, "uten_valg": done.unchosen, "feil": list(done.wrong),
            **_written(done.written),
        }, ensure_ascii=False, indent=2))  # fmt: skip
        return _code(0, done.written)
    screen = console()
    for sentence in done.wrong:
        screen.print(f"Ikke gjort: {sentence}")
    if done.unchosen:
        rows = nb.counted(done.unchosen, "rad", "rader")
        screen.print(f"{rows} på arket Fletting har ikke noe valg ennå.")
    if done.mine or done.theirs:
        screen.print(f"Valgt: Min {done.mine} og Din {done.theirs} ganger.")
        _told(done.written, screen)
    else:
        screen.print("Ingenting er skrevet.")
    return _code(0, done.written)


def _written(written: Written | None) -> Mapping[str, Any]:
    return {
        "skrevet": written is not None and written.written,
        "venter": 0 if written is None else written.waiting,
        "sikkerhetskopi": None
        if written is None or written.backup is None
        else str(written.backup),
    }


def as_json(shown: Merging, written: Written | None) -> str:
    """The merge in the contract's form (see docs/json.md)."""
    content = {
        "versjon": JSON_VERSION,
        "felles": str(shown.common.path),
        "felles_funnet": shown.found,
        "min": str(shown.mine.path),
        "din": str(shown.theirs.path),
        "lagret_av": {"min": shown.who_mine or None, "din": shown.who or None},
        **report.merge_json(shown.merge),
        "fil": None if written is None else str(written.path),
        **_written(written),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
