"""Excel takes «ja» and «JA» for «Ja»: so does orxl, in its lists, its keys and its arithmetic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orxl.binding import BoundBook
from orxl.core.edits import SetCell
from orxl.core.refs import CellRef
from orxl.core.values import Value
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.rules.kit import Editor, View
from orxl.rules.kit.tables import ASSUMED, MAIN
from tests.helpers import said, settled
from tests.rules.test_mutations import new_errors

CHOSEN = {spec.name for spec in ASSUMPTIONS if spec.choices}
CHANGES_SHEET = "Endret siden sist"


def _respelt(editor: Editor, bound: BoundBook, spelling: Callable[[str], str]) -> int:
    """Spell every word that comes from a list, and every grant's key, otherwise."""
    count = 0
    for table in bound.tables.values():
        for row in table.filled if table.spec.content else ():
            for key, value in row.values.items():
                chosen = table.spec.column(key).choices is not None
                chosen |= key == table.spec.key == "grant_id"
                if table.spec.name == ASSUMED:
                    chosen |= row.values["name"] in CHOSEN and key == "value"
                cell = row.cells[key]
                if chosen and isinstance(value, str) and bound.book.cell(cell).formula is None:
                    editor.type_in(cell, spelling(value))
                    count += spelling(value) != value
    return count


def _amounts(view: View) -> dict[CellRef, Value]:
    """What formulas give; the fingerprints of what stands in the cells are others, rightly."""
    return {
        cell: value
        for cell, value in view.recalculation.agreed.items()
        if isinstance(value, float) and cell.sheet not in (CHANGES_SHEET, "Lister")
    }


@pytest.mark.parametrize("spelling", [str.lower, str.upper], ids=["lower", "upper"])
def test_words_in_other_letter_case_are_the_same_words(
    sound: View, spelling: Callable[[str], str]
) -> None:
    editor = Editor(sound.bound)
    assert _respelt(editor, sound.bound, spelling) > 300
    after = settled(editor.book, sound)
    assert new_errors(said(sound), said(after)) == []
    assert after.figures == sound.figures
    assert _amounts(after) == _amounts(sound)


def test_a_word_in_other_letter_case_stays_in_its_cell_and_is_mended_from_there(
    sound: View,
) -> None:
    editor = Editor(sound.bound)
    cell = editor.put(MAIN, "Kontingenter", "source", "innlagt")
    (found,) = [f for f in said(settled(editor.book, sound)) if f.code == "B023"]
    edit = next(e for e in found.fix if isinstance(e, SetCell) and e.cell == cell)
    assert edit.expected == "innlagt"
