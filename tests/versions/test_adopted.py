"""An adopted version: a digest of what a workbook means, a record of it, and a signature."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orxl.app import signing
from orxl.app.lock import HasErrors, Locked, lock
from orxl.app.recalculate import recalculate_file
from orxl.app.signing import BadSignature, Keys, check_signature, new_keys, signer
from orxl.app.verify import sentence, verify
from orxl.app.workbook import open_workbook
from orxl.binding import bind
from orxl.cli import main
from orxl.core.edits import InsertRows, SetCell, SetName
from orxl.core.errors import BadCall, BadSource, OrxlError
from orxl.core.refs import CellRef, Range
from orxl.core.snapshot import Book, Cell, DefinedName, Sheet, Table, TableColumn
from orxl.core.values import BLANK, CellError, Value
from orxl.layout.names import MAIN, MEASURES
from orxl.rules.kit.view import View
from orxl.versions.adopted.digest import digest, digest_of
from orxl.versions.adopted.figures import adopted_of, differences
from orxl.versions.adopted.record import Record, as_json, day_of_decision, from_json
from orxl.xlsx import patch, read_bytes
from tests.conftest import ROOT
from tests.helpers import TODAY
from tests.libreoffice import saved_by_libreoffice, soffice

DECISION = "sak 12/25, 18.12.2025"

# --- the digest ------------------------------------------------------------------------------


def a_book(**changed: Cell) -> Book:
    """Two sheets, a table with a formula, a name."""
    cells = {
        (1, 1): Cell("Post"), (1, 2): Cell("Beløp"), (1, 3): Cell("Dobbelt"),
        (2, 1): Cell("Lønn"), (2, 2): Cell(5387.0),
        (2, 3): Cell(10774.0, "tblA[[#This Row],[Beløp]]*2"),
        (3, 1): Cell("Kontor"), (3, 2): Cell(0.0), (3, 3): Cell(0.0, "$B$3*Sats"),
        (5, 1): Cell(datetime(2026, 1, 1)), (5, 2): Cell(True), (5, 3): Cell(CellError("#N/A")),
    } | {(int(at[1]), "ABC".index(at[0]) + 1): cell for at, cell in changed.items()}  # fmt: skip
    table = Table("tblA", Range.of("Tall", "A1:C3"),
                  (TableColumn("Post"), TableColumn("Beløp"), TableColumn("Dobbelt")))  # fmt: skip
    other = Sheet("Sats", {(1, 1): Cell(2.0)})
    return Book((Sheet("Tall", cells, (table,)), other), (DefinedName("Sats", "Sats!$A$1"),))


GOLDEN = "orxl-1:e1606fbf61d5dbdc57c11af0ee449372c8d3a867ec4aa5ae61c26071a914684c"


def test_the_spelling_of_the_digest_is_kept() -> None:
    """Records of years ago hold it: whoever changes the spelling gives it a new version."""
    assert digest(a_book()) == GOLDEN


@pytest.mark.slow
def test_an_old_workbook_keeps_its_digest() -> None:
    """Whatever later layouts call a record of orxl's own, this file's digest is on paper."""
    data = (ROOT / "tests" / "upgrade" / "handlingsprogram-8db9b41.xlsx").read_bytes()
    assert (
        digest_of(bind(read_bytes(data)))
        == "orxl-1:73bfbc1a41e2135ec36f46d215d2401c33498e7963a35b55ec12f2cb53a7087b"
    )


@pytest.mark.parametrize(
    "cell",
    [
        Cell(5387.0000001), Cell(5386.0), Cell("5387"), Cell(BLANK), Cell(True),
        Cell(5387.0, "5387"), Cell(CellError("#N/A")), Cell(-5387.0),
    ],
)  # fmt: skip
def test_another_figure_is_another_digest(cell: Cell) -> None:
    assert digest(a_book(B2=cell)) != digest(a_book())


VALUES: st.SearchStrategy[Value] = st.one_of(
    st.floats(-1e12, 1e12).map(lambda v: float(f"{v:.15g}")), st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=8),
    st.sampled_from([BLANK, CellError("#REF!"), CellError("#N/A")]),
)  # fmt: skip


@given(VALUES, VALUES)
@settings(max_examples=100)
def test_two_values_have_one_digest_only_where_they_are_one_value(a: Value, b: Value) -> None:
    same = digest(a_book(A3=Cell(a))) == digest(a_book(A3=Cell(b)))
    assert same == (type(a) is type(b) and a == b)


def test_a_formula_counts_and_its_spelling_does_not() -> None:
    plain = digest(a_book())
    assert digest(a_book(C2=Cell(1.0, "B2*2"))) == plain
    assert digest(a_book(C2=Cell(1.0, "  tblA[[#This Row],[Beløp]] * 2.0"))) == plain
    assert digest(a_book(C3=Cell(0.0, "b3*Sats!$A$1"))) == plain
    assert digest(a_book(C2=Cell(10774.0, "B2*2+0"))) != plain
    assert digest(a_book(C2=Cell(10774.0, "B3*2"))) != plain


def test_looks_results_order_and_sight_do_not_count() -> None:
    book = a_book()
    sheet, other = book.sheets
    styled = {at: cell._replace(style=7) for at, cell in sheet.cells.items()}
    styled[2, 3] = styled[2, 3]._replace(value=99.0)
    styled[5, 1] = Cell(46023.0)  # 1.1.2026 without the format of a date
    styled[9, 9] = Cell("")
    again = replace(book, sheets=(other, replace(sheet, cells=styled, state="hidden")))
    assert digest(again) == digest(book)


def test_where_a_name_leads_counts() -> None:
    book = a_book()
    moved = replace(book, names=(DefinedName("Sats", "Sats!$A$2"),))
    assert digest(moved) != digest(book)


@pytest.mark.thorough
def test_whoever_saves_the_workbook_the_digest_is_the_same(shipped: bytes) -> None:
    import openpyxl

    again = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(shipped)).save(again)
    one, other = (bind(read_bytes(data)) for data in (shipped, again.getvalue()))
    assert digest_of(one) == digest_of(other)


@pytest.mark.thorough
@pytest.mark.libreoffice
@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_the_same_digest(shipped: bytes) -> None:
    again = saved_by_libreoffice(shipped)
    assert digest_of(bind(read_bytes(again))) == digest_of(bind(read_bytes(shipped)))


@pytest.mark.thorough
def test_a_workbook_with_errors_is_locked_where_somebody_says_so(
    shipped: bytes, tmp_path: Path
) -> None:
    broken = tmp_path / "feil.xlsx"
    broken.write_bytes(patch(shipped, [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)]))
    done = locked(broken, with_errors=True)
    assert "feil da den ble låst" in done.told[0]
    assert done.record.errors > 0


@pytest.mark.thorough
def test_the_case_lies_beside_it_and_is_named_by_its_digest(path: Path) -> None:
    done = lock(path, DECISION, today=TODAY)
    paper = path.with_name("handlingsprogram vedtatt.pdf")
    assert done.told == ()
    assert done.record.files[paper.name] == sha256(paper.read_bytes()).hexdigest()


@pytest.mark.thorough
def test_any_cell_of_the_whole_workbook_counts(book: Book) -> None:
    bound = bind(book)
    dice = random.Random(1)
    left = ("Forside", "Kontroll", "Endringslogg", "Endret siden sist", "Lister")
    plain = digest_of(bound)
    for sheet in dice.sample([s for s in book.sheets if s.name not in left], 12):
        at = dice.choice(sorted(sheet.cells))
        old = sheet.cells[at]
        new = Cell("noe annet") if old.formula is None else old._replace(formula="1+1")
        changed = replace(sheet, cells={**sheet.cells, at: new})
        other = replace(book, sheets=tuple(changed if s is sheet else s for s in book.sheets))
        assert digest_of(replace(bound, book=other)) != plain, (sheet.name, at)


@pytest.mark.thorough
def test_a_run_of_orxl_does_not_change_what_the_workbook_means(path: Path) -> None:
    before = digest_of(bind(open_workbook(path).book))
    recalculate_file(path, moment=datetime(2026, 12, 1), who="Kari")
    assert digest_of(bind(open_workbook(path).book)) == before


# --- what was adopted -------------------------------------------------------------------------


def test_the_record_comes_back_as_it_was(sound: View) -> None:
    record = a_record(sound)
    data = as_json(record)
    assert from_json(data, "x") == record
    assert as_json(from_json(data, "x")) == data
    assert len(data) < 150_000


def a_record(view: View) -> Record:
    return Record(DECISION, date(2025, 12, 18), 2026, "Rådet", "bok vedtatt.xlsx",
                  "orxl-1:0", 0, adopted_of(view.bound), {"bok vedtatt.pdf": "ab"})  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"versjon": 1}', b'{"versjon": 2}', b'{"versjon": "x"}', b"\xff",
     b"[" * 9999],
)  # fmt: skip
def test_what_is_no_record_is_a_sentence(data: bytes) -> None:
    with pytest.raises(BadSource):
        from_json(data, "x.vedtak.json")


def test_nothing_differs_from_itself_and_each_change_is_named(sound: View) -> None:
    adopted = adopted_of(sound.bound)
    assert differences(adopted, adopted) == ()
    for table in adopted:
        for key, values in list(table.rows.items())[:2]:
            for column in values:
                other = {**values, column: "noe annet"}
                now = replace(table, rows={**table.rows, key: other})
                (one,) = differences([table], [now])
                assert (one.sheet, one.column) == (table.sheet, table.columns[column])
                assert (one.adopted, one.now) == (values[column], "noe annet")
        first = next(iter(table.rows))
        fewer = replace(table, rows={k: v for k, v in table.rows.items() if k != first})
        assert [one.gone for one in differences([table], [fewer])] == [True]
        assert [one.new for one in differences([fewer], [table])] == [True]


def test_all_that_the_decision_is_about_has_a_key_of_its_own(sound: View) -> None:
    adopted = {table.name: table for table in adopted_of(sound.bound)}
    assert len(adopted[MAIN].rows) == len(sound.rows(MAIN))
    assert not [key for t in adopted.values() for key in t.rows if key[-1].startswith("nr. ")]


@pytest.mark.parametrize(
    ("decision", "said"),
    [("", "på én linje"), ("sak 12/25", "har ingen dato"), ("sak, 31.2.2025", "har ingen dato"),
     ("sak, 18.12.2023", "datert 18.12.2023"), ("sak, 1.1.2027", "datert"),
     ("a\nb 1.1.2026", "linje"), ("x" * 250 + " 1.1.2026", "høyst 200")],
)  # fmt: skip
def test_a_decision_that_cannot_be_is_a_sentence(decision: str, said: str) -> None:
    with pytest.raises(BadCall, match=said):
        day_of_decision(decision, 2026)
    assert day_of_decision('"sak 7" av 1.2.2026, utsatt fra 18.12.2025', 2026) == date(2025, 12, 18)


# --- locked, and verified ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def keys() -> Keys:
    """A pair of keys that is quick to open."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(signing, "_OPERATIONS", 32_768)
        patched.setattr(signing, "_MEMORY", 2**20)
        return new_keys("et langt passord")


