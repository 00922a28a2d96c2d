"""Exports a workbook's tables as a data package: CSV and SQLite, and more where it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.app.folders import write_files
from orxl.app.workbook import Opened, open_workbook, view_of
from orxl.binding import BoundBook, bind
from orxl.core import nb
from orxl.core.errors import OrxlError, UnwritableFile
from orxl.core.findings import Severity, state
from orxl.core.light import dataclass
from orxl.formulas.recalculate import refreshed
from orxl.rules.kit.run import run
from orxl.versions.export.csvs import as_csv, injections, marks_of
from orxl.versions.export.descriptor import NAME, About, Resource, descriptor, within
from orxl.versions.export.sqlite import as_sqlite
from orxl.versions.export.tables import Exported, exported
from orxl.versions.export.values import Misfit, Table

DATABASE: Final = "handlingsprogram.sqlite"
SCHEMA: Final = "modeller.schema.json"
DUCK: Final = "handlingsprogram.duckdb"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: all columns or the public ones, and which files beside CSV and SQLite."""

    everything: bool = False
    parquet: bool = False
    duckdb: bool = False
    schema: bool = False


@dataclass(frozen=True)
class Package:
    """A data package before it is written: its files by their paths, and what to know of it."""

    book: Path
    files: dict[str, bytes]
    tables: tuple[Table, ...]
    told: tuple[str, ...]


def package_of(path: Path, wanted: Wanted, *, today: date) -> Package:
    """The data package of the workbook at *path*. Nothing is written.

    Raises UnreadableFile; OrxlError where a cell does not fit its column, where nothing is public,
    or where the workbook's year, headers or layout are wrong.
    """
    return package_of_opened(open_workbook(path), wanted, today=today)


def package_of_opened(opened: Opened, wanted: Wanted, *, today: date) -> Package:
    """As :func:`package_of`, of a workbook that is read already."""
    view = view_of(opened.book)
    findings = run(view, today=today)
    broken = next((finding for finding in findings if finding.hinders), None)
    if broken is not None:
        raise OrxlError(
            f"Arbeidsboken må rettes før den kan eksporteres: {broken.message}", broken.remedy
        )
    # What stands in the file may be stale: what both engines agree on is what is exported.
    bound = bind(refreshed(opened.book, view.recalculation))
    errors = state(findings)[Severity.ERROR]
    return packed(opened, bound, wanted, errors)


def packed(opened: Opened, bound: BoundBook, wanted: Wanted, errors: int) -> Package:
    """The data package of what *bound*, the workbook in *opened*, holds; it has *errors* Feil.

    Raises OrxlError where a cell does not fit its column, and where nothing is public.
    """
    found = exported(bound, everything=wanted.everything)
    if found.misfits:
        raise _unfit(found.misfits)
    if not found.tables:
        raise OrxlError(
            "Ingen kolonner i oppsettet er merket som offentlige: det er ingenting å eksportere.",
            "Bruk --alt for å ta med alle kolonner.",
        )
    about = About(
        bound.layout.year,
        bound.programme.word("Organisasjon") or "",
        opened.path.name,
        sha256(opened.data).hexdigest(),
        _changed(bound),
        wanted.everything,
    )
    resources = list(_resources(found, wanted, bound.layout.year))
    files = {NAME: descriptor(about, resources)}
    files |= {resource.path: resource.data for resource in resources}
    if wanted.duckdb:
        from orxl.app.duck import as_database

        files[DUCK] = as_database(found.tables)
    return Package(opened.path, files, found.tables, tuple(_told(found, errors)))


def _resources(found: Exported, wanted: Wanted, year: int) -> Iterator[Resource]:
    for table in found.tables:
        marks = marks_of(table)
        data = as_csv(table, marks)
        yield Resource(f"data/{table.slug}.csv", data, table.slug, table.title, "csv", table, marks)
    yield Resource(
        DATABASE, as_sqlite(found.tables), "sqlite", "De samme tabellene i en database", "sqlite"
    )
    if wanted.parquet:
        from orxl.app.duck import as_parquet

        for name, data in as_parquet(found.tables).items():
            yield Resource(
                f"parquet/{name}.parquet", data, f"{name}-parquet", f"{name} som Parquet", "parquet"
            )
    if wanted.schema:
        from orxl.versions.export.schemas import json_schema

        yield Resource(SCHEMA, json_schema(year), "modeller", "JSON Schema for modellene", "json")


def _changed(bound: BoundBook) -> datetime | None:
    """When the workbook was last put on record, by its own log."""
    return max((entry.time for entry in bound.programme.log), default=None)


def _unfit(misfits: tuple[Misfit, ...]) -> OrxlError:
    first = misfits[0]
    more = len(misfits) - 1
    others = f" Det samme gjelder {nb.counted(more, 'celle', 'celler')} til." if more else ""
    return OrxlError(
        f"{first.cell} skulle vært {first.wanted}, men der står {nb.value(first.value)}.{others}",
        "Rett cellene (orxl kontroller viser dem), og eksporter på nytt.",
    )


def _told(found: Exported, errors: int) -> Iterator[str]:
    yield from found.told
    if errors:
        yield (
            f"Arbeidsboken har {nb.number(errors)} feil (orxl kontroller); dataene er tatt med "
            "slik de står."
        )
    risky = sum(map(injections, found.tables))
    if risky:
        yield (
            f"{nb.counted(risky, 'tekst begynner', 'tekster begynner')} med =, +, - eller @ og er "
            "skrevet som de står: les filene inn som tekst i et regneark."
        )


def write_package(package: Package, folder: Path, *, replace: bool) -> None:
    """Write *package* to *folder*. With *replace*, what an earlier package had there goes.

    Raises UnwritableFile.
    """
    old = _listed(folder)
    made = {folder / name: data for name, data in package.files.items()}
    write_files(folder, made, replace=replace)
    for path in old:
        # A column that is no longer to be public must not stay behind in a file of its own.
        if path not in made and path.is_file():
            try:
                path.unlink()
            except OSError as error:
                raise UnwritableFile(
                    f"Kan ikke fjerne «{path.name}» fra den forrige eksporten.", "Fjern den selv."
                ) from error


def _listed(folder: Path) -> list[Path]:
    """The files of the package that lies in *folder*, as far as they lie in it."""
    try:
        said = json.loads((folder / NAME).read_bytes())
        names = [resource["path"] for resource in said["resources"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    found = [folder / name for name in names if within(name)]
    return [*found, folder / DUCK]
