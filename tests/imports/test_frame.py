"""What the frame of every import refuses, and what it does not claim to know."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.imports.effects import effect
from orxl.app.imports.files import SourceFile, source_file
from orxl.app.imports.frame import Plan
from orxl.app.imports.run import preview
from orxl.binding import bind
from orxl.core.edits import SetCell
from orxl.core.errors import OrxlError, RefusedEdit
from orxl.core.refs import CellRef
from orxl.formulas.recalculate import Agreed, Disputed
from orxl.layout.names import ASSUMED, CARRY_OUT, MAIN, RESULT
from orxl.report.imports.values import Share, Tally
from orxl.rules.kit import View
from orxl.xlsx import patch, read_bytes

FILE = SourceFile("fil.csv", b"a;b\n")
MOMENT = datetime(2026, 11, 27, 12)


@dataclass(frozen=True)
class Asked:
    """An import that plans what the test says."""

    plan_: Plan
    name: str = "prøve"

    def read(self, file: SourceFile) -> str:
        return file.name

    def plan(self, reading: str, view: View) -> Plan:
        return self.plan_


def cell(view: View, kind: str) -> CellRef:
    found = view.bound.where(MAIN, kind, "budget", "type")
    assert found is not None
    return found


def test_a_figure_that_two_calculations_give_differently_is_not_told(sound: View) -> None:
    verdicts = dict(sound.recalculation.verdicts)
    verdicts[cell(sound, RESULT)] = Agreed(-999.0)
    verdicts[cell(sound, CARRY_OUT)] = Disputed({"a": 1.0, "b": 2.0})
    odd = replace(sound, recalculation=replace(sound.recalculation, verdicts=verdicts))
    told = effect("prøve", sound, odd)
    assert (told.after.fees, told.after.result, told.after.closing) == (
        told.before.fees, None, None
    )  # fmt: skip
    assert told.before.result == Decimal(-336)
    assert "Resultat: arbeidsbokens formler gir −999, men orxl regner ut −336." in told.doubt
    assert "Utgående mindreforbruk kan ikke regnes ut i arbeidsboken nå." in told.doubt


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_file_with_an_odd_name_has_one_that_a_cell_can_hold(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\x1b[2J\xff\n.csv")
    path.write_bytes(b"a;b\n")
    assert source_file(path).name == "a␛[2J?␊.csv"


@pytest.mark.slow
def test_an_account_that_does_not_add_up_stops_everything(path: Path) -> None:
    plan = Plan(changes=(), edits=(), words="", tallies=(Tally("rader", 3, (Share("med", 2),)),))
    with pytest.raises(OrxlError, match=r"Regnskapet over det som ble lest \(rader\), går ikke"):
        preview(path, FILE, Asked(plan), moment=MOMENT, who="Kari")


@pytest.mark.slow
def test_nothing_is_imported_into_a_workbook_of_two_years(path: Path) -> None:
    year = bind(read_bytes(path.read_bytes())).where(ASSUMED, "Budsjettår", "value", "name")
    assert year is not None
    path.write_bytes(patch(path.read_bytes(), [SetCell(year, 2031.0)]))
    before = path.read_bytes()
    with pytest.raises(RefusedEdit, match="Arbeidsboken må rettes før noe kan importeres"):
        preview(path, FILE, Asked(Plan(changes=(), edits=(), words="")), moment=MOMENT, who="Kari")
    assert path.read_bytes() == before
