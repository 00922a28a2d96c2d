"""Memberships that are documented by sources older than the year before the budget year."""

from __future__ import annotations

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import active

RULE = Rule(
    "K022",
    "medlemskapets-kilde-er-gammel",
    Severity.NOTE,
    finds="Medlemmer med en kilde som er eldre enn året før budsjettåret.",
    why="En kommune kan ha meldt seg ut siden, uten at det er ført.",
    remedy="Kontroller medlemskapet, og skriv den nye kilden på Medlemmer.",
    references=(paper("5.1.3"),),
)

_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHOWN = 5


@RULE.check
def check(view: View) -> Hits:
    old = []
    for row, member in active(view):
        years = [int(year) for year in _YEAR.findall(member.source or "")]
        if years and max(years) < view.year - 1 and "source" in row.cells:
            old.append((row.cells["source"], member.name))
    if old:
        names = nb.listed([name for _, name in old[:_SHOWN]])
        rest = f" og {len(old) - _SHOWN} til" if len(old) > _SHOWN else ""
        yield Hit(
            f"Kilden til {nb.counted(len(old), 'medlemskap', 'medlemskap')} er eldre enn "
            f"{view.year - 1}: {names}{rest}.",
            cell=old[0][0],
            actual=float(len(old)),
        )


@RULE.bad("Kildene er fra 2023 og 2020.")
def _as_shipped(e: Editor) -> Place:
    return e.where(MEMBERS, "Oslo", "source")


@RULE.good("Alle kildene er fra året før.")
def _fresh(e: Editor) -> None:
    for row in e.rows_where(MEMBERS):
        e.type_in(e.at(MEMBERS, row, "source"), "brev 10.11.2025")
