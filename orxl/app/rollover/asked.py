"""What the new year needs from people: what must be asked, and the texts that speak of a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orxl.app.rollover.values import typed_now
from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.layout.names import (
    ASSUMED,
    CARRIED,
    GRANT_YEARS,
    GRANTS,
    MAIN,
    MEASURES,
    MEMBERS,
    PARAGRAPHS,
    PROJECTS,
    TARGETS,
)
from orxl.programme.arithmetic import counts
from orxl.programme.fees import owes_fee
from orxl.programme.models import Grant, Measure, Member, Target
from orxl.rules.kit.view import View
from orxl.rules.shared.figures import FigureKind, figures
from orxl.rules.shared.texts import PROOFREAD, passages

_READ = (
    *PROOFREAD,
    (MAIN, "comment"), (PROJECTS, "comment"), (GRANTS, "comment"), (GRANT_YEARS, "comment"),
    (CARRIED, "comment"), (MEASURES, "comment"), (MEASURES, "committee_comment"),
    (MEASURES, "deadline_text"), (TARGETS, "deadline_text"), (TARGETS, "comment"),
    (ASSUMED, "source"),
)  # fmt: skip
"""The columns whose texts may speak of a year."""
_TOLD = (FigureKind.DATE, FigureKind.YEARS, FigureKind.SHARE, FigureKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only people can say, and where it is written."""

    sheet: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A text with years, dates or amounts in it, and which they are."""

    cell: CellRef
    row: str
    figures: tuple[str, ...]
    own: bool = False
    """Whether it stands on a sheet or in a column of staff's own."""


def rewrites(view: View) -> Iterator[Rewrite]:
    """Every text that was kept and has a year, a date, a share or an amount in it.

    A single digit is none: it counts, or it is the number of a chapter.
    """
    seen: set[CellRef] = set()
    for passage in passages(view, _READ):
        heading = passage.table == PARAGRAPHS
        found = [
            f
            for f in figures(passage.text, heading=heading)
            if f.kind in _TOLD and not (len(f.text) == 1 and f.text.isdigit())
        ]
        seen.add(passage.cell)
        if found:
            spec = view.layout.table(passage.table)
            key = str(passage.row.values.get(spec.key, ""))
            said = dict.fromkeys(f.text.strip() for f in sorted(found, key=lambda f: f.start))
            yield Rewrite(passage.cell, key, tuple(said))
    yield from _of_their_own(view, seen)


def _of_their_own(view: View, seen: set[CellRef]) -> Iterator[Rewrite]:
    """The cells of staff's own whose text has the year or the one before in it."""
    years = (f"{view.year - 1}", f"{view.year - 2}")
    ours = {spec.name.casefold() for spec in view.layout.sheets}
    for sheet in view.book.sheets:
        if sheet.name.casefold() in ours:
            continue
        for at, cell in sheet.cells.items():
            place = CellRef(sheet.name, *at)
            if isinstance(cell.value, str) and cell.formula is None and place not in seen:
                said = tuple(year for year in years if year in cell.value)
                if said:
                    yield Rewrite(place, "", said, own=True)


def questions(view: View) -> Iterator[Question]:
    """What the workbook of the new year, which is *view*, asks."""
    year = view.year
    yield from _of_the_case(view, year)
    yield from _of_the_budget(view, year)
    yield from _of_the_programme(view, year)


def _assumed(name: str, text: str) -> Question:
    return Question("Forutsetninger", name, text)


def _of_the_case(view: View, year: int) -> Iterator[Question]:
    yield _assumed("Vedtaksmøte", f"Hvilken dato behandles saken for {year}?")
    yield _assumed(
        "Kontingentvedtak",
        f"Hvilken kontingentsats gjelder i {year}, og når er den vedtatt? «Kontingentsats i dag» "
        f"står som i {year - 1}.",
    )
    yield _assumed(
        "Kontingentsats_saken",
        f"Sakens kontingentinntekter, sats, folketallsdato og antall medlemmer er fra saken for "
        f"{year - 1}. De bærer anslaget for medlemmene uten navn til saken for {year} har sine.",
    )
    day = view.programme.day("Folketallsdato")
    if day is not None and day < date(year - 1, 1, 1):
        yield _assumed(
            "Folketallsdato",
            f"Folketallet er fra {nb.day(day)}. Hent det nye («orxl importer folketall»), og sett "
            f"datoen når {nb.day(date(year - 1, 1, 1))} skal gjelde.",
        )
    yield _assumed("Kontingentforfall", f"Når forfaller kontingenten i {year}?")
    yield Question("Hovedtall", "I saken", f"Fylles ut når saken for {year} er skrevet.")
    yield Question(
        "Hovedtall", f"Regnskap {year - 1}", "Fylles ut når regnskapet er avlagt. Til da er "
        "inngående mindreforbruk prognosen.",
    )  # fmt: skip


def _of_the_budget(view: View, year: int) -> Iterator[Question]:
    for table, key in ((MAIN, "budget"), (PROJECTS, "frame")):
        rows = typed_now(view, table, key)
        if rows:
            names = nb.listed([nb.quoted(view.text(row, "label")) for row in rows[:4]])
            more = f" og {len(rows) - 4} til" if len(rows) > 4 else ""
            yield Question(
                view.bound.tables[table].table.sheet, view.header(table, key),
                f"Beløpene er foreløpig som i {year - 1}: {names}{more}.",
            )  # fmt: skip
    told = {(row.grant, row.year) for row in view.programme.grant_years}
    for row in view.rows(GRANTS):
        grant = row.record
        if not isinstance(grant, Grant) or not counts(grant, view.programme.counts_applied):
            continue
        if (grant.grant_id, year) not in told:
            yield Question(
                "Tilskuddsår", grant.grant_id,
                f"Tilskuddet regnes med, men har ingen rad for {year}.",
            )  # fmt: skip
    left = [
        row.record.name
        for row in view.rows(MEMBERS)
        if isinstance(row.record, Member)
        and owes_fee(row.record, year - 1)
        and not owes_fee(row.record, year)
    ]
    if left:
        yield Question(
            "Medlemmer", "Medlem til", f"{nb.listed(left)} er ikke lenger medlem i {year}. Raden "
            "står så lenge saken regner med kommunen.",
        )  # fmt: skip


def _of_the_programme(view: View, year: int) -> Iterator[Question]:
    late = [
        row.record.number if isinstance(row.record, Measure) else row.record.target_id
        for table in (MEASURES, TARGETS)
        for row in view.rows(table)
        if isinstance(row.record, Measure | Target)
        and row.record.deadline is not None
        and row.record.deadline.year < year
    ]
    if late:
        more = f" og {len(late) - 6} til" if len(late) > 6 else ""
        yield Question(
            "Tiltak og Mål", "Frist",
            f"Fristene til {nb.listed(late[:6])}{more} er før {year}. Hvilke gjelder nå?",
        )  # fmt: skip
    yield Question(
        "Tiltak og Mål", "",
        f"Hvilke tiltak og mål er ferdige og skal ut av programmet for {year}, og hvilke tall i "
        "målene er nye?",
    )  # fmt: skip
