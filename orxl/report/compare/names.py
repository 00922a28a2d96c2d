"""What the rows of the programme's tables are called in a sentence."""

from __future__ import annotations

from typing import Final

from orxl.core import nb
from orxl.layout import Layout
from orxl.layout import names as tables
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.versions.changes import Change

_VALUE: Final = "Verdi"
NEUTER, COMMON = "nytt", "ny"
_NOUNS: Final = {
    tables.MEASURES: ("Tiltak {}", NEUTER),
    tables.TARGETS: ("Mål {}", NEUTER),
    tables.PARTNERS: ("Partneren {}", COMMON),
    tables.AREAS: ("Område {}", NEUTER),
    tables.STRATEGY: ("Punkt {} i strategien", NEUTER),
    tables.BODIES: ("Organet «{}»", NEUTER),
    tables.MAIN: ("Posten «{}» på Hovedtall", COMMON),
    tables.PROJECTS: ("Posten «{}» på Prosjektmidler", COMMON),
    tables.GRANTS: ("Tilskuddet {}", NEUTER),
    tables.GRANT_YEARS: ("Året for tilskuddet {}", NEUTER),
    tables.MEMBERS: ("Medlemmet {}", NEUTER),
    tables.POPULATION: ("Folketallet for {}", NEUTER),
    tables.CARRIED: ("Overføringen i «{}»", COMMON),
    tables.NOTES: ("Noten {}", COMMON),
    tables.PARAGRAPHS: ("Avsnitt {} i teksten", NEUTER),
    tables.FIGURES: ("Det faste tallet «{}»", NEUTER),
    tables.ACCEPTED: ("Godtakelsen av {}", COMMON),
    tables.LOG: ("Linjen {} i endringsloggen", COMMON),
    tables.SCENARIOS: ("Scenarioet «{}»", NEUTER),
    tables.CHOICES: ("Valget i scenarioet «{}»", NEUTER),
    tables.ACCOUNT_LINKS: ("Regnskapskoblingen for konto {}", COMMON),
    tables.AHEAD_YEARS: ("Året {} i årene framover", NEUTER),
    tables.AHEAD_LINES: ("Linjen «{}» framover", COMMON),
    tables.PRINTED: ("Det trykte avviket {}", NEUTER),
    tables.CORRECTED: ("Rettelsen {}", COMMON),
}
_ASSUMED: Final = {spec.name: spec for spec in ASSUMPTIONS}


def called(change: Change, row: str = "") -> tuple[str, str]:
    """What the row of *change* is called at the start of a sentence, and «ny» or «nytt».

    *row*: what it was called, where another name than today's is meant.
    """
    name = row or change.row
    if change.table == tables.ASSUMED and name:
        spec = _ASSUMED.get(name)
        return spec.label if spec is not None else f"«{name}»", COMMON
    noun = _NOUNS.get(change.table)
    if noun is not None and name:
        return noun[0].format(name), noun[1]
    if change.at is None:
        return f"Arket «{change.sheet}»", NEUTER
    if change.table and name:
        return f"Raden {nb.quoted(name)} på arket «{change.sheet}»", COMMON
    return f"Rad {change.at.row} på arket «{change.sheet}»", COMMON


def is_assumption(change: Change) -> bool:
    """Whether *change* is of the value of an assumption, and not of what stands beside it."""
    return change.table == tables.ASSUMED and change.column == _VALUE


def unit(change: Change) -> str:
    """The unit that an assumption's value has, with a space before it; ``""`` elsewhere."""
    spec = _ASSUMED.get(change.row) if is_assumption(change) else None
    if spec is None or spec.unit in ("", "år", "dato", "datoer", "Ja/Nei"):
        return ""
    return f" {spec.unit}"


def place(change: Change) -> str:
    """The cell of *change*, called by its row and column where they have names."""
    if change.at is None:
        return f"Arket «{change.sheet}»"
    if not change.table:
        return f"Celle {change.at.a1} på arket «{change.sheet}»"
    name = called(change)[0]
    if is_assumption(change):
        return name
    return f"{name}, «{change.column}»,"


GROUPS: Final = {
    "program": "Programmet",
    "budsjett": "Budsjettet",
    "framover": "Scenarioer og årene framover",
    "medlemmer": "Medlemmer og kontingent",
    "kontroll": "Kontroll og logg",
}
OTHER: Final = "Andre ark"
WHOLE: Final = "Arbeidsboken"


def group(change: Change, layout: Layout | None) -> str:
    """The heading that *change* stands under."""
    if not change.sheet:
        return WHOLE
    if layout is not None:
        for spec in layout.sheets:
            if spec.name.casefold() == change.sheet.casefold():
                return GROUPS.get(spec.group, WHOLE)
        return OTHER
    return f"Arket «{change.sheet}»"
