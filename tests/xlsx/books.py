"""Workbooks that the tests author: raw parts put together by hand, or written by openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def zipped(parts: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    buffer = io.BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(
                name, (2026, 1, 1, 0, 0, 0)
            )  # the same bytes whenever it is made
            archive.writestr(info, content, compress_type=method)
    return buffer.getvalue()


def sheet_xml(rows: str, *, after: str = "", before: str = "", attributes: str = "") -> str:
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{R}"{attributes}>{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def table_xml(
    name: str, ref: str, columns: Mapping[str, str | None], *, extra: str = "", attributes: str = ""
) -> str:
    inside = "".join(
        f'<tableColumn id="{number}" name="{column}"'
        + (
            "/>"
            if formula is None
            else f"><calculatedColumnFormula>{formula}</calculatedColumnFormula></tableColumn>"
        )
        for number, (column, formula) in enumerate(columns.items(), start=1)
    )
    return (
        f'{DECLARATION}<table xmlns="{MAIN}" id="1" name="{name}" displayName="{name}" '
        f'ref="{ref}"{attributes}><autoFilter ref="{ref}"/>{extra}'
        f'<tableColumns count="{len(columns)}">{inside}</tableColumns></table>'
    )


def workbook(
    sheets: Mapping[str, str | bytes],
    *,
    tables: Mapping[str, list[str]] | None = None,
    names: str = "",
    calc: str = '<calcPr calcId="191029"/>',
    strings: str | None = None,
    styles: str | None = None,
    chain: str | None = None,
    settings: str = "",
    extra: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A workbook of raw sheet parts; *tables* lists the table parts of each sheet."""
    arrows: list[tuple[str, str]] = []
    types: list[tuple[str, str]] = [("xl/workbook.xml", f"{_TYPE}.sheet.main+xml")]
    parts: dict[str, bytes | str] = {}
    listed = ""
    number = 0
    for place, (name, xml) in enumerate(sheets.items(), start=1):
        part = f"xl/worksheets/sheet{place}.xml"
        parts[part] = xml
        types.append((part, f"{_TYPE}.worksheet+xml"))
        arrows.append(("worksheet", f"worksheets/sheet{place}.xml"))
        listed += f'<sheet name="{name}" sheetId="{place}" r:id="rId{place}"/>'
        relations = ""
        for table in (tables or {}).get(name, []):
            number += 1
            parts[f"xl/tables/table{number}.xml"] = table
            types.append((f"xl/tables/table{number}.xml", f"{_TYPE}.table+xml"))
            relations += (
                f'<Relationship Id="rId{number}" Type="{R}/table" '
                f'Target="../tables/table{number}.xml"/>'
            )
        if relations:
            parts[f"xl/worksheets/_rels/sheet{place}.xml.rels"] = (
                f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}'
                "</Relationships>"
            )
    for kind, base, content in (
        ("sharedStrings", "sharedStrings", strings),
        ("styles", "styles", styles),
        ("calcChain", "calcChain", chain),
    ):
        if content is not None:
            parts[f"xl/{base}.xml"] = content
            types.append((f"xl/{base}.xml", f"{_TYPE}.{kind}+xml"))
            arrows.append((kind, f"{base}.xml"))
    relations = "".join(
        f'<Relationship Id="rId{place}" Type="{R}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(arrows, start=1)
    )
    overrides = "".join(f'<Override PartName="/{p}" ContentType="{t}"/>' for p, t in types)
    head: dict[str, bytes | str] = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{R}">{settings}'
        f"<sheets>{listed}</sheets>{names}{calc}</workbook>",
        "xl/_rels/workbook.xml.rels": f"{DECLARATION}<Relationships "
        f'xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    return zipped({**head, **parts, **(extra or {})})


def one_sheet(rows: str, **options: str) -> bytes:
    """A workbook with one sheet «Ark»."""
    return workbook({"Ark": sheet_xml(rows, **options)})


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def replaced(data: bytes, name: str, content: bytes | str) -> bytes:
    """The zip with one part's content changed (or added)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {i.filename: archive.read(i) for i in archive.infolist()}
    parts[name] = content
    return zipped(parts)
