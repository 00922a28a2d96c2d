"""Damages as data: what was caught never escapes again, harmless edits give no Feil, remedies mend.

``caught.txt`` is a floor that is only ever raised (``python -m tests.adversarial --skriv-fanget``).
CI tries some of the damages, chosen by their ids; ``ORXL_ALT=1`` tries them all.
"""

from __future__ import annotations

import os
from pathlib import Path
from zlib import crc32

import pytest

from orxl.core.findings import Finding, Severity
from orxl.formulas.recalculate import Recalculation, recalculate
from orxl.xlsx import read_bytes
from tests.adversarial.bench import Bench, State, news
from tests.adversarial.damages import BadDamage, Damage, read_folder
from tests.adversarial.floor import FLOOR, alarms, mending_badly
from tests.conftest import OnceARun

pytestmark = pytest.mark.slow

EVERY = 1 if os.environ.get("ORXL_ALT") else 45
DAMAGES = read_folder()
TRIED = [d for d in DAMAGES if crc32(d.id.encode()) % EVERY == 0]
HARMFUL = [pytest.param(d, id=d.id) for d in TRIED if d.id in FLOOR]
HARMLESS = [pytest.param(d, id=d.id) for d in TRIED if d.harmless and d.id not in alarms()]


@pytest.fixture(scope="session")
def bench(shipped: bytes, once_a_run: OnceARun) -> Bench:
    """The workbook that staff open."""
    made: Recalculation = once_a_run("shipped", lambda: recalculate(read_bytes(shipped)))
    return Bench(shipped, made)


@pytest.mark.parametrize("damage", HARMFUL)
def test_what_was_caught_is_caught_still_and_its_remedies_mend(
    bench: Bench, damage: Damage
) -> None:
    outcome = bench.judged(damage)
    assert outcome.caught, damage.says
    wrong = {f"{damage.id} {r.code}": r.faults for r in outcome.repairs if r.faults}
    assert {name: why for name, why in wrong.items() if name not in mending_badly()} == {}


@pytest.mark.parametrize("damage", HARMLESS)
def test_a_harmless_edit_gives_no_error(bench: Bench, damage: Damage) -> None:
    assert bench.judged(damage, repairs=False).errors == ()


@pytest.mark.parametrize("to_send", [False, True], ids=["checked", "before sending"])
def test_the_workbook_that_staff_open_has_no_error(bench: Bench, to_send: bool) -> None:
    beside = bench.inspection if to_send else None
    said = bench.before(State(bench.view, beside, ()))
    assert [f for f in said if f.open and f.severity is Severity.ERROR] == []
    assert any(f.code.startswith("U") for f in said) is to_send


def test_a_finding_that_is_accepted_no_more_is_news() -> None:
    told = Finding("B006", "navn", Severity.ERROR, "Summen er en annen.")
    assert news([told.accept("Trykt slik.")], [told]) == [told]
    assert news([told], [told]) == []


def test_every_damage_on_the_floor_is_there() -> None:
    assert {d.id for d in DAMAGES} >= FLOOR


def test_a_damage_that_is_written_wrongly_is_refused(tmp_path: Path, bench: Bench) -> None:
    (tmp_path / "x.yaml").write_text("- {id: x-1, title: Noe}\n", encoding="utf-8")
    with pytest.raises(BadDamage, match="expect"):
        read_folder(tmp_path)
    edit = {"op": "type", "table": "tblHovedtall", "row": {"Post": "Ingen"}, "column": "Note"}
    damage = Damage("x-2", "Noe", "input", "yes", ({**edit, "to": 1},), None)
    with pytest.raises(BadDamage, match="no row"):
        bench.damaged(damage)
