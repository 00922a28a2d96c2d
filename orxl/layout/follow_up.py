"""Following the budget through the year: accounts to date, prognosis, deviation, traffic light.

The accounts to date are also shown as a share of the budget, with a bar behind the number.

An empty prognosis means «as budgeted», so that the expected year is complete from the first day
and a total is always the sum of its lines.
"""

from __future__ import annotations

from orxl.layout.looks import Look, Mark
from orxl.layout.model import Column, Kind

GREEN, YELLOW, RED = "Grønt", "Gult", "Rødt"


def follow_up_columns(budget: str, expense: str = "", apart: str = "") -> tuple[Column, ...]:
    """The columns, beside a budget column headed *budget*.

    *expense* is the condition, as a formula, that a row is an expense (``""``: all rows are): more
    than budgeted is then the unfavourable side, else less is. *apart* is the condition that a share
    of the budget says nothing about a row, such as the result.
    """
    expected = "Årsprognose"  # no year: «Prognose 2026» is next year's prior prognosis
    no_share = f"{apart}," if apart else ""
    unfavourable = f"IF({expense},1,-1)*[@Avvik]" if expense else "[@Avvik]"
    light = (
        f'IF(AND([@Ny prognose]="",[@Avvik]=0),"",'
        f'IF({unfavourable}<=Avviksgrense_beløp,"{GREEN}",'
        f'IF({unfavourable}>Avviksgrense_rød*ABS([@{budget}]),"{RED}",'
        f'IF({unfavourable}>Avviksgrense_gul*ABS([@{budget}]),"{YELLOW}","{GREEN}"))))'
    )
    return (
        Column(
            "actual",
            "Regnskap hittil",
            Kind.THOUSANDS,
            14,
            "Regnskapsført så langt i året, i 1000 kr.",
        ),
        Column(
            "spent",
            "Andel av budsjettet",
            Kind.SHARE,
            14.5,
            formula=(
                f'IF(OR({no_share}N([@Regnskap hittil])=0,[@{budget}]=0),"",'
                f"[@Regnskap hittil]/[@{budget}])"
            ),
            derived=True,
        ),
        Column(
            "new_forecast",
            "Ny prognose",
            Kind.THOUSANDS,
            13.5,
            "Ventet for hele året, i 1000 kr. Tom betyr som budsjettert.",
        ),
        Column(
            "forecast",
            expected,
            Kind.THOUSANDS,
            16.5,
            formula=f'IF([@Ny prognose]="",[@{budget}],[@Ny prognose])',
            derived=True,
        ),
        Column(
            "deviation",
            "Avvik",
            Kind.THOUSANDS,
            11,
            formula=f"[@{expected}]-[@{budget}]",
            derived=True,
        ),
        Column("light", "Trafikklys", Kind.CODE, 13.5, formula=light, derived=True),
        Column(
            "explanation",
            "Forklaring av avvik",
            Kind.LONG_TEXT,
            44,
            "Hvorfor prognosen avviker fra budsjettet, og hva som gjøres. Skal fylles ut ved rødt.",
        ),
    )


FOLLOW_UP_BARS = ("spent",)
LIGHT_MARKS = (
    Mark("light", "light", f'{{light}}="{GREEN}"', Look.GOOD),
    Mark("light", "light", f'{{light}}="{YELLOW}"', Look.KNOWN),
    Mark("light", "light", f'{{light}}="{RED}"', Look.BAD),
)
"""The traffic light's colours."""
EXPLANATION_MARK = Mark(
    "explanation", "explanation", f'AND({{light}}="{RED}",{{explanation}}="")', Look.BAD
)
"""The explanation that a red light asks for."""
