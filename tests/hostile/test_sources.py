"""Sources made to hurt, through «orxl bygg»: one sentence with the file, and no workbook."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from orxl.core.errors import BadSource
from orxl.layout import layout_for
from orxl.sources import kilde as reads
from orxl.sources import reading
from orxl.template.build import _address
from tests.conftest import ROOT
from tests.hostile.attack import files, inert, one_sentence, typed

pytestmark = pytest.mark.slow

LAUGHS = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
YAML: dict[str, str | bytes] = {
    "a billion laughs": f"a0: &a0 [lol]\n{LAUGHS}noter: *a8\n",
    "a laugh in a text": "a: &a [x]\nnoter: [{id: a, tekst: *a}]\n",
    "an alias of itself": "noter: &a [*a]\n",
    "a merge": "a: &a {id: x}\nnoter: [{<<: *a, tekst: y}]\n",
    "a Python object": "noter: !!python/object/apply:os.system ['touch eid']\n",
    "a Python name": "noter: !!python/name:os.system\n",
    "a Python tuple": "noter: !!python/tuple [1]\n",
    "a tag of its own": "noter: !eid [1]\n",
    "binary": "noter: [{id: !!binary aGVp, tekst: x}]\n",
    "a set": "noter: !!set {a, b}\n",
    "an ordered map": "noter: !!omap [a: 1]\n",
    "a time beyond time": "noter: [{id: 9999-99-99, tekst: x}]\n",
    "a number of 1500 digits": f"noter: [{{id: a, tekst: {'9' * 5_000}}}]\n",
    "an octal and a sexagesimal": "noter: [{id: 0o777, tekst: [[190:20:30]]}]\n",
    "a key that is a list": "noter: [{[a, b]: c}]\n",
    "a key that is a map": "? {a: b}\n: c\n",
    "null for all": "noter: null\n",
    "null for an entry": "noter: [null]\n",
    "a text for the list": "noter: hei\n",
    "true for the list": "noter: yes\n",
    "two documents": "noter: []\n---\nnoter: []\n",
    "no document": "",
    "a tab": "noter:\n\t- id: a\n",
    "a NUL": "noter: [{id: \0}]\n",
    "an escape": "noter: [{id: \x1b[2J}]\n",
    "an escape in quotes": 'noter: [{id: "\\e[2J", tull: "\\e]0;x\\a"}]\n',
    "a line feed in a key": 'noter: [{"x\\nAlt stemmer": y}]\n',
    "from right to left": 'noter: [{"\\u202eabc": y}]\n',
    "a surrogate": 'noter: [{id: "\\ud800", tull: x}]\n',
    "an open quote": 'noter: [{id: "a\n',
    "an open list": "noter: [[[[\n",
    "1500 open lists": "[" * 1_500,
    "1500 lists": "noter: " + "[" * 1_500 + "]" * 1_500,
    "1500 maps": "{a: " * 1_500,
    "1500 dashes": "- " * 1_500,
    "1500 steps in": "".join(" " * n + "a:\n" for n in range(1_000)),
    "1500 question marks": "? " * 1_500,
    "1500 anchors": "".join(f"&a{n} " for n in range(1_500)) + "x",
    "a directive": "%YAML 9.9\n---\nnoter: []\n%TAG ! tag:x\n",
    "bytes that are no UTF-8": b"noter: [{id: \xff\xfe}]\n",
    "UTF-16": "noter: []".encode("utf-16"),
    "a zip": b"PK\3\4" + b"\0" * 100,
    "a text of 40 000": f"noter: [{{id: a, tekst: {'x' * 40_000}}}]\n",
    "a field of its own": "noter: [{id: a, __class__: x}]\n",
    "a formula for a field": "noter: [{=1+1: x}]\n",
}
HEAD = "kommunenr;"
CSV: dict[str, str | bytes] = {
    "nothing": "",
    "line feeds": "\n" * 1_500,
    "a header only of semicolons": ";" * 1_500 + "\n",
    "a NUL": f"{HEAD}\0\n1;2\n",
    "only NULs": "\0" * 1_000,
    "an open quote": f'{HEAD}a\n"1;2\n3;4\n',
    "a quote in a field": f'{HEAD}a\n"1"x;2\n',
    "1500 quotes": f"{HEAD}a\n" + '"' * 5_001,
    "a field of 1 MB": f"{HEAD}a\n{'x' * 2**20};2\n",
    "a field of 1 MB in quotes": f'{HEAD}a\n"{"x" * 2**20}";2\n',
    "a field more": f"{HEAD}a\n1;2;3\n",
    "a header twice": f"{HEAD}{HEAD}\n1;2\n",
    "1500 columns": ";".join(f"k{n}" for n in range(1_500)) + "\n",
    "commas": "kommunenr,navn\n1,2\n",
    "a formula": f"{HEAD}=cmd|'/C calc'!A0\n1;2\n",
    "an escape": f"{HEAD}\x1b[2J\n1;2\n",
    "an escape in a value": f"{HEAD}navn\n\x1b[2J;\u202eabc\n",
    "a line feed in a header": f'{HEAD}"x\nAlt stemmer"\n1;2\n',
    "UTF-16": f"{HEAD}a\n1;2\n".encode("utf-16"),
    "Windows-1252": "kommunenr;fylke\n1;Østfold\n".encode("cp1252"),
    "a mark of byte order twice": f"\ufeff\ufeff{HEAD}a\n1;2\n",
    "old line ends": f"{HEAD}a\r1;2\r",
    "NaN": f"{HEAD}2024-01-01\n0301;NaN\n",
    "infinite": f"{HEAD}2024-01-01\n0301;1E400\n",
    "digits of another script": f"{HEAD}2024-01-01\n0301;١٢\n",
    "4301 digits": f"{HEAD}2024-01-01\n0301;{'9' * 4_301}\n",
}


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read before the file in question is left out: it is always the same."""
    monkeypatch.setattr(reads, "_YAML", [file for file in reads._YAML if file[1] == "noter.yaml"])


