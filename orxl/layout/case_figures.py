"""What the case of 18 December 2025 states, for workbooks older than the column «I saken»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.core.values import BLANK, Value

_YEAR: Final = 2026
_STATED: Final[Mapping[str, float]] = {
    "Inngående mindreforbruk (overførte midler fra tidl. år)": 3743.0,
    "Kontingenter": 5387.0,
    "Klimasats – Energistasjonsprosjektet fase II 2025–2027": 1087.0,
    "SEADITO 2024–2027": 200.0,
    "GEO4Water 2025–2026": 1050.0,
    "ORBIFY 2026–2028": 830.0,
    "Samarbeid om internasjonal arbeidskraft": 200.0,
    "Møteutgifter politiske organer": 60.0,
    "Møteutgifter administrative organer": 150.0,
    "Kommunikasjon": 200.0,
    "Sekretariatet, andre utgifter": 300.0,
    "Lønn sekretariatet, mv.": 5800.0,
    "Prosjekter": 2580.0,
    "Sum inntekter": 8754.0,
    "Sum driftsutgifter": 9090.0,
    "Resultat (negativt = bruk av overførte midler)": -336.0,
    "Utgående mindreforbruk": 3407.0,
}
"""Table 5.1.1, the column «Budsjett 2026», in 1000 kr."""


def case_of(row: Mapping[str, Value], year: int) -> Value:
    """What the case states for a line of the main figures; blank where nobody knows.

    Every workbook from before the column was made from this case. A line of another name, or a
    workbook for another year, is not answered for.
    """
    label = row.get("label")
    if year != _YEAR or not isinstance(label, str):
        return BLANK
    return _STATED.get(label, BLANK)
