"""The facts about the printed paper that a workbook from before does not hold, and its own looks.

«Rettelser» and «Faste tall» tell what the paper says, not what staff decide. A workbook of an
earlier layout gets the two sheets empty; where the case's own text source is at hand, and is that
of the same council and year, an upgrade fills them. A table that holds anything is staff's.
So is what the workbook looks like: what is left as it was is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from orxl.app.upgradesteps import Step, What
from orxl.binding import BoundBook
from orxl.binding.rows import rows_of
from orxl.core import nb
from orxl.layout import VERSION
from orxl.layout.names import CORRECTED, FIGURES
from orxl.programme.programme import Programme

SINCE: Final = {FIGURES: 3, CORRECTED: 4}
"""The version of the layout that brought each table, and with it its facts."""
_TELLS: Final = {
    FIGURES: "tall saken selv oppgir, med kilde, så kontrollen kjenner dem",
    CORRECTED: "rettelser og beholdte feil i den trykte saken",
}


def facts_at(source: Path | None, now: BoundBook) -> Programme | None:
    """The case's own source in *source*, where it is that of the workbook's council and year.

    Raises BadSource for a malformed source.
    """
    from orxl.sources.kilde import read_source

    if source is None or not (source / "rettelser.yaml").is_file():
        return None
    found, own = read_source(source), now.programme
    same = (found.year, found.word("Organisasjon")) == (own.year, own.word("Organisasjon"))
    return found if same else None


def facts(now: BoundBook, version: int, source: Programme | None) -> Iterator[Step]:
    """The facts that a workbook of layout *version* gets: a step for each of the two sheets."""
    for name, since in SINCE.items():
        bound = now.tables.get(name)
        if source is None or bound is None or version >= since:
            continue
        records = getattr(source, bound.spec.content)
        if not records or any(not row.blank for row in bound.rows):
            continue
        rows = rows_of(bound.spec, records)
        text = (
            f"{nb.counted(len(rows), 'rad', 'rader')} fra saken: {_TELLS[name]}. Slett det som "
            "ikke gjelder deres utgave."
        )
        yield Step(What.ROW, bound.table.sheet, name, text, (bound.replaced(rows),))


_TIDY: Final = 4
"""The version of the layout that hid «Lister» and judged deadlines by «Status per»."""


def left_as_it_was(now: BoundBook, version: int) -> Iterator[str]:
    """What a workbook of layout *version* keeps though a new one has it otherwise, and why."""
    if version < _TIDY:
        lists = now.book.sheet("Lister")
        if lists is not None and lists.state == "visible":
            yield (
                "Arket «Lister» er fortsatt synlig, for der står det noe dere har skrevet, eller "
                "boken åpner på det. "
                "Høyreklikk på fanen og velg Skjul om dere ikke trenger det."
            )
        yield (
            "Farger, kolonnenes rekkefølge og betinget formatering er som dere har dem, så nær som "
            "merkene på frister, som følger «Status per»."
        )
    if version < VERSION:
        yield "Utskriften er som den var: områder, retning og skala kan være satt av dere."
    empty = [
        nb.quoted(bound.table.sheet)
        for name, since in SINCE.items()
        if version < since
        and (bound := now.tables.get(name)) is not None
        and all(row.blank for row in bound.rows)
    ]
    if empty:
        yield (
            f"{nb.listed(empty)} er tomme: sakens tekstkilde er ikke for hånden, eller den gjelder "
            "et annet råd eller år."
        )
