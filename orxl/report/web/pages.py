"""Which pages the edition has, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile, groupby
from typing import Any, Final

from orxl.core import nb
from orxl.core.light import dataclass, field, replace
from orxl.programme.codes import AreaType, BodyType, StrategyType
from orxl.report.paper.model import Block, Bullets, Heading, Line, Link
from orxl.report.web.bars import BarChart, bar_chart
from orxl.report.web.data import key_figures, tables_of
from orxl.report.web.edition import BudgetLine, Edition, MoneyTable, Put
from orxl.report.web.goals import goal_name
from orxl.report.web.words import budget_in_words, in_short, largest

MENU: Final = (
    ("index.html", "Forside"), ("tiltak.html", "Tiltak"), ("strategi.html", "Strategi"),
    ("budsjett.html", "Budsjett"), ("medlemmer.html", "Medlemmer"),
    ("organisering.html", "Organisering"),
)  # fmt: skip
_HOME: Final = MENU[0]
_LIST: Final = ("tiltak.html", "Tiltak")
_BUDGET: Final = 2
"""Where the budget year stands among a line's amounts."""
_CARDS: Final = frozenset(
    {"Tiltak", "Resultatmål", "Effektmål", "Medlemskommuner", "Inntekter", "Utgifter"}
)
"""The key figures of the front page."""
_KINDS: Final = {
    AreaType.FOCUS.value: "Innsatsområder",
    BodyType.POLITICAL.value: "Politiske organer",
    BodyType.ADMINISTRATIVE.value: "Administrative grupper",
    BodyType.EXPERT.value: "Faggrupper",
    BodyType.WORKING.value: "Tverrgående arbeidsgrupper",
}
"""What several of a kind are called."""
_GROUPS: Final = (
    ("Overordnede mål", StrategyType.GOAL), ("Prioriterte politiske saker", StrategyType.CASE),
    ("Strategier", StrategyType.STRATEGY), ("Oppgaver", StrategyType.TASK),
    ("Prinsipper for målstrukturen", StrategyType.PRINCIPLE),
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page: its file, its place in the site, and what its template is given."""

    file: str
    template: str
    name: str
    """In the tab of the browser, and at the end of the breadcrumbs."""
    about: str
    """A sentence for search engines."""
    section: str = ""
    """The page of the menu that it belongs under."""
    trail: tuple[tuple[str, str], ...] = ()
    """File and name of the pages above it."""
    values: Mapping[str, Any] = field(default_factory=dict)


def pages_of(edition: Edition) -> Iterator[Page]:
    """Every page of *edition*, the front page first."""
    yield _front(edition)
    yield _measure_list(edition)
    yield from _measure_pages(edition)
    yield from _area_pages(edition)
    yield _strategy(edition)
    yield _budget(edition)
    yield _single(
        "medlemmer.html", "Medlemmer", "Medlemskommunene, folketallet og kontingenten.",
        population=edition.rate.population and nb.day(edition.rate.population),
    )  # fmt: skip
    yield _bodies(edition)
    if edition.basis:
        yield Page(
            "tallgrunnlag.html", "tallgrunnlag.html", "Tallgrunnlag",
            "Hva tallene i budsjettet bygger på.", "budsjett.html",
            (_HOME, ("budsjett.html", "Budsjett")),
        )  # fmt: skip
    yield _single(
        "data.html", "Åpne data", "Tiltakene og tallene som CSV og JSON.",
        tables=tables_of(edition),
    )  # fmt: skip
    if not edition.statement:
        yield _single(
            "tilgjengelighet.html", "Tilgjengelighet", "Utkast til tilgjengelighetserklæring."
        )


def _single(file: str, name: str, about: str, **values: Any) -> Page:
    return Page(file, file, name, about, file, (_HOME,), values)


def _front(edition: Edition) -> Page:
    cards = [
        (name, *(in_short(value) if unit == "1000 kr" else (nb.number(value), "")))
        for name, value, unit in key_figures(edition)
        if name in _CARDS and value is not None
    ]
    return Page(
        "index.html", "forside.html", "Forside",
        f"{edition.title}: tiltak, mål og budsjett.", "index.html",
        values={
            "cards": cards,
            "kinds": [
                (_KINDS.get(kind, kind), list(areas))
                for kind, areas in groupby(edition.areas, lambda a: a.kind)
            ],
            "words": budget_in_words(edition),
            "income": largest(edition.main, "inntekt"),
            "expense": largest(edition.main, "utgift"),
            "chart": _bars(edition.main, "utgift", f"Utgifter {edition.year}", 2),
            "priorities": edition.strategy.get(StrategyType.CASE.value, ()),
        },
    )  # fmt: skip


def _bars(table: MoneyTable, kind: str, title: str, series: int = 1) -> BarChart | None:
    lines: list[BudgetLine] = [line for line in table.lines if line.kind == kind]
    rows = [(line.label, line.amounts[_BUDGET]) for line in lines]
    return bar_chart(f"d-{kind}", title, "1000 kr", rows, series)


def _measure_list(edition: Edition) -> Page:
    measures = edition.measures
    used = {measure.area for measure in measures}
    goals = sorted({goal for measure in measures for goal in measure.goals})
    partners = sorted(
        {partner for measure in measures for partner in measure.partners},
        key=lambda name: (name.casefold().translate(_NORWEGIAN), name),
    )
    statuses = list(dict.fromkeys(measure.status for measure in measures if measure.status))
    areas = [(a.code, f"{a.code} {a.name}") for a in edition.areas if a.code in used]
    filters = [
        ("omrade", "Område", areas),
        ("status", "Status", [(word, word) for word in statuses]),
        ("partner", "Partner", [(name, name) for name in partners]),
        ("fn", "FNs bærekraftsmål", [(str(goal), goal_name(goal)) for goal in goals]),
    ]
    return Page(
        "tiltak.html", "tiltak.html", "Alle tiltak",
        f"Alle tiltakene i {edition.title.lower()}, med mål og partnere.", "tiltak.html", (_HOME,),
        {"filters": [one for one in filters if one[2]]},
    )  # fmt: skip


_NORWEGIAN: Final = str.maketrans({"æ": "zz1", "ø": "zz2", "å": "zz3"})
"""Æ, ø and å come last."""


def _measure_pages(edition: Edition) -> Iterator[Page]:
    measures = edition.measures
    for at, measure in enumerate(measures):
        area = edition.area(measure.area)
        above: tuple[tuple[str, str], ...] = (_HOME, _LIST)
        if area is not None:
            above = (*above, (area.page, f"{area.code} {area.name}"))
        yield Page(
            measure.page, "tiltak_side.html", f"Tiltak {measure.number}", measure.title,
            "tiltak.html", above,
            {
                "measure": measure,
                "before": measures[at - 1] if at else None,
                "after": measures[at + 1] if at + 1 < len(measures) else None,
            },
        )  # fmt: skip


def _area_pages(edition: Edition) -> Iterator[Page]:
    for area in edition.areas:
        yield Page(
            area.page, "omrade.html", f"{area.code} {area.name}",
            f"{area.name}: innledning og tiltak.", "tiltak.html", (_HOME, _LIST),
            {
                "area": area,
                "measures": edition.measures_of(area.code),
                "related": [
                    other
                    for code in area.see_also
                    if (other := edition.area(code)) is not None and other is not area
                ],
            },
        )  # fmt: skip


def _strategy(edition: Edition) -> Page:
    money, bodies = _chapter_of(edition, "Tabell"), _chapter_of(edition, "Organisering")
    every = [
        block
        for chapter, blocks in edition.chapters.items()
        if chapter not in (money, bodies)
        for block in blocks
    ]
    # What stands before the first heading belongs to the title of the case.
    told = list(dropwhile(lambda block: not isinstance(block, Heading), every))
    put_in = {block.name for block in told if isinstance(block, Put)}
    return _single(
        "strategi.html", "Strategi", "Visjonen, målene, strategiene og utfordringene.",
        text=prose(edition, told),
        groups=[
            (heading, items)
            for heading, kind in _GROUPS
            if kind.value not in put_in and (items := edition.strategy.get(kind.value))
        ],
        challenges=[
            (area, items)
            for area in edition.areas
            if (items := edition.challenges.get(area.code))
        ],
    )  # fmt: skip


def _budget(edition: Edition) -> Page:
    chapter = _chapter_of(edition, "Tabell")
    told = list(edition.chapters.get(chapter, ()))
    if told and isinstance(told[0], Heading):
        del told[0]  # the page has a heading of its own
    put_in = {block.name for block in told if isinstance(block, Put)}
    closing = next((line.amounts for line in reversed(edition.main.lines) if line.amounts), ())
    saved = list(zip(edition.main.columns, closing, strict=False))[:3]  # the fourth is a change
    return _single(
        "budsjett.html", "Budsjett", f"Budsjettet for {edition.year} i tall og ord.",
        words=budget_in_words(edition),
        income=_bars(edition.main, "inntekt", f"Inntekter {edition.year}"),
        expenses=_bars(edition.main, "utgift", f"Utgifter {edition.year}", 2),
        saved=bar_chart("d-spart", "Igjen ved årets slutt", "1000 kr", saved),
        text=prose(edition, told),
        rest=[table for table in (edition.main, edition.projects) if table.name not in put_in],
    )  # fmt: skip


def _bodies(edition: Edition) -> Page:
    told = edition.chapters.get(_chapter_of(edition, "Organisering"), ())
    return _single(
        "organisering.html", "Organisering", "Organene, gruppene og sekretariatet.",
        text=[block for block in prose(edition, told) if not isinstance(block, Heading)],
        groups=[
            (_KINDS.get(kind, kind), list(bodies))
            for kind, bodies in groupby(edition.bodies, lambda body: body.kind)
        ],
    )  # fmt: skip


def _chapter_of(edition: Edition, what: str) -> str:
    """The chapter that puts in something of the kind *what*; ``""`` where none does."""
    found = (
        chapter
        for chapter, blocks in edition.chapters.items()
        if any(isinstance(block, Put) and block.what == what for block in blocks)
    )
    return next(found, "")


def prose(edition: Edition, blocks: Iterable[Block | Put]) -> list[Block | MoneyTable]:
    """*blocks* for a page: headings from level 2 without jumps, lists and tables put in."""
    told = list(blocks)
    highest = min((b.level for b in told if isinstance(b, Heading)), default=1)
    level, found = 1, list[Block | MoneyTable]()
    for block in told:
        if isinstance(block, Heading):
            level = min(block.level - highest + 2, level + 1, 4)
            found.append(replace(block, level=level))
        elif isinstance(block, Put):
            found += _put_in(edition, block)
        elif (
            isinstance(block, Bullets)
            and found
            and isinstance(found[-1], Bullets)
            and found[-1].numbered == block.numbered
        ):
            found[-1] = Bullets((*found[-1].items, *block.items), block.numbered)
        else:
            found.append(block)
    return found


def _put_in(edition: Edition, asked: Put) -> Iterator[Block | MoneyTable]:
    if asked.what == "Tabell":
        yield from (t for t in (edition.main, edition.projects) if t.name == asked.name)
    if asked.what not in ("Strategi", "Lenker"):
        return
    items = edition.strategy.get(asked.name, ())
    lines: tuple[Line, ...]
    if asked.what == "Lenker":
        lines = tuple((Link(item.address, item.address),) for item in items if item.address)
    else:
        lines = tuple(item.text for item in items)
    if lines:
        yield Bullets(lines, numbered=asked.name == StrategyType.TASK.value)
