"""A workbook that Excel does not recalculate by itself, or that hides circular references."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if view.book.calc.mode == "manual":
        yield Hit(
            "Arbeidsboken er satt til manuell beregning, så Excel regner ikke ut tallene på nytt "
            "når noe endres.",
            expected="automatisk",
            actual="manuell",
            remedy="Velg Formler → Beregningsalternativer → Automatisk i Excel, og lagre.",
        )
    if view.book.calc.iterate:
        yield Hit(
            "Iterativ beregning er slått på, så Excel sier ikke fra om sirkelreferanser.",
            expected="av",
            actual="på",
            remedy="Slå av «Aktiver iterativ beregning» under Fil → Alternativer → Formler.",
        )


def _manual(e: Editor) -> Place:
    e.calculation(mode="manual")
    return None


def _iterative(e: Editor) -> Place:
    e.calculation(iterate=True)
    return None


def _without_data_tables(e: Editor) -> tuple[Place, ...]:
    e.calculation(mode="autoNoTable")
    return ()


RULE = Rule(
    code="S007",
    name="beregning-slått-av",
    severity=Severity.WARNING,
    finds="Arbeidsboken er satt til manuell eller iterativ beregning.",
    why="Med manuell beregning kan tallene på skjermen være gamle. Med iterativ beregning skjules "
    "sirkelreferanser.",
    remedy="Sett beregningen til automatisk og slå av iterativ beregning i Excel.",
    check=check,
    bad=(
        Example("Beregningen er satt til manuell.", _manual),
        Example("Iterativ beregning er slått på.", _iterative),
    ),
    good=(Example("Automatisk beregning unntatt for datatabeller.", _without_data_tables),),
)
