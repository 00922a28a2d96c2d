"""The whole workbook: which sheets in which order, which names, which lists."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from orxl.layout.account_sheets import ACCOUNT_SHEET
from orxl.layout.ahead_sheets import AHEAD_SHEET, LINE_AHEAD_SHEET
from orxl.layout.amendment_sheets import AMENDMENT_SHEET
from orxl.layout.assumption_sheets import ASSUMPTION_SHEET, ASSUMPTIONS
from orxl.layout.budget_sheets import MAIN_SHEET, PROJECT_SHEET
from orxl.layout.code_lists import CODE_LISTS, NEWER_LISTS, RUNNING_LISTS
from orxl.layout.control_sheets import (
    ACCEPTED_SHEET,
    CONTROL_SHEET,
    LIST_SHEET,
    LOG_SHEET,
    PRINTED_SHEET,
)
from orxl.layout.fee_sheets import FEE_SHEET
from orxl.layout.fingerprint import NAMES as FINGERPRINT_NAMES
from orxl.layout.fingerprint import SINCE as FINGERPRINT_SINCE
from orxl.layout.fingerprint import with_fingerprint
from orxl.layout.front_page import front_page
from orxl.layout.front_state import BUTTON, TASK, TASK_CELL, TASK_SINCE
from orxl.layout.grant_sheets import CARRY_OVER_SHEET, GRANT_SHEET, GRANT_YEAR_SHEET
from orxl.layout.history import as_of
from orxl.layout.measure_sheets import MEASURE_SHEET
from orxl.layout.member_sheets import MEMBER_SHEET, POPULATION_SHEET
from orxl.layout.model import Layout, NamedCell
from orxl.layout.names import (
    ASSUMED,
    CARRIED,
    CARRY_IN,
    FEES,
    GRANTS,
    GROWN,
    IMPLIED,
    MAIN,
    RESULT,
    TOTAL,
    UNNAMED,
)
from orxl.layout.paper_sheets import TABLE_511_SHEET, TABLE_512_SHEET
from orxl.layout.programme_sheets import AREA_SHEET, BODY_SHEET, STRATEGY_SHEET
from orxl.layout.scenario_sheets import CHANGE_SHEET, SCENARIO_SHEET
from orxl.layout.sensitivity_sheets import SENSITIVITY_SHEET
from orxl.layout.target_sheets import PARTNER_SHEET, TARGET_SHEET
from orxl.layout.text_sheets import CORRECTION_SHEET, FIGURE_SHEET, FOOTNOTE_SHEET, PARAGRAPH_SHEET
from orxl.layout.version import VERSION
from orxl.layout.wording import worded

_BODY: Final = with_fingerprint((
    ASSUMPTION_SHEET, STRATEGY_SHEET, AREA_SHEET, MEASURE_SHEET, TARGET_SHEET, PARTNER_SHEET,
    BODY_SHEET, MAIN_SHEET, AMENDMENT_SHEET, PROJECT_SHEET, GRANT_SHEET, GRANT_YEAR_SHEET,
    MEMBER_SHEET, FEE_SHEET,
    POPULATION_SHEET, CARRY_OVER_SHEET, SCENARIO_SHEET, CHANGE_SHEET, SENSITIVITY_SHEET,
    AHEAD_SHEET, LINE_AHEAD_SHEET, FOOTNOTE_SHEET, ACCOUNT_SHEET, TABLE_511_SHEET, TABLE_512_SHEET,
    PARAGRAPH_SHEET, CONTROL_SHEET, ACCEPTED_SHEET, PRINTED_SHEET, CORRECTION_SHEET, FIGURE_SHEET,
    LOG_SHEET, LIST_SHEET,
))  # fmt: skip
"""The sheets behind the front page, in tab order."""

_NAMES: Final = (
    *(
        NamedCell(
            spec.name, ASSUMED, spec.name, "value", optional=not spec.required, since=spec.since
        )
        for spec in ASSUMPTIONS
    ),
    NamedCell("Kontingent_i_alt", FEES, TOTAL, "fee"),
    NamedCell("Kontingent_øvrige_innbyggere", UNNAMED, IMPLIED, "value", since=3),
    NamedCell("Kontingentvekst_saken", UNNAMED, GROWN, "value", since=3),
    # What the texts of the case quote: it goes on from the prognosis, whatever the accounts gave.
    NamedCell(
        "Inngående_mindreforbruk", MAIN, CARRY_IN, "printed", by="type", earlier=((6, "budget"),)
    ),
    NamedCell("Inngående_forrige", MAIN, CARRY_IN, "budget_prior", by="type"),
    NamedCell("Resultat_forrige_prognose", MAIN, RESULT, "forecast_prior", by="type"),
    NamedCell("Bundne_midler", CARRIED, "Budsjett {year}", "bound_in"),
    NamedCell("Lønn_sekretariatet", MAIN, "Lønn sekretariatet, mv.", "budget", optional=True),
    NamedCell("Tilsagn_", GRANTS, "", "ceiling", optional=True, each=True),
)
"""Names for single cells: the assumptions and the figures that the paper's text quotes."""


def layout_for(year: int, version: int = VERSION, called: int | None = None) -> Layout:
    """The layout of the workbook for budget year *year*, as it was in *version*.

    Its columns and rows have the names of the version *called* (by default of the same).
    """
    return _layout(year, version, version if called is None else called)


@lru_cache(maxsize=8)
def _layout(year: int, version: int, called: int) -> Layout:
    return worded(as_of(declared(year), version, called))


def declared(year: int) -> Layout:
    """The layout as it is declared, by keys."""
    return Layout(
        year,
        (front_page(_BODY), *_BODY),
        _NAMES,
        {name: f"{{tbl{name}.value}}" for name in CODE_LISTS}
        | dict(RUNNING_LISTS)
        | dict(FINGERPRINT_NAMES),
        CODE_LISTS,
        {"Knapp": BUTTON, TASK: TASK_CELL},
        newer_lists={
            **NEWER_LISTS,
            **dict.fromkeys(FINGERPRINT_NAMES, FINGERPRINT_SINCE),
            TASK: TASK_SINCE,
        },
    )
