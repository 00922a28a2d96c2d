"""A workbook's web edition as values, made only of what the layout calls public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from orxl.app.paper.case import NEEDS
from orxl.app.paper.inline import Writing, anchor_of
from orxl.app.web.basis import basis_of
from orxl.app.web.content import areas_of, bodies_of, challenges_of, measures_of, strategy_of
from orxl.app.web.money import (
    carried_of,
    fees_of,
    grants_of,
    members_of,
    money_table,
    rate_of,
    totals_of,
)
from orxl.app.web.prose import chapters_of
from orxl.app.web.public import assumption
from orxl.core.errors import BadCall
from orxl.core.refs import CellRef
from orxl.programme.codes import StrategyType
from orxl.report.paper.model import Block, Figure, Heading, Paragraph, plain
from orxl.report.web.edition import Edition, Put
from orxl.rules.kit.view import View


def edition_of(view: View, *, draft: int | None = None, statement: str = "") -> Edition:
    """The edition of the workbook in *view*.

    *draft* is how many errors it has, where it is shown in spite of them; *statement* the address
    of the organisation's accessibility statement.

    Raises BadCall where a text asks for what is not public, or the workbook's layout lacks the
    tables as they are printed.
    """
    if view.bound.version < NEEDS:
        raise BadCall(
            f"Arbeidsboken har oppsett {view.bound.version}, uten arkene «Tabell 5.1.1» og «5.1.2» "
            "som budsjettet hentes fra.",
            "Kjør «orxl oppgrader» først.",
        )
    writing = Writing(view)
    chapters = chapters_of(view)
    main, projects = (money_table(writing, name) for name in ("Hovedtall", "Prosjektmidler"))
    linked = {line.basis for table in (main, projects) for line in table.lines}
    explained = [cell for cell in writing.sources if anchor_of(cell) in linked]
    strategy = strategy_of(view)
    vision = strategy.get(StrategyType.VISION.value, ())
    columns, carried = carried_of(view)
    return Edition(
        organisation=_word(view, "Organisasjon"),
        year=view.year,
        name=_word(view, "Versjon"),
        decided=_day(view, "Budsjettvedtak"),
        status_day=_day(view, "Status_per"),
        vision=plain(vision[0].text) if vision else "",
        areas=areas_of(view),
        measures=measures_of(view),
        strategy=strategy,
        challenges=challenges_of(view),
        bodies=bodies_of(view),
        main=main,
        projects=projects,
        totals=totals_of(view),
        grants=grants_of(view),
        members=members_of(view),
        fees=fees_of(view),
        rate=rate_of(view),
        carried_columns=columns,
        carried=carried,
        chapters=chapters,
        basis=basis_of(view, (*explained, *_quoted(chapters))),
        draft=draft,
        statement=statement,
    )


def _quoted(chapters: Mapping[str, tuple[Block | Put, ...]]) -> Iterator[CellRef]:
    """The cells that the running text takes its figures from."""
    for blocks in chapters.values():
        for block in blocks:
            if isinstance(block, Paragraph | Heading):
                yield from (part.cell for part in block.line if isinstance(part, Figure))


def _word(view: View, name: str) -> str:
    row = assumption(view, name)
    return "" if row is None else row.text("value")


def _day(view: View, name: str) -> date | None:
    row = assumption(view, name)
    return None if row is None else row.day("value")
