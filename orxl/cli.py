"""The command line: arguments, printing and exit codes. All work is done in ``orxl.app``."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orxl import __version__
from orxl.arguments import Parser
from orxl.core import nb
from orxl.core.collector import no_collection, no_last_collection
from orxl.core.errors import BadCall, OrxlError
from orxl.core.findings import Finding
from orxl.excel_command import add_excel

if TYPE_CHECKING:
    from rich.console import Console

    from orxl.app.build import BuildReport

CANNOT = 2
"""Exit code when the tool could not do its job."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns its exit code: 0 no Feil, 1 at least one, 2 could not be done.

    Without *arguments* it is the program itself, and the process is about to end.
    """
    _speak_utf8()
    # Pydantic would read what every installed package tells of itself, in search of plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        options = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
        run: Callable[[Namespace], int] = options.run
        with no_collection():  # a command is soon over, and nearly all it makes lasts till then
            code = run(options)
            if arguments is None:
                no_last_collection()
            return code
    except OrxlError as error:
        _complain(str(error))
    except BrokenPipeError:
        # The reader (a pager, «head») has seen enough; what is left must not be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _complain("Avbrutt. Ingenting er skrevet.")
    except Exception as error:
        if os.environ.get("ORXL_FEILSOK"):
            raise
        _complain(
            f"Noe uventet gikk galt ({type(error).__name__}: {error}). "
            "Arbeidsboken er ikke endret. Meld fra til den som vedlikeholder orxl."
        )
    return CANNOT


def _speak_utf8() -> None:
    """Windows' console may have another encoding; a report must not fail on an ø."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _complain(message: str) -> None:
    print(f"orxl: {message}", file=sys.stderr)


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 100
    return Console(highlight=False, width=width, soft_wrap=False, emoji=False, markup=False)


def _parser() -> Parser:
    parser = Parser(
        prog="orxl",
        description="Kontrollerer og beregner arbeidsboken for handlingsprogram og budsjett.",
    )
    parser.add_argument(
        "--versjon", action="version", version=f"orxl {__version__}", help="vis versjonen"
    )
    commands = parser.add_subparsers(
        title="Kommandoer", metavar="KOMMANDO", required=True, parser_class=Parser
    )
    check = commands.add_parser(
        "kontroller",
        help="finn feil i arbeidsboken; skriver ingenting",
        description="Leser arbeidsboken, regner etter og melder alle avvik. Skriver ingenting.",
    )
    _takes_file(check)
    check.add_argument(
        "--format", choices=("tekst", "json"), default="tekst", help="tekst (standard) eller json"
    )
    check.add_argument(
        "--alle-ark",
        action="store_true",
        help="kontroller også formlene på ark og i celler som ikke hører til oppsettet; "
        "virker på alle .xlsx-filer",
    )
    check.add_argument(
        "--før-utsending",
        "--for-utsending",  # for a keyboard or a script without ø
        action="store_true",
        dest="sending",
        help="kontroller også det som følger med filen: kommentarer, skjulte ark, navn, lenker, "
        "tilgjengelighet; virker på alle .xlsx-filer",
    )
    check.add_argument(
        "--html", type=Path, metavar="UT.html", help="skriv også rapporten som en nettside"
    )
    check.set_defaults(run=_check)

    recalculate = commands.add_parser(
        "beregn",
        help="regn ut alt på nytt og skriv funnene i arbeidsboken",
        description="Regner ut alle formler, skriver funnene på arket Kontroll og lagrer. "
        "Den forrige utgaven legges i mappen «orxl-sikkerhetskopier».",
    )
    _takes_file(recalculate)
    recalculate.add_argument(
        "--rett",
        action="store_true",
        help="sett tilbake formler og rett sikre feil, etter spørsmål",
    )
    recalculate.add_argument(
        "--også-usikre", action="store_true", help="spør også om rettinger som kan være gale"
    )
    recalculate.add_argument(
        "--ja", action="store_true", help="svar ja på spørsmålene fra --rett (sikre rettinger)"
    )
    recalculate.set_defaults(run=_recalculate)

    build = commands.add_parser(
        "bygg",
        help="bygg arbeidsboken fra kilden",
        description="Bygger arbeidsboken fra tekstkilden i workbook/kilde.",
    )
    build.add_argument("--kilde", type=Path, help="mappen med kilden (standard: workbook/kilde)")
    build.add_argument("--ut", type=Path, help="filen som skal bygges")
    build.add_argument("--erstatt", action="store_true", help="erstatt en fil som er endret")
    build.add_argument(
        "--tom", action="store_true", help="bygg en tom arbeidsbok for et nytt råd (krever --år)"
    )
    build.add_argument("--år", type=int, metavar="ÅR", help="budsjettåret i en tom arbeidsbok")
    build.add_argument("--navn", metavar="NAVN", help="rådets navn i en tom arbeidsbok")
    build.set_defaults(run=_build)

    add_excel(commands)

    rules = commands.add_parser(
        "regel",
        help="list reglene, eller forklar én",
        description="Lister alle regler, eller forklarer den ene som er nevnt.",
    )
    rules.add_argument("kode", nargs="?", help="regelens kode, for eksempel B005")
    rules.add_argument(
        "--skriv-dokumentasjon",
        nargs="?",
        type=Path,
        const=Path("docs") / "regler",
        metavar="MAPPE",
        dest="pages",
        help="skriv en side om hver regel (standard: docs/regler)",
    )
    rules.set_defaults(run=_rule)
    return parser


