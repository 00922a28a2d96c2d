"""A statistical table as SSB publishes it: dimensions, and a flat row of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.sources.grids import Entry

MOST_CELLS: Final = 2_000_000
"""SSB gives 800 000 cells at most."""


@dataclass(frozen=True)
class Dimension:
    """A variable: its code and name, and the codes and names of its values."""

    name: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Cube:
    """A table: the last dimension runs fastest. A cell without a figure is None or its symbol."""

    title: str
    dimensions: tuple[Dimension, ...]
    cells: Sequence[Entry]
    form: str
    """«JSON-stat2», «PX»."""
    updated: str = ""
    """When SSB last changed it, as it says it."""

    def places(self) -> Iterator[tuple[tuple[int, ...], Entry]]:
        """Each cell with the number of its value in each dimension."""
        ranges = [range(len(dimension.codes)) for dimension in self.dimensions]
        return zip(product(*ranges), self.cells, strict=True)


def refuse_size(dimensions: Sequence[Dimension], cells: int | None, name: str) -> int:
    """How many cells the *dimensions* make. Raises BadSource where the file has another number."""
    wanted = prod(len(dimension.codes) for dimension in dimensions)
    if not dimensions or wanted == 0:
        raise BadSource(f"«{name}» har ingen tall.", "Hent tabellen på nytt.")
    if wanted > MOST_CELLS:
        raise BadSource(f"«{name}» har {nb.number(wanted)} tall.", "Velg færre verdier.")
    if cells is not None and cells != wanted:
        raise BadSource(
            f"«{name}» skal ha {nb.number(wanted)} tall etter sine egne variabler, men har "
            f"{nb.number(cells)}.",
            "Filen er ikke hel. Hent den på nytt.",
        )
    return wanted
