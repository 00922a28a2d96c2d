"""A sheet of the layout that the workbook does not have."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb

RULE = Rule(
    "S001",
    "ark-mangler",
    Severity.ERROR,
    finds="Et ark som skal være i arbeidsboken, er slettet eller omdøpt.",
    why="Uten arket mangler en del av handlingsprogrammet eller budsjettet, og formlene som "
    "henter tall derfra, gir feil.",
    remedy="Hent arket fra en tidligere utgave av filen.",
)


@RULE.check
def check(view: View) -> Hits:
    for spec in view.layout.sheets:
        if view.book.sheet(spec.name) is not None:
            continue
        homes = {
            view.bound.tables[t.name].table.sheet
            for t in spec.tables
            if t.name in view.bound.tables
        }
        if homes:
            found = nb.listed([nb.quoted(home) for home in sorted(homes)])
            yield Hit(
                f"Arket «{spec.name}» finnes ikke, men innholdet står på arket {found}.",
                sheet=spec.name,
                expected=spec.name,
                actual=sorted(homes)[0],
                remedy=f"Er arket bare omdøpt, gi det navnet «{spec.name}» tilbake.",
            )
        else:
            yield Hit(
                f"Arket «{spec.name}» finnes ikke.",
                sheet=spec.name,
                expected=spec.name,
                hinders=True,
            )


@RULE.bad("Arket Noter er slettet.")
def _deleted(e: Editor) -> Place:
    e.drop_sheet("Noter")
    return "Noter"


@RULE.bad("Arket Tiltak er omdøpt til «Tiltak 2026».")
def _renamed(e: Editor) -> Place:
    e.rename_sheet("Tiltak", "Tiltak 2026")
    return "Tiltak"


@RULE.good("Et eget ark er lagt til.")
def _own_sheet(e: Editor) -> None:
    e.add_sheet("Mine notater")
