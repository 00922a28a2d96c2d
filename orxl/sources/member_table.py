"""Where a file has its list of members: the heading, its columns, and how names are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from orxl.sources.grids import Entry, Grid, Line, filled, shown
from orxl.sources.municipalities import Municipalities

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("kommunenr", "kommunenummer", "knr", "komm.nr", "kommune nr", "kommunekode", "nr"),
    "name": ("kommune", "kommunenavn", "navn", "medlem", "medlemskommune", "medlemmer"),
    "region": ("delregion", "region", "regionråd"),
    "joined": ("medlem fra", "fra", "innmeldt", "innmeldingsdato", "fra dato", "medlem siden"),
    "left": ("medlem til", "til", "utmeldt", "utmeldingsdato", "til dato", "siste dag"),
    "in_basis": ("i grunnlaget",),
    "orgno": ("organisasjonsnr", "organisasjonsnummer", "orgnr", "org nr", "orgnummer"),
    "reference": ("fakturareferanse", "referanse", "deres ref", "bestillerreferanse",
                  "ressursnummer"),
    "source": ("kilde", "dokumentasjon"),
}  # fmt: skip
"""What each column may be called, in small letters and without points and hyphens."""


class MemberTable(NamedTuple):
    """A list of members in a grid: columns by key, lines, and the headings not used."""

    grid: Grid
    columns: Mapping[str, int]
    lines: tuple[Line, ...]
    unused: tuple[str, ...]


def table_in(grid: Grid, known: Municipalities) -> MemberTable | None:
    """The list that *grid* holds, by its heading; None where it is none."""
    lines = filled(grid.lines)
    for index, line in enumerate(lines):
        columns: dict[str, int] = {}
        unused = []
        for at, cell in enumerate(line.cells):
            key = _key_of(cell)
            if key is None or key in columns:
                unused += [shown(cell)] if cell is not None else []
            else:
                columns[key] = at
        if "code" in columns or "name" in columns:
            return MemberTable(grid, columns, lines[index + 1 :], tuple(unused))
    # A list of nothing but names has no heading to go by.
    alone = [line.cells[0] for line in lines if len([c for c in line.cells if c is not None]) == 1]
    if lines and len(alone) == len(lines) and any(named(str(c), known) for c in alone):
        return MemberTable(grid, {"name": 0}, lines, ())
    return None


def _key_of(cell: Entry) -> str | None:
    if not isinstance(cell, str):
        return None
    words = " ".join(re.sub(r"[.\-*:]", " ", cell).split()).casefold()
    flat = {key: [re.sub(r"[.\-]", " ", w) for w in called] for key, called in COLUMNS.items()}
    return next((key for key, called in flat.items() if words in called), None)


def named(text: str, known: Municipalities) -> tuple[int, ...]:
    """The municipalities that *text* may be: «Våler i Østfold», «Nordre-Land kommune»."""
    plain = re.sub(r" kommune\.?$", "", " ".join(text.split()), flags=re.IGNORECASE)
    inside = re.sub(r"^(.+?) i (\w+)$", r"\1 (\2)", plain)
    for spelt in (plain, inside, plain.replace("-", " "), plain.replace(" ", "-")):
        if found := known.named(spelt):
            return found
    return ()
