"""A member of which nothing shows that it is one."""

from __future__ import annotations

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEMBERS

RULE = Rule(
    "K027",
    "medlem-uten-kilde",
    Severity.NOTE,
    finds="Et medlem uten kilde, i en tabell der de fleste har en.",
    why="Bare dokumenterte medlemmer står på Medlemmer. Uten kilde vet ingen hvorfor kommunen "
    "betaler, eller hvorfor den er ute.",
    remedy="Skriv dokumentet som viser medlemskapet, med årstall.",
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MEMBERS, "source", "name"):
        return
    rows = view.rows(MEMBERS)
    without = [row for row in rows if row.values["source"] is BLANK]
    if without and 2 * len(without) < len(rows):
        named = nb.listed([nb.quoted(view.text(row, "name")) for row in without])
        yield Hit(f"Kilden mangler for {named}.", cell=without[0].cells["source"])


@RULE.bad("Kilden til Sigdal er slettet.")
def _deleted(e: Editor) -> Place:
    return e.put(MEMBERS, "Sigdal", "source", BLANK)


@RULE.good("Kilden er skrevet om.")
def _rewritten(e: Editor) -> None:
    e.put(MEMBERS, "Sigdal", "source", "medlemsliste 2025")
