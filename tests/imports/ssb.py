"""Files as SSB makes them, by its documentation: written here, nothing of them is copied."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from orxl.app.imports.files import SourceFile
from orxl.app.imports.population import PopulationImport
from orxl.sources.population_values import PopulationReading

OSLO = {2022: 699_827, 2023: 709_037, 2024: 717_710, 2025: 724_290, 2026: 728_714}
"""SSB's own figures (table 07459)."""
TODAY = date(2026, 11, 27)
TITLE = '"07459: Befolkning, etter region, statistikkvariabel og år"'


def read(data: bytes | str, name: str = "tall.csv", *years: int) -> PopulationReading:
    """*data* as «orxl importer folketall» reads it."""
    given = data.encode() if isinstance(data, str) else data
    return PopulationImport(TODAY, years).read(SourceFile(name, given))


def figures(reading: PopulationReading) -> dict[tuple[int, int], int]:
    """What can be used, by code and year; nothing may be wrong."""
    assert reading.problems == ()
    return {(one.code, one.at.year): one.inhabitants for one in reading.figures}


def one_problem(reading: PopulationReading) -> str:
    """The one thing that is wrong: place, value and sentence."""
    (problem,) = reading.problems
    return " | ".join(problem)


def xlsx(rows: Sequence[Sequence[Any]], sheet: str = "07459") -> bytes:
    """A workbook with *rows* on one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def jsonstat(
    values: Any,
    regions: Mapping[str, str] | None = None,
    years: Sequence[str] = ("2025", "2026"),
    contents: Mapping[str, str] | None = None,
    **more: Any,
) -> bytes:
    """JSON-stat2 as PxWebApi v2 answers."""
    regions = {"0301": "Oslo - Oslove", "3201": "Bærum"} if regions is None else regions
    contents = {"Personer1": "Personer"} if contents is None else contents
    dimension = {
        "Region": {"label": "region", "category": {
            "index": {code: i for i, code in enumerate(regions)}, "label": regions}},
        "ContentsCode": {"label": "statistikkvariabel", "category": {
            "index": {code: i for i, code in enumerate(contents)}, "label": contents,
            "unit": {"Personer1": {"base": "personer", "decimals": 0}}}},
        "Tid": {"label": "år", "category": {
            "index": {year: i for i, year in enumerate(years)},
            "label": {year: year for year in years}}},
    }  # fmt: skip
    told = {
        "version": "2.0",
        "class": "dataset",
        "label": "07459: Befolkning, etter region, statistikkvariabel og år",
        "source": "Statistisk sentralbyrå",
        "updated": "2026-02-25T07:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [len(regions), len(contents), len(years)],
        "dimension": dimension,
        "value": values,
    }
    return json.dumps(told | more, ensure_ascii=False).encode()


def px(cells: str, **changed: str) -> bytes:
    """A PX file in the code page that SSB uses."""
    words = {
        "CHARSET": '"ANSI"',
        "AXIS-VERSION": '"2010"',
        "CODEPAGE": '"iso-8859-15"',
        "LANGUAGE": '"no"',
        "MATRIX": '"07459"',
        "TITLE": '"07459: Befolkning, etter region, statistikkvariabel og år"',
        "LAST-UPDATED": '"20260225 08:00"',
        "STUB": '"region"',
        "HEADING": '"statistikkvariabel","år"',
        'VALUES("region")': '"Oslo - Oslove",\n"Bærum"',
        'VALUES("statistikkvariabel")': '"Personer"',
        'VALUES("år")': '"2025","2026"',
        'TIMEVAL("år")': 'TLIST(A1),"2025","2026"',
        'CODES("region")': '"0301","3201"',
        'CODES("statistikkvariabel")': '"Personer1"',
        'CODES("år")': '"2025","2026"',
        'NOTE': '"Tallene gjelder; per 1. januar. "\n"De er endelige."',
        "DATA": f"\n{cells}",
    } | changed  # fmt: skip
    return "\n".join(f"{word}={held};" for word, held in words.items() if held).encode("cp1252")
