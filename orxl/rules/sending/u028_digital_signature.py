"""A digital signature, and what will break it."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if inspected(view).signed:
        yield Hit(
            "Arbeidsboken er digitalt signert. Programmet prøver ikke om signaturen er gyldig."
        )


def _signed(e: Editor) -> Place:
    e.parcel.change(signed=True)
    return None


def _not_signed(e: Editor) -> tuple[Place, ...]:
    e.parcel.change(signed=False)
    return ()


RULE = Rule(
    code="U028",
    name="digital-signatur",
    severity=Severity.NOTE,
    finds="En digital signatur.",
    why="En signatur som er brutt, skaper mer tvil enn ingen. Enhver endring bryter den, også en "
    "retting fra orxl.",
    remedy="Se Fil → Informasjon → Vis signaturer. Er den ugyldig, fjern den og signer til slutt.",
    check=check,
    bad=(Example("Arbeidsboken er signert.", _signed),),
    good=(Example("Arbeidsboken er ikke signert.", _not_signed),),
)