@pytest.fixture(scope="module")
def folder(shipped: bytes, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook, locked and signed."""
    folder = tmp_path_factory.mktemp("vedtatt")
    (folder / "bok.xlsx").write_bytes(shipped)
    locked(folder / "bok.xlsx", sign=signer(keys.private, "et langt passord").sign)
    return folder


def locked(path: Path, decision: str = DECISION, **more: Any) -> Locked:
    return lock(path, decision, today=TODAY, paper=False, **more)


@pytest.mark.slow
def test_the_copy_is_read_only_and_tells_what_it_is(folder: Path, shipped: bytes) -> None:
    copy = folder / "bok vedtatt.xlsx"
    assert (folder / "bok.xlsx").read_bytes() == shipped
    assert not copy.stat().st_mode & 0o222
    names = {name.name: name.refers_to for name in read_bytes(copy.read_bytes()).names}
    assert names["Vedtak"] == f'"{DECISION}"'
    said = json.loads((folder / "bok vedtatt.vedtak.json").read_bytes())
    assert (said["vedtak"], said["dato"], said["år"]) == (DECISION, "2025-12-18", 2026)
    assert names["Vedtaksavtrykk"] == f'"{said["avtrykk"]}"'
    verdict = verify(copy)
    assert (verdict.holds, verdict.known) == (True, True)


@pytest.mark.slow
def test_the_file_alone_tells_whether_it_is_the_adopted_one(folder: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alene.xlsx"
    alone.write_bytes((folder / "bok vedtatt.xlsx").read_bytes())
    assert verify(alone).holds
    table = bind(read_bytes(alone.read_bytes())).tables[MEASURES]
    cell = table.filled[0].cells["comment"]
    alone.write_bytes(patch(alone.read_bytes(), [SetCell(cell, "et ord")]))
    verdict = verify(alone)
    assert (verdict.same, verdict.known) == (False, False)


@pytest.mark.slow
def test_what_is_not_as_adopted_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder, tmp_path / "ny")
    path = tmp_path / "ny" / "bok.xlsx"
    bound = bind(read_bytes(path.read_bytes()))
    salary = bound.where(MAIN, "Lønn sekretariatet, mv.", "budget")
    title = bound.tables[MEASURES].filled[0].cells["title"]
    assert salary is not None
    path.write_bytes(patch(path.read_bytes(), [SetCell(salary, 1.0), SetCell(title, "Ny tittel")]))
    different = [sentence(one) for one in verify(path).different]
    assert any(s.startswith("Hovedtall, Lønn sekretariatet, mv., Budsjett 2") for s in different)
    assert any("nå «Ny tittel»" in s for s in different)
    assert any(s.startswith("Hovedtall, Resultat (negativt = bruk") for s in different)
    assert len(different) == 8  # two typed, and what follows on Hovedtall and Overføring
    main(["kontroller", str(path)])
    told = capsys.readouterr().out
    assert f"Siden vedtaket ({DECISION}): 8 tall og tekster er endret." in told
    assert "… og 3 til" in told


@pytest.mark.slow
@pytest.mark.thorough
def test_rows_put_in_between_change_no_adopted_figure(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "ny")
    path = tmp_path / "ny" / "bok.xlsx"
    data = path.read_bytes()
    table = bind(read_bytes(data)).tables[MEASURES]
    row = table.contents({"number": "9.9", "title": "Nytt"})
    path.write_bytes(patch(data, [InsertRows(MEASURES, table.filled[3].number, (row,))]))
    verdict = verify(path)
    assert not verdict.same
    assert [(one.sheet, one.new) for one in verdict.different] == [("Tiltak", True)]


@pytest.mark.slow
def test_what_cannot_be_locked_or_verified_is_a_sentence(
    folder: Path, tmp_path: Path, shipped: bytes
) -> None:
    book, copy = folder / "bok.xlsx", folder / "bok vedtatt.xlsx"
    with pytest.raises(OrxlError, match="allerede låst: sak 12/25"):
        locked(copy)
    with pytest.raises(OrxlError, match="aldri over"):
        locked(book)
    with pytest.raises(BadCall, match=r"må slutte på «\.xlsx»"):
        locked(book, target=tmp_path / "kopi")
    broken = tmp_path / "feil.xlsx"
    broken.write_bytes(patch(shipped, [SetCell(CellRef("Hovedtall", 15, 5), 8756.0)]))
    with pytest.raises(HasErrors, match=r"har \d feil, og blir ikke låst"):
        locked(broken)
    assert [f.name for f in tmp_path.iterdir()] == ["feil.xlsx"]
    named = tmp_path / "navn.xlsx"
    named.write_bytes(patch(shipped, [SetName("vedtak", "1")]))
    with pytest.raises(OrxlError, match="har et eget navn «Vedtak»"):
        locked(named)
    with pytest.raises(BadCall, match="Finner ingen vedtatt utgave"):
        verify(broken)
    with pytest.raises(BadSource, match="ikke en låst utgave"):
        verify(book, against=broken)


# --- signatures --------------------------------------------------------------------------------


def test_every_byte_of_what_was_signed_is_seen(keys: Keys) -> None:
    data = b'{"vedtak": "sak 12/25"}'
    signed = signer(keys.private, "et langt passord").sign(data, DECISION).decode()
    assert check_signature(data, signed, keys.public) == DECISION
    assert check_signature(data, signed, keys.public.splitlines()[1]) == DECISION
    for at in range(len(data)):
        other = bytes([*data[:at], data[at] ^ 1, *data[at + 1 :]])
        with pytest.raises(BadSignature):
            check_signature(other, signed, keys.public)
    start = signed.index("\n") + 1  # the first line is a comment that nobody signs
    for at in range(start, len(signed) - 1):
        other_text = signed[:at] + chr(ord(signed[at]) ^ 1) + signed[at + 1 :]
        with pytest.raises(BadSignature):
            check_signature(data, other_text, keys.public)


def test_another_key_a_wrong_passphrase_and_rubbish_are_sentences(keys: Keys) -> None:
    signed = signer(keys.private, "et langt passord").sign(b"x", "a").decode()
    with pytest.raises(BadSource, match="Passordet passer ikke"):
        signer(keys.private, "et annet passord")
    with pytest.raises(BadCall, match="minst 8 tegn"):
        new_keys("kort")
    changed = keys.public.splitlines()[1]
    changed = changed[:6] + ("B" if changed[6] == "A" else "A") + changed[7:]
    with pytest.raises(BadSignature, match="annen nøkkel"):
        check_signature(b"x", signed, changed)
    for rubbish in ("", "RW", "\n\n", "æøå"):
        with pytest.raises(BadSource):
            check_signature(b"x", signed, rubbish)
        with pytest.raises(BadSource):
            signer(rubbish, "et langt passord")
        with pytest.raises(BadSignature):
            check_signature(b"x", rubbish, keys.public)
    assert "et langt passord" not in keys.private + keys.public


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_minisign_itself_accepts_the_signature(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_bytes(b"{}")
    signed = signer(keys.private, "et langt passord").sign(b"{}", DECISION)
    (tmp_path / "v.json.minisig").write_bytes(signed)
    (tmp_path / "k.pub").write_text(keys.public, "utf-8")
    command = ["minisign", "-V", "-p", "k.pub", "-m", "v.json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, DECISION in done.stdout) == (0, True)


@pytest.mark.slow
def test_the_command_checks_the_signature(
    folder: Path, keys: Keys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder, tmp_path / "ny")
    copy, record = tmp_path / "ny" / "bok vedtatt.xlsx", tmp_path / "ny" / "bok vedtatt.vedtak.json"
    key = keys.public.splitlines()[1]
    assert main(["verifiser", str(copy), "--offentlig", key]) == 0
    assert f"Signaturen stemmer: {DECISION}." in capsys.readouterr().out
    record.chmod(0o644)
    said = json.loads(record.read_bytes())
    (tmp_path / "ny" / "saken.pdf").write_bytes(b"en annen")
    record.write_text(json.dumps({**said, "filer": {"saken.pdf": "0" * 64}}), "utf-8")
    assert verify(copy).faults == ("«saken.pdf» er ikke den som lå ved vedtaket.",)
    assert main(["verifiser", str(copy), "--offentlig", key, "--format", "json"]) == 1
    fault, _ = json.loads(capsys.readouterr().out)["mangler"]
    assert fault.startswith("Signaturen stemmer ikke")


def test_a_new_pair_of_keys_is_two_files_and_nothing_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(signing, "_OPERATIONS", 32_768)
    monkeypatch.setattr(signing, "_MEMORY", 2**20)
    assert main(["lås", "--lag-nøkkel", str(tmp_path / "styret")]) == 2
    assert "i et terminalvindu" in capsys.readouterr().err
    monkeypatch.setattr("orxl.cli.laas._passphrase", lambda _: "et langt passord")
    assert main(["lås", "--lag-nøkkel", str(tmp_path / "styret")]) == 0
    assert sorted(f.name for f in tmp_path.iterdir()) == ["styret.key", "styret.pub"]
    if os.name == "posix":
        assert (tmp_path / "styret.key").stat().st_mode & 0o077 == 0
    assert main(["laas", "--lag-noekkel", str(tmp_path / "styret")]) == 2
    assert "finnes fra før" in capsys.readouterr().err
