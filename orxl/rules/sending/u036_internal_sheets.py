"""The workbook's own sheets of control, which go along when it is sent."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb

RULE = Rule(
    "U036",
    "interne-ark",
    Severity.NOTE,
    asks=FileView,
    finds="Arkene som er til sekretariatets eget bruk: Kontroll, Godtatte avvik, Endringslogg og "
    "Lister.",
    why="De er ikke hemmelige, men forteller om funn, begrunnelser og hvem som har arbeidet i "
    "boken.",
    remedy="Send saken som dokument eller PDF. Skal mottakeren ha selve arbeidsboken, så les "
    "gjennom «Godtatte avvik» og «Endringslogg» først. Ikke slett arkene: Forside og "
    "nedtrekkslistene bruker dem.",
)


@RULE.check
def check(view: FileView) -> Hits:
    internal = [s.name for s in view.inside.layout.sheets if s.group == "kontroll" and s.tables]
    there = [s.name for s in view.book.sheets if s.name in internal and s.state == "visible"]
    if there:
        yield Hit(
            f"Arkene {nb.listed(there)} er til sekretariatets eget bruk. Sendes hele "
            "arbeidsboken, sendes de med."
        )


@RULE.bad("Arbeidsboken slik den er.")
def _all(e: Editor) -> Place:
    return None


@RULE.good("En kopi uten de interne arkene.")
def _gone(e: Editor) -> None:
    for name in ("Kontroll", "Godtatte avvik", "Trykte avvik", "Endringslogg", "Lister"):
        e.drop_sheet(name)
