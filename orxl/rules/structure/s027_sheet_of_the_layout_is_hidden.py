"""A sheet of the workbook's own that has been hidden."""

from __future__ import annotations

from typing import Final

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View

RULE = Rule(
    "S027",
    "eget-ark-er-skjult",
    Severity.WARNING,
    finds="Et av arbeidsbokens egne ark som er skjult. «Lister» og de andre arkene som oppsettet "
    "selv holder ute av syne, regnes ikke med.",
    why="Det som står på et skjult ark, regnes med uten at noen ser det, og kontroller og "
    "forutsetninger blir ikke lest.",
    remedy="Høyreklikk på en arkfane, velg «Vis» og velg arket.",
)
_VERY: Final = "Det kan bare vises fra VBA (Alt+F11) eller av den som har skjult det."


@RULE.check
def check(view: View) -> Hits:
    shown = {spec.name for spec in view.layout.sheets if not spec.hidden}
    for sheet in view.book.sheets:
        if sheet.state == "visible" or sheet.name not in shown:
            continue
        very = sheet.state == "veryHidden"
        how = ", så det ikke kan vises fra menyen" if very else ""
        yield Hit(
            f"Arket «{sheet.name}» er skjult{how}.",
            sheet=sheet.name,
            remedy=f"{_VERY} Sett «Visible» til −1 der." if very else "",
        )


@RULE.bad("«Forutsetninger» er skjult.")
def _hidden(e: Editor) -> Place:
    e.hide_sheet("Forutsetninger")
    return "Forutsetninger"


@RULE.bad("«Kontroll» er skjult så det ikke kan vises fra menyen.")
def _very_hidden(e: Editor) -> Place:
    e.hide_sheet("Kontroll", "veryHidden")
    return "Kontroll"


@RULE.good("Et eget ark er skjult; det tilhører ikke oppsettet.")
def _own(e: Editor) -> None:
    e.add_sheet("Notater", state="hidden")
