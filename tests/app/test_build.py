"""The first workbook: the same every time, complete, and never over somebody's work."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from orxl.app.build import build_bytes, build_file
from orxl.binding import bind
from orxl.core.errors import BadSource, UnwritableFile
from orxl.core.values import BLANK, CellError
from orxl.layout import layout_for
from orxl.programme.codes import TargetType
from orxl.xlsx import read_bytes
from tests.conftest import ROOT
from tests.helpers import formula_cells

pytestmark = pytest.mark.slow

SOURCE = ROOT / "workbook" / "kilde"


def test_the_same_source_gives_the_same_bytes(shipped: bytes) -> None:
    assert build_bytes(SOURCE)[0] == shipped


def test_the_shipped_workbook_is_the_one_the_source_gives(shipped: bytes) -> None:
    # Compared by content: another version of zlib packs the same content into other bytes.
    ours = read_bytes((ROOT / "workbook" / "handlingsprogram.xlsx").read_bytes())
    built = read_bytes(shipped)
    assert ours.sheets == built.sheets
    assert ours.names == built.names


def test_every_sheet_of_the_layout_is_there_in_order(shipped: bytes) -> None:
    names = [s.name for s in read_bytes(shipped).sheets]
    assert names == [s.name for s in layout_for(2026).sheets]


def test_the_programme_is_complete(shipped: bytes) -> None:
    programme = bind(read_bytes(shipped)).programme
    kinds = Counter(t.type for t in programme.targets)
    assert len(programme.measures) == 31
    assert kinds == {TargetType.RESULT: 73, TargetType.EFFECT: 48}
    assert len(programme.partners) == 125


def test_every_formula_has_a_value_and_none_is_an_error(shipped: bytes) -> None:
    book = read_bytes(shipped)
    for cell in formula_cells(book):
        value = book.cell(cell).value
        assert value is not BLANK, cell
        assert not isinstance(value, CellError), cell


def test_the_figures_are_the_publications(shipped: bytes) -> None:
    bound = bind(read_bytes(shipped))
    expected = {
        "Sum inntekter": 8754.0,
        "Sum utgifter": 9090.0,
        "Resultat": -336.0,
        "Utgående": 3407.0,
    }
    for line, amount in expected.items():
        cell = bound.where("tblHovedtall", line, "budget", "type")
        assert cell is not None
        assert bound.book.cell(cell).value == amount
    total = bound.where("tblKontingent", "Kontingent i alt", "fee")
    assert total is not None
    assert bound.book.cell(total).value == 5_386_627.0


@pytest.fixture
def already_built(shipped: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building is what other tests are about: here it gives what it always gives, at once."""
    monkeypatch.setattr("orxl.app.build.build_bytes", lambda source: (shipped, (), 0, 0))


@pytest.mark.usefixtures("already_built")
def test_an_existing_workbook_is_not_overwritten(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")
    before = path.read_bytes()
    with pytest.raises(UnwritableFile, match="finnes fra før"):
        build_file(SOURCE, path)
    assert path.read_bytes() == before


@pytest.mark.usefixtures("already_built")
def test_replacing_keeps_the_old_workbook_as_a_backup(path: Path, shipped: bytes) -> None:
    old = path.read_bytes() + b"x"
    path.write_bytes(old)
    report = build_file(SOURCE, path, replace=True)
    assert path.read_bytes() == shipped
    assert report.backup is not None
    assert report.backup.read_bytes() == old


@pytest.mark.usefixtures("already_built")
def test_building_the_same_again_writes_nothing(path: Path) -> None:
    assert not build_file(SOURCE, path).written


def test_a_missing_source_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"forutsetninger\.yaml finnes ikke"):
        build_bytes(tmp_path)
