"""A workbook's web edition as values, made only of what the layout calls public."""

from __future__ import annotations

from datetime import date

from orxl.app.paper.case import NEEDS
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
from orxl.programme.codes import StrategyType
from orxl.report.paper.model import plain
from orxl.report.web.edition import Edition
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
        main=money_table(view, "Hovedtall"),
        projects=money_table(view, "Prosjektmidler"),
        totals=totals_of(view),
        grants=grants_of(view),
        members=members_of(view),
        fees=fees_of(view),
        rate=rate_of(view),
        carried_columns=columns,
        carried=carried,
        chapters=chapters_of(view),
        draft=draft,
        statement=statement,
    )


def _word(view: View, name: str) -> str:
    row = assumption(view, name)
    return "" if row is None else row.text("value")


def _day(view: View, name: str) -> date | None:
    row = assumption(view, name)
    return None if row is None else row.day("value")
