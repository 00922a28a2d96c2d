"""The descriptor of a data package, as Frictionless' Data Package 2.0 has it. Written by hand.

Nothing in it comes from the clock or the machine: the same workbook gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from orxl.core.light import dataclass
from orxl.layout import Kind, names
from orxl.versions.export.csvs import Marks
from orxl.versions.export.values import CODE_PATTERN, Field, FieldType, Table

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA: Final = "https://datapackage.org/profiles/2.0/tableschema.json"
NAME: Final = "datapackage.json"
_SSB: Final[Mapping[str, Any]] = {
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Navngivelse 4.0",
        }
    ],
    "sources": [
        {
            "title": "Statistisk sentralbyrå, tabell 07459",
            "path": "https://www.ssb.no/statbank/table/07459",
        }
    ],
}
"""Of the tables that are SSB's figures."""
_OUTSIDE: Final = {names.POPULATION: _SSB}
CELLS: Final = (
    "En tom celle, 0, en tom tekst og en feilverdi er fire forskjellige ting: 0 er et tall, og "
    "ordene for de andre står i missingValues med hva de betyr. En tekst som begynner med =, +, - "
    "eller @, står som den er, for den er data; les filene inn som tekst (Excel: Data → Fra "
    "tekst/CSV), og ikke ved å dobbeltklikke på dem."
)


@dataclass(frozen=True, slots=True)
class About:
    """What the package says of itself, all of it from the workbook."""

    year: int
    owner: str
    book: str
    """The workbook's file name."""
    digest: str
    """SHA-256 of the workbook."""
    changed: datetime | None
    """When the workbook was last put on record, by the clock on the wall in Norway."""
    everything: bool


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the package: its path, its bytes, and the table it holds, if it holds one."""

    path: str
    data: bytes
    name: str
    title: str
    kind: str
    """Its format and media type in one word: ``csv``, ``parquet``, ``sqlite``, ``json``."""
    table: Table | None = None
    marks: Marks | None = None


_MEDIA: Final = {
    "csv": "text/csv", "sqlite": "application/vnd.sqlite3", "json": "application/schema+json",
    "parquet": "application/vnd.apache.parquet",
}  # fmt: skip


def descriptor(about: About, resources: Sequence[Resource]) -> bytes:
    """``datapackage.json`` for *resources*."""
    owner = f" for {about.owner}" if about.owner else ""
    said: dict[str, Any] = {
        "$schema": PROFILE,
        "name": f"handlingsprogram-{about.year}",
        "title": f"Handlingsprogram og budsjett {about.year}{owner}",
        "description": CELLS,
    }
    if about.changed is not None:
        said["created"] = in_norway(about.changed).isoformat()
    said["sources"] = [{"title": f"Arbeidsboken {about.book}", "sha256": about.digest}]
    said["columns"] = "alle" if about.everything else "offentlige"
    said["resources"] = [_resource(resource) for resource in resources]
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(resource: Resource) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": resource.name,
        "type": "table" if resource.table is not None else "file",
        "path": resource.path,
        "title": resource.title,
        "format": resource.kind,
        "mediatype": _MEDIA[resource.kind],
        "bytes": len(resource.data),
        "hash": f"sha256:{hashlib.sha256(resource.data).hexdigest()}",
    }
    if resource.table is not None and resource.marks is not None:
        said |= {
            "description": resource.table.description,
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
            "table": resource.table.name,
            **_OUTSIDE.get(resource.table.name, {}),
            "schema": _schema(resource.table, resource.marks),
        }
    return said


def _schema(table: Table, marks: Marks) -> dict[str, Any]:
    said: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": [_field(field) for field in table.fields],
        "missingValues": marks.missing,
    }
    if table.key:
        said["primaryKey"] = list(table.key)
    if table.foreign:
        said["foreignKeys"] = [
            {
                "fields": [key.field],
                "reference": {"resource": key.table, "fields": [key.target]},
            }
            for key in table.foreign
        ]
    return said


def _field(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "type": field.type.value, "title": field.title}
    if field.description:
        said["description"] = field.description
    if field.unit:
        said["unit"] = field.unit
    if field.type is FieldType.NUMBER:
        said["decimalChar"] = "."
    if field.type is FieldType.BOOLEAN:
        said |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.calculated:
        said["calculated"] = True
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.kind is Kind.MUNICIPALITY:
        constraints["pattern"] = CODE_PATTERN
    if field.enum:
        constraints["enum"] = list(field.enum)
    if constraints:
        said["constraints"] = constraints
    return said


def within(path: object) -> bool:
    """Whether *path*, of a descriptor from anywhere, leads to a file inside its own folder."""
    if not isinstance(path, str) or not path or any(letter in path for letter in "\\:\0"):
        return False
    return not path.startswith("/") and ".." not in path.split("/")


def in_norway(moment: datetime) -> datetime:
    """*moment* of a clock in Norway with its distance from UTC; summer time by the EU's rule.

    Summer time is from 2.00 on the last Sunday of March to 3.00 on the last of October (directive
    2000/84/EC; Norwegian regulation of 17.8.2001). The hour that is there twice is taken as the
    first. The machine's own zone is not asked: the same workbook gives the same bytes everywhere.
    """
    start = _last_sunday(moment.year, 3, 2)
    end = _last_sunday(moment.year, 10, 3)
    hours = 2 if start <= moment < end else 1
    return moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))


def _last_sunday(year: int, month: int, hour: int) -> datetime:
    last = datetime(year, month, 31, hour)
    return last - timedelta(days=(last.weekday() + 1) % 7)
