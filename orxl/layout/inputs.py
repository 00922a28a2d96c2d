"""What is typed into the workbook: the inputs that move a figure, and those that only describe.

Every input is the one or the other. A test changes each of the first kind, and proves that figures
follow or that a finding says why not; here stands of the second kind why they move none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from orxl.core.light import dataclass
from orxl.layout import names
from orxl.layout.model import Layout
from orxl.layout.tables import Column, TableSpec

_WORDS: Final = "Tekst for dem som leser; ingen formel henter den."
_SOURCE: Final = "Sier hvor tallet kommer fra; ingen formel henter den."
_NAME: Final = "Navnet på raden; formlene finner raden på koden."
_RECORD: Final = "Skrives av programmet: det som er gjort eller trykt."
_RULES: Final = "Leses av kontrollene, ikke av noen formel."
_LINKS: Final = "Brukes når regnskapet importeres; ingen formel henter den."
_INVOICE: Final = "Går ut i fakturagrunnlaget; ingen formel henter den."
_PAPER: Final = "Går ut i saken slik den står; ingen formel henter den."

DESCRIPTIVE: Final[Mapping[str, Mapping[str, str]]] = {
    names.ASSUMED: {
        "label": _NAME, "unit": _WORDS, "standing": _RULES, "day": _RULES,
        "name": "Navnet formlene bruker; låst.", "source": _SOURCE, "note": _WORDS,
    },
    names.STRATEGY: dict.fromkeys(("number", "type", "text", "area", "link"), _PAPER),
    names.AREAS: {
        "type": _RULES, "introduction": _PAPER, "cross_references": _RULES,
    },
    names.MEASURES: {
        "condition": _PAPER, "grant": _RULES, "responsible": _WORDS, "deadline": _RULES,
        "deadline_text": _PAPER, "outcome": _WORDS, "comment": _WORDS,
        "committee_comment": _WORDS,
    },
    names.TARGETS: {
        "target_id": _NAME, "text": _PAPER, "unit": _PAPER, "unit2": _PAPER,
        "responsible": _WORDS, "deadline_text": _PAPER, "outcome": _WORDS, "comment": _WORDS,
    },
    names.PARTNERS: {"name": _PAPER, "remark": _PAPER},
    names.BODIES: {
        "body_id": _RULES, "name": _PAPER, "type": _RULES, "parent": _RULES, "leader": _PAPER,
        "meetings": _PAPER, "description": _PAPER,
    },
    names.MAIN: {
        "line": _RULES, "note": _RULES, "comment": _WORDS, "explanation": _WORDS,
    },
    names.PROJECTS: {
        "label": _NAME, "note": _RULES, "comment": _WORDS, "explanation": _WORDS,
    },
    names.GRANTS: {
        "label": _NAME, "giver": _WORDS, "from_year": _RULES, "rate_day": _SOURCE,
        "advance_share": _RULES, "own_share": _RULES, "comment": _WORDS,
    },
    names.GRANT_YEARS: {"own_money": _RULES, "own_work": _RULES, "comment": _WORDS},
    names.MEMBERS: {
        "name": _NAME, "region": _WORDS, "source": _SOURCE, "orgno": _INVOICE,
        "reference": _INVOICE,
    },
    names.POPULATION: {"county": _WORDS},
    names.CARRIED: {"column": "Hvilken kolonne raden gjelder; låst.", "comment": _WORDS},
    names.CLOSED: {"column": "Hvilken rad det gjelder; låst.", "comment": _RULES},
    names.AMENDMENTS: {"decision": _RULES, "day": _RULES, "text": _WORDS},
    names.ACCOUNT_LINKS: {
        **dict.fromkeys(
            ("first", "last", "department", "function", "project", "line", "outside"), _LINKS
        ),
        "note": _WORDS,
    },
    names.SCENARIOS: {"comment": _WORDS},
    names.CHOICES: {"comment": _WORDS},
    names.SENSITIVITIES: {
        "what": "Hvilken forutsetning raden gjelder; låst.", "unit": _WORDS, "comment": _WORDS,
    },
    names.NOTES: {
        "note_id": _RULES, "table": _PAPER, "mark": _PAPER, "line": _RULES, "text": _PAPER,
        "remark": _WORDS,
    },
    names.PARAGRAPHS: {
        "number": _RULES, "chapter": _PAPER, "type": _PAPER, "level": _PAPER, "text": _PAPER,
    },
    names.FIGURES: dict.fromkeys(("text", "place", "source", "at"), _RULES),
    names.LOG: dict.fromkeys(
        ("time", "who", "action", "errors", "warnings", "notes", "changed", "description"),
        _RECORD,
    ),
    names.CORRECTED: dict.fromkeys(
        ("what", "place", "sheet", "printed", "here", "why"), _RECORD
    ),
    names.PRINTED: {"printed_in": _SOURCE},
}  # fmt: skip
"""The columns that move no figure, by table and key, each with the reason."""


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is filled in; ``descriptive`` is why it moves no figure, or ``""``."""

    table: TableSpec
    column: Column
    descriptive: str


def inputs(layout: Layout) -> Iterator[Input]:
    """Every input of *layout*, in its order. Rows that the layout writes itself are none."""
    for name, (_, table) in layout.tables.items():
        if table.owned or (table.rows and not table.content):
            continue
        reasons = DESCRIPTIVE.get(name, {})
        for column in table.columns:
            if not column.derived:
                yield Input(table, column, reasons.get(column.key, ""))
