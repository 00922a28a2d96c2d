"""Scenarios of What-If Analysis: other figures than those on the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    quoted_list,
    sheets,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for found, _ in sheets(view):
        if found.scenarios:
            yield Hit(
                f"Arket «{found.name}» har lagrede scenarioer med andre tall: "
                f"{quoted_list(found.scenarios)}.",
                sheet=found.name,
                actual="; ".join(found.scenarios),
            )


def _kept(e: Editor) -> Place:
    return e.parcel.on("Hovedtall", scenarios=("Kutt (Kari Nordmann)",))


def _none(e: Editor) -> tuple[Place, ...]:
    e.parcel.on("Hovedtall", scenarios=())
    return ()


RULE = Rule(
    code="U045",
    name="scenario-følger-med",
    severity=Severity.WARNING,
    finds="Scenarioer fra Excels Hva-skjer-hvis-analyse.",
    why="De vises ikke på arket, men mottakeren kan hente dem fram med tallene, merknadene og "
    "navnet på den som laget dem.",
    remedy="Velg Data → Hva-skjer-hvis-analyse → Scenariobehandling, og slett dem i kopien som "
    "skal sendes.",
    check=check,
    bad=(Example("Scenarioet «Kutt» er lagret på Hovedtall.", _kept),),
    good=(Example("Ingen scenarioer er lagret.", _none),),
)
