"""Imports from Excel: the file from Excel's own dialog, the preview as a box and a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from orxl.app.tasks.values import Errand, Result, told
from orxl.core.light import replace

if TYPE_CHECKING:
    from datetime import date

    from orxl.app.imports.files import SourceFile
    from orxl.app.imports.frame import Import
    from orxl.app.imports.run import Preview
    from orxl.sources.ledger_signs import Signs

_TABLES: Final = ("csv", "txt", "xlsx", "xlsm")


def import_population(errand: Errand) -> Result | None:
    """Population from a file. Raises OrxlError."""
    from orxl.app.imports.population import PopulationImport

    source = _picked(errand, "Folketall fra SSB", (*_TABLES, "json", "px"))
    return source and _import(errand, source, PopulationImport(errand.moment.date()))


def fetch_population(errand: Errand) -> Result | None:
    """The newest population from SSB. Raises OrxlError."""
    from orxl.app.imports.population import PopulationImport, fetched

    source = fetched((), lambda read, whole: None)
    return _import(errand, source, PopulationImport(errand.moment.date()))


def import_members(errand: Errand) -> Result | None:
    """Members from a list. Raises OrxlError."""
    from orxl.app.imports.members import MemberImport

    source = _picked(errand, "Liste over medlemmer", _TABLES)
    return source and _import(errand, source, MemberImport(errand.moment.date()))


def import_grants(errand: Errand) -> Result | None:
    """Commitments of grants from a list. Raises OrxlError."""
    from orxl.app.imports.grants import GrantImport

    source = _picked(errand, "Tilsagn om tilskudd", _TABLES)
    return source and _import(errand, source, GrantImport())


def import_accounts(errand: Errand) -> Result | None:
    """The accounts so far; what the file does not say, the user is asked. Raises OrxlError."""
    from orxl.app.imports.accounts import NO_DAY, AccountsImport
    from orxl.sources.ledger import UnknownSigns

    source = _picked(errand, "Regnskap", (*_TABLES, "xml", "zip"))
    importer = AccountsImport()
    while source is not None:
        try:
            shown = _tried(errand, source, importer)
        except UnknownSigns:
            signs = _signs(errand)
            if signs is None:
                return None
            importer = replace(importer, signs=signs)
            continue
        if importer.until is not None or all(p.said != NO_DAY for p in shown.report.problems):
            return _offer(errand, shown)
        until = _day(errand)
        if until is None:
            return None
        importer = replace(importer, until=until)
    return None


def _signs(errand: Errand) -> Signs | None:
    """What has minus in a file of accounts; None where the user gives it up."""
    from orxl.app.imports.accounts import SIGNS

    prompt = (
        "Filen viser ikke hva som har minus. Skriv 1 hvis inntektene har minus, 2 hvis utgiftene "
        "har minus, 3 hvis ingenting har fortegn."
    )
    while (text := errand.live.pick_text(errand.title, prompt)) is not None:
        if text.strip() in ("1", "2", "3"):
            return tuple(SIGNS.values())[int(text) - 1]
    return None


def _day(errand: Errand) -> date | None:
    """The day that the accounts are to; None where the user gives it up."""
    from orxl.app.imports.account_files import day_of

    prompt = "Filen sier ikke hvilken dag regnskapet gjelder til. Skriv dagen, som 31.08.2026."
    while (text := errand.live.pick_text(errand.title, prompt)) is not None:
        day = day_of(text)
        if day is not None:
            return day
    return None


def _picked(errand: Errand, kind: str, endings: tuple[str, ...]) -> Any:
    """The file that the user chooses; None where they give it up. Raises UnreadableFile."""
    from orxl.app.imports.files import source_file

    path = errand.live.pick_file(f"{errand.title}: velg filen", kind, endings)
    return None if path is None else source_file(path)


def _import(errand: Errand, source: SourceFile, importer: Import[Any]) -> Result | None:
    """Show what the import would do, ask, and do it."""
    return _offer(errand, _tried(errand, source, importer))


def _tried(errand: Errand, source: SourceFile, importer: Import[Any]) -> Preview:
    """What the import would do. Raises OrxlError."""
    from orxl.app.imports.live import LiveEnd
    from orxl.app.imports.run import preview

    return preview(LiveEnd(errand.live), source, importer, moment=errand.moment, who=errand.who)


def _offer(errand: Errand, shown: Preview) -> Result | None:
    """Show it, ask, and do it."""
    from orxl.app.imports.run import carry_out
    from orxl.report.imports import boxes

    live, report = errand.live, shown.report
    if report.problems or report.can_be_written:
        live.show_rows(boxes.PREVIEW, boxes.rows(report))
    if not report.can_be_written:
        return told(boxes.hindered(report), bad=bool(report.problems))
    if not live.ask(boxes.question(report), errand.title):
        return None
    done = carry_out(shown)
    return Result(
        lambda: (
            boxes.done(done, read_only=live.read_only, saves_itself=live.saves_itself),
            False,
        ),
        "Importen er gjort, og funnene står på arket Kontroll.",
    )
