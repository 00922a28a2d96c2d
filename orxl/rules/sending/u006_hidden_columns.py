"""Hidden columns with content."""

from __future__ import annotations

from orxl.core.refs import column_letters
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.kit.tables import MAIN, MEMBERS
from orxl.rules.shared.sending import filled_cells, sheets

RULE = Rule(
    "U006",
    "skjulte-kolonner",
    Severity.WARNING,
    asks=FileView,
    finds="Skjulte kolonner som har innhold.",
    why="Det skjulte sendes med og kan vises av mottakeren. En kolonne som er skjult ved et uhell, "
    "mangler dessuten på utskriften.",
    remedy="Marker kolonnene på hver side, høyreklikk og velg «Vis». Slett innholdet hvis det ikke "
    "skal med.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    ours = _hidden_by_the_layout(view)
    for found, sheet in sheets(view):
        for first, last in found.hidden_columns:
            columns = [
                c
                for c in filled_cells(view, sheet)
                if first <= c.column <= last and (c.sheet, c.column) not in ours
            ]
            if columns:
                top = min(columns, key=lambda c: (c.column, c.row))
                letters = column_letters(first)
                where = f"Kolonne {letters}"
                if last > first:
                    where = f"Kolonnene {letters}–{column_letters(min(last, 16_384))}"
                yield Hit(
                    f"{where} på arket «{found.name}» er skjult, men har "
                    f"{nb.counted(len(columns), 'celle', 'celler')} med innhold.",
                    cell=top,
                    actual=float(len(columns)),
                )


def _hidden_by_the_layout(view: FileView) -> set[tuple[str, int]]:
    """The technical columns that stand folded away in every workbook."""
    return {
        (bound.table.sheet, bound.columns[column.key])
        for bound in view.inside.bound.tables.values()
        for column in bound.spec.columns
        if column.hidden and column.key in bound.columns
    }


@RULE.bad("Kolonnen med prognosen er skjult på Hovedtall.")
def _hidden(e: Editor) -> Place:
    column = e.where(MAIN, "Kommunikasjon", "forecast_prior").column
    e.file.on("Hovedtall", hidden_columns=((column, column),))
    return CellRef("Hovedtall", e.table(MAIN).ref.first_row, column)


@RULE.good("Oppsettets egne hjelpekolonner er skjult.")
def _technical(e: Editor) -> None:
    column = e.where(MEMBERS, "Oslo", "case_fee").column
    e.file.on("Medlemmer", hidden_columns=((column - 1, column + 1),))


@RULE.good("Alle tomme kolonner til høyre er skjult.")
def _empty(e: Editor) -> None:
    e.file.on("Hovedtall", hidden_columns=((40, 16_384),))
