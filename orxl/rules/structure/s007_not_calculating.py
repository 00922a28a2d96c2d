"""A workbook that Excel does not recalculate by itself, or that hides circular references."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CALCULATION

RULE = Rule(
    "S007",
    "beregning-slått-av",
    Severity.WARNING,
    finds="Arbeidsboken er satt til manuell eller iterativ beregning.",
    why="Med manuell beregning kan tallene på skjermen være gamle. Med iterativ beregning skjules "
    "sirkelreferanser.",
    remedy="Sett beregningen til automatisk og slå av iterativ beregning i Excel.",
    references=(CALCULATION,),
)


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Beregningen er satt til manuell.")
def _manual(e: Editor) -> Place:
    e.calculation(mode="manual")
    return None


@RULE.bad("Iterativ beregning er slått på.")
def _iterative(e: Editor) -> Place:
    e.calculation(iterate=True)
    return None


@RULE.good("Automatisk beregning unntatt for datatabeller.")
def _without_data_tables(e: Editor) -> None:
    e.calculation(mode="autoNoTable")
