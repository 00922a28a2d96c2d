"""Next year's workbook from this one: nothing lost, nothing invented, and once."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.rollover.layout import chart_words
from orxl.app.rollover.roll import RollOver, roll, save_roll, target_of
from orxl.app.workbook import view_of
from orxl.binding import BoundBook, bind
from orxl.cli import main
from orxl.core.edits import SetCell, SetName
from orxl.core.errors import OrxlError
from orxl.core.findings import Severity, state
from orxl.core.values import BLANK, Value
from orxl.layout import layout_for
from orxl.programme.programme import Programme
from orxl.rules.kit.view import View
from orxl.template import build
from orxl.versions.adopted.record import DIGEST_NAME
from orxl.xlsx import patch, read_bytes, tidy
from tests.app.rollover.staff import MOMENT, OWN, adopted, filled, opened
from tests.conftest import OnceARun

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def staffs(shipped: bytes, once_a_run: OnceARun) -> bytes:
    data: bytes = once_a_run("staffs_2026", lambda: filled(shipped))
    return data


@pytest.fixture(scope="session")
def rolled(
    staffs: bytes, once_a_run: OnceARun, tmp_path_factory: pytest.TempPathFactory
) -> RollOver:
    def made() -> RollOver:
        path = tmp_path_factory.mktemp("bok") / "bok 2026.xlsx"
        path.write_bytes(staffs)
        found = roll(path, None, moment=MOMENT, who="kari")
        assert path.read_bytes() == staffs
        return found

    found: RollOver = once_a_run("rolled_2027", made)
    return found


@pytest.fixture(scope="module")
def before(staffs: bytes) -> View:
    return view_of(read_bytes(staffs))


@pytest.fixture(scope="module")
def after(rolled: RollOver) -> View:
    return view_of(read_bytes(rolled.data))


def value(view: View, table: str, row: str, key: str, by: str = "") -> Value:
    cell = view.cell(table, row, key, by=by)
    assert cell is not None, (table, row, key)
    return view.value(cell)


def test_the_year_is_the_next_one_in_every_header(after: View) -> None:
    bound: BoundBook = after.bound
    assert (bound.layout.year, bound.year_fits) == (2027, True)
    assert [t for t in bound.tables.values() if t.missing] == []
    assert after.programme.year == 2027


def test_every_formula_is_that_of_the_new_year(after: View) -> None:
    wrong = {
        str(cell): after.book.cell(cell).formula
        for cell, text in after.bound.declared.items()
        if after.book.cell(cell).formula != text
    }
    assert wrong == {}
    assert [c for c in after.recalculation.verdicts if c not in after.recalculation.agreed] == []


def test_the_columns_move_and_the_opening_is_what_is_expected(before: View, after: View) -> None:
    for row in before.rows("tblHovedtall"):
        label = str(row.values["label"])
        case = before.value(row.cells["case"])
        now = value(after, "tblHovedtall", label, "budget_prior")
        assert now in (case, 0.0) if case is BLANK else now == case, label
    assert value(after, "tblHovedtall", "Kommunikasjon", "forecast_prior") == 260.0
    closing = value(before, "tblHovedtall", "Utgående", "forecast", "type")
    assert value(after, "tblHovedtall", "Inngående", "budget", "type") == closing
    for key in ("actual", "new_forecast", "explanation", "case", "actual_prior"):
        assert value(after, "tblHovedtall", "Kommunikasjon", key) is BLANK


def test_next_years_change_is_measured_against_what_was_adopted(
    before: View, after: View, rolled: RollOver
) -> None:
    assert value(before, "tblHovedtall", "Kommunikasjon", "revised") == 230.0
    assert value(after, "tblHovedtall", "Kommunikasjon", "budget_prior") == 200.0
    assert value(after, "tblHovedtall", "Kommunikasjon", "amended") == 0.0
    assert after.rows("tblBudsjettendringer") == ()
    assert any("«Kommunikasjon» (200 → 230)" in told for told in rolled.done)


def test_the_bound_funds_go_on(before: View, after: View) -> None:
    left = value(before, "tblOverføring", "Budsjett 2026", "bound_out")
    assert left == 250.0
    assert value(after, "tblOverføring", "Prognose 2026", "bound_out") == left
    assert value(after, "tblOverføring", "Budsjett 2027", "bound_in") == left


def test_what_is_of_the_year_begins_anew(after: View) -> None:
    assert {row.values["status"] for row in after.rows("tblTiltak")} == {"Ikke startet"}
    assert value(after, "tblMål", "2.1.1-R1", "achieved") is BLANK
    facts = {fact.name: fact.value for fact in after.programme.assumptions}
    for name in ("Budsjettvedtak", "Vedtaksmøte", "Kontingentvedtak", "Regnskap_per"):
        assert facts[name] is None
    assert facts["Kontingentsats_forrige"] == facts["Kontingentsats_saken"]
    assert after.programme.day("Status_per") == MOMENT.date()


def test_grants_members_and_years_ahead_go_on(after: View) -> None:
    status = {row.values["grant_id"]: row.values["status"] for row in after.rows("tblTilskudd")}
    assert status == {
        "KLIMASATS": "Avsluttet", "GEO4WATER": "Avsluttet", "SEADITO": "Innvilget",
        "ORBIFY": "Søkt",
    }  # fmt: skip
    assert value(after, "tblMedlemmer", "Drammen", "active") == 0.0
    assert value(after, "tblFram", "Lønn sekretariatet, mv.", "typed1") == 6000.0
    assert value(after, "tblFram", "Lønn sekretariatet, mv.", "typed3") is BLANK
    assert value(after, "tblÅrene", "Framskrevet 2028", "rate") == 2.75


def test_nothing_that_staff_added_is_lost(staffs: bytes, rolled: RollOver) -> None:
    old, new = opened(staffs), opened(rolled.data)
    assert new.sheetnames == old.sheetnames
    own = new[OWN]
    assert own["A1"].value == "Notat om budsjettet for 2026"
    assert own["A2"].value == "=SUM(tblHovedtall[Budsjett 2027])"
    assert own["A3"].value == '=SUMIFS(tblHovedtall[Budsjett 2026],tblHovedtall[Type],"Utgift")'
    assert len(own._charts) == 1
    assert new["Hovedtall"]["B12"].comment.text == "Hva er grunnlaget?"
    assert new["Hovedtall"]["B12"].fill.start_color.rgb == "FFFFEB3B"
    rules = new["Tiltak"].conditional_formatting
    assert any("$A6=1" in rule.formula for area in rules for rule in area.rules)
    for sheet, table, header in (("Prosjektmidler", "tblProsjektmidler", "Vår merknad"),):
        ref = new[sheet].tables[table].ref
        assert str(new[sheet][ref][0][-1].value) == header
        assert new[sheet][ref][1][-1].value == old[sheet][ref][1][-1].value
    titles = [row.values["title"] for row in bind(read_bytes(rolled.data)).rows("tblTiltak")]
    assert "Vårt eget tiltak" in titles


def test_no_text_of_the_frame_says_the_old_year(rolled: RollOver) -> None:
    heads = [
        part
        for name, part in parts(rolled.data).items()
        if name.startswith("xl/worksheets/sheet") and b"Handlingsprogram og budsjett 2026" in part
    ]
    assert heads == []
    book = opened(rolled.data)
    assert book["Hovedtall"]["A1"].value == "Hovedtall – budsjett 2027"


def test_the_run_counts_once_on_the_front_page(rolled: RollOver, after: View) -> None:
    told = state(rolled.findings)
    lines = [row.values for row in after.rows("tblEndringslogg") if row.values["who"] == "kari"]
    assert [line["errors"] for line in lines[1:]] == [BLANK] * (len(lines) - 1)
    assert lines[0]["errors"] == told[Severity.ERROR]


def test_the_charts_speak_of_the_new_year(shipped: bytes) -> None:
    old = bind(read_bytes(shipped))
    new = tidy(shipped, list(chart_words(old)))
    charts = b"".join(part for name, part in parts(new).items() if "/charts/chart" in name)
    drawn = b"".join(part for name, part in parts(new).items() if "/drawings/drawing" in name)
    assert "<v>Budsjett 2027</v>" in charts.decode()
    assert "budsjett 2027 og 2026" in drawn.decode()
    assert "<tx><v>Budsjett 2025</v></tx>" not in charts.decode()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_must_be_asked_is_asked_and_every_text_with_a_year_is_listed(
    rolled: RollOver, after: View
) -> None:
    asked = {(q.sheet, q.place) for q in rolled.asked}
    assert {("Forutsetninger", "Vedtaksmøte"), ("Forutsetninger", "Kontingentvedtak"),
            ("Tilskuddsår", "SEADITO"), ("Medlemmer", "Medlem til")} <= asked  # fmt: skip
    listed = {r.cell for r in rolled.rewrite}
    for row in after.rows("tblTekster"):
        text = row.values["text"]
        if isinstance(text, str) and "2025–2028" in text:
            assert row.cells["text"] in listed
    assert {(r.cell.sheet, r.own) for r in rolled.rewrite} >= {(OWN, True)}
    log = [str(row.values["description"]) for row in after.rows("tblEndringslogg")]
    assert any("Må svares på" in line for line in log)
    assert any("Tekster å skrive om på Tekster" in line for line in log)


def test_what_is_wrong_in_the_new_workbook_is_a_question(rolled: RollOver) -> None:
    errors = [f for f in rolled.findings if f.severity is Severity.ERROR and f.told]
    # Their own measure has no targets, as it had none before.
    new = [f for f in errors if f.code not in ("P003", "P004")]
    # K010 tells the day of the decision that is missing, as gravely as the text that fetches it.
    assert {f.code for f in new} == {"T001", "T023", "K010"}
    assert all("er tom" in f.message for f in new if f.code == "T001")
    # The text of last year still says that the fee goes down, and the rate of the year is no other.
    assert [f.message for f in new if f.code == "T023"] == [
        "Teksten sier «reduseres», men fra kr 2,50 til kr 2,50: det er uendret."
    ]


@pytest.mark.thorough
def test_the_year_after_is_rolled_from_it(rolled: RollOver, tmp_path: Path) -> None:
    path = tmp_path / "bok 2027.xlsx"
    path.write_bytes(adopted(rolled.data))
    found = roll(path, None, moment=datetime(2027, 12, 20), who="kari")
    assert (found.year, found.target.name) == (2028, "bok 2028.xlsx")
    later = view_of(read_bytes(found.data))
    wrong = [c for c, f in later.bound.declared.items() if later.book.cell(c).formula != f]
    assert wrong == []
    assert value(later, "tblHovedtall", "Kommunikasjon", "budget_prior") == 210.0
    assert opened(found.data)[OWN]["A2"].value == "=SUM(tblHovedtall[Budsjett 2028])"
    codes = {f.code for f in found.findings if f.severity is Severity.ERROR and f.told}
    # The draft of 2028 repeats expenses that no grant pays for any more: the funds do not suffice.
    assert codes <= {"T001", "B008", "P003", "P004"}


def test_twice_changes_nothing(staffs: bytes, rolled: RollOver, tmp_path: Path) -> None:
    path, new = tmp_path / "bok 2026.xlsx", tmp_path / "bok 2027.xlsx"
    path.write_bytes(staffs)
    new.write_bytes(rolled.data)
    again = roll(path, None, moment=MOMENT, who="kari")
    assert (again.data, "alt rullet" in again.already) == (b"", True)
    of_the_new = roll(new, None, moment=MOMENT, who="kari")
    assert (of_the_new.data, "alt rullet til 2027" in of_the_new.already) == (b"", True)


def test_another_file_by_that_name_is_left_alone(staffs: bytes, tmp_path: Path) -> None:
    path, other = tmp_path / "bok 2026.xlsx", tmp_path / "bok 2027.xlsx"
    path.write_bytes(staffs)
    other.write_bytes(staffs)
    with pytest.raises(OrxlError, match="finnes fra før"):
        roll(path, None, moment=MOMENT, who="kari")
    assert other.read_bytes() == staffs


@pytest.mark.parametrize(
    ("name", "said"), [("ny.pdf", "samme slag"), ("ny.xlsm", "samme slag"), ("ingen/ny.xlsx",
     "Finner ikke mappen")],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused_at_once(
    staffs: bytes, tmp_path: Path, name: str, said: str
) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(staffs)
    with pytest.raises(OrxlError, match=said):
        roll(path, tmp_path / name, moment=MOMENT, who="kari")


def test_it_is_saved_beside_the_old_one(rolled: RollOver, tmp_path: Path) -> None:
    here = replace(rolled, target=tmp_path / "ny.xlsx")
    save_roll(here)
    assert here.target.read_bytes() == rolled.data
    with pytest.raises(OrxlError):
        save_roll(replace(here, data=rolled.data + b" "))


def test_a_column_of_their_own_with_that_name_is_told(staffs: bytes, tmp_path: Path) -> None:
    bound = bind(read_bytes(staffs))
    table = bound.tables["tblProsjektmidler"].table
    book = opened(staffs)
    sheet = book["Prosjektmidler"]
    sheet.tables["tblProsjektmidler"].tableColumns[-1].name = "Ramme 2027"
    sheet.cell(table.ref.first_row, table.ref.last_column).value = "Ramme 2027"
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "bok.xlsx"
    path.write_bytes(stream.getvalue())
    with pytest.raises(OrxlError, match="Ramme 2027"):
        roll(path, None, moment=MOMENT, who="kari")


def test_a_locked_copy_is_not_rolled(staffs: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bok vedtatt.xlsx"
    path.write_bytes(patch(staffs, [SetName(DIGEST_NAME, '"orxl-1:0"')]))
    with pytest.raises(OrxlError, match="låst kopi"):
        roll(path, None, moment=MOMENT, who="kari")


def test_an_older_layout_is_upgraded_first(programme: Programme, tmp_path: Path) -> None:
    path = tmp_path / "bok.xlsx"
    path.write_bytes(build(layout_for(2026, 6), programme, MOMENT))
    with pytest.raises(OrxlError, match="oppsett 6"):
        roll(path, None, moment=MOMENT, who="kari")


def test_a_workbook_whose_year_is_wrong_is_not_rolled(staffs: bytes, tmp_path: Path) -> None:
    cell = bind(read_bytes(staffs)).where("tblForutsetninger", "Budsjettår", "value", "name")
    assert cell is not None
    path = tmp_path / "bok.xlsx"
    path.write_bytes(patch(staffs, [SetCell(cell, 2031.0)]))
    with pytest.raises(OrxlError, match="må rettes"):
        roll(path, None, moment=MOMENT, who="kari")


def test_the_command_shows_and_writes_only_with_a_yes(
    rolled: RollOver,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = replace(rolled, target=tmp_path / "bok 2027.xlsx")
    monkeypatch.setattr("orxl.cli.rull_aar.roll", lambda *_, **__: here)
    path = tmp_path / "bok 2026.xlsx"
    path.write_bytes(b"")
    assert main(["rull-år", str(path), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["år"], said["skrevet"], said["alt_rullet"]) == (2027, False, "")
    assert said["spørsmål"]
    assert said["skrives_om"]
    assert main(["rull-år", str(path)]) == 0
    assert "Bruk --ja" in capsys.readouterr().out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bok 2026.xlsx"]
    assert main(["rull-år", str(path), "--ja"]) == 1  # it has Feil, which ask
    assert here.target.read_bytes() == rolled.data


@pytest.mark.parametrize(
    ("name", "year", "new"),
    [("bok 2026.xlsx", 2027, "bok 2027.xlsx"), ("handlingsprogram.xlsx", 2027,
     "handlingsprogram 2027.xlsx"), ("12026 bok.xlsx", 2027, "12026 bok 2027.xlsx")],
)  # fmt: skip
def test_the_new_file_has_the_new_year_in_its_name(name: str, year: int, new: str) -> None:
    assert target_of(Path(name), year).name == new
