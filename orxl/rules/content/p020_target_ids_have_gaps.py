"""A gap in the numbers of a measure's targets."""

from __future__ import annotations

from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS

RULE = Rule(
    "P020",
    "hull-i-målenes-nummer",
    Severity.NOTE,
    finds="Et nummer som mangler i rekken av ID-er for målene til et tiltak.",
    why="Et mål kan være slettet ved en feil.",
    remedy="Er målet tatt ut med vilje, kan ID-ene stå eller nummereres på nytt.",
)

_ID: Final = regex(r"(\d+(?:\.\d+)+)-([A-ZÆØÅ])(\d{1,3})")
"""«2.3.1-R3»: the measure, the kind of target, its number."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(TARGETS, "target_id", "measure"):
        return
    series: dict[tuple[str, str], dict[int, BoundRow]] = {}
    strayed: set[str] = set()
    for row in view.rows(TARGETS):
        found, measure = _ID.fullmatch(view.text(row, "target_id")), view.text(row, "measure")
        if found is None:
            strayed.add(measure)  # the ID that is missing may be this one
            continue
        number, kind, serial = found.groups()
        if number != measure:
            strayed |= {number, measure}  # N003 or N014 tells
        series.setdefault((number, kind), {}).setdefault(int(serial), row)
    for (number, kind), rows in series.items():
        before = 0
        for serial in sorted(rows) if number not in strayed else ():
            missing = [f"{number}-{kind}{n}" for n in range(before + 1, serial)]
            if missing:
                yield Hit(
                    f"{_several(missing)} mangler: målene for tiltak {number} hopper "
                    f"{f'fra {kind}{before} til' if before else 'rett til'} {kind}{serial}.",
                    cell=rows[serial].cells["target_id"],
                    expected=missing[0],
                    actual=f"{number}-{kind}{serial}",
                )
            before = serial


def _several(missing: list[str]) -> str:
    """All that are missing, or the first and the last of many."""
    return nb.listed(missing) if len(missing) <= 4 else f"{missing[0]}–{missing[-1]}"


@RULE.bad("Det siste målet er R13 i stedet for R3.")
def _skipped(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R3", "target_id", "1.1-R13")


@RULE.bad("Det eneste effektmålet er E2.")
def _first_gone(e: Editor) -> Place:
    return e.put(TARGETS, "1.2-E1", "target_id", "1.2-E2")


@RULE.good("Et nytt mål er neste i rekken.")
def _next(e: Editor) -> None:
    e.add_row(TARGETS, target_id="1.2-E2", measure="1.2", text="Flere saker fremmet sammen.")


@RULE.good("Målet er ført på et annet tiltak; det er et annet funn.")
def _moved(e: Editor) -> None:
    e.put(TARGETS, "1.1-R2", "measure", "1.2")
