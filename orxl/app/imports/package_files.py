"""The files of a data package: its descriptor, and the tables that it describes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orxl.app.imports.files import SourceFile, source_file
from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.versions.export.csvs import Unreadable, read_csv
from orxl.versions.export.descriptor import NAME, within
from orxl.versions.export.values import Entry, FieldType


@dataclass(frozen=True, slots=True)
class PackedTable:
    """A table of a package as it was read."""

    name: str
    """The layout's name for it (``tblTiltak``)."""
    path: str
    fields: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A package as it was read."""

    title: str
    tables: tuple[PackedTable, ...]
    notes: tuple[str, ...]


def packed_in(file: SourceFile, folder: Path) -> Packed:
    """The package in *folder* whose descriptor is *file*. Raises BadSource, UnreadableFile."""
    try:
        said = json.loads(file.data)
        resources = said["resources"]
        title = str(said.get("title") or said.get("name") or NAME)
        resources = [r for r in resources if isinstance(r.get("table"), str)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadSource(
            f"«{file.name}» er ikke beskrivelsen av en datapakke.",
            f"Velg mappen med {NAME} som «orxl eksporter» laget.",
        ) from error
    notes: list[str] = []
    tables = tuple(_table(folder, resource, notes) for resource in resources)
    if not tables:
        raise BadSource(f"«{file.name}» beskriver ingen tabell fra et handlingsprogram.")
    return Packed(title, tables, tuple(notes))


def _table(folder: Path, resource: Mapping[str, Any], notes: list[str]) -> PackedTable:
    path = resource.get("path")
    if not within(path):
        raise BadSource(f"Datapakken viser til {nb.quoted(str(path))}, som ligger utenfor mappen.")
    data = source_file(folder / str(path)).data
    if resource.get("hash") != f"sha256:{hashlib.sha256(data).hexdigest()}":
        notes.append(f"{path} er endret etter at pakken ble laget.")
    try:
        types, missing = _schema(resource["schema"])
        names, rows = read_csv(data, types, missing)
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(str(path), error) from error
    return PackedTable(str(resource["table"]), str(path), names, tuple(rows))


def _schema(said: Mapping[str, Any]) -> tuple[dict[str, FieldType], list[tuple[str, str]]]:
    """Raises KeyError, TypeError, ValueError where *said* is no schema of ours."""
    types = {str(field["name"]): FieldType(field["type"]) for field in said["fields"]}
    missing = [
        (str(value["value"]), str(value["label"])) if isinstance(value, dict) else (str(value), "")
        for value in said.get("missingValues", [""])
    ]
    return types, missing


def _unreadable(path: str, error: Exception) -> BadSource:
    if isinstance(error, Unreadable):
        field = f" i «{error.name}»" if error.name else ""
        return BadSource(
            f"{path}, linje {error.line}: {nb.quoted(error.text)}{field} skulle vært "
            f"{error.wanted}.",
            "Rett filen, eller eksporter på nytt.",
        )
    if isinstance(error, UnicodeDecodeError):
        return BadSource(f"{path} er ikke UTF-8.", "Lagre filen som CSV UTF-8.")
    return BadSource(f"Beskrivelsen av {path} kan ikke leses.", "Eksporter på nytt.")
