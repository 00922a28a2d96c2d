"""«Tallgrunnlag»: a reader follows a figure down to what was typed, and sees nothing internal."""

from __future__ import annotations

from collections import deque

from orxl.app.paper.following import MOST, Basis
from orxl.app.paper.inline import anchor_of
from orxl.core.refs import CellRef
from orxl.layout.names import FIGURES, MAIN, PARAGRAPHS, POPULATION
from orxl.report.paper.model import Bullets, Figure, Link, Paper, Row, Table, plain
from orxl.rules.kit import View
from tests.app.paper.conftest import BASIS, body, lines_of


def _rows(paper: Paper) -> dict[str, Row]:
    tables = [b for b in paper.blocks if isinstance(b, Table) and b.key.startswith("grunnlag-")]
    rows = [row for table in tables for row in table.rows]
    assert len({row.anchor for row in rows}) == len(rows) > 200
    return {row.anchor: row for row in rows}


def _ways(row: Row) -> list[str]:
    lines = [line for cell in row.cells for line in cell.lines]
    return [p.address[1:] for line in lines for p in line if isinstance(p, Link)]


def _result(paper: Paper) -> Figure:
    table = next(b for b in paper.blocks if isinstance(b, Table) and b.key == "511")
    row = next(r for r in table.rows if plain(r.cells[0].lines[0]).startswith("Resultat"))
    (figure,) = row.cells[3].lines[0]
    assert isinstance(figure, Figure)
    return figure


def test_the_result_leads_down_to_the_population_of_a_municipality(
    paper: Paper, sound: View
) -> None:
    rows, result = _rows(paper), _result(paper)
    assert result.text == "−336"
    oslo = next(
        row for row in sound.rows(POPULATION)
        if sound.text(row, "municipality") == "Oslo" and sound.value(row.cells["at"]).year == 2025
    )  # fmt: skip
    met, waiting = {result.anchor}, deque([result.anchor])
    while waiting:
        for way in _ways(rows[waiting.popleft()]):
            assert way in rows
            if way not in met:
                met.add(way)
                waiting.append(way)
    assert anchor_of(oslo.cells["inhabitants"]) in met
    told = rows[anchor_of(oslo.cells["inhabitants"])]
    assert plain(told.cells[2].lines[0]) == "724\u00a0290"
    assert len(met) > 100


def test_a_look_up_leads_to_the_row_it_takes_and_to_no_other(paper: Paper, sound: View) -> None:
    basis = Basis(sound, [sound.bound.where("tblMedlemmer", "Asker", "population")])
    taken = [part for part in next(iter(basis.parts.values())) if part.area is not None]
    (part,) = taken
    row = next(r for r in sound.rows(POPULATION) if r.number == part.cells[0].row)
    assert len(part.cells) == 1
    assert sound.text(row, "municipality") == "Asker"


def test_every_figure_of_the_text_has_its_place(paper: Paper) -> None:
    rows = _rows(paper)
    figures = [p for b in body(paper) for line in lines_of(b) for p in line
               if isinstance(p, Figure)]  # fmt: skip
    assert {figure.anchor for figure in figures} <= set(rows)
    assert len(figures) > 150


def test_the_formula_is_as_norwegian_excel_shows_it(paper: Paper, sound: View) -> None:
    row = _rows(paper)[_result(paper).anchor]
    income = sound.bound.where(MAIN, "Sum inntekter", "budget")
    expense = sound.bound.where(MAIN, "Sum driftsutgifter", "budget")
    assert plain(row.cells[3].lines[0]) == f"={income.a1}-{expense.a1}"
    total = _rows(paper)[anchor_of(sound.bound.where(MAIN, "Sum inntekter", "budget"))]
    assert plain(total.cells[3].lines[0]).startswith("=SUMMER(")


def test_what_was_typed_tells_its_decision_and_source(paper: Paper, sound: View) -> None:
    cell = sound.bound.where("tblForutsetninger", "Kontingentsats_saken", "value")
    told = [plain(line) for line in _rows(paper)[anchor_of(cell)].cells[3].lines]
    assert told[:2] == ["Skrevet inn.", "Vedtatt 4.6.2025."]
    assert told[2].startswith("Kilde: ")


def test_declared_figures_stand_with_their_source(paper: Paper, sound: View) -> None:
    table = next(b for b in paper.blocks if isinstance(b, Table) and b.key == "faste-tall")
    assert len(table.rows) == len(sound.rows(FIGURES))
    assert plain(table.rows[0].cells[2].lines[0]).startswith("Saken")


def test_a_figure_with_neither_cell_nor_source_is_named(sound: View, changed_findings) -> None:
    paper = changed_findings(
        lambda e: e.put(PARAGRAPHS, "0.3-6", "text", "Det er vedtatt 17 ting i verden.")
    )
    lists = [b for b in paper.blocks if isinstance(b, Bullets)]
    assert plain(lists[-1].items[0]).startswith("«17»")


def test_internal_columns_do_not_reach_the_paper(changed, sound: View) -> None:
    """A marker in each input text that is not public: none is in the paper."""
    marker = "HEMMELIG-7Q"

    def plant(e) -> None:
        for bound in sound.bound.tables.values():
            for column in bound.spec.columns:
                if column.public or column.derived or not column.kind.textual or column.choices:
                    continue
                if bound.spec.name in ("tblForutsetninger", FIGURES) and column.key != "note":
                    continue
                if column.key == bound.spec.key or column.key not in bound.columns:
                    continue
                for row in bound.filled[:3]:
                    e.type_in(row.cells[column.key], marker)

    assert marker not in repr(changed(plant))


def test_a_basis_without_end_is_bounded(sound: View) -> None:
    roots = [CellRef("Folketall", row, 5) for row in range(6, 900)] + [
        CellRef("Medlemmer", row, column) for row in range(6, 200) for column in range(1, 12)
    ]
    basis = Basis(sound, roots)
    assert len(basis.parts) == MOST
    assert basis.left > 0


def test_the_appendix_stands_last(paper: Paper) -> None:
    assert paper.blocks[len(body(paper))].anchor == BASIS
