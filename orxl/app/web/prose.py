"""The running text of the case for the web edition: public texts, with public figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from orxl.app.web.public import PublicRow, public_rows
from orxl.layout.names import PARAGRAPHS
from orxl.programme.codes import ParagraphType
from orxl.report.paper.model import Block, Bullets, Heading, Link, Paragraph, plain
from orxl.report.web.edition import Put
from orxl.rules.kit.view import View
from orxl.rules.shared.insertions import insertion

_ITEMS: Final = (ParagraphType.BULLET, ParagraphType.NUMBERED)


def chapters_of(view: View) -> Mapping[str, tuple[Block | Put, ...]]:
    """The texts in order, by the first number of their chapters.

    Raises BadCall where a text asks for a figure that is not public.
    """
    found: dict[str, list[Block | Put]] = defaultdict(list)
    for row in public_rows(view, PARAGRAPHS):
        found[row.text("chapter").partition(".")[0]] += _blocks(row)
    return {chapter: tuple(blocks) for chapter, blocks in found.items()}


def _blocks(row: PublicRow) -> Iterator[Block | Put]:
    kind, text = row.text("type"), row.text("text")
    if not text or kind == ParagraphType.TITLE.value:
        return
    if kind == ParagraphType.INSERT.value:
        asked = insertion(text)
        if asked is not None:
            yield Put(asked.kind, asked.name)
    elif kind == ParagraphType.HEADING.value:
        level = row.number("level").value
        yield Heading(1 if level is None else max(1, int(level)), row.line("text"), "")
    elif kind in _ITEMS:
        yield Bullets((row.line("text"),), numbered=kind == ParagraphType.NUMBERED.value)
    elif kind == ParagraphType.LINK.value:
        address = plain(row.line("text"))
        yield Bullets(((Link(address, address),),))
    else:
        yield from map(Paragraph, row.lines("text"))
