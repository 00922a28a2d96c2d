"""Time and memory on odd and hostile workbooks: each is read and patched, or refused.

    python benchmarks/odd.py [NAME ...] [--limit 60]

Each workbook is made here. Reading it, and setting one cell in it, are each done in a process of
its own (Linux). What counts is that a workbook is done or refused, in one sentence, within 5
seconds of processor time and 500 MB, the workbook itself counted; the last column says so.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from orxl.core.refs import column_letters
from tests.xlsx.books import DECLARATION, MAIN, PACKAGE, R, one_sheet, sheet_xml, workbook, zipped

SECONDS = 5.0
MEGABYTES = 500.0
MILLION = 1_048_576


def plain(row: int, columns: int = 1, value: str = "1") -> str:
    cells = "".join(
        f'<c r="{column_letters(c)}{row}"><v>{value}</v></c>' for c in range(1, columns + 1)
    )
    return f'<row r="{row}">{cells}</row>'


def rows(count: int, columns: int = 1) -> str:
    return "".join(plain(row, columns) for row in range(1, count + 1))


def after(xml: str, some: str = "") -> bytes:
    return workbook({"Ark": sheet_xml(some if some else plain(1), after=xml)})


def merged(count: int) -> bytes:
    areas = "".join(f'<mergeCell ref="C{2 * n}:D{2 * n}"/>' for n in range(1, count + 1))
    return after(f'<mergeCells count="{count}">{areas}</mergeCells>')


def validations(count: int) -> bytes:
    inside = "".join(
        f'<dataValidation type="list" sqref="C{n}"><formula1>$Z$1:$Z${n}</formula1>'
        "</dataValidation>"
        for n in range(1, count + 1)
    )
    return after(f'<dataValidations count="{count}">{inside}</dataValidations>')


def formats(count: int) -> bytes:
    return after(
        "".join(
            f'<conditionalFormatting sqref="C{n}"><cfRule type="expression" priority="{n}">'
            f"<formula>$C${n}&gt;1</formula></cfRule></conditionalFormatting>"
            for n in range(1, count + 1)
        )
    )


def links(count: int) -> bytes:
    inside = "".join(f'<hyperlink ref="C{n}" location="Ark!A{n}"/>' for n in range(1, count + 1))
    return after(f"<hyperlinks>{inside}</hyperlinks>")


def many_sheets(count: int) -> bytes:
    names = ["Ark", *(f"Ark {n}" for n in range(2, count + 1))]
    return workbook({name: sheet_xml(rows(50, 10)) for name in names})


def many_names(count: int) -> bytes:
    inside = "".join(
        f'<definedName name="navn_{n}">Ark!$A${n}</definedName>' for n in range(1, count + 1)
    )
    return workbook({"Ark": sheet_xml(rows(100))}, names=f"<definedNames>{inside}</definedNames>")


def many_strings(count: int, text: str) -> bytes:
    items = "".join(f"<si><t>{text}{n}</t></si>" for n in range(count))
    used = f'<row r="1"><c r="A1" t="s"><v>{count - 1}</v></c></row>'
    return workbook(
        {"Ark": sheet_xml(used)},
        strings=f'{DECLARATION}<sst xmlns="{MAIN}" uniqueCount="{count}">{items}</sst>',
    )


def many_styles(count: int) -> bytes:
    formats = "".join(f'<xf numFmtId="{n % 40}" xfId="0"/>' for n in range(count))
    return workbook(
        {"Ark": sheet_xml(plain(1))},
        styles=f'{DECLARATION}<styleSheet xmlns="{MAIN}"><cellXfs count="{count}">{formats}'
        "</cellXfs></styleSheet>",
    )


def shared_formula(count: int) -> bytes:
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A{count}" si="0">B1*2</f></c></row>'
    others = "".join(
        f'<row r="{r}"><c r="A{r}"><f t="shared" si="0"/><v>0</v></c></row>'
        for r in range(2, count + 1)
    )
    return one_sheet(first + others)


def running_totals(count: int) -> bytes:
    return one_sheet(
        "".join(
            f'<row r="{r}"><c r="A{r}"><v>1</v></c>'
            f'<c r="B{r}"><f>SUM(A$1:A{r})</f><v>{r}</v></c></row>'
            for r in range(1, count + 1)
        )
    )


def entities() -> bytes:
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    bomb = sheet_xml("<row r='1'><c r='A1' t='str'><v>&a9;</v></c></row>").replace(
        "<worksheet", f"<!DOCTYPE lol [{''.join(lines)}]><worksheet", 1
    )
    return workbook({"Ark": bomb})


def many_parts(count: int) -> bytes:
    extra = {f"xl/media/bilde{n}.bin": b"x" for n in range(count)}
    return workbook({"Ark": sheet_xml(plain(1))}, extra=extra)


def many_links(count: int) -> bytes:
    inside = "".join(
        f'<Relationship Id="a{n}" Type="{R}/hyperlink" Target="https://x.no/{n}" '
        'TargetMode="External"/>'
        for n in range(count)
    )
    marks = "".join(f'<hyperlink ref="C{n + 1}" r:id="a{n}"/>' for n in range(count))
    rels = f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'
    return workbook(
        {"Ark": sheet_xml(plain(1), after=f"<hyperlinks>{marks}</hyperlinks>")},
        extra={"xl/worksheets/_rels/sheet1.xml.rels": rels},
    )


BOOKS: dict[str, Callable[[], bytes]] = {
    "1 048 576 empty rows without numbers": lambda: one_sheet("<row/>" * MILLION),
    "1 048 576 rows of a cell, no numbers": lambda: one_sheet(
        "".join(f"<row><c><v>{n}</v></c></row>" for n in range(MILLION))
    ),
    "100 000 rows of ten cells, no numbers": lambda: one_sheet(
        f"<row>{'<c><v>1</v></c>' * 10}</row>" * 100_000
    ),
    "1 048 576 rows of a cell": lambda: one_sheet(rows(MILLION)),
    "1 048 577 rows of a cell": lambda: one_sheet(rows(MILLION + 1)),
    "the same with a comment between": lambda: one_sheet(rows(MILLION - 1) + "<!-- x -->"),
    "comments around 300 000 rows": lambda: one_sheet(
        "".join(f"<!-- {n} -->{plain(n)}" for n in range(1, 300_001))
    ),
    "UTF-16, 200 000 rows of five cells": lambda: workbook(
        {"Ark": sheet_xml(rows(200_000, 5)).replace("UTF-8", "UTF-16").encode("utf-16")}
    ),
    "prefixed, 200 000 rows of five cells": lambda: workbook(
        {
            "Ark": f'{DECLARATION}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
            + rows(200_000, 5).replace("<", "<x:").replace("<x:/", "</x:")
            + "</x:sheetData></x:worksheet>"
        }
    ),
    "1 400 000 cells": lambda: one_sheet(rows(70_000, 20)),
    "2 000 000 cells": lambda: one_sheet(rows(100_000, 20)),
    "60 rows of 16 384 columns": lambda: one_sheet(rows(60, 16_384)),
    "one row of 16 385 columns": lambda: one_sheet(
        f'<row r="1">{"<c><v>1</v></c>" * 16_385}</row>'
    ),
    "100 000 merged areas": lambda: merged(100_000),
    "50 000 data validations": lambda: validations(50_000),
    "30 000 conditional formats": lambda: formats(30_000),
    "100 000 links in the sheet": lambda: links(100_000),
    "65 000 links out of the file": lambda: many_links(65_000),
    "200 sheets": lambda: many_sheets(200),
    "2 000 sheets": lambda: many_sheets(2_000),
    "50 000 names": lambda: many_names(50_000),
    "1 000 000 short shared texts": lambda: many_strings(1_000_000, "t"),
    "2 000 shared texts of 32 000 characters": lambda: many_strings(2_000, "å" * 32_000),
    "65 000 cell formats": lambda: many_styles(65_000),
    "a shared formula over 500 000 rows": lambda: shared_formula(500_000),
    "100 000 running totals": lambda: running_totals(100_000),
    "ten levels of entities": entities,
    "elements 100 000 deep": lambda: after("<a>" * 100_000 + "</a>" * 100_000),
    "elements 400 deep": lambda: after("<a>" * 400 + "</a>" * 400),
    "zip bomb, 1 GB of zeros": lambda: workbook(
        {"Ark": sheet_xml(plain(1))}, extra={"xl/media/a.bin": bytes(2**30)}
    ),
    "a sheet of 300 MB of spaces": lambda: one_sheet(" " * (300 * 2**20)),
    "a sheet of 100 MB, stored": lambda: zipped(
        {"[Content_Types].xml": "<a/>", "xl/a.xml": sheet_xml(plain(1) + " " * (100 * 2**20))},
        stored=True,
    ),
    "9 000 parts": lambda: many_parts(9_000),
    "20 000 parts": lambda: many_parts(20_000),
    "a text of 10 MB": lambda: one_sheet(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"abcdefgh" * 1_300_000}</t></is></c></row>'
    ),
    "150 000 rich texts": lambda: one_sheet(
        "".join(
            f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'
            "</row>"
            for n in range(1, 150_001)
        )
    ),
    "100 000 array formulas": lambda: one_sheet(
        "".join(
            f'<row r="{n}"><c r="A{n}"><f t="array" ref="A{n}">SUM(B{n}:C{n})</f><v>0</v></c></row>'
            for n in range(1, 100_001)
        )
    ),
}  # fmt: skip


def work(job: str, data: bytes, answers: Connection) -> None:
    from orxl.core.edits import SetCell
    from orxl.core.errors import OrxlError
    from orxl.core.refs import CellRef
    from orxl.xlsx import patch, read_bytes

    said = "done"
    start = time.process_time()
    try:
        if job == "read":
            read_bytes(data)
        else:
            patch(data, [SetCell(CellRef("Ark", 5, 1), 12.5)])
    except OrxlError as error:
        said = error.message
    except Exception as error:
        said = f"CRASH {type(error).__name__}"
    seconds = time.process_time() - start
    status = Path("/proc/self/status").read_text()  # what getrusage says began with the parent
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    answers.send((said, seconds, peak))
    os._exit(0)


def measured(job: str, data: bytes, limit: float) -> tuple[str, float, float]:
    context = multiprocessing.get_context("spawn")
    answers, other_end = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(job, data, other_end))
    process.start()
    other_end.close()
    try:
        found = answers.recv() if answers.poll(limit) else ("HANG", limit, 0.0)
    except EOFError:
        found = ("CRASH died", 0.0, 0.0)
    process.kill()
    process.join()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="only workbooks whose name contains one of these")
    parser.add_argument("--limit", type=float, default=60.0)
    chosen = parser.parse_args()
    print("| workbook | MB | read | patched | within 5 s and 500 MB |")
    print("|---|---:|---|---|---|")
    for name, make in BOOKS.items():
        if chosen.names and not any(word in name for word in chosen.names):
            continue
        data = make()
        told = []
        fine = True
        for job in ("read", "patch"):
            said, seconds, peak = measured(job, data, chosen.limit)
            fine = fine and seconds <= SECONDS and peak <= MEGABYTES
            fine = fine and not said.startswith(("CRASH", "HANG"))
            short = said.rpartition("arbeidsboken: ")[2]
            told.append(f"{short[:90]}: {seconds:.2f} s, {peak:.0f} MB")
        size = len(data) / 2**20
        print(
            f"| {name} | {size:.1f} | {told[0]} | {told[1]} | {'yes' if fine else 'NO'} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
