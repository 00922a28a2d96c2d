"""The board paper: the whole text of «Tekster» in order, with what it puts in from other sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from orxl.app.paper import parts
from orxl.app.paper.basis import basis_blocks, declared_blocks
from orxl.app.paper.budget import PRINTED, Printed, budget_table, mark_of, notes_of, overfull
from orxl.app.paper.charts import charts
from orxl.app.paper.inline import Writing, address, clean, own
from orxl.app.paper.reports import draft_of
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.core.findings import Finding
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.layout.chart_figures import EXPENSE_TABLE, INCOME_TABLE
from orxl.layout.names import CARRIED, PARAGRAPHS
from orxl.programme.codes import ParagraphType
from orxl.report.paper.model import (
    Block,
    Bullets,
    CaseHead,
    Contents,
    Heading,
    Line,
    PageBreak,
    Paper,
    Paragraph,
    Words,
    plain,
)
from orxl.rules.kit.view import View
from orxl.rules.shared.insertions import insertion

NEEDS: Final = 4
"""The first version of the layout that has the sheets of the printed tables."""
NOT_BOUND: Final = "T012"
"""The rule that reports a figure in a text that no cell gives and nobody has declared."""
_DEEPEST: Final = 4
_CHARTS: Final[Mapping[str, tuple[str, ...]]] = {"Hovedtall": (INCOME_TABLE, EXPENSE_TABLE)}
"""The charts that follow a budget table."""
_ITEMS: Final = (ParagraphType.BULLET, ParagraphType.NUMBERED, ParagraphType.LINK)
_PUT_IN: Final[Mapping[str, Callable[[Writing, str], Iterator[Block]]]] = {
    "Områder": parts.area,
    "Tiltak": parts.measures,
    "Strategi": parts.strategy,
    "Lenker": parts.links,
    "Organisering": parts.organisation,
}


def paper_of(view: View, findings: Iterable[Finding] = ()) -> Paper:
    """The board paper as *view* has it; the Feil among *findings* make it a draft.

    Raises BadCall where the workbook has no texts, or is of a layout without the printed tables.
    """
    rows = view.rows(PARAGRAPHS)
    if not rows:
        raise BadCall(
            "Det er ingen sak å lage: arket «Tekster» har ingen tekster.",
            "Skriv saken der først, ett avsnitt i hver rad.",
        )
    if view.bound.version < NEEDS:
        raise BadCall(
            f"Arbeidsboken har oppsett {view.bound.version}, som ikke har arkene «Tabell 5.1.1» og "
            "«Tabell 5.1.2» som saken trykkes fra.",
            "Kjør «orxl oppgrader» først.",
        )
    told = [finding for finding in findings if finding.told]
    draft = draft_of(told)
    case = _Case(Writing(view))
    blocks = case.blocks(rows)
    faults = [f"{cell}: {what} gir ikke noe svar." for cell, what in case.writing.faults]
    missing = [sentence for sentence in (*case.missing, *faults) if not _said(sentence, draft)]
    return Paper(
        case.title or f"Handlingsprogram {view.year}",
        case.subtitle,
        _head(view),
        _dated(view),
        (
            Contents(),
            PageBreak(),
            *blocks,
            PageBreak(),
            *basis_blocks(view, case.writing.sources),
            *declared_blocks(view, reported(told)),
        ),
        case.notes,
        (*draft, *missing),
    )


def reported(findings: Iterable[Finding]) -> list[tuple[str, CellRef]]:
    """The figures in the texts that no cell gives and nobody has declared, each with its place."""
    return [
        (f.actual, f.cell)
        for f in findings
        if f.told and f.code == NOT_BOUND and f.cell is not None and isinstance(f.actual, str)
    ]


def _said(sentence: str, draft: Sequence[str]) -> bool:
    """Whether one of the sentences of *draft* is about the same cell already."""
    cell = sentence.partition(": ")[0]
    return any(told.startswith(f"{cell}: ") for told in draft)


class _Case:
    """The paper as it is written, row by row."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.title = ""
        self.subtitle: Line = ()
        self.notes: dict[str, Line] = {}
        self.missing: list[str] = []
        """What the paper lacks that no rule reports where it stands."""
        self._level = 0
        self._tables: set[str] = set()

    def blocks(self, rows: Sequence[BoundRow]) -> list[Block]:
        """The blocks of *rows*; the first text before any heading goes with the title."""
        found: list[Block] = []
        for row in rows:
            item = row.values.get("type") in _ITEMS
            for block in self._of(row):
                both = _together(found[-1], block) if item and found else None
                if both is not None:
                    found[-1] = both
                else:
                    found.append(block)
        if self._tables:
            found += charts(self.writing, (CARRIED,))
        return found

    def _of(self, row: BoundRow) -> Iterator[Block]:
        text, cell = self.writing.view.text(row, "text"), row.cells["text"]
        if not text:
            return
        match row.values.get("type"):
            case ParagraphType.INSERT:
                yield from self._put_in(text, cell)
            case ParagraphType.TITLE if not self.title:
                self.title = plain(self.writing.line(cell, text))
            case ParagraphType.TITLE | ParagraphType.HEADING:
                yield self._heading(row, text, cell)
            case ParagraphType.BULLET | ParagraphType.NUMBERED as kind:
                yield Bullets((self.writing.line(cell, text),), kind == ParagraphType.NUMBERED)
            case ParagraphType.LINK:
                yield Bullets(((address(text, cell),),))
            case _:
                for line in self.writing.lines(cell, text):
                    if self._level or self.subtitle:
                        yield Paragraph(line)
                    else:
                        self.subtitle = line

    def _heading(self, row: BoundRow, text: str, cell: CellRef) -> Heading:
        asked = row.values.get("level")
        level = int(asked) if isinstance(asked, float) and asked >= 1 else 1
        anchor = self.writing.anchor("kapittel", self.writing.view.text(row, "chapter"))
        return self._deep(Heading(level, self.writing.line(cell, text), anchor))

    def _deep(self, heading: Heading) -> Heading:
        """*heading* no deeper than one below the last one: levels never jump."""
        self._level = min(heading.level, self._level + 1, _DEEPEST)
        return replace(heading, level=self._level)

    def _put_in(self, text: str, cell: CellRef) -> Iterator[Block]:
        asked = insertion(text)
        known = False
        found: list[Block] = []
        if asked is not None and asked.kind in _PUT_IN:
            found = list(_PUT_IN[asked.kind](self.writing, asked.name))
        elif asked is not None and asked.name in PRINTED:
            found, known = list(self._budget(asked.kind, PRINTED[asked.name])), True
        if not found and not known:
            self.writing.faults.append((cell, text))
            yield Paragraph((Words(f"[mangler: {clean(text)}]", cell, strong=True),))
        for block in found:
            yield self._deep(block) if isinstance(block, Heading) else block

    def _budget(self, kind: str, printed: Printed) -> Iterator[Block]:
        """A table with its notes below it; notes without their table stand as paragraphs."""
        own_notes = dict(notes_of(self.writing, printed.notes))
        self.notes |= own_notes
        if kind == "Tabell":
            self._tables.add(printed.key)
            if too_many := overfull(self.writing, printed):
                self.missing.append(too_many)
            yield budget_table(self.writing, printed)
            yield from charts(self.writing, _CHARTS.get(printed.notes, ()))
            return
        if printed.key not in self._tables:
            for key, line in own_notes.items():
                yield Paragraph((*own(f"{mark_of(self.writing, key)} "), *line))


def _together(last: Block, block: Block) -> Bullets | None:
    """Two lists that follow each other as one; None where they are none, or not alike."""
    if not isinstance(last, Bullets) or not isinstance(block, Bullets):
        return None
    alike = last.numbered == block.numbered
    return Bullets((*last.items, *block.items), block.numbered) if alike else None


def _head(view: View) -> CaseHead:
    programme = view.programme
    decided = programme.day("Budsjettvedtak")
    return CaseHead(
        clean(programme.word("Organisasjon") or ""),
        meeting=programme.day("Vedtaksmøte"),
        standing=clean(programme.word("Versjon") or "")
        if decided is None
        else f"Vedtatt {nb.long_day(decided)}",
    )


def _dated(view: View) -> date:
    """The day the paper is of: decided, else to be dealt with, else as the book's state is of."""
    names = ("Budsjettvedtak", "Vedtaksmøte", "Status_per")
    days = (view.programme.day(name) for name in names)
    return next((day for day in days if day is not None), date(view.year, 1, 1))
