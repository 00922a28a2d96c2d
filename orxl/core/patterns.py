"""Regular expressions that are compiled when they are first used.

A check imports some two hundred, and most texts never come to most of them. A pattern is used as
one of :mod:`re`'s; only ``re``'s own functions do not take it in place of one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

_WAYS: Final = (
    "match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split",
)  # fmt: skip

if TYPE_CHECKING:
    from re import compile as regex
else:

    def regex(text: str | bytes, flags: int = 0) -> LatePattern:
        """What ``re.compile`` gives of the same, when it is first asked something."""
        return LatePattern(text, flags)


class LatePattern:
    """A regular expression that is not compiled before it is asked something."""

    __slots__ = (*_WAYS, "_flags", "pattern")

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet: at the first use, and for what is seldom asked."""
        made = self.compiled()
        for way in _WAYS:  # so that the next use costs no more than one of re's own
            setattr(self, way, getattr(made, way))
        return getattr(made, name)

    def compiled(self) -> re.Pattern[Any]:
        """The expression as :mod:`re` has it. Raises re.error."""
        return re.compile(self.pattern, self._flags)


__all__ = ["LatePattern", "regex"]
