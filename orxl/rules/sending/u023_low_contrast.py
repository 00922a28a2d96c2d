"""A text that is hard to read on its background."""

from __future__ import annotations

from orxl.core.inspection import Look
from orxl.rules.kit import BLANK, CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import ACCESSIBLE, wcag
from orxl.rules.shared.sending import cell_list, contrast, in_header

RULE = Rule(
    "U023",
    "lav-kontrast",
    Severity.NOTE,
    asks=FileView,
    finds="Skrift med for liten kontrast mot bakgrunnen (WCAG 2.1 punkt 1.4.3).",
    why="Svak skrift kan ikke leses av alle, og forsvinner i kopi og på projektor.",
    remedy="Velg en mørkere skriftfarge eller en lysere bakgrunn.",
    references=(ACCESSIBLE, wcag("1.4.3", "contrast-minimum")),
)

_ENOUGH, _ENOUGH_FOR_LARGE = 4.5, 3.0


@RULE.check
def check(view: FileView) -> Hits:
    looks = view.inspection.looks
    faint: dict[int, float] = {}
    for number, look in enumerate(looks):
        if look.background is not None and not look.invisible:
            found = contrast(look.colour, look.background)
            if 1.1 <= found < _wanted(look):  # below that it is not seen at all, which U008 reports
                faint[number] = found
    for sheet in view.book.sheets if looks else ():
        places: dict[int, list[CellRef]] = {}
        for (row, column), cell in sheet.cells.items():
            if cell.style in faint and cell.value is not BLANK:
                at = CellRef(sheet.name, row, column)
                if looks[cell.style].filled or not in_header(sheet, at):
                    places.setdefault(cell.style, []).append(at)
        for style, cells in places.items():
            first = min(cells, key=lambda c: (c.row, c.column))
            yield Hit(
                f"{nb.counted(len(cells), 'celle', 'celler')} på arket «{sheet.name}» "
                f"({cell_list(cells)}) har kontrasten {nb.number(faint[style], 1)} : 1 mellom "
                f"skrift og bakgrunn. Det skal være minst {nb.number(_wanted(looks[style]))} : 1.",
                cell=first,
                expected=_wanted(looks[style]),
                actual=round(faint[style], 1),
            )


def _wanted(look: Look) -> float:
    """WCAG 2.1, 1.4.3: large text (18 points, or 14 and bold) may be fainter."""
    large = look.size >= 18 or (look.bold and look.size >= 14)
    return _ENOUGH_FOR_LARGE if large else _ENOUGH


@RULE.bad("Lys grå skrift på hvitt.")
def _grey(e: Editor) -> Place:
    at = e.type_in(CellRef("Forside", 60, 1), "Foreløpige tall er merket med grått")
    return e.restyle(at, e.file.look(Look(colour="A6A6A6")))


@RULE.good("Mørk grå skrift på hvitt.")
def _dark_grey(e: Editor) -> None:
    at = e.type_in(CellRef("Forside", 60, 1), "Mørk grå skrift")
    e.restyle(at, e.file.look(Look(colour="595959")))


@RULE.good("En stor overskrift i mellomgrått, som det er nok kontrast for.")
def _large(e: Editor) -> None:
    at = e.type_in(CellRef("Forside", 60, 1), "Stor overskrift")
    e.restyle(at, e.file.look(Look(colour="808080", size=20.0, bold=True)))
