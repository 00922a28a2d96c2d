"""The fees as a paper for the members: what each pays, beside last year, and on what basis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from orxl.app.paper.inline import Writing, clean, one, own
from orxl.app.scenario import no_fees
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.layout.names import MEMBERS
from orxl.programme.fee_list import FeeLine, fee_list
from orxl.programme.models import Member
from orxl.report.fees.words import (
    FeeReport,
    forms,
    incomplete,
    kroner,
    per,
    sentences,
    share,
    total_words,
)
from orxl.report.paper.model import (
    Align,
    Block,
    CaseHead,
    Column,
    Figure,
    Line,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableCell,
)
from orxl.rules.kit.view import View

TITLE: Final = "Kontingent"
_TO_STAFF: Final = " Skriv datoene på Forutsetninger."
"""What staff are told where the days are missing, and members are not."""


def fee_paper(view: View, file: str, draft: Sequence[str] = ()) -> Paper:
    """The members' fees by *view*; *draft* says, a sentence each, why it may not be sent.

    The document is of the day of «Status per», else of the population's. Raises BadCall where the
    fees cannot be calculated.
    """
    fees = fee_list(view.programme)
    if fees is None:
        raise no_fees()
    owner = clean(view.programme.word("Organisasjon") or "")
    report = FeeReport(fees, owner, file, "", len(draft))
    day = view.programme.day("Status_per")
    told = incomplete(fees)
    blocks: tuple[Block, ...] = (
        *(Paragraph(own(clean(words.removesuffix(_TO_STAFF)))) for words in sentences(report)),
        _table(Writing(view), report),
    )
    return Paper(
        f"{TITLE} {report.year}",
        own(f"Medlemmenes kontingent{f' – {told}' if told else ''}"),
        CaseHead(owner),
        fees.account.today.at if day is None else day,
        blocks,
        draft=tuple(draft),
    )


def _table(writing: Writing, report: FeeReport) -> Table:
    year, at = report.year, report.fees.account.today.at
    columns = (
        Column("Kommune", share=2.2),
        Column("Nr", share=0.7),
        *(
            Column(heading, Align.RIGHT, 1.2)
            for heading in (f"Folketall {per(at)}", f"Kontingent {year}", f"Kontingent {year - 1}",
                            "Endring")
        ),
        Column("Endring i %", Align.RIGHT, 0.9),
        Column("Merknad", share=1.4),
    )  # fmt: skip
    rows = {row.record: row for row in writing.view.rows(MEMBERS) if isinstance(row.record, Member)}
    lines = [_line(writing, line, rows.get(line.payer.member)) for line in report.fees.lines]
    return Table(
        "kontingent", own(f"Kontingent {year} i kroner, kommune for kommune"), columns,
        (*lines, _total(report)),
        "Hver kommune har en rad: folketallet, kontingenten, og endringen fra året før.",
    )  # fmt: skip


def _line(writing: Writing, line: FeeLine, row: BoundRow | None) -> Row:
    payer = line.payer
    name = () if row is None else writing.words(row, "name")
    people = nb.number(payer.people, 0) if payer.people else ""
    return Row(
        (
            one(name if name else own(clean(payer.member.name))),
            one(own(f"{payer.member.code:04d}")),
            one(_shown(people, row, "population")),
            one(_shown("" if line.missing else kroner(payer.fee), row, "fee")),
            _told(kroner(line.before)),
            _told(kroner(line.change)),
            _told(share(line.share).replace(" ", nb.NBSP)),
            _told(nb.listed(forms(line)) if forms(line) else ""),
        )
    )  # fmt: skip


def _total(report: FeeReport) -> Row:
    fees = report.fees
    people = sum(line.payer.people for line in fees.paying)
    words = (
        nb.number(people, 0), kroner(fees.account.named), kroner(fees.before), "", "", "",
    )  # fmt: skip
    return Row(
        (one(own(total_words(fees))), TableCell(()), *(_told(one) for one in words)), RowKind.TOTAL
    )


def _shown(text: str, row: BoundRow | None, key: str) -> Line:
    """*text* with the cell in *row* that says the same, where there is one."""
    cell = None if row is None else row.cells.get(key)
    if not text:
        return ()
    return own(text) if cell is None else (Figure(text, cell),)


def _told(text: str) -> TableCell:
    return one(own(text)) if text else TableCell(())
