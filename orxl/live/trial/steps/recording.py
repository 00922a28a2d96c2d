"""Records what COM answers look like, in a new book that holds nothing but what is written here."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any, Final

from orxl.live.trial.asking import asked
from orxl.live.trial.bench import Bench

CELLS: Final = {
    "A1": "=1/0", "A2": "=NA()", "B1": 1234.56789, "B2": 46023.5, "C1": True, "C2": "'=tekst",
    "D1": "'2.1.5", "D2": '=""',
}  # fmt: skip
"""What is written, as ``Formula``."""
FORMATS: Final = {"B1": "#,##0.00 $", "B2": "dd.mm.yyyy", "E1": "@"}
ASKED: Final = (*CELLS, "E1", "A1:D2", "A1:A2", "A1:B1", "H9")
MEMBERS: Final = (
    "Value2", "Value", "Formula", "Formula2", "HasArray", "HasSpill", "MergeCells", "Locked",
    "PrefixCharacter", "NumberFormat",
)  # fmt: skip


def recording(bench: Bench, facts: dict[str, Any]) -> None:
    """The answers that orxl's reading and writing rest on, as they are."""
    book = bench.app.Workbooks.Add()
    try:
        sheet = book.Worksheets.Item(1)
        for at, content in CELLS.items():
            sheet.Range(at).Formula = content
        for at, code in FORMATS.items():
            sheet.Range(at).NumberFormat = code
        sheet.Range("E1").Formula = "'2.1.5"
        facts["celler"] = {at: _answers(sheet.Range(at)) for at in ASKED}
        sheet.Range("G1:H2").Merge()
        sheet.Range("D9").FormulaArray = "=SUM(B1:B2*2)"
        facts["blandet"] = {
            "MergeCells": asked(lambda: sheet.Range("F1:H3").MergeCells),
            "HasArray": asked(lambda: sheet.Range("D8:D9").HasArray),
            "HasArray alene": asked(lambda: sheet.Range("D9").HasArray),
        }
        facts["flytende"] = _spill(sheet)
        facts["ukjent medlem"] = asked(lambda: sheet.NoSuchThing)
        facts["ukjent ark"] = asked(lambda: book.Worksheets("Finnes ikke"))
        facts["ugyldig formel"] = asked(lambda: setattr(sheet.Range("H9"), "Formula", "=SUM("))
        facts["kommentarer"] = {
            name: asked(partial(_count, sheet, name)) for name in ("Comments", "CommentsThreaded")
        }
    finally:
        with suppress(Exception):
            book.Close(False)


def _answers(area: Any) -> dict[str, Any]:
    return {name: asked(partial(getattr, area, name)) for name in MEMBERS}


def _count(sheet: Any, name: str) -> Any:
    return getattr(sheet, name).Count


def _spill(sheet: Any) -> dict[str, Any]:
    """What a formula that fills several cells answers; an Excel before 2021 has none."""
    told = {"skrevet": asked(lambda: setattr(sheet.Range("J1"), "Formula2", "=SEQUENCE(3)"))}
    for at in ("J1:J3", "I1:J4", "J1", "J2"):
        told[f"HasSpill {at}"] = asked(partial(getattr, sheet.Range(at), "HasSpill"))
    told["Formula J2"] = asked(lambda: sheet.Range("J2").Formula)
    told["SpillParent J2"] = asked(lambda: sheet.Range("J2").SpillParent.Row)
    return told
