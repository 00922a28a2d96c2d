"""«orxl importer»: files from outside into the workbook, shown before anything is written."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import Any, Final

from orxl.app.imports import population, rates
from orxl.app.imports.account_files import day_of
from orxl.app.imports.accounts import SIGNS, AccountsImport
from orxl.app.imports.files import SourceFile, source_file
from orxl.app.imports.frame import Import
from orxl.app.imports.grants import GrantImport
from orxl.app.imports.members import MemberImport
from orxl.app.imports.package import DESCRIPTOR, PackageImport
from orxl.app.imports.population import PopulationImport
from orxl.app.imports.rates import RateImport
from orxl.app.imports.run import preview
from orxl.cli.arguments import Parser, file_of, takes_file
from orxl.cli.asking import ask, takes_answer
from orxl.cli.progress import Bar, bar
from orxl.core.errors import BadCall

DESCRIPTION: Final = (
    "Leser en fil og viser hva den endrer i arbeidsboken: gamle og nye verdier, og hva det gjør "
    "med kontingent, resultat og utgående mindreforbruk. Ingenting skrives før du svarer ja. Den "
    "forrige utgaven legges i mappen «orxl-sikkerhetskopier»."
)


def _population(options: Namespace) -> PopulationImport:
    return PopulationImport(date.today(), tuple(options.years))


def _members(_options: Namespace) -> MemberImport:
    return MemberImport(date.today())


def _accounts(options: Namespace) -> AccountsImport:
    signs = None if options.signs is None else SIGNS[options.signs]
    return AccountsImport(options.until, signs)


def _rates(options: Namespace) -> RateImport:
    return RateImport(_rate_day(options), options.grant)


def _rate_day(options: Namespace) -> date:
    return date.today() if options.until is None else options.until


def _package(options: Namespace) -> PackageImport:
    source: Path | None = options.source
    if source is None:
        return PackageImport(Path())
    return PackageImport(source if source.is_dir() else source.parent)


def _file_of(source: Path) -> Path:
    """The file to read: of a folder its description."""
    return source / DESCRIPTOR if source.is_dir() else source


IMPORTS: Final[Mapping[str, Callable[[Namespace], Import[Any]]]] = {
    "folketall": _population,
    "medlemmer": _members,
    "regnskap": _accounts,
    "tilskudd": lambda _: GrantImport(),
    "kurs": _rates,
    "pakke": _package,
}
"""What can be imported, and how each kind is made of the command's options."""
_FETCHED: Final[Mapping[str, Callable[[Namespace, Bar], SourceFile]]] = {
    "folketall": lambda options, shown: population.fetched(options.years, shown.bytes),
    "kurs": lambda options, shown: rates.fetched(_rate_day(options), shown.bytes),
}
"""What can be fetched from the service that publishes it."""


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} eller {last}"


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ArgumentTypeError("et år, for eksempel 2026")
    return int(text)


def _day(text: str) -> date:
    day = day_of(text)
    if day is None:
        raise ArgumentTypeError("en dato, for eksempel 31.08.2026")
    return day


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument("what", choices=tuple(IMPORTS), metavar="HVA", help=_either(IMPORTS))
    parser.add_argument(
        "source", nargs="?", type=Path, metavar="KILDE",
        help="filen som skal importeres, eller mappen med en datapakke (ikke med --hent)",
    )  # fmt: skip
    takes_file(parser)
    parser.add_argument(
        "--hent", action="store_true", dest="fetch",
        help="hent folketallet fra SSB (nyeste år, eller --år), eller eurokursen fra Norges Bank "
        "(i dag, eller --per)",
    )  # fmt: skip
    parser.add_argument(
        "--år", "--aar", type=_year, action="append", default=[], dest="years", metavar="ÅR",
        help="bare dette året; kan gjentas (folketall)",
    )  # fmt: skip
    parser.add_argument(
        "--per", type=_day, dest="until", metavar="DATO",
        help="dagen regnskapet gjelder til, der filen ikke sier det (regnskap); dagen kursen "
        "gjelder (kurs)",
    )  # fmt: skip
    parser.add_argument(
        "--tilskudd", dest="grant", default="", metavar="ID",
        help="gi kursen til dette tilskuddet alene (kurs)",
    )  # fmt: skip
    parser.add_argument(
        "--fortegn", choices=tuple(SIGNS), dest="signs",
        help="hva som har minus, der filen ikke viser det (regnskap)",
    )  # fmt: skip
    takes_answer(parser)


def run(options: Namespace) -> int:
    """Show what the import would change, ask, and write; 2 where it cannot be done."""
    if options.fetch and options.fil is None:
        options.fil, options.source = options.source, None  # the only file is the workbook
    if options.fetch and (options.source is not None or options.what not in _FETCHED):
        raise BadCall(
            "--hent gjelder folketall og kurs, uten KILDE.", "Se «orxl importer --hjelp»."
        )
    if not options.fetch and options.source is None:
        raise BadCall("Kommandoen mangler: KILDE.", "Se «orxl importer --hjelp».")
    importer = IMPORTS[options.what](options)
    with bar() as shown_bar:
        source = (
            _FETCHED[options.what](options, shown_bar)
            if options.fetch
            else source_file(_file_of(options.source))
        )
        shown = preview(
            file_of(options),
            source,
            importer,
            moment=datetime.now(),
            who=getuser(),
            tell=shown_bar.step,
        )
    return ask(shown, options.format, yes=options.ja)
