"""``dataclass``, ``field`` and ``replace`` at a tenth of their price (``orxl.core.lightly``).

Type checkers see the standard library's: what a class means is the same.
"""

TYPE_CHECKING = False  # what type checkers take for true
if TYPE_CHECKING:
    from dataclasses import KW_ONLY, dataclass, field, replace

    from orxl.core.lightly import known_as_dataclass
else:
    from orxl.core.lightly import KW_ONLY, dataclass, field, known_as_dataclass, replace

__all__ = ["KW_ONLY", "dataclass", "field", "known_as_dataclass", "replace"]
