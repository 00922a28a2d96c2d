"""A workbook that staff own, upgraded to a layout in which every kind of thing is new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orxl.app.upgrade import Upgrade, save_upgrade, upgrade
from orxl.binding import bind, lacking
from orxl.cli import main
from orxl.core.edits import SetCell
from orxl.core.errors import ChangedFile
from orxl.core.findings import Severity
from orxl.core.grafts import RenameColumn
from orxl.core.refs import CellRef
from orxl.core.values import same_value
from orxl.formulas.recalculate import recalculate
from orxl.xlsx import patch, read_bytes
from tests.libreoffice import libreoffice_values_of_many, saved_by_libreoffice
from tests.oracle import needs_libreoffice
from tests.upgrade.findings import findings
from tests.upgrade.looking import cells, errors, headers, letter, looks, opened, renamed
from tests.upgrade.newer_layout import NEW_HEADER, NEWER, OLD_HEADER
from tests.upgrade.staff import MOMENT
from tests.xlsx.compare import lost_nodes, parts

pytestmark = [pytest.mark.slow, pytest.mark.thorough]  # test_sixth_layout says it cheaply

LOG = {("Forside", "B8"), ("Forside", "C8")}
"""What tells of the last run, which an upgrade is."""
TELLING = ("Forside", "Kontroll")
"""The sheets on which the layouts themselves differ: state and live controls."""


def test_every_kind_of_thing_comes(upgraded: Upgrade) -> None:
    assert upgraded.hindrances == ()
    kinds = [step.what.value for step in upgraded.steps]
    assert set(kinds) >= {
        "overskrift", "flytting", "rad", "ark", "kolonne", "celle", "tabell", "formel", "navn",
    }  # fmt: skip
    new = opened(upgraded.data)
    assert new.sheetnames.index("Scenarier") == new.sheetnames.index("Overføring") + 1
    assert len(new["Scenarier"]._charts) == 1
    targets = new["Mål"]
    names = [c.name for c in targets.tables["tblMål"].tableColumns]
    assert names == headers(targets, "tblMål")
    assert {"Oppnådd grad", "Rest"} <= set(names[names.index("Dobbelt") + 1 :])
    rest = targets[f"{letter(targets, 'tblMål', 'Rest')}17"].value
    assert rest.startswith('=IF(tblMål[[#This Row],[Oppnådd grad]]="Helt"')
    degrees = new["Lister"][new["Lister"].tables["tblListe_grad"].ref]
    assert [row[0].value for row in degrees] == ["Grad", "Helt", "Delvis", "Ikke"]
    assert new["Noter"]["C3"].value == '="I alt "&COUNTA(tblNoter[Note])&" noter"'
    assert new.defined_names["Liste_grad"].attr_text == "tblListe_grad[Grad]"
    assert new.defined_names["Scenario_saken"].attr_text == "Scenarier!$C$6"
    assert new.defined_names["Oppsettversjon"].attr_text == str(NEWER)
    links = {c.value: c.hyperlink for row in new["Forside"] for c in row if c.hyperlink}
    assert links["Scenarier"].location == "'Scenarier'!A1"


def test_new_columns_bring_their_list_their_mark_and_their_width(upgraded: Upgrade) -> None:
    sheet = opened(upgraded.data)["Mål"]
    checks = {str(d.sqref): d.formula1 for d in sheet.data_validations.dataValidation}
    degree, rest = (letter(sheet, "tblMål", header) for header in ("Oppnådd grad", "Rest"))
    assert checks[f"{degree}6:{degree}426"] == "Liste_grad"
    assert checks[f"{rest}6:{rest}126"] == "FALSE"
    marks = {str(g.sqref): [r.formula for r in g.rules] for g in sheet.conditional_formatting}
    assert marks[f"{degree}6:{rest}426"] == [[f'${degree}6="Ikke"']]
    assert sheet.column_dimensions[degree].width == 13
    assert sheet[f"{degree}9"].fill.fgColor.rgb == "FFFFEB3B"  # the row that staff coloured


def test_a_new_header_reaches_the_formulas_of_staff_too(upgraded: Upgrade) -> None:
    new = cells(upgraded.data)
    assert not [v for v in new.values() if isinstance(v, str) and v.startswith("=")
                and f"[{OLD_HEADER}]" in v.replace(f'"tblTilskudd[{OLD_HEADER}]"', "")]  # fmt: skip
    own = '=SUMIFS(tblTilskudd[Regnes inn],tblTilskudd[ID],"ORBIFY")'
    assert new["Vårt regneark", "B4"] == own
    assert new["Vårt regneark", "B7"] == f'="tblTilskudd[{OLD_HEADER}]"'


def test_every_result_is_as_before(staffs: bytes, upgraded: Upgrade) -> None:
    """By the two engines: every formula that was there gives what it gave."""
    before, after = (recalculate(read_bytes(data)).agreed for data in (staffs, upgraded.data))
    kept = [cell for cell in before if cell.sheet not in TELLING]
    assert {cell: after.get(cell) for cell in kept} == {cell: before[cell] for cell in kept}
    assert len(after) > len(before) > 900


def test_stored_values_are_what_the_engines_give(upgraded: Upgrade) -> None:
    book = read_bytes(upgraded.data)
    for cell, value in recalculate(book).agreed.items():
        assert same_value(book.cell(cell).value, value, date1904=False), cell


@pytest.mark.thorough
@needs_libreoffice
def test_every_result_is_as_before_by_libreoffice(staffs: bytes, upgraded: Upgrade) -> None:
    before, after = libreoffice_values_of_many([staffs, upgraded.data])
    assert [c for c in before if c.sheet not in TELLING and before[c] != after.get(c)] == []
    assert len(after) > len(before) > 900


@needs_libreoffice
@pytest.mark.thorough
def test_a_workbook_that_libreoffice_saved_is_upgraded_alike(
    staffs: bytes, tmp_path: Path, newer_layout: None
) -> None:
    """Shared strings, other styles, columns to the end of the sheet, tables without formulas."""
    path = tmp_path / "bok.xlsx"
    path.write_bytes(old := saved_by_libreoffice(staffs))
    found = upgrade(path, moment=MOMENT, who="kari")
    assert found.hindrances == ()
    before, after = (recalculate(read_bytes(data)).agreed for data in (old, found.data))
    assert [c for c in before if c.sheet not in TELLING and before[c] != after.get(c)] == []
    errors_before = findings(old, Severity.ERROR)
    assert [f for f in findings(found.data, Severity.ERROR) if f not in errors_before] == []
    again = path.with_name("etter.xlsx")
    again.write_bytes(found.data)
    assert errors(again) - errors(path) == {}


def test_the_findings_stand_lower_and_the_controls_have_room(
    staffs: bytes, upgraded: Upgrade
) -> None:
    old, new = (opened(data)["Kontroll"] for data in (staffs, upgraded.data))
    was, now = (sheet.tables["tblFunn"].ref.split(":")[0] for sheet in (old, new))
    moved = new[now].row - old[was].row
    assert moved >= 4
    assert [new[now].value, new.cell(new[now].row + 1, 3).value] == [
        old[was].value, old.cell(old[was].row + 1, 3).value,
    ]  # fmt: skip
    controls = new[new.tables["tblKontroller"].ref]
    assert [row[2].value for row in controls][-1] == "Ny kontroll 4"
    marks = [str(g.sqref) for g in new.conditional_formatting]
    assert any(ref.startswith(f"A{new[now].row + 1}:") for ref in marks)


def test_no_cell_of_staffs_is_changed_or_gone(staffs: bytes, upgraded: Upgrade) -> None:
    acts = [act for step in upgraded.steps for act in step.acts]
    named = {(a.cell.sheet, a.cell.a1) for a in acts if isinstance(a, SetCell)}
    columns = [(a.table, a.old, a.new) for a in acts if isinstance(a, RenameColumn)]
    assert ("tblTilskudd", OLD_HEADER, NEW_HEADER) in columns
    wanted, new = renamed(staffs, columns), cells(upgraded.data)
    lists = {("Forside", "D24")}  # the link to «Lister», which is out of sight now
    own = {w for w in wanted if w[0] != "Kontroll"} - named - LOG - lists
    assert {w: new.get(w) for w in own} == {w: wanted[w] for w in own}


def test_no_look_of_staffs_is_changed(staffs: bytes, upgraded: Upgrade) -> None:
    old, new = looks(staffs), looks(upgraded.data)
    written = [w for w in cells(staffs) if w[0] != "Kontroll"]
    assert [w for w in written if new.get(w) != old[w]] == []


def test_no_part_is_lost_and_none_changed_without_a_reason(
    staffs: bytes, upgraded: Upgrade
) -> None:
    old, new = parts(staffs), parts(upgraded.data)
    assert old.keys() <= new.keys()
    changed = [name for name in old if old[name] != new[name]]
    assert [name for name in changed if not name.endswith((".xml", ".rels"))] == []
    assert not [name for name in changed if "/charts/" in name or "/drawings/" in name]
    for name in changed:
        lost = {line.split(" ")[0].split("[")[0] for line in lost_nodes(old[name], new[name])}
        tags = {tag.rsplit("}", 1)[-1] for tag in lost}
        assert not tags & {"col", "comment", "mergeCell", "sheet", "workbookView", "xf"} - (
            {"workbookView", "sheet"} if name == "xl/workbook.xml" else set()
        ), name
    states = {s.title: s.sheet_state for s in opened(staffs)}
    now = {s.title: s.sheet_state for s in opened(upgraded.data)}
    assert {title: now[title] for title in states} == {**states, "Lister": "hidden"}


def test_comments_filters_hidden_rows_and_windows_stay(staffs: bytes, upgraded: Upgrade) -> None:
    old, new = opened(staffs), opened(upgraded.data)
    assert new["Mål"]["D10"].comment.text == old["Mål"]["D10"].comment.text
    assert new["Hovedtall"]["F12"].comment.text == "Hva er grunnlaget?"
    table = new["Mål"].tables["tblMål"]
    assert table.autoFilter.filterColumn[0].filters.filter == ["Resultatmål"]
    last = letter(new["Mål"], "tblMål", headers(new["Mål"], "tblMål")[-1])
    assert (table.ref, table.autoFilter.ref) == (f"A5:{last}126", f"A5:{last}126")
    assert table.sortState.ref == f"A6:{last}126"
    for sheet in ("Mål", "Tiltak"):
        hidden = [
            {n for n, row in book[sheet].row_dimensions.items() if row.hidden}
            for book in (old, new)
        ]
        assert hidden[0] == hidden[1] != set()
    assert new["Mål"].column_dimensions["D"].width == 61
    assert new.active.title == "Hovedtall"
    assert [s.title for s in new if s.sheet_view.tabSelected] == ["Hovedtall"]
    assert new["Vårt regneark"].print_area == "'Vårt regneark'!$A$1:$B$9"
    assert len(new["Vårt regneark"]._charts) == 1
    assert new.defined_names["Vår_sum"].attr_text == "'Vårt regneark'!$B$2"


def test_the_log_gets_one_line(staffs: bytes, upgraded: Upgrade) -> None:
    old, new = (opened(data)["Endringslogg"] for data in (staffs, upgraded.data))
    tables = [sheet.tables["tblEndringslogg"].ref for sheet in (old, new)]
    assert tables == ["A5:I6", "A5:I7"]
    line = [cell.value for cell in new[7]]
    assert line[:3] == [MOMENT, "kari", "Oppgradert"]
    assert line[7].startswith(f"Fra oppsett 1 til oppsett {NEWER}")
    assert line[8] is None  # their own column


def test_no_error_comes_that_was_not_there(
    staffs: bytes, upgraded: Upgrade, newer_layout: None
) -> None:
    before, after = (findings(data, Severity.ERROR) for data in (staffs, upgraded.data))
    assert [f for f in after if f not in before] == []


def test_a_second_run_has_nothing_to_do(
    upgraded: Upgrade, tmp_path: Path, newer_layout: None
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(upgraded.data)
    again = upgrade(path, moment=MOMENT, who="kari")
    assert (again.steps, again.kept, again.hindrances, again.data) == ((), (), (), b"")
    assert lacking(bind(read_bytes(upgraded.data))) == ()


def test_microsofts_validator_finds_nothing_new(
    staffs: bytes, upgraded: Upgrade, tmp_path: Path
) -> None:
    before, after = tmp_path / "før.xlsx", tmp_path / "etter.xlsx"
    before.write_bytes(staffs)
    after.write_bytes(upgraded.data)
    assert errors(after) - errors(before) == {}


# --- what stays, what is in the way ---------------------------------------------------------------


@pytest.mark.thorough
def test_what_staff_typed_over_a_formula_stays(
    staffs: bytes, tmp_path: Path, newer_layout: None
) -> None:
    path = tmp_path / "bok.xlsx"
    edits = [
        SetCell(CellRef.of("Prosjektmidler", "F8"), 12.0),
        SetCell(CellRef.of("Prosjektmidler", "D4"), "mitt"),
    ]
    path.write_bytes(patch(staffs, edits))
    found = upgrade(path, moment=MOMENT, who="kari")
    assert sorted(kept.cell.a1 for kept in found.kept) == ["D4", "F8"]
    new = cells(found.data)
    assert (new["Prosjektmidler", "F8"], new["Prosjektmidler", "D4"]) == (12, "mitt")
    assert "ROUND" in new["Prosjektmidler", "F7"]


@pytest.mark.thorough
def test_what_is_in_the_way_is_named_all_of_it_and_nothing_is_written(
    staffs: bytes, tmp_path: Path, newer_layout: None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bok.xlsx"
    edits = [
        SetCell(CellRef.of("Mål", "R20"), "her står noe"),
        SetCell(CellRef.of("Noter", "C3"), "og her"),
    ]
    path.write_bytes(data := patch(staffs, edits))
    found = upgrade(path, moment=MOMENT, who="kari")
    assert not found.ready
    assert len(found.hindrances) == 2
    assert "R20" in found.hindrances[0]
    assert "C3" in found.hindrances[1]
    assert main(["oppgrader", str(path), "--ja"]) == 2
    assert "kan ikke oppgraderes ennå" in capsys.readouterr().out
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_column_goes_where_it_is_free_beside_an_own_one(staffs: bytes, upgraded: Upgrade) -> None:
    """Their column stood where ours would have been built; ours come after it."""
    old, new = (opened(data)["Mål"] for data in (staffs, upgraded.data))
    acts = [act for step in upgraded.steps for act in step.acts]
    now = {a.old: a.new for a in acts if isinstance(a, RenameColumn) and a.table == "tblMål"}
    there = [now.get(header, header) for header in headers(old, "tblMål")]
    assert there[-1] == "Dobbelt"
    assert headers(new, "tblMål")[: len(there)] == there
    added = headers(new, "tblMål")[len(there) :]
    degree = added.index("Oppnådd grad")
    assert added[degree : degree + 2] == ["Oppnådd grad", "Rest"]  # in the order of the layout
    assert new["Q6"].value == "=tblMål[[#This Row],[Tall]]*2"


# --- saving ---------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_a_failure_in_the_middle_leaves_the_file(
    staffs: bytes, tmp_path: Path, newer_layout: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step fails, the workbook is as it was and no temporary file is left."""
    path = tmp_path / "bok.xlsx"
    path.write_bytes(staffs)

    def killed(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    for place in ("orxl.xlsx.graft", "orxl.xlsx.amend", "os.replace"):
        with monkeypatch.context() as patched:
            patched.setattr(place, killed, raising=False)
            assert main(["oppgrader", str(path), "--ja"]) == 2
        assert path.read_bytes() == staffs
        assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.thorough
def test_a_file_that_somebody_saved_meanwhile_wins(
    staffs: bytes, upgraded: Upgrade, tmp_path: Path, newer_layout: None
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(staffs)
    found = upgrade(path, moment=MOMENT, who="kari")
    path.write_bytes(other := patch(staffs, [SetCell(CellRef.of("Noter", "H3"), "nytt")]))
    with pytest.raises(ChangedFile):
        save_upgrade(found)
    assert path.read_bytes() == other


@pytest.mark.thorough
def test_the_command_shows_first_and_writes_only_on_yes(
    staffs: bytes,
    upgraded: Upgrade,
    tmp_path: Path,
    newer_layout: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(staffs)
    assert main(["oppgrader", str(path)]) == 0
    shown = capsys.readouterr().out
    (line,) = [line for line in shown.splitlines() if "«Oppnådd grad»" in line]
    assert line.startswith("  + Nye kolonner: ")
    targets = opened(upgraded.data)["Mål"]
    for header in ("Oppnådd grad", "Rest"):
        assert f"«{header}» ({letter(targets, 'tblMål', header)})" in line
    assert "Ingenting er skrevet" in shown
    assert path.read_bytes() == staffs
    assert main(["oppgrader", str(path), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["oppsett"], told["skrevet"]) == ({"fra": 1, "til": NEWER}, False)
    assert {change["slag"] for change in told["endringer"]} >= {"ark", "kolonne", "formel"}
    assert path.read_bytes() == staffs
    assert main(["oppgrader", str(path), "--ja"]) == 0
    assert "Forrige utgave: orxl-sikkerhetskopier" in capsys.readouterr().out
    (backup,) = (tmp_path / "orxl-sikkerhetskopier").iterdir()
    assert backup.read_bytes() == staffs
    saved = path.read_bytes()
    assert main(["oppgrader", str(path), "--ja"]) == 0
    assert "Det er ingenting å gjøre" in capsys.readouterr().out
    assert path.read_bytes() == saved