@pytest.fixture
def kilde(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "workbook" / "kilde", tmp_path / "kilde"))


def refused(kilde: Path, spoil: Callable[[], object], name: str) -> None:
    spoil()
    before = files(kilde.parent)
    answer = typed("bygg", "--kilde", str(kilde), "--ut", str(kilde.parent / "ny.xlsx"))
    assert answer.refused, answer.out
    one_sentence(answer)
    inert(answer.said)
    assert name in answer.err
    assert files(kilde.parent) == before


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("kind", YAML)
def test_a_bad_yaml_file_is_refused_by_name(kind, kilde):
    content = YAML[kind]
    raw = content if isinstance(content, bytes) else content.encode()
    refused(kilde, lambda: (kilde / "noter.yaml").write_bytes(raw), "noter.yaml")


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("name", ["folketall.csv", "medlemmer.csv", "hovedtall.csv"])
@pytest.mark.parametrize("kind", CSV)
def test_a_bad_csv_file_is_refused_by_name(kind, name, kilde):
    content = CSV[kind]
    raw = content if isinstance(content, bytes) else content.encode()
    (kilde / "noter.yaml").write_text("noter: []\n", encoding="utf-8")
    refused(kilde, lambda: (kilde / name).write_bytes(raw), name)


def test_a_file_beyond_all_measure_is_not_read(kilde, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 2**20)
    refused(kilde, lambda: (kilde / "noter.yaml").write_bytes(b"#" * 2**21), "noter.yaml")


def test_a_row_that_other_sheets_need_is_asked_for():
    """Found where the names are given, for the whole workbook must be built to get there."""
    layout = layout_for(2026)
    needed = next(name for name in layout.names if not name.optional)
    with pytest.raises(BadSource, match=f"ingen rad «{needed.row}» til arket"):
        _address(layout, needed, defaultdict(list))


def test_a_folder_for_a_file_is_refused(kilde):
    def spoil() -> None:
        (kilde / "noter.yaml").unlink()
        (kilde / "noter.yaml").mkdir()

    refused(kilde, spoil, "noter.yaml")
