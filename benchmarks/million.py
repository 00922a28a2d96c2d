"""Time and memory on one million cells, against openpyxl.

    python benchmarks/million.py [--rows 50000] [--columns 20] [--skip-openpyxl]

Each measurement runs in a process of its own, so that the peaks are its own. A tenth of the cells
are formulas with values, a tenth are texts.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(row: int, column: int) -> str:
    at = f"{letters(column)}{row}"
    if column % 10 == 5:
        return f'<c r="{at}" s="1"><f>{letters(column - 1)}{row}*2</f><v>{row * 2.5}</v></c>'
    if column % 10 == 7:
        return f'<c r="{at}" t="s"><v>{(row * column) % 1000}</v></c>'
    return f'<c r="{at}"><v>{row + column / 8}</v></c>'


def write(path: Path, rows: int, columns: int) -> None:
    strings = "".join(f"<si><t>Tekst nummer {number} på norsk</t></si>" for number in range(1000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/s1.xml" ContentType="{TYPES}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
            f'<Override PartName="/xl/strings.xml" ContentType="{TYPES}.sharedStrings+xml"/>'
            "</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{R}"><sheets><sheet name="Ark" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{R}/worksheet" Target="s1.xml"/>'
            f'<Relationship Id="rId2" Type="{R}/sharedStrings" Target="strings.xml"/>'
            f'<Relationship Id="rId3" Type="{R}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1">'
            '<fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="4"/></cellXfs>'
            "</styleSheet>",
        )
        archive.writestr(
            "xl/strings.xml",
            f'{HEAD}<sst xmlns="{MAIN}" count="1000" uniqueCount="1000">{strings}</sst>',
        )
        with archive.open("xl/s1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for row in range(1, rows + 1):
                inside = "".join(cell(row, column) for column in range(1, columns + 1))
                sheet.write(f'<row r="{row}">{inside}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def patch_two(path: str, target: str, rows: int, columns: int) -> None:
    from orxl.core.edits import SetCell
    from orxl.core.refs import CellRef
    from orxl.xlsx import patch

    edits = [
        SetCell(CellRef("Ark", 2, 2), 12.5),
        SetCell(CellRef("Ark", rows - 1, columns - 1), "Blåbær"),
    ]
    Path(target).write_bytes(patch(Path(path).read_bytes(), edits))


def patch_two_openpyxl(path: str, target: str, rows: int, columns: int) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["Ark"].cell(2, 2, 12.5)
    book["Ark"].cell(rows - 1, columns - 1, "Blåbær")
    book.save(target)


def read(path: str, _target: str, rows: int, columns: int) -> None:
    from orxl.xlsx import read_book

    book = read_book(Path(path))
    assert len(book.sheets[0].cells) == rows * columns


def read_openpyxl(path: str, _target: str, rows: int, columns: int) -> None:
    import openpyxl

    for data_only in (False, True):
        book = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
        cells = {}
        for row in book["Ark"].iter_rows():
            for item in row:
                cells[item.row, item.column] = item.value
        assert len(cells) == rows * columns


def read_openpyxl_full(path: str, _target: str, rows: int, columns: int) -> None:
    import openpyxl

    for data_only in (False, True):
        book = openpyxl.load_workbook(path, data_only=data_only)
        assert book["Ark"].max_row == rows
        assert book["Ark"].max_column == columns


def _run(
    job: Callable[[str, str, int, int], None],
    arguments: tuple[str, str, int, int],
    answers: multiprocessing.Queue[tuple[float, float, float]],
) -> None:
    start = time.perf_counter()
    job(*arguments)
    seconds = time.perf_counter() - start
    busy = time.process_time()  # since the process began: imports included
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answers.put((seconds, busy, peak))


def measure(
    job: Callable[[str, str, int, int], None], arguments: tuple[str, str, int, int]
) -> tuple[float, float, float]:
    """Seconds by the clock and of processor time, and peak megabytes of *job*."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=_run, args=(job, arguments, answers))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{job.__name__} failed")
    return answers.get()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--columns", type=int, default=20)
    parser.add_argument("--skip-openpyxl", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder, "million.xlsx"), Path(folder, "out.xlsx")
        write(path, chosen.rows, chosen.columns)
        arguments = (str(path), str(target), chosen.rows, chosen.columns)
        print(f"{chosen.rows * chosen.columns} cells, file {path.stat().st_size / 2**20:.1f} MB\n")
        print("| job | program | seconds | processor s | peak MB | processor time against orxl |")
        print("|---|---|---|---|---|---|")
        jobs: dict[str, list[tuple[str, Callable[[str, str, int, int], None]]]] = {
            "write two cells": [("orxl", patch_two), ("openpyxl", patch_two_openpyxl)],
            "read formulas and values": [
                ("orxl", read),
                ("openpyxl, two read-only passes", read_openpyxl),
                ("openpyxl, two ordinary passes", read_openpyxl_full),
            ],
        }
        for name, programs in jobs.items():
            base = 0.0
            for program, job in programs[: 1 if chosen.skip_openpyxl else None]:
                seconds, busy, peak = measure(job, arguments)
                base = base if base else busy
                print(
                    f"| {name} | {program} | {seconds:.2f} | {busy:.2f} | {peak:.0f} | "
                    f"{busy / base:.1f} |"
                )


if __name__ == "__main__":
    main()
