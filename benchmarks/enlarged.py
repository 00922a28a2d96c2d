"""Check and recalculate the workbook and its enlargements, beside other programs.

    python benchmarks/enlarged.py [FIL] [--times 1 10 100] [--limit 600] [--formulas PYTHON]

An enlargement holds the workbook itself and, on sheets of their own, copies of all its sheets'
cells below each other: n times the cells and n times the formulas, each copy's formulas reading
its own copy's cells in plain A1. Every measurement is a whole process from start to end: seconds
by the clock, and the most memory it held. ``--formulas`` names a Python that has the package
«formulas» (PyPI); it knows no table references, so it is given a workbook of the copies alone.
LibreOffice opens the file, recalculates everything and saves it as .xlsx.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from orxl.app.workbook import default_workbook, open_workbook
from orxl.core.refs import CellRef, column_letters
from orxl.core.snapshot import Book, Cell
from orxl.core.values import BLANK, CellError, to_serial
from orxl.formulas.graph import graph_of
from orxl.formulas.tokens import REFERENCES, read_prefix, split_prefix, tokenize

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MOST_ROWS = 1_000_000
ROW = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)")
DISTANCE = re.compile(r"ROW\([^()]*\)-ROW\([^()]*\)")
"""What is the same in every copy; any other ROW is another, so that its value is left out."""
RECALCULATE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/'
    'registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name='
    '"OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>'
)
FORMULAS = (
    "import sys, formulas\n"
    "model = formulas.ExcelModel().loads(sys.argv[1]).finish()\n"
    "model.calculate()\n"
    "model.write(dirpath=sys.argv[2])\n"
)


@dataclass(frozen=True)
class Copies:
    """Where the copies of a sheet stand: so many below each other on each sheet of copies."""

    name: str
    height: int

    def place(self, copy: int) -> tuple[str, int]:
        """The sheet that holds *copy* (from 0), and how many rows down it is."""
        sheet, within = divmod(copy, MOST_ROWS // self.height)
        return f"{self.name[:24]} x{sheet + 1}", within * self.height


def homes(book: Book) -> dict[str, Copies]:
    return {
        sheet.name: Copies(sheet.name, max(row for row, _ in sheet.cells))
        for sheet in book.sheets
        if sheet.cells
    }


Template = list[str | tuple[str, str]]
"""A formula in pieces: text as it is, or a reference as its sheet and its A1."""


def templates(book: Book) -> dict[CellRef, Template]:
    out: dict[CellRef, Template] = {}
    for cell, lowered in graph_of(book).lowered.items():
        pieces: Template = []
        for kind, text in tokenize(lowered):
            if kind in REFERENCES:
                prefix, body = split_prefix(text)
                pieces.append((read_prefix(prefix).first if prefix else cell.sheet, body))
            else:
                pieces.append(text)
        out[cell] = pieces
    return out


def moved(template: Template, places: dict[str, tuple[str, int]]) -> str:
    parts: list[str] = []
    for piece in template:
        if isinstance(piece, str):
            parts.append(piece)
        else:
            sheet, down = places[piece[0]]
            area = ROW.sub(lambda m, down=down: f"{m[1]}{int(m[2]) + down}", piece[1])
            parts.append(f"'{sheet}'!{area}")
    return "".join(parts)


def xml(cell: Cell, at: str, formula: str | None, style: int) -> str:
    value, kind = cell.value, ""
    f = "" if formula is None else f"<f>{escape(formula)}</f>"
    if value is BLANK or (formula is not None and "ROW(" in DISTANCE.sub("", formula)):
        return f'<c r="{at}" s="{style}">{f}</c>'
    if isinstance(value, bool):
        kind, text = ' t="b"', str(int(value))
    elif isinstance(value, CellError):
        kind, text = ' t="e"', value.code
    elif isinstance(value, datetime):
        text = repr(to_serial(value, date1904=False))
    elif isinstance(value, float):
        text = repr(value)
    elif formula is None:
        shown = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c r="{at}" s="{style}" t="inlineStr">{shown}</c>'
    else:
        kind, text = ' t="str"', escape(value)
    return f'<c r="{at}" s="{style}"{kind}>{f}<v>{text}</v></c>'


def copied_sheets(book: Book, count: int) -> Iterator[tuple[str, Iterator[str]]]:
    """Each sheet of copies: its name, and the XML of its rows."""
    stand, forms = homes(book), templates(book)
    for sheet in book.sheets:
        if sheet.name not in stand:
            continue
        own = stand[sheet.name]
        rows: dict[int, list[tuple[int, Cell]]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            rows.setdefault(row, []).append((column, cell))
        on: dict[str, list[int]] = {}
        for copy in range(count):
            on.setdefault(own.place(copy)[0], []).append(copy)

        def written(
            copies: list[int],
            own: Copies = own,
            rows: dict[int, list[tuple[int, Cell]]] = rows,
            name: str = sheet.name,
        ) -> Iterator[str]:
            for copy in copies:
                places = {key: home.place(copy) for key, home in stand.items()}
                down = own.place(copy)[1]
                for row, cells in rows.items():
                    line = [f'<row r="{row + down}">']
                    for column, cell in cells:
                        form = forms.get(CellRef(name, row, column))
                        text = None if form is None else moved(form, places)
                        at = f"{column_letters(column)}{row + down}"
                        line.append(xml(cell, at, text, cell.style))
                    yield "".join(line) + "</row>"

        for name, copies in on.items():
            yield name, written(copies)


def enlarge(source: Path, target: Path, times: int, *, alone: bool = False) -> None:
    """Write *source* with ``times - 1`` copies to *target* (``alone``: *times* copies, plain)."""
    book = open_workbook(source).book
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", 8, compresslevel=1) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        names: list[str] = []
        for number, (name, rows) in enumerate(copied_sheets(book, times - (not alone)), start=1):
            names.append(name)
            with new.open(f"xl/worksheets/copy{number}.xml", "w", force_zip64=True) as out:
                out.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                for row in rows:
                    out.write(row.encode())
                out.write(b"</sheetData></worksheet>")
        for name, data in plain_parts(parts, names) if alone else full_parts(parts, names):
            new.writestr(name, data)


def entries(names: list[str]) -> tuple[str, str, str]:
    numbered = list(enumerate(names, start=1))
    sheets = "".join(
        f'<sheet xmlns:r="{REL}" name="{escape(name)}" sheetId="{9000 + n}" r:id="copy{n}"/>'
        for n, name in numbered
    )
    rels = "".join(
        f'<Relationship Id="copy{n}" Type="{REL}/worksheet" Target="/xl/worksheets/copy{n}.xml"/>'
        for n, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/copy{n}.xml" ContentType="{TYPE}"/>'
        for n, _ in numbered
    )
    return sheets, rels, types


def full_parts(parts: dict[str, bytes], names: list[str]) -> Iterator[tuple[str, bytes]]:
    sheets, rels, types = entries(names)
    ends = {
        "xl/workbook.xml": ("</sheets>", sheets),
        "xl/_rels/workbook.xml.rels": ("</Relationships>", rels),
        "[Content_Types].xml": ("</Types>", types),
    }
    for name, data in parts.items():
        if name in ends:
            end, more = ends[name]
            data = data.replace(end.encode(), (more + end).encode())
        yield name, data


def plain_parts(parts: dict[str, bytes], names: list[str]) -> Iterator[tuple[str, bytes]]:
    sheets, rels, types = entries(names)
    package = "http://schemas.openxmlformats.org/package/2006"
    base = TYPE.replace("worksheet+xml", "")
    yield "xl/styles.xml", parts["xl/styles.xml"]
    yield (
        "[Content_Types].xml",
        (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            f'"/xl/workbook.xml" ContentType="{base}sheet.main+xml"/><Override PartName='
            f'"/xl/styles.xml" ContentType="{base}styles+xml"/>{types}</Types>'
        ).encode(),
    )
    yield (
        "_rels/.rels",
        (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="s" '
            f'Type="{REL}/styles" Target="styles.xml"/>{rels}</Relationships>'
        ).encode(),
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{sheets}</sheets></workbook>'.encode(),
    )


def run(command: list[str], limit: int) -> str:
    """Run *command*; its seconds and the most memory its processes held, or what stopped it."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    peak = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        code: int | None = process.wait(limit)
    except subprocess.TimeoutExpired:
        code = None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    seconds = time.perf_counter() - started
    done.set()
    watcher.join()
    if code is None:
        return f"> {limit} s | {peak[0] / 1024:,.0f} MB"
    said = "" if code in (0, 1) else f" (exit {code})"
    return f"{seconds:.2f} s{said} | {peak[0] / 1024:,.0f} MB"


