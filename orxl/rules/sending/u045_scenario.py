"""Scenarios of What-If Analysis: other figures than those on the sheet."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.shared.sending import quoted_list, sheets

RULE = Rule(
    "U045",
    "scenario-følger-med",
    Severity.WARNING,
    asks=FileView,
    finds="Scenarioer fra Excels Hva-skjer-hvis-analyse.",
    why="De vises ikke på arket, men mottakeren kan hente dem fram med tallene, merknadene og "
    "navnet på den som laget dem.",
    remedy="Velg Data → Hva-skjer-hvis-analyse → Scenariobehandling, og slett dem i kopien som "
    "skal sendes.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for found, _ in sheets(view):
        if found.scenarios:
            yield Hit(
                f"Arket «{found.name}» har lagrede scenarioer med andre tall: "
                f"{quoted_list(found.scenarios)}.",
                sheet=found.name,
                actual="; ".join(found.scenarios),
            )


@RULE.bad("Scenarioet «Kutt» er lagret på Hovedtall.")
def _kept(e: Editor) -> Place:
    return e.file.on("Hovedtall", scenarios=("Kutt (Kari Nordmann)",))


@RULE.good("Ingen scenarioer er lagret.")
def _none(e: Editor) -> None:
    e.file.on("Hovedtall", scenarios=())
