"""What a comparison says: sentences that a board can read, and the effect in kroner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from orxl.app.compare import compare, compared
from orxl.app.workbook import Opened
from orxl.binding import BoundBook
from orxl.core.edits import Content
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import BLANK
from orxl.report.compare.as_json import as_json
from orxl.report.compare.diff import Run, runs, told
from orxl.report.compare.outline import budget, consequences, interplay, sections, verdict
from orxl.report.compare.page import html
from orxl.report.compare.values import Comparison
from tests.versions.kit import with_cells

Changed = Callable[..., Comparison]


@pytest.fixture(scope="module")
def changed(bound: BoundBook) -> Changed:
    def edited(*edits: tuple[CellRef | None, Content]) -> Comparison:
        return _of(bound.book, with_cells(bound.book, [(at, c) for at, c in edits if at]))

    return edited


def _of(before: Book, after: Book) -> Comparison:
    return compared(Opened(Path("før.xlsx"), b"", before), Opened(Path("nå.xlsx"), b"", after))


def _said(found: Comparison) -> list[str]:
    return [i.sentence for s in sections(found) for i in s.items]


def test_the_rate_is_told_with_its_unit_and_its_effect(bound: BoundBook, changed: Changed) -> None:
    at = bound.where("tblForutsetninger", "Kontingentsats", "value")
    found = changed((at, 3.0))
    (item,) = sections(found)[0].items
    assert item.sentence == ("Kontingentsats i dag er endret fra 2,50 til 3,00 kr per innbygger.")
    assert item.effect.startswith("Alene gir det +")
    assert found.effects is not None
    assert found.effects.after - found.effects.before == found.effects.each[0]
    assert "resultatet går fra" in budget(found).casefold()


def test_a_refused_grant_has_its_effect_and_a_text_has_none(
    bound: BoundBook, changed: Changed
) -> None:
    grant = bound.where("tblTilskudd", "KLIMASATS", "status")
    title = bound.tables["tblTiltak"].rows[0].cells["title"]
    found = changed((grant, "Avslått"), (title, "Noe annet"))
    assert found.effects is not None
    moved = {found.changes[n].table for n in found.effects.each}
    assert moved == {"tblTilskudd"}


def test_changes_that_act_on_each_other_are_told_apart(bound: BoundBook, changed: Changed) -> None:
    """A higher rate moves the fees by more when there are more inhabitants."""
    rate, day = (
        bound.where("tblForutsetninger", name, "value")
        for name in ("Kontingentsats", "Folketallsdato")
    )
    found = changed((rate, 5.0), (day, datetime(2026, 1, 1)))
    assert "virker på hverandre" in interplay(found)
    assert interplay(changed((rate, 5.0))) == ""


def test_a_reworded_title_is_told_word_by_word(bound: BoundBook, changed: Changed) -> None:
    row = bound.tables["tblTiltak"].rows[7]
    title = str(row.values["title"])
    first = title.split()[0]
    (sentence,) = _said(changed((row.cells["title"], title.replace(first, "Etterprosjekt", 1))))
    assert sentence.endswith(f"har fått ny ordlyd: «{first}» er byttet ut med «Etterprosjekt».")


def test_what_stands_beside_an_assumption_has_no_unit(bound: BoundBook, changed: Changed) -> None:
    source = bound.where("tblForutsetninger", "Kontingentsats", "source")
    (sentence,) = _said(changed((source, "sak 4/26")))
    assert sentence.startswith("Kontingentsats i dag, «Kilde», er ")
    assert sentence.endswith("«sak 4/26».")


def test_filled_emptied_and_overwritten_cells_are_told(bound: BoundBook, changed: Changed) -> None:
    row = bound.tables["tblTiltak"].rows[0]
    total = bound.where("tblHovedtall", "Resultat", "budget", "type")
    said = _said(changed((row.cells["responsible"], "Kari"), (row.cells["status"], BLANK),
                         (total, 99.0)))  # fmt: skip
    assert f"Tiltak {row.values['number']}, «Ansvarlig», er fylt ut med «Kari»." in said
    assert any("er tømt; der stod det «Ikke startet»." in s for s in said)
    assert any("er skrevet over med 99 der formelen =" in s and "som ga −336" in s for s in said)


def test_nothing_is_said_of_a_workbook_beside_itself(bound: BoundBook) -> None:
    found = _of(bound.book, bound.book)
    assert found.same
    assert verdict(found) == "Ingenting er ulikt i innholdet i «før.xlsx» og «nå.xlsx»."
    assert consequences(found) == ()


def test_words_that_change_are_marked_and_spaces_go_with_them() -> None:
    assert runs("et lite hus her", "et stort slott her") == (
        Run("same", "et "), Run("out", "lite hus"), Run("in", "stort slott"), Run("same", " her"),
    )  # fmt: skip
    assert told("et hus", "et stort hus") == "«stort» er lagt til"
    assert told("a b c", "x y z") == ""


def test_the_page_and_the_json_escape_what_a_workbook_says(
    bound: BoundBook, changed: Changed
) -> None:
    at = bound.tables["tblTiltak"].rows[0].cells["title"]
    found = changed((at, "<script>alert(1)</script>"))
    assert "<script>" not in html(found)
    assert '"like": false' in as_json(found)


@pytest.mark.parametrize(
    "data", [b"", b"PK nei", b"\xd0\xcf\x11\xe0" * 99], ids=["empty", "damaged", "encrypted"]
)
def test_what_is_no_workbook_is_refused_by_name(data: bytes, path: Path, tmp_path: Path) -> None:
    from orxl.core.errors import UnreadableFile

    bad = tmp_path / "rar.xlsx"
    bad.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"rar\.xlsx"):
        compare(path, bad)


def test_what_must_be_known_of_the_files_is_said(bound: BoundBook, path: Path) -> None:
    assert "samme fil" in compare(path, path).notes[0]
    other = replace(bound.book, sheets=bound.book.sheets[:1])
    plain = _of(other, replace(other, sheets=()))
    assert plain.effects is None
    year = bound.where("tblForutsetninger", "Organisasjon", "value")
    assert year is not None
    moved = _of(bound.book, with_cells(bound.book, [(year, "Et annet råd")]))
    assert any("ulike organisasjoner" in note for note in moved.notes)
