"""Imports from Excel: the file from Excel's own dialog, the preview as a box and a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from orxl.app.tasks.values import Errand, Result, told

if TYPE_CHECKING:
    from orxl.app.imports.files import SourceFile
    from orxl.app.imports.frame import Import

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


def import_accounts(errand: Errand) -> Result | None:
    """The accounts so far. Raises OrxlError."""
    from orxl.app.imports.accounts import AccountsImport

    source = _picked(errand, "Regnskap", (*_TABLES, "xml", "zip"))
    return source and _import(errand, source, AccountsImport())


def _picked(errand: Errand, kind: str, endings: tuple[str, ...]) -> Any:
    """The file that the user chooses; None where they give it up. Raises UnreadableFile."""
    from orxl.app.imports.files import source_file

    path = errand.live.pick_file(f"{errand.title}: velg filen", kind, endings)
    return None if path is None else source_file(path)


def _import(errand: Errand, source: SourceFile, importer: Import[Any]) -> Result | None:
    """Show what the import would do, ask, and do it."""
    from orxl.app.imports.live import LiveEnd
    from orxl.app.imports.run import carry_out, preview
    from orxl.report.imports import boxes

    live = errand.live
    shown = preview(LiveEnd(live), source, importer, moment=errand.moment, who=errand.who)
    report = shown.report
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