def _takes_file(parser: Parser) -> None:
    parser.add_argument(
        "fil",
        nargs="?",
        type=Path,
        metavar="FIL",
        help="arbeidsboken (standard: workbook/handlingsprogram.xlsx)",
    )


def _file(options: Namespace) -> Path:
    from orxl.app.workbook import default_workbook

    return options.fil if options.fil is not None else default_workbook()


def _check(options: Namespace) -> int:
    from orxl.app import present
    from orxl.app.check import CheckReport, check, check_before_sending

    path = _file(options)
    if options.html is not None:
        from orxl.app.html import refuse_bad_target

        refuse_bad_target(options.html, path)
    report: CheckReport
    if options.alle_ark:
        from orxl.app.audit import audit_file

        report = audit_file(path, sending=options.sending)
    else:
        report = check_before_sending(path) if options.sending else check(path)
    if not report.programme:
        checked = "bare formlene" if options.alle_ark else "bare filen"
        print(
            f"«{report.path.name}» er ikke en arbeidsbok for handlingsprogram og budsjett: "
            f"{'formlene og filen' if options.alle_ark and options.sending else checked} "
            "er kontrollert.",
            file=sys.stderr,
        )
    if options.html is not None:
        from datetime import datetime

        from orxl.app.html import write_html

        write_html(report, options.html, datetime.now())
    if options.format == "json":
        print(present.as_json(report))
    else:
        present.print_report(report, _console())
    return report.exit_code


def _recalculate(options: Namespace) -> int:
    from datetime import datetime
    from getpass import getuser

    from orxl.app import present
    from orxl.app.check import CheckReport
    from orxl.app.recalculate import recalculate_file

    console = _console()

    def ask(finding: Finding) -> bool:
        return _ask(console, finding, yes=options.ja)

    report = recalculate_file(
        _file(options),
        moment=datetime.now(),
        who=getuser(),
        fix=ask if options.rett or getattr(options, "også_usikre") else None,  # noqa: B009
        unsafe=getattr(options, "også_usikre"),  # noqa: B009
    )
    checked = CheckReport(report.path, report.findings)
    present.print_report(checked, console)
    console.print(
        f"Beregnet {report.path.name}: "
        f"{nb.counted(len(report.renewed), 'verdi', 'verdier')} fornyet, "
        f"{nb.counted(len(report.fixed), 'feil', 'feil')} rettet."
    )
    if report.unconfirmed:
        cells = nb.counted(len(report.unconfirmed), "celle", "celler")
        console.print(f"{cells} overlates til Excel, som regner dem ut når filen åpnes.")
    if report.backup is not None:
        console.print(f"Forrige utgave: {report.backup.parent.name}/{report.backup.name}")
    for warning in report.warnings:
        console.print(f"Merk: {warning}")
    return report.exit_code


def _ask(console: Console, finding: Finding, *, yes: bool) -> bool:
    from orxl.app.recalculate import describe_fix

    console.print(f"{finding.message} ({finding.code})")
    for line in describe_fix(finding):
        console.print(f"    {line}")
    if yes and finding.safe:
        return True
    if not sys.stdin.isatty():
        console.print("    Ikke rettet: ingen å spørre. Bruk --ja for å godta sikre rettinger.")
        return False
    return input("    Rette dette? [j/N] ").strip().casefold() in ("j", "ja")


def _build(options: Namespace) -> int:
    from orxl.app import present
    from orxl.app.build import build_file
    from orxl.app.check import CheckReport
    from orxl.app.workbook import NAME

    source = options.kilde if options.kilde is not None else NAME.parent / "kilde"
    target = options.ut if options.ut is not None else source.parent / NAME.name
    if options.tom:
        report = _blank(options, source)
    else:
        report = build_file(source, target, replace=options.erstatt)
    done = "Bygde" if report.written else "Uendret:"
    print(
        f"{done} {report.path}: {nb.number(report.formulas)} formler, "
        f"{nb.number(report.unconfirmed)} uten bekreftet verdi."
    )
    if report.backup is not None:
        print(f"Forrige utgave: {report.backup.parent.name}/{report.backup.name}")
    checked = CheckReport(report.path, report.findings)
    print(present.verdict(checked).plain)
    if options.tom:
        print("Begynn på arket Forutsetninger: de merkede cellene må fylles ut.")
    return checked.exit_code


def _blank(options: Namespace, source: Path) -> BuildReport:
    from datetime import datetime

    from orxl.app.build import build_blank

    year = getattr(options, "år")  # noqa: B009
    if year is None or options.navn is None:
        raise BadCall(
            "En tom arbeidsbok trenger både budsjettår og navn.",
            'Skriv for eksempel: orxl bygg --tom --år 2027 --navn "Fjordrådet IPR"',
        )
    target = options.ut if options.ut is not None else Path(f"handlingsprogram-{year}.xlsx")
    return build_blank(
        year, options.navn, target, moment=datetime.now(), source=source, replace=options.erstatt
    )


def _rule(options: Namespace) -> int:
    from orxl.app.explain import explain, listing

    if options.pages is not None:
        from orxl.app.document import write_pages

        changed = write_pages(options.pages)
        print(f"{nb.counted(len(changed), 'side', 'sider')} endret i {options.pages}.")
        return 0
    print(listing() if options.kode is None else explain(options.kode))
    return 0


if __name__ == "__main__":
    sys.exit(main())
