"""Papers for the tests: one with each kind of block, and small ones for a question."""

from __future__ import annotations

from datetime import date

from orxl.core.refs import CellRef
from orxl.report.paper.model import (
    Align,
    Block,
    Bullets,
    CaseHead,
    Chart,
    Column,
    Contents,
    Figure,
    Heading,
    Line,
    Link,
    NoteMark,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Series,
    Table,
    TableCell,
    Words,
)

CELL = CellRef("Hovedtall", 4, 3)


def line(words: str) -> Line:
    return (Words(words),)


def cell(*lines: str | Line) -> TableCell:
    return TableCell(tuple(line(one) if isinstance(one, str) else one for one in lines))


def small(*blocks: Block, draft: tuple[str, ...] = (), **notes: Line) -> Paper:
    """A paper of *blocks* and *notes*."""
    return Paper(
        "Prøve", (), CaseHead("Rådet IPR"), date(2025, 12, 1), blocks, notes, draft
    )  # fmt: skip


BUDGET = Table(
    "511",
    line("Hovedtall 2026 (1000 kr)"),
    (Column("Post", share=3), Column("Budsjett 2025", Align.RIGHT), Column("2026", Align.RIGHT)),
    (
        Row((cell("Inntekter"), cell(""), cell("")), RowKind.HEADING),
        Row(
            (
                cell((Words("Kontingent"), NoteMark("H1", "*"))),
                cell((Figure("5\u00a0210", CELL),)),
                cell((Figure("6\u00a0464", CELL, "grunn-1"),)),
            )
        ),
        Row((cell((Words("SEADITO"), NoteMark("H1", "*"))), cell("−336"), cell("12")), anchor="r1"),
        Row((cell("Sum", "i alt"), cell("1"), cell("2")), RowKind.TOTAL),
    ),
    "Tabellen viser inntekter og utgifter.",
    ("H1", "H2"),
)

CHART = Chart(
    "inntekter",
    line("Inntekter"),
    "Søyler: kontingenten er 12, tilskuddene 7.",
    ("Kontingent", "Tilskudd"),
    (Series("2025", (10.5, None), ("10,5", "")), Series("2026", (12.0, -7.0), ("12,0", "−7,0"))),
    "1000 kr",
    Table(
        "inntekter-tall",
        line("Tallene i figuren"),
        (Column("Post"), Column("2025", Align.RIGHT), Column("2026", Align.RIGHT)),
        (Row((cell("Kontingent"), cell("10,5"), cell("12,0"))),),
    ),
)

WHOLE = Paper(
    "Handlingsprogram 2026",
    line("Innstilling fra styret"),
    CaseHead("Rådet IPR", "12/25", "Representantskapet", date(2025, 12, 18), "Innstilling"),
    date(2025, 12, 1),
    (
        Contents(2),
        Heading(1, line("0 Rammer"), "kap-0"),
        Paragraph(
            (
                Words("Rådet har "),
                Figure("62", CELL, "grunn-1"),
                Words(" kommuner", strong=True),
                Words(", se "),
                Link("nettsiden", "https://example.no/mål?a=1&b=2"),
                Words(" og "),
                Link("tabellen", "#r1"),
                Words("."),
                NoteMark("N1", "1"),
            )
        ),
        Bullets((line("første"), line("andre"))),
        Bullets((line("en"), line("to")), numbered=True),
        Paragraph(line("Og igjen:")),
        Bullets((line("en til"),), numbered=True),
        PageBreak(),
        Heading(2, line("0.1 Budsjett"), "kap-0.1"),
        BUDGET,
        Paragraph(line("Etter tabellen.")),
        CHART,
        Heading(1, line("Tallgrunnlag"), "grunn-1"),
        Paragraph(line("62 er antallet rader i Medlemmer.")),
    ),
    {
        "H1": (Words("Forhåndsutbetalt, se "), Link("avtalen", "https://example.no/avtale")),
        "H2": line("En note som ingen kaller."),
        "N1": line("Per 1.1.2026."),
    },
)
