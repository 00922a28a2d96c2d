"""What a rule is made of. A rule file needs little else: ``from orxl.rules.kit import …``."""

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, Value
from orxl.rules.kit.editor import Editor
from orxl.rules.kit.example import Example, Place
from orxl.rules.kit.rule import Fix, Hit, Hits, Rule
from orxl.rules.kit.view import View, once

__all__ = [
    "BLANK",
    "CellRef",
    "Editor",
    "Example",
    "Fix",
    "Hit",
    "Hits",
    "Place",
    "Rule",
    "Severity",
    "Value",
    "View",
    "nb",
    "once",
]
