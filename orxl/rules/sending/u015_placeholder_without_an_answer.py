"""A placeholder in braces that no name answers, outside the texts of the paper."""

from __future__ import annotations

from orxl.core.inspection import PageText
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.shared.sending import few, written
from orxl.rules.shared.texts import passages

RULE = Rule(
    "U015",
    "plassholder-uten-svar",
    Severity.ERROR,
    asks=FileView,
    finds="En plassholder i krøllparenteser som ikke er navnet på en celle: i celler, topptekst, "
    "bunntekst, figurer og dokumentets tittel. Tekstene i saken prøves av T001.",
    why="Plassholderen blir trykt som den står.",
    remedy="Skriv teksten som skal stå der, eller bruk et navn fra Formler → Navnebehandling.",
)

_PLACEHOLDER = regex(r"[{]([^{}|\n]{1,60})(?:[|][^{}]*)?[}]")
_NUMBERED = regex(r"[\d\s.,;:\-]*")


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    if view.inside.layout.sheets and not view.inside.bound.tables:
        return  # with the tables gone nobody knows what answers: S002 says so, once
    known = {name.name.casefold() for name in view.book.names}
    known |= {named.name.casefold() for named in view.inside.bound.names}
    judged = {passage.cell for passage in passages(view.inside)}  # T001 reports these
    judged |= {
        row.cells[column.key]
        for bound in view.inside.bound.tables.values()
        for column in bound.spec.columns
        if column.hidden and column.derived and column.key in bound.columns
        for row in bound.rows
    }  # the workbook's own steps towards a text, which are out of sight and not printed
    for text in written(view, _PLACEHOLDER):
        if text.cell is not None and text.cell in judged:
            continue
        for match in _PLACEHOLDER.finditer(text.text):
            if match[1].strip().casefold() not in known and not _NUMBERED.fullmatch(match[1]):
                yield Hit(
                    f"{text.where} har plassholderen {match[0]}, og ingen celle har det navnet.",
                    cell=text.cell,
                    sheet=text.sheet,
                    actual=match[0],
                )
                break


@RULE.bad("Toppteksten er «Sak {saksnummer}».")
def _header(e: Editor) -> Place:
    text = PageText("topptekst", "Sak {saksnummer}")
    return e.file.on("Hovedtall", page_texts=(text,))


@RULE.bad("En celle venter på en dato.")
def _cell(e: Editor) -> Place:
    return e.type_in(CellRef("Hovedtall", 60, 2), "Vedtatt {dato for vedtak}")


@RULE.good("En plassholder med navnet på en celle.")
def _answered(e: Editor) -> None:
    e.type_in(CellRef("Hovedtall", 60, 2), "Kontingenten er {Kontingentsats|kr2}.")


@RULE.good("Alle tabellene er borte; da sier S002 det, én gang.")
def _stripped(e: Editor) -> None:
    for table in e.book.tables.values():
        e.drop_table(table.name)


@RULE.good("En liste med tall i krøllparenteser.")
def _formula_text(e: Editor) -> None:
    e.type_in(CellRef("Hovedtall", 60, 2), "Settet {1; 2; 3}")
