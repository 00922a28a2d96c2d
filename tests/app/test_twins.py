"""Copies that a sync service lays beside a workbook: found by what is in them, and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from orxl.app.check import reservations
from orxl.app.twins import sentences, twins
from orxl.app.workbook import Opened, open_workbook
from orxl.binding import BoundBook, bind
from orxl.core.edits import Formula, SetCell
from orxl.xlsx import patch, read_bytes

CONFLICTS = (
    "handlingsprogram-PC123.xlsx",
    "handlingsprogram-KOMM0301-4512.xlsx",
    "handlingsprogram-Ola sin PC.xlsx",
    "handlingsprogram-Karis MacBook Air.xlsx",
    "handlingsprogram (1).xlsx",
    "handlingsprogram - konflikt 2026-01-02.xlsx",
    "handlingsprogram (Ola sin konfliktkopi 2026-01-02).xlsx",
    "handlingsprogram (Karis motstridende kopi 2026-11-23).xlsx",
    "handlingsprogram.sync-conflict-20261123-1200.xlsx",
    "Handlingsprogram-DESKTOP-AB12.xlsx",
)
MEANT = (
    "handlingsprogram-2025.xlsx",
    "handlingsprogram-kopi.xlsx",
    "handlingsprogram - kopi.xlsx",
    "handlingsprogram-utkast 2.xlsx",
    "handlingsprogram-UTKAST-2.xlsx",
    "handlingsprogram-REV2.xlsx",
    "handlingsprogram-TERTIAL-2.xlsx",
    "handlingsprogram-BUDSJETT-2026.xlsx",
    "handlingsprogram-ØKONOMI-2025.xlsx",
    "handlingsprogram vedtatt.xlsx",
    "handlingsprogram (vedtatt).xlsx",
    "handlingsprogram2.xlsx",
    "budsjett (1).xlsx",
)


@pytest.fixture(scope="module")
def bound(shipped: bytes) -> BoundBook:
    return bind(read_bytes(shipped))


@pytest.fixture(scope="module")
def changed(shipped: bytes, bound: BoundBook) -> bytes:
    cell = bound.where("tblTiltak", "1.1", "responsible")
    assert cell is not None
    return patch(shipped, [SetCell(cell, "Ola")])


@pytest.fixture(scope="module")
def others(shipped: bytes, bound: BoundBook) -> bytes:
    cell = bound.where("tblForutsetninger", "Organisasjon", "value", "name")
    assert cell is not None
    return patch(shipped, [SetCell(cell, "Fjellregionen IPR")])


def test_conflicting_copies_are_told_of_and_what_was_meant_is_not(
    path: Path, changed: bytes
) -> None:
    for name in (*CONFLICTS, *MEANT):
        path.with_name(name).write_bytes(changed)
    told = reservations(open_workbook(path))
    assert len(told) == len(CONFLICTS)
    for name in CONFLICTS:
        (sentence,) = (one for one in told if f"«{name}»" in one)
        assert "1 verdi skiller dem" in sentence
        assert "orxl flett" in sentence


def test_what_is_in_a_file_decides(path: Path, others: bytes, shipped: bytes) -> None:
    path.with_name("handlingsprogram-PC123.xlsx").write_bytes(others)
    path.with_name("handlingsprogram (2).xlsx").write_bytes(shipped)
    path.with_name("handlingsprogram (3).xlsx").write_bytes(b"no workbook")
    assert reservations(open_workbook(path)) == ()


def test_a_certain_copy_is_told_of_whatever_is_in_it(path: Path, shipped: bytes) -> None:
    path.with_name("handlingsprogram - konflikt.xlsx").write_bytes(shipped)
    path.with_name("handlingsprogram (conflicted copy).xlsx").write_bytes(b"no workbook")
    broken, same = sorted(reservations(open_workbook(path)))
    assert "kan slettes" in same
    assert "kan ikke leses" in broken


def test_an_open_book_has_its_twins_told_of_too(path: Path, changed: bytes) -> None:
    path.with_name("handlingsprogram-PC123.xlsx").write_bytes(changed)
    (sentence,) = sentences(open_workbook(path).book, path)
    assert "handlingsprogram-PC123.xlsx" in sentence


def test_a_changed_formula_is_a_difference(path: Path, shipped: bytes, bound: BoundBook) -> None:
    cell = bound.where("tblHovedtall", "Sum inntekter", "budget")
    assert cell is not None
    path.with_name("handlingsprogram (1).xlsx").write_bytes(
        patch(shipped, [SetCell(cell, Formula("1+1"))])
    )
    (twin,) = twins(Opened(path, shipped, open_workbook(path).book))
    assert twin.different == 1
