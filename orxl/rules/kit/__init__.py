"""What a rule is made of. A rule file needs little else: ``from orxl.rules.kit import …``."""

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.rules.kit.editor import Editor
from orxl.rules.kit.example import Example, Place
from orxl.rules.kit.rule import LEAST, AnyRule, Fix, Hit, Hits, Rule
from orxl.rules.kit.small_sheet import SmallSheet
from orxl.rules.kit.view import FileView, View

__all__ = [
    "BLANK",
    "LEAST",
    "AnyRule",
    "CellRef",
    "Editor",
    "Example",
    "FileView",
    "Fix",
    "Hit",
    "Hits",
    "Place",
    "Rule",
    "Severity",
    "SmallSheet",
    "Value",
    "View",
    "nb",
]
