"""The lines of a large text file, one at a time: a million of them take no room of their own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.grids import Line, decoded, delimiter_of

MOST: Final = 3_000_000
"""Lines: a ledger of more is no small body's, and would take memory that a PC lacks."""
_START: Final = 1 << 20
"""Characters in which the delimiter is looked for."""
_TEXT_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


class TextLines:
    """The lines of the text file *name*, as :func:`orxl.sources.grids.text_grid` has them.

    They may be gone through more than once. Raises BadSource, also while they are.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.count(b"\n") > MOST:
            raise BadSource(
                f"«{name}» har over {nb.number(MOST)} linjer.", "Hent færre perioder om gangen."
            )
        self._text, self.encoding = decoded(data)
        self._delimiter = delimiter_of(self._text[:_START])

    def __iter__(self) -> Iterator[Line]:
        before = 0
        reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
        try:
            for values in reader:
                yield Line(before + 1, tuple(values))
                before = reader.line_num
        except csv.Error as error:
            raise BadSource(
                f"«{self.name}», linje {before + 1}: anførselstegnene eller lengden stemmer ikke.",
                "Hent filen på nytt, eller lagre den på nytt fra Excel.",
            ) from error

    def _lines(self) -> Iterator[str]:
        """The text by lines, each with its end: it is not copied, as a stream of it would be."""
        return (match[0] for match in _TEXT_LINE.finditer(self._text))
