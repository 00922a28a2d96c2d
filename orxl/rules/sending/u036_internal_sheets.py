"""The workbook's own sheets of control, which go along when it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if view.inspection is None:
        return
    internal = [s.name for s in view.layout.sheets if s.group == "kontroll" and s.tables]
    there = [s.name for s in view.book.sheets if s.name in internal and s.state == "visible"]
    if there:
        yield Hit(
            f"Arkene {nb.listed(there)} er til sekretariatets eget bruk. Sendes hele "
            "arbeidsboken, sendes de med."
        )


def _all(e: Editor) -> Place:
    return None


def _gone(e: Editor) -> tuple[Place, ...]:
    for name in ("Kontroll", "Godtatte avvik", "Endringslogg", "Lister"):
        e.drop_sheet(name)
    return ()


RULE = Rule(
    code="U036",
    name="interne-ark",
    severity=Severity.NOTE,
    finds="Arkene som er til sekretariatets eget bruk: Kontroll, Godtatte avvik, Endringslogg og "
    "Lister.",
    why="De er ikke hemmelige, men forteller om funn, begrunnelser og hvem som har arbeidet i "
    "boken.",
    remedy="Send saken som dokument eller PDF. Skal mottakeren ha selve arbeidsboken, så les "
    "gjennom «Godtatte avvik» og «Endringslogg» først. Ikke slett arkene: Forside og "
    "nedtrekkslistene bruker dem.",
    check=check,
    bad=(Example("Arbeidsboken slik den er.", _all),),
    good=(Example("En kopi uten de interne arkene.", _gone),),
)
