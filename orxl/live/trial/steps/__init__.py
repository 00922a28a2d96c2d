"""The steps of the trial, in the order they are taken; none needs what another left."""

from __future__ import annotations

from functools import partial

from orxl.live.trial.bench import Plan
from orxl.live.trial.runner import Step
from orxl.live.trial.steps.contents import contents
from orxl.live.trial.steps.growth import growth, trap
from orxl.live.trial.steps.looks import heights, triangles
from orxl.live.trial.steps.opening import environment, opening
from orxl.live.trial.steps.pressing import press, waking
from orxl.live.trial.steps.protection import protection
from orxl.live.trial.steps.recording import recording
from orxl.live.trial.steps.saving import pages, saving

__all__ = ["steps_of"]


def steps_of(plan: Plan) -> tuple[Step, ...]:
    """What to try with a workbook that has *plan*."""
    first = (
        Step("Maskinen", environment),
        Step("Åpning", opening),
        Step("Verdier og formler", contents),
        Step("Opptak", recording),
        Step("Vekst", growth),
        Step("Fellen", trap),
        Step("Beskyttelse", protection),
    )
    presses = (Step(f"Knappen: {way.name}", partial(press, way)) for way in plan.ways)
    last = (
        Step("Vekke Excel", waking),
        Step("Lagring", saving),
        Step("Grønne trekanter", triangles),
        Step("Radhøyder", heights),
        Step("Utskrift", pages),
    )
    return (*first, *presses, *last)
