"""What the examples of the rules about the closed year share: its accounts, and their decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from orxl.core.refs import CellRef
from orxl.rules.kit.editor import Editor
from orxl.rules.kit.tables import ASSUMED, MAIN

_ACCOUNTS: Final[Mapping[str, float]] = {
    "Inngående mindreforbruk (overførte midler fra tidl. år)": 1745.0,
    "Kontingenter": 7060.0,
    "Klimasats – Energistasjonsprosjektet fase II 2025–2027": 411.0,
    "SEADITO 2024–2027": 418.0,
    "Samarbeid om internasjonal arbeidskraft": 430.0,
    "Møteutgifter politiske organer": 7.0,
    "Møteutgifter administrative organer": 188.0,
    "Kommunikasjon": 116.0,
    "Sekretariatet, andre utgifter": 245.0,
    "Lønn sekretariatet, mv.": 5248.0,
    "Prosjekter": 417.0,
}
CLOSING: Final = 3843.0
"""What these accounts carry over: 100 more than the prognosis, of salaries."""


def accounts(e: Editor) -> None:
    """Type the accounts of 2025, which end with :data:`CLOSING`."""
    for label, amount in _ACCOUNTS.items():
        e.put(MAIN, label, "actual_prior", amount)


def decided(e: Editor, amount: float) -> CellRef:
    """Let *amount* be carried over by a decision that holds; the cell of the amount."""
    e.put(ASSUMED, "Status_per", "value", datetime(2026, 4, 1), by="name")
    e.put(ASSUMED, "Overføring_fra", "value", datetime(2026, 3, 12), by="name")
    e.put(ASSUMED, "Overføringsvedtak", "value", "sak 4/26", by="name")
    return e.put(ASSUMED, "Faktisk_overføring", "value", amount, by="name")
