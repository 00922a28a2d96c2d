"""A column whose drop-down list is gone."""

from __future__ import annotations

from orxl.core.inspection import Validation
from orxl.core.refs import CellRef
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import GRANTS

RULE = Rule(
    "U069",
    "nedtrekkslisten-er-borte",
    Severity.NOTE,
    asks=FileView,
    finds="En kolonne med faste ord der nedtrekkslisten er borte.",
    why="Uten listen kan hvem som helst skrive et ord som formlene ikke kjenner.",
    remedy="Kopier en celle med listen fra en sikkerhetskopi, og lim inn «Validering» i kolonnen.",
    references=(CODES,),
)


@RULE.check
def check(view: FileView) -> Hits:
    sheets = {} if view.inspection is None else {s.name: s for s in view.inspection.sheets}
    every = [v for s in sheets.values() for v in s.validations]
    if not any(_is_list(v) for v in every):
        return  # another program has taken all of them
    for bound in view.inside.bound.tables.values():
        sheet = sheets.get(bound.table.sheet)
        if sheet is None or not bound.filled:
            continue
        lists = [area for v in sheet.validations if _is_list(v) for area in v.areas]
        for column in bound.spec.columns:
            cells = [row.cells[column.key] for row in bound.filled if column.key in row.cells]
            if column.choices is None or column.derived or not cells:
                continue
            if not any(cell in area for cell in cells for area in lists):
                yield Hit(
                    f"{nb.quoted(column.header)} på «{bound.table.sheet}» har ingen nedtrekksliste "
                    "lenger.",
                    cell=cells[0],
                )


def _is_list(validation: Validation) -> bool:
    return validation.rule.startswith("list")


def _cell(e: Editor) -> CellRef:
    return e.where(GRANTS, "KLIMASATS", "status")


@RULE.bad("Listen over statuser er tatt bort.")
def _gone(e: Editor) -> Place:
    cell = _cell(e)
    sheet = next(s for s in e.file.inspection.sheets if s.name == cell.sheet)
    kept = tuple(v for v in sheet.validations if not any(cell in a for a in v.areas))
    e.file.on(cell.sheet, validations=kept)
    return cell


@RULE.good("Alle lister står der.")
def _there(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Innvilget")
