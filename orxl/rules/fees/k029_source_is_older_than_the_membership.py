"""A member whose source says that it was one before it joined."""

from __future__ import annotations

from datetime import datetime

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import members

RULE = Rule(
    "K029",
    "medlemskapet-passer-ikke-kilden",
    Severity.WARNING,
    finds="Et medlem med en kilde som er eldre enn «Medlem fra».",
    why="Kilden viser at kommunen var medlem før datoen, og da er datoen gal.",
    remedy="Kontroller «Medlem fra» mot kilden.",
    references=(paper("5.1.3"),),
)

_SOURCE_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MEMBERS, "code", "name", "joined", "source"):
        return
    for row, member in members(view):
        years = [int(year) for year in _SOURCE_YEAR.findall(member.source or "")]
        joined = member.joined
        entering = "innmeld" in (member.source or "").casefold()
        if joined is not None and years and min(years) < joined.year and not entering:
            yield Hit(
                f"{member.name} er medlem fra {nb.day(joined)}, men kilden er fra {min(years)}: "
                f"{nb.quoted(member.source or '')}.",
                cell=row.cells["joined"],
                actual=view.value(row.cells["joined"]),
            )


@RULE.bad("Asker er medlem fra 2026, og kilden er en styreplass i 2023.")
def _joined_later(e: Editor) -> Place:
    return e.put(MEMBERS, "Asker", "joined", datetime(2026, 1, 1))


@RULE.good("Kilden er et brev om innmeldingen året før.")
def _letter(e: Editor) -> None:
    e.put(MEMBERS, "Asker", "joined", datetime(2026, 1, 1))
    e.put(MEMBERS, "Asker", "source", "innmeldt ved brev 10.11.2025")
