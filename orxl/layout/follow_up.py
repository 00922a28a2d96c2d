"""Following the budget through the year: accounts to date, prognosis, deviation, traffic light.

The accounts to date are also shown as a share of the budget, with a bar behind the number.

An empty prognosis means «as budgeted», so that the expected year is complete from the first day
and a total is always the sum of its lines.
"""

from __future__ import annotations

from typing import Final

from orxl.layout.columns import amount, code, long_text, share
from orxl.layout.looks import Look, Mark
from orxl.layout.tables import Column

GREEN, YELLOW, RED = "Grønt", "Gult", "Rødt"


def follow_up_columns(expense: str = "", apart: str = "") -> tuple[Column, ...]:
    """The columns that follow the column «budget» up.

    *expense* is the condition, as a formula, that a row is an expense (``""``: all rows are): more
    than budgeted is then the unfavourable side, else less is. *apart* is the condition that a share
    of the budget says nothing about a row, such as the result.
    """
    no_share = f"{apart}," if apart else ""
    unfavourable = f"IF({expense},1,-1)*{{deviation}}" if expense else "{deviation}"
    light = (
        f'IF(AND({{new_forecast}}="",{{deviation}}=0),"",'
        f'IF({unfavourable}<=Avviksgrense_beløp,"{GREEN}",'
        f'IF({unfavourable}>Avviksgrense_rød*ABS({{budget}}),"{RED}",'
        f'IF({unfavourable}>Avviksgrense_gul*ABS({{budget}}),"{YELLOW}","{GREEN}"))))'
    )
    return (
        amount("actual", "Regnskap hittil", 14, "Regnskapsført så langt i året, i 1000 kr."),
        share("spent", "Andel av budsjettet", 14.5, formula=
            f'IF(OR({no_share}N({{actual}})=0,{{budget}}=0),"",{{actual}}/{{budget}})'),
        amount("new_forecast", "Ny prognose", 13.5,
            "Ventet for hele året, i 1000 kr. Tom betyr som budsjettert."),
        # No year in the header: «Prognose 2026» is next year's prior prognosis.
        amount("forecast", "Årsprognose", 16.5,
            formula='IF({new_forecast}="",{budget},{new_forecast})'),
        amount("deviation", "Avvik", 11, formula="{forecast}-{budget}"),
        code("light", "Trafikklys", 13.5, formula=light),
        long_text("explanation", "Forklaring av avvik", 44, "Hvorfor prognosen avviker fra "
            "budsjettet, og hva som gjøres. Skal fylles ut ved rødt."),
    )  # fmt: skip


FOLLOW_UP_BARS: Final = ("spent",)
LIGHT_MARKS: Final = tuple(
    Mark("light", "light", f'{{light}}="{colour}"', look)
    for colour, look in ((GREEN, Look.GOOD), (YELLOW, Look.KNOWN), (RED, Look.BAD))
)
"""The traffic light's colours."""
EXPLANATION_MARK: Final = Mark(
    "explanation", "explanation", f'AND({{light}}="{RED}",{{explanation}}="")', Look.BAD
)
"""The explanation that a red light asks for."""
