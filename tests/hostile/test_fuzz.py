"""Nearly whole workbooks by chance, the same each time; benchmarks/fuzz.py tries many more."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.hostile.attack import tried
from tests.hostile.mutants import mutant
from tests.hostile.test_contents import FORMULAS, NAMES, cell
from tests.hostile.test_shown import shown_everywhere
from tests.xlsx.books import one_sheet, sheet_xml, workbook

pytestmark = pytest.mark.slow


def test_a_nearly_whole_workbook_is_read_or_refused(tmp_path):
    whole = shown_everywhere("Åse & Bø")
    for seed in range(120):
        tried(tmp_path, mutant(whole, seed))


RUN = """
import json, sys
from orxl.cli import main
code = main(["kontroller", "--alle-ark", "--før-utsending", "--format", "json", sys.argv[1]])
# Not getrusage: its peak is that of the process that started this one, where that was higher.
status = open("/proc/self/status", encoding="ascii").read()
peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
print(json.dumps([code, int(peak.split()[1])]), file=sys.stderr)
"""
LARGE = {
    "every formula": lambda: one_sheet("".join(
        f'<row r="{n}">{cell("1", formula=text, ref=f"A{n}")}</row>'
        for n, text in enumerate(FORMULAS.values(), start=1))),
    "names that double": lambda: workbook(
        {"Ark": sheet_xml(f'<row r="1">{cell("1", formula="n39+n1")}</row>')},
        names=f"<definedNames>{NAMES['doubling']}</definedNames>"),
    "full cells": lambda: one_sheet("".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{"x" * 32_767}</v></c></row>'
        for n in range(1, 300))),
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kB on Linux")
@pytest.mark.parametrize("kind", LARGE)
def test_what_is_large_stays_within_500_mb(kind, tmp_path):
    path = tmp_path / "stor.xlsx"
    path.write_bytes(LARGE[kind]())
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(path)],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    code, kilobytes = json.loads(done.stderr.splitlines()[-1])
    assert code in (0, 1, 2)
    assert kilobytes < 500_000
