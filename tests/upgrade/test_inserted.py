"""Columns and rows that staff have inserted, as LibreOffice does it, stay where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from orxl.app.upgrade import Upgrade, upgrade
from orxl.core.findings import Severity
from orxl.formulas.recalculate import recalculate
from orxl.xlsx import read_bytes
from tests.live.calc.office import Office, needs_calc, prop
from tests.upgrade.findings import findings
from tests.upgrade.looking import cells, errors, headers, letter, opened
from tests.upgrade.newer_layout import as_todays, newer
from tests.upgrade.staff import MOMENT

pytestmark = [needs_calc, pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(scope="module")
def rearranged(staffs: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A column in two of our tables, and rows above a third."""
    folder = tmp_path_factory.mktemp("innsatt")
    (folder / "før.xlsx").write_bytes(staffs)
    office = Office()
    try:
        book = office.desktop.loadComponentFromURL(
            (folder / "før.xlsx").as_uri(), "_blank", 0, (prop("Hidden", True),)
        )
        for sheet, place, header in (("Prosjektmidler", 4, "Egen midt i"), ("Mål", 2, "Vår kode")):
            there = book.Sheets.getByName(sheet)
            there.Columns.insertByIndex(place, 1)
            there.getCellByPosition(place, 4).String = header
        book.Sheets.getByName("Noter").Rows.insertByIndex(1, 2)
        saved = folder / "innsatt.xlsx"
        book.storeToURL(saved.as_uri(), (prop("FilterName", "Calc MS Excel 2007 XML"),))
        book.close(True)
    finally:
        office.close()
    return saved


@pytest.fixture(scope="module")
def found(rearranged: Path) -> Upgrade:
    """The rearranged workbook upgraded to the newer layout."""
    with as_todays(newer()):
        return upgrade(rearranged, moment=MOMENT, who="kari")


def test_what_is_new_comes_to_where_the_tables_are_now(found: Upgrade) -> None:
    assert found.hindrances == ()
    new = opened(found.data)["Mål"]
    names = [c.name for c in new.tables["tblMål"].tableColumns]
    assert names == headers(new, "tblMål")
    assert names[:3] == ["Mål ID", "Tiltak", "Vår kode"]
    added = names[names.index("Dobbelt") + 1 :]
    degree = added.index("Oppnådd grad")
    assert added[degree : degree + 2] == ["Oppnådd grad", "Rest"]
    assert letter(new, "tblMål", "Dobbelt") == "R"  # one to the right of where it was
    assert new.tables["tblMål"].ref == f"A5:{letter(new, 'tblMål', names[-1])}126"


def test_changed_formulas_follow_their_columns(found: Upgrade) -> None:
    new = cells(found.data)
    assert new["Prosjektmidler", "E5"] == "Egen midt i"
    assert new["Prosjektmidler", "G6"].startswith("=ROUND(")
    assert new["Prosjektmidler", "D4"] == "=SUBTOTAL(109,tblProsjektmidler[Ramme 2026])"
    assert new["Prosjektmidler", "F4"] == "=SUM(tblProsjektmidler[I budsjettet])"


def test_every_result_is_as_before(rearranged: Path, found: Upgrade) -> None:
    before, after = (
        recalculate(read_bytes(data)).agreed for data in (rearranged.read_bytes(), found.data)
    )
    telling = ("Forside", "Kontroll")
    assert [c for c in before if c.sheet not in telling and before[c] != after.get(c)] == []


def test_no_error_comes(rearranged: Path, found: Upgrade) -> None:
    with as_todays(newer()):
        before = findings(rearranged.read_bytes(), Severity.ERROR)
        after = findings(found.data, Severity.ERROR)
    assert [f for f in after if f not in before] == []


def test_microsofts_validator_finds_nothing_new(
    rearranged: Path, found: Upgrade, tmp_path: Path
) -> None:
    after = tmp_path / "etter.xlsx"
    after.write_bytes(found.data)
    assert errors(after) - errors(rearranged) == {}
