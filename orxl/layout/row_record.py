"""Which rows there were at the last run, how many, and what they held for the years before.

A fingerprint tells that a column has changed, and forgets it with the next run. A row that is gone
is no longer anywhere, and a figure of a year before has nothing to be checked against. So both stay
here as text until somebody says that the change was meant
(:mod:`orxl.rules.shared.recorded_rows`). Beside «Endret siden sist», where it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.layout.columns import integer, long_text, row, table, text
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark
from orxl.layout.names import (
    AHEAD_LINES,
    AREAS,
    BODIES,
    CHOICES,
    GRANT_YEARS,
    GRANTS,
    MAIN,
    MEASURES,
    MEMBERS,
    NOTES,
    PARAGRAPHS,
    PARTNERS,
    PROJECTS,
    ROWS,
    SCENARIOS,
    STRATEGY,
    TARGETS,
)

SINCE: Final = 6
UNRECORDED: Final = "Ikke registrert"
KEYS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    STRATEGY: ("Strategi", ("number",)),
    AREAS: ("Områder", ("code",)),
    MEASURES: ("Tiltak", ("number",)),
    TARGETS: ("Mål", ("target_id",)),
    PARTNERS: ("Partnere", ("name", "measure")),
    BODIES: ("Organisering", ("body_id",)),
    MAIN: ("Hovedtall", ("label",)),
    PROJECTS: ("Prosjektmidler", ("label",)),
    GRANTS: ("Tilskudd", ("grant_id",)),
    GRANT_YEARS: ("Tilskuddsår", ("grant", "year")),
    MEMBERS: ("Medlemmer", ("name",)),
    SCENARIOS: ("Scenarioer", ("name",)),
    CHOICES: ("Scenariovalg", ("scenario", "change", "grant", "code")),
    AHEAD_LINES: ("Linjer framover", ("label",)),
    NOTES: ("Noter", ("note_id",)),
    PARAGRAPHS: ("Tekster", ("number",)),
}
"""The tables whose rows are kept on record: the sheet, and the columns that name a row.

Not those whose lost rows show by themselves: populations that a fee needs, accepted deviations,
declared figures.
"""

RECORD: Final = table(
    ROWS, "what",
    text("what", "Ark med rader", 20),
    text("state", "Rader siden sist", 18, formula=(
        f'IF({{recorded}}="","{UNRECORDED}",IF({{now}}={{recorded}},"Like mange",'
        'IF({now}<{recorded},"Færre","Flere")))')),
    integer("now", "Rader nå", 12, by_row=True),
    integer("recorded", "Rader sist", 12, level=Level.HISTORY),
    long_text("keys", "Radene sist", 60, level=Level.HISTORY, one_line=True),
    long_text("figures", "Tall for tidligere år sist", 60, level=Level.HISTORY, one_line=True),
    first_column=6, fixed=True, since=SINCE,
    rows=tuple(
        row({"what": sheet}, SINCE, now=f'SUMPRODUCT(({{{name}.{keys[0]}}}<>"")*1)')
        for name, (sheet, keys) in KEYS.items()
    ),
    marks=(Mark("state", "state", '{state}="Færre"', Look.KNOWN),),
)  # fmt: skip
