"""A comment or a source that tells another amount, date or number than its own row does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from orxl.binding import BoundRow
from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import (
    ASSUMED,
    CARRIED,
    FIGURES,
    GRANT_YEARS,
    GRANTS,
    MAIN,
    MEMBERS,
    PROJECTS,
)  # fmt: skip
from orxl.rules.shared.figures import Figure, FigureKind, figures, normal
from orxl.rules.shared.periods import periods
from orxl.rules.shared.shown_amounts import THOUSANDS, amounts, one_slip, shown

RULE = Rule(
    "T032",
    "kommentar-mot-raden",
    Severity.NOTE,
    finds="En kommentar, en kilde eller en forklaring med et beløp, en dato eller et antall som "
    "nesten er det cellene i raden sier: ett siffer, en null, en måned eller et år er et annet.",
    why="Den som slår opp kilden, finner noe annet, og kommentaren trykkes i kontrollrapporten.",
    remedy="Rett kommentaren, eller tallet i raden. Er det et annet tall, trenger du ikke gjøre "
    "noe.",
)

_TEXTS: Final = (
    (GRANTS, "comment"), (GRANT_YEARS, "comment"), (PROJECTS, "comment"), (MAIN, "comment"),
    (CARRIED, "comment"), (ASSUMED, "source"), (ASSUMED, "note"), (ASSUMED, "value"),
    (MEMBERS, "source"),
)  # fmt: skip
_LEAST: Final = 1000
"""Smaller amounts are near each other by chance."""
_MONTH_YEAR: Final = regex(r"\b([a-z]+) ((?:19|20)\d\d)\b", re.IGNORECASE)


@RULE.check
def check(view: View) -> Hits:
    for table, key in _TEXTS:
        if not view.has(table, key):
            continue
        for row in view.rows(table):
            text = view.text(row, key)
            if not any(letter.isdigit() for letter in text):
                continue
            for figure in figures(text):
                near = _near(view, table, row, figure)
                if near:
                    yield Hit(
                        f"{nb.quoted(view.header(table, key))} sier {nb.quoted(figure.text)}, men "
                        f"{near}.",
                        cell=row.cells[key],
                        actual=figure.text,
                        severity=Severity.WARNING if table == ASSUMED else None,
                    )


def _near(view: View, table: str, row: BoundRow, figure: Figure) -> str:
    if figure.kind is FigureKind.DATE:
        return _near_day(view, table, row, figure)
    if figure.kind is FigureKind.NUMBER and figure.value is not None:
        return _near_amount(view, table, row, figure.value)
    return ""


def _near_amount(view: View, table: str, row: BoundRow, said: Decimal) -> str:
    held = list(amounts(view, table, row))
    if said < _LEAST or any(said in (h.number, h.number * THOUSANDS) for h in held):
        return ""
    # A figure that stands on the sheet or is a sum of what does is meant as it stands.
    if said in shown(view):
        return ""
    for number, cell in shown(view).items():
        if number >= _LEAST and said != number and sorted(str(said)) == sorted(str(number)):
            return f"{cell} sier {nb.number(number)}, de samme sifrene i en annen rekkefølge"
    for number, cell in held:
        for whole in (number, number * THOUSANDS):
            if whole >= _LEAST and one_slip(said, whole):
                return f"{cell} sier {nb.number(whole)}"
    return ""


def _near_day(view: View, table: str, row: BoundRow, figure: Figure) -> str:
    said = next(periods(figure.text, view.year), None)
    if said is None or re.search(r"\d{4}", figure.text) is None:
        return ""
    if said.first != said.last:
        return _near_month(view, figure)
    days = dict(_days(view, table, row))
    if said.first in days or not days:
        return ""
    for day, cell in days.items():
        same = (day.day == said.first.day) + (day.month == said.first.month)
        same += day.year == said.first.year
        turned = (day.day, day.month) == (said.first.month, said.first.day)
        if same == 2 or (turned and day.year == said.first.year):
            return f"{cell} sier {nb.day(day)}"
    return ""


def _days(view: View, table: str, row: BoundRow) -> Iterator[tuple[date, CellRef]]:
    if table == MEMBERS:  # who has left «1.1.» was a member until the day before
        left = row.values.get("left")
        if isinstance(left, datetime):
            yield left.date(), row.cells["left"]
            yield left.date() + timedelta(days=1), row.cells["left"]
        return
    edition = view.text(row, "name") == "Versjon" if table == ASSUMED else False
    for cell in row.cells.values() if not edition else ():
        value = view.value(cell)
        if isinstance(value, datetime):
            yield value.date(), cell
    if table == ASSUMED:  # the edition and the sources speak of the meeting and the decision
        for name in ("Vedtaksmøte", "Kontingentvedtak", "Budsjettvedtak"):
            at = view.cell(ASSUMED, name, "value", by="name")
            held = view.value(at) if at is not None else None
            if at is not None and isinstance(held, datetime):
                yield held.date(), at


def _near_month(view: View, figure: Figure) -> str:
    """A month that «Faste tall» has of another year, «august 2025» for «august 2026»."""
    own = _MONTH_YEAR.fullmatch(normal(figure.text))
    known = _months(view)
    if own is None or own[0] in known:
        return ""
    for told, cell in known.items():
        if told.split()[0] == own[1]:
            return f"Faste tall ({cell}) sier {nb.quoted(told)}"
    return ""


@per_object
def _months(view: View) -> Mapping[str, CellRef]:
    found: dict[str, CellRef] = {}
    for row in view.rows(FIGURES):
        told = normal(view.text(row, "text"))
        if _MONTH_YEAR.fullmatch(told):
            found.setdefault(told, row.cells["text"])
    return found


@RULE.bad("Kommentarene sier 3,5 mill. og 40 000 der cellene sier 2,5 mill. og 400.")
def _amount(e: Editor) -> tuple[Place, ...]:
    text = "Avventer svar. Inntil 3,5 mill. kr fordelt på tre år."
    carried = "Rundt 40 000 kr er bundet til SEADITO (5.1.3 og 5.1.5)."
    return (
        e.put(GRANTS, "ORBIFY", "comment", text),
        e.put(CARRIED, "Prognose 2025", "comment", carried),
    )


@RULE.bad("Kilden til satsen har feil år, og utgaven en annen dag enn møtet.")
def _day(e: Editor) -> tuple[Place, ...]:
    source = "Representantskapets vedtak 4.6.2024 (5.1.3)"
    edition = "Innstilling til representantskapet 17.12.2025"
    return (
        e.put(ASSUMED, "Kontingentsats_saken", "source", source, by="name"),
        e.put(ASSUMED, "Versjon", "value", edition, by="name"),
    )


@RULE.bad("Kommentaren om Geo4Water slutter et år for tidlig.")
def _month(e: Editor) -> Place:
    return e.put(PROJECTS, "GEO4Water", "comment", "Går fra mai 2025 til august 2025 (5.1.3).")


@RULE.good("Andre tall enn radens.")
def _others(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "comment", "Økt fra 150 i 2023. Avtale om 75 000 kr, sak 22/25.")
    e.put(GRANTS, "ORBIFY", "comment", "Møte 3.2.2026. Inntil 2,5 mill. kr, 800 000 kr i året.")
    e.put(ASSUMED, "Kurs_EUR", "source", "Norges Bank 3.2.2026", by="name")
