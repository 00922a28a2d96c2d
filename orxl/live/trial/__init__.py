"""Excel tried by itself: an own process, own copies, each step with its own time and error.

**Never run in a real Excel.** What it asks of Excel's objects follows Microsoft's documentation;
the tests stand in for Excel with a fake of them. Like the rest of the room it knows nothing of the
programme: where to type and what to look at are told it by a :class:`~orxl.live.trial.bench.Plan`.
"""

from orxl.live.trial.bench import Bench, Growing, Place, Plan, Way
from orxl.live.trial.machine import excel_machine
from orxl.live.trial.own import OwnExcel
from orxl.live.trial.runner import Limits, Trial, supervised
from orxl.live.trial.steps import steps_of

__all__ = [
    "Bench", "Growing", "Limits", "OwnExcel", "Place", "Plan", "Trial", "Way", "excel_machine",
    "steps_of", "supervised",
]  # fmt: skip
