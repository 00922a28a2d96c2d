"""The fees as a paper for the members."""

from __future__ import annotations

import pytest

from orxl.app.paper.fee_paper import fee_paper
from orxl.core.errors import BadCall
from orxl.core.values import BLANK
from orxl.layout.names import ASSUMED, MEMBERS
from orxl.programme.fee_list import fee_list
from orxl.report.paper.model import Paper, Paragraph, RowKind, Table, plain
from orxl.rules.kit import Editor, View
from tests.helpers import view_of


@pytest.fixture(scope="module")
def paper(sound: View) -> Paper:
    return fee_paper(sound, "bok.xlsx")


def table(paper: Paper) -> Table:
    return next(block for block in paper.blocks if isinstance(block, Table))


def cells(paper: Paper) -> list[list[str]]:
    return [["".join(map(plain, cell.lines)) for cell in row.cells] for row in table(paper).rows]


def test_every_member_has_a_row_with_what_the_list_of_fees_says(paper: Paper, sound: View) -> None:
    fees = fee_list(sound.programme)
    assert fees is not None
    found = {row[1]: row for row in cells(paper)[:-1]}
    assert len(found) == len(fees.lines)
    for line in fees.lines:
        shown = found[f"{line.payer.member.code:04d}"]
        assert shown[0] == line.payer.member.name
        assert shown[3].replace("\u00a0", "") == str(line.payer.fee)
        assert shown[4].replace("\u00a0", "") == str(line.before)


def test_what_is_not_named_is_said_in_the_title_and_beside_the_sum(paper: Paper) -> None:
    assert plain(paper.subtitle) == "Medlemmenes kontingent – ufullstendig: 46 mangler"
    assert cells(paper)[-1][0] == "Sum navngitte (ufullstendig: 46 mangler)"
    assert table(paper).rows[-1].kind is RowKind.TOTAL


def test_the_figures_are_the_cells_of_the_register(paper: Paper, sound: View) -> None:
    figures = list(paper.figures())
    assert len(figures) > 30
    for figure in figures:
        assert float(figure.text.replace("\u00a0", "")) == sound.value(figure.cell)


def test_members_are_not_told_what_staff_are_to_do(paper: Paper) -> None:
    said = [plain(block.line) for block in paper.blocks if isinstance(block, Paragraph)]
    assert "Terminer og forfall er ikke bestemt." in said
    assert not any("Forutsetninger" in words for words in said)


def test_a_member_that_left_is_told_of_as_such(paper: Paper) -> None:
    assert [row[0] for row in cells(paper) if row[-1] == "utmeldt"] == [
        "Bærum", "Lørenskog", "Frogn",
    ]  # fmt: skip


def test_a_member_without_population_has_no_fee(sound: View) -> None:
    e = Editor(sound.bound)
    e.add_row(MEMBERS, code=9999.0, name="Ukjent", in_basis="Nei")
    shown = next(row for row in cells(fee_paper(view_of(e.book, sound), "b")) if row[1] == "9999")
    assert shown[2:] == ["", "", "", "", "", "mangler folketall"]


def test_without_a_rate_there_are_no_fees_to_tell_of(sound: View) -> None:
    e = Editor(sound.bound)
    e.put(ASSUMED, "Kontingentsats", "value", BLANK, by="name")
    with pytest.raises(BadCall):
        fee_paper(view_of(e.book, sound), "b")
