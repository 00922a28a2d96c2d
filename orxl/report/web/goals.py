"""The UN's sustainable development goals, as FN-sambandet calls them in Norwegian."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex

GOALS: Final = (
    "Utrydde fattigdom", "Utrydde sult", "God helse og livskvalitet", "God utdanning",
    "Likestilling mellom kjønnene", "Rent vann og gode sanitærforhold", "Ren energi til alle",
    "Anstendig arbeid og økonomisk vekst", "Industri, innovasjon og infrastruktur",
    "Mindre ulikhet", "Bærekraftige byer og lokalsamfunn", "Ansvarlig forbruk og produksjon",
    "Stoppe klimaendringene", "Livet i havet", "Livet på land",
    "Fred, rettferdighet og velfungerende institusjoner", "Samarbeid for å nå målene",
)  # fmt: skip
_GOAL_NUMBER: Final = regex(r"\d+")


def goals_in(text: str) -> tuple[int, ...]:
    """«11, 13» → 11, 13: each goal once, in order; what is no number of a goal is left out."""
    found = {int(number) for number in _GOAL_NUMBER.findall(text)}
    return tuple(sorted(number for number in found if 1 <= number <= len(GOALS)))


def goal_name(number: int) -> str:
    """13 → «13 Stoppe klimaendringene»."""
    return f"{number} {GOALS[number - 1]}"
