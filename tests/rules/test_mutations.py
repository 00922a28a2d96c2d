"""A program damages the workbook in hundreds of ways; every damage must be reported.

And edits that do no harm must not bring a single new Feil.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from orxl.binding import BoundBook
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.core.snapshot import Cell, Sheet
from orxl.rules.kit import Editor, View
from orxl.xlsx import read_bytes
from tests import finding_room
from tests.conftest import DAMAGES, HARMLESS_EDITS
from tests.helpers import said, settled, view_of
from tests.mutations import caught, mutations
from tests.oracle import needs_libreoffice

pytestmark = pytest.mark.slow

PARTS = 24
EVERY = 1 if os.environ.get("ORXL_ALLE_SKADER") else 37
"""Which of the damages are tried: all 2 000 take a quarter of an hour. Five kinds of damage to a
formula follow each other, so the step meets them all."""
Record = Callable[[str, object], None]


@pytest.fixture(scope="session")
def before(sound: View) -> list[Finding]:
    """What the rules say of the sound workbook."""
    return said(sound)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_damage_is_reported(
    part: int, sound: View, before: list[Finding], record_property: Record
) -> None:
    missed = []
    damages = mutations(sound.bound)[::EVERY][part::PARTS]
    for mutation in damages:
        editor = Editor(sound.bound)
        places = mutation.change(editor)
        after = said(view_of(editor.book, like=sound))
        assert finding_room.cut(f for f in after if f not in before) == [], str(mutation)
        wanted = {places} if isinstance(places, CellRef | str | None) else set(places)
        if not caught(mutation, wanted, before, after):
            missed.append(str(mutation))
    record_property(DAMAGES, (len(damages), len(missed)))
    assert missed == []


def test_there_are_at_least_150_damages(bound: BoundBook) -> None:
    assert len(mutations(bound)) >= 150


def new_errors(before: list[Finding], after: list[Finding]) -> list[str]:
    """Findings of severity Feil that were not there before, as texts."""
    old = {(f.code, f.message) for f in before}
    return [
        f"{f.code} {f.place}: {f.message}"
        for f in after
        if f.severity is Severity.ERROR and f.open and (f.code, f.message) not in old
    ]


def _another_look(editor: Editor) -> None:
    for column in range(1, 8):
        cell = CellRef("Hovedtall", 12, column)
        editor.restyle(cell, 1)


def _own_sheet(editor: Editor) -> None:
    cells = {
        (1, 1): Cell("Min oversikt"),
        (2, 1): Cell("Kommunikasjon"),
        (2, 2): Cell(200.0),
        (3, 1): Cell("Møter"),
        (3, 2): Cell(210.0),
        (4, 1): Cell("Sum"),
        (4, 2): Cell(410.0, "SUM(B2:B3)", 0, "normal"),
        (5, 2): Cell(-336.0, "Hovedtall!D24", 0, "normal"),
    }
    editor.add_sheet_of(Sheet("Notater Kari", cells))


def _sorted_partners(editor: Editor) -> None:
    editor.sort("tblPartnere", "name")


def _new_measure(editor: Editor) -> None:
    editor.add_row("tblTiltak", number="3.5.3", title="Nytt tiltak", status="Ikke startet")
    for code, kind in (("3.5.3-R1", "Resultatmål"), ("3.5.3-E1", "Effektmål")):
        editor.add_row("tblMål", target_id=code, measure="3.5.3", type=kind, text="Et nytt mål.")
    editor.add_row("tblPartnere", measure="3.5.3", name="KS")


def _new_partner(editor: Editor) -> None:
    editor.add_row("tblPartnere", measure="1.1", name="Ruter")


def _new_member(editor: Editor) -> None:
    editor.add_row("tblMedlemmer", code=3205.0, name="Lillestrøm", region="Nedre Romerike")


def _new_project(editor: Editor) -> None:
    editor.add_row(
        "tblProsjektmidler", label="Nytt prosjekt", frame=100.0, comment="Vedtatt i mai."
    )


def _follow_up(editor: Editor) -> None:
    editor.put("tblTiltak", "1.1", "status", "I gang")
    editor.put("tblTiltak", "1.1", "responsible", "Kari Nordmann")
    editor.put("tblTiltak", "1.1", "comment", "Startet i januar; møte med KS 12. mars.")
    editor.put("tblMål", "1.1-R1", "status", "I rute")


def _other_figures(editor: Editor) -> None:
    editor.put("tblHovedtall", "Kommunikasjon", "budget", 240.0)
    editor.put("tblHovedtall", "Lønn sekretariatet, mv.", "budget", 5900.0)
    editor.put("tblProsjektmidler", "Store arrangementer", "frame", 320.0)


def _without_applied(editor: Editor) -> None:
    editor.put("tblForutsetninger", "Regn_med_søkte_tilskudd", "value", "Nei")


def _newer_comment(editor: Editor) -> None:
    editor.put("tblHovedtall", "Kommunikasjon", "comment", "Økt fra 200 til 240 (styret 3.2.2026).")


HARMLESS: list[Callable[[Editor], None]] = [
    _another_look,
    _own_sheet,
    _sorted_partners,
    _new_measure,
    _new_partner,
    _new_member,
    _new_project,
    _follow_up,
    _other_figures,
    _without_applied,
    _newer_comment,
]


@pytest.mark.parametrize("edit", HARMLESS, ids=lambda e: e.__name__.strip("_"))
def test_a_harmless_edit_brings_no_new_error(
    edit: Callable[[Editor], None], sound: View, before: list[Finding], record_property: Record
) -> None:
    editor = Editor(sound.bound)
    edit(editor)
    # Excel recalculates after an edit; the rules then see fresh values.
    after = said(settled(editor.book, sound))
    alarms = new_errors(before, after)
    record_property(HARMLESS_EDITS, (1, bool(alarms)))
    assert alarms == []


def test_another_file_name_changes_nothing(bound: BoundBook, before: list[Finding]) -> None:
    after = said(view_of(replace(bound.book, source="Kopi av handlingsprogram (2).xlsx")))
    assert after == before


@pytest.mark.libreoffice
@needs_libreoffice
def test_saving_through_libreoffice_brings_no_new_error(
    built: bytes, before: list[Finding], tmp_path: Path
) -> None:
    from tests.libreoffice import soffice

    given = tmp_path / "inn" / "handlingsprogram.xlsx"
    given.parent.mkdir()
    given.write_bytes(built)
    subprocess.run(
        [
            str(soffice()),
            f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path),
            str(given),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    book = read_bytes((tmp_path / "handlingsprogram.xlsx").read_bytes())
    after = said(settled(book))
    assert new_errors(before, after) == []
