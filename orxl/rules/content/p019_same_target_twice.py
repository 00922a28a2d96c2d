"""Two targets of one measure with the same text."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.spelling import bare
from orxl.rules.shared.table_keys import copies, same

RULE = Rule(
    "P019",
    "samme-mål-to-ganger",
    Severity.WARNING,
    finds="To mål under samme tiltak med samme tekst.",
    why="Målet skrives ut og telles to ganger.",
    remedy="Slett det ene, eller skriv det som var ment.",
)


@RULE.check
def check(view: View) -> Hits:
    bound = view.bound.tables.get(TARGETS)
    if bound is None or not view.has(TARGETS, "target_id", "measure", "text"):
        return
    copied = copies(bound)  # whole rows that are copies are told elsewhere
    first: dict[tuple[str, str], BoundRow] = {}
    for row in view.rows(TARGETS):
        text = bare(view.text(row, "text"))
        if not text or row.number in copied:
            continue
        earlier = first.setdefault((same(view.text(row, "measure")), text), row)
        if earlier is not row:
            yield Hit(
                f"{view.text(row, 'target_id')} har samme tekst som "
                f"{view.text(earlier, 'target_id')}: {nb.quoted(view.text(row, 'text'), 90)}.",
                cell=row.cells["text"],
            )


@RULE.bad("1.3-R2 har fått teksten til 1.3-R1.")
def _copied(e: Editor) -> Place:
    return e.put(TARGETS, "1.3-R2", "text", "Oppdatert Fakta Osloregionen.")


@RULE.good("Samme tekst under to tiltak.")
def _two_measures(e: Editor) -> None:
    e.put(TARGETS, "1.4-E1", "text", "Oppdatert Fakta Osloregionen.")
