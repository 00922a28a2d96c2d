"""What the board paper puts in from other sheets: areas, measures, bodies and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.app.paper.inline import Writing, address, joined, own
from orxl.binding import BoundRow
from orxl.layout.names import AREAS, BODIES, MEASURES, PARTNERS, STRATEGY, TARGETS
from orxl.programme.codes import TargetType
from orxl.report.paper.model import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    TableCell,
)

_BODY_LEVEL: Final = 3
NO_MEASURES: Final = "Det er ikke lagt inn noen tiltak her."


def area(writing: Writing, code: str) -> Iterator[Block]:
    """The heading and the introduction of an area."""
    for row in writing.view.rows(AREAS):
        if writing.view.text(row, "code") == code:
            yield Heading(code.count(".") + 1, _area_heading(writing, row),
                          writing.anchor("omrade", code))  # fmt: skip
            yield from _paragraphs(writing, row, "introduction")
            return


def _area_heading(writing: Writing, row: BoundRow) -> Line:
    """«2.1 Konkurransekraft …»; an area of the highest level has a full stop: «1. …»."""
    number = writing.words(row, "code")
    stop = "" if "." in writing.view.text(row, "code") else "."
    return (*number, *own(f"{stop} "), *writing.words(row, "name"))


def measures(writing: Writing, code: str) -> Iterator[Block]:
    """The table of an area's measures, with their targets and partners."""
    view = writing.view
    rows = [r for r in view.rows(MEASURES) if view.text(r, "number").rpartition(".")[0] == code]
    if not rows:
        yield Paragraph(own(NO_MEASURES))
        return
    name = next((r for r in view.rows(AREAS) if view.text(r, "code") == code), None)
    called = () if name is None else _area_heading(writing, name)
    yield Table(
        f"tiltak-{code}",
        (*own("Tiltak under "), *called),
        (Column("Tiltak", share=1.1), Column("Resultat- og effektmål", share=2.1),
         Column("Partnere", share=0.9)),
        tuple(_measure(writing, row) for row in rows),
        "Hvert tiltak har en rad: tiltaket, målene for det, og partnerne.",
    )  # fmt: skip


def _measure(writing: Writing, row: BoundRow) -> Row:
    view = writing.view
    number = view.text(row, "number")
    title = joined((writing.words(row, "number"), writing.words(row, "title")))
    lines = [title]
    condition = view.text(row, "condition")
    if condition and condition.casefold() not in view.text(row, "title").casefold():
        lines.append(writing.words(row, "condition"))
    return Row(
        (TableCell(tuple(lines)), TableCell(tuple(_targets(writing, number))),
         TableCell(tuple(_partners(writing, number)))),
        anchor=writing.anchor("tiltak", number),
    )  # fmt: skip


def _targets(writing: Writing, number: str) -> Iterator[Line]:
    """The targets under their headings; one whose type is neither stands last."""
    view = writing.view
    own_rows = writing.rows_of(TARGETS, "measure", number)
    types = [str(kind) for kind in TargetType]
    for kind in (*types, ""):
        of_kind = [
            r for r in own_rows
            if (view.text(r, "type") if view.text(r, "type") in types else "") == kind
        ]  # fmt: skip
        if of_kind:
            yield own(kind or "Mål", strong=True)
        for row in of_kind:
            yield writing.words(row, "text")


def _partners(writing: Writing, number: str) -> Iterator[Line]:
    for row in writing.rows_of(PARTNERS, "measure", number):
        yield joined((writing.words(row, "name"), writing.words(row, "remark")))


def strategy(writing: Writing, kind: str) -> Iterator[Block]:
    """All rows of a type as a list; tasks are numbered."""
    items = tuple(
        writing.line(row.cells["text"], writing.view.text(row, "text"))
        for row in _of_kind(writing, STRATEGY, kind)
        if writing.view.text(row, "text")
    )
    if items:
        yield Bullets(items, numbered=kind == "Oppgave")


def links(writing: Writing, kind: str) -> Iterator[Block]:
    """The addresses of those rows, each on a line of its own."""
    items = tuple(
        (address(link, row.cells["link"]),)
        for row in _of_kind(writing, STRATEGY, kind)
        if (link := writing.view.text(row, "link"))
    )
    if items:
        yield Bullets(items)


def organisation(writing: Writing, name: str) -> Iterator[Block]:
    """A body with its heading and description; or, of a type, the names of its bodies."""
    view = writing.view
    for row in view.rows(BODIES):
        if name in (view.text(row, "name"), view.text(row, "body_id")):
            anchor = writing.anchor("organ", view.text(row, "name") or name)
            yield Heading(_BODY_LEVEL, writing.words(row, "name"), anchor)
            yield from _paragraphs(writing, row, "description")
            return
    names = tuple(writing.words(row, "name") for row in _of_kind(writing, BODIES, name))
    if names:
        yield Bullets(names)


def _of_kind(writing: Writing, table: str, kind: str) -> Iterator[BoundRow]:
    return (r for r in writing.view.rows(table) if writing.view.text(r, "type") == kind)


def _paragraphs(writing: Writing, row: BoundRow, key: str) -> Iterator[Block]:
    text = writing.view.text(row, key)
    if text:
        for line in writing.lines(row.cells[key], text):
            yield Paragraph(line)
