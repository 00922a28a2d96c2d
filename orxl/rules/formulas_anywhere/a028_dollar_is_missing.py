"""A formula that is right, but lacks the $ that its neighbours have."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.rules.kit import Hit, Hits, Rule, Severity
from orxl.rules.kit.references import EXCELINT
from orxl.rules.sheets.breaks import neighbourhood
from orxl.rules.sheets.likeness import Likeness, difference
from orxl.rules.sheets.lines import Breach
from orxl.rules.sheets.shape import Shape
from orxl.rules.sheets.sheet import a1
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.weights import Alone

RULE = Rule(
    "A028",
    "mangler-dollartegn",
    Severity.NOTE,
    asks=SheetsView,
    finds="En formel som leser de samme cellene som naboene, men der en referanse mangler $-tegnet "
    "som de har.",
    why="Den er riktig der den står. Kopieres den videre, leser kopien en annen celle.",
    remedy="Lås referansen (F4), eller kopier formelen fra en nabocelle.",
    references=(EXCELINT,),
)
_FEWEST = 3


@RULE.check
def check(view: SheetsView) -> Hits:
    for sheet, patterns in view.patterns():
        for at, every in patterns.breaches.items():
            if at not in sheet.shapes or sheet.typed(at):
                continue
            here = sheet.shapes[at]
            for breach in every:
                wanted = sheet.shapes[breach.model]
                if breach.support < _FEWEST or not _loosened(wanted, here, breach):
                    continue
                if difference(wanted, here, at).likeness is Likeness.SAME:
                    yield Hit(
                        f"{neighbourhood(breach)} har låst en referanse med $ "
                        f"({shown(sheet.formula(breach.model))} i {a1(breach.model)}); denne leser "
                        "den samme cellen, men er ikke låst.",
                        cell=sheet.ref(at),
                        confidence=Alone.NOT_FIXED,
                        actual=shown(sheet.formula(at)),
                        remedy=f"Kopier formelen fra {a1(breach.model)} til {a1(at)}.",
                    )
                    break


def _loosened(wanted: Shape, here: Shape, breach: Breach) -> bool:
    """Whether a corner that the neighbours fix along the line is not fixed here."""
    if len(wanted) != len(here):
        return False
    pairs = (
        (w, h)
        for one, other in zip(wanted, here, strict=True)
        for w, h in zip(one.corners, other.corners, strict=False)
    )
    if breach.axis == "column":
        return any(w.row_fixed and not h.row_fixed for w, h in pairs)
    return any(w.column_fixed and not h.column_fixed for w, h in pairs)


RULE.bad_sheet(
    "Den første andelen er skrevet uten $.",
    """
    Post|Beløp          |Andel
    a   |10             |=B2/B6→0.1
    b   |20             |=B3/$B$6→0.2
    c   |30             |=B4/$B$6→0.3
    d   |40             |=B5/$B$6→0.4
    Sum |=SUM(B2:B5)→100
    """,
    at="C2",
)

RULE.good_sheet(
    "Alle er låst, eller referansen skal følge med.",
    """
    Post|Beløp          |Andel
    a   |10             |=B2/$B$6→0.1
    b   |20             |=B3/$B$6→0.2
    c   |30             |=$B4/$B$6→0.3
    d   |40             |=B5/$B$6→0.4
    Sum |=SUM(B2:B5)→100
    """,
)
