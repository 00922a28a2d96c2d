"""What the button in Excel can do besides «Beregn og kontroller»: chosen, done, and put back."""

from orxl.app.tasks.table import TASKS, chosen, perform
from orxl.app.tasks.values import Errand, Result

__all__ = ["TASKS", "Errand", "Result", "chosen", "perform"]