def memory(group: int) -> int:
    """What the processes of *group* hold together, in kB (Linux)."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                status = (stat.parent / "status").read_text()
                found = re.search(r"VmRSS:\s+(\d+)", status)
                total += int(found[1]) if found else 0
        except OSError:
            continue
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fil", nargs="?", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--limit", type=int, default=600)
    parser.add_argument("--formulas", help="a Python with the package «formulas»")
    options = parser.parse_args()
    source = options.fil if options.fil is not None else default_workbook()
    print("| workbook | cells | formulas | program | time | memory |")
    print("|---|---:|---:|---|---:|---:|")
    book = open_workbook(source).book
    cells = sum(len(sheet.cells) for sheet in book.sheets)
    formulas = len(graph_of(book).cells)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        profile = home / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(RECALCULATE)
        for times in options.times:
            file = home / f"x{times}.xlsx"
            enlarge(source, file, times)
            label = f"| {times}× | {cells * times:,} | {formulas * times:,} |"

            def measured(program: str, command: list[str], label: str = label) -> None:
                print(label, program, "|", run(command, options.limit), "|", flush=True)

            orxl = [sys.executable, "-m", "orxl"]
            measured("orxl kontroller", [*orxl, "kontroller", str(file)])
            copy = home / f"copy{times}.xlsx"
            shutil.copy(file, copy)
            measured("orxl beregn", [*orxl, "beregn", str(copy)])
            copy.unlink()
            soffice = [
                "soffice", f"-env:UserInstallation=file://{home}/profile", "--headless",
                "--convert-to", "xlsx", "--outdir", str(home / "out"), str(file),
            ]  # fmt: skip
            measured("LibreOffice", soffice)
            file.unlink()
            if options.formulas:
                alone = home / f"alone{times}.xlsx"
                enlarge(source, alone, times, alone=True)
                command = [options.formulas, "-c", FORMULAS, str(alone), str(home / "formulas")]
                measured("formulas", command)
                alone.unlink()


if __name__ == "__main__":
    main()
