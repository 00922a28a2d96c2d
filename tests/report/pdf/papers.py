"""Papers made by hand, with each kind of block, for the tests of the writers."""

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
    Inline,
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

CELL = CellRef("Hovedtall", 12, 4)
HARD = (
    "#let x = 1; $x^2$ *ikke fet* _ikke skrå_ @ingen `kode` \\ \\u{41} // ikke kommentar "
    "/* heller ikke */ <script>alert(1)</script> <merke> ~ ' \" -- --- ... [x] {y} = - + / 1. "
)


def words(*parts: str | Inline) -> Line:
    return tuple(Words(part, CELL) if isinstance(part, str) else part for part in parts)


def cell(*lines: str | Line) -> TableCell:
    return TableCell(tuple(words(one) if isinstance(one, str) else one for one in lines))


def number(text: str, anchor: str = "") -> TableCell:
    return TableCell(((Figure(text, CELL, anchor),),))


def budget() -> Table:
    """As 5.1.1: headings among the rows, numbers, totals and notes below."""
    return Table(
        "511",
        words("Tabell 5.1.1 Budsjett 2026 (1000 kr)"),
        (
            Column("Post", share=3),
            Column("Budsjett 2025", Align.RIGHT),
            Column("Prognose 2025", Align.RIGHT),
            Column("Budsjett 2026", Align.RIGHT),
        ),
        (
            Row((cell("Inntekter"), cell(""), cell(""), cell("")), RowKind.HEADING),
            Row(
                (
                    cell(words("Kontingent ", NoteMark("k", "*"))),
                    number("5 387"),
                    number("5 387"),
                    number("5 387", "grunnlag-kontingent"),
                )
            ),
            Row((cell("Overføring"), number("−1 636"), number("0"), number("1 100"))),
            Row((cell("Sum"), number("3 751"), number("5 387"), number("6 487")), RowKind.TOTAL),
            Row((cell("Utgifter"), cell(""), cell(""), cell("")), RowKind.HEADING),
            Row((cell("Lønn"), number("4 000"), number("4 100"), number("4 200"))),
            Row(
                (cell("Resultat"), number("−249"), number("1 287"), number("2 287")), RowKind.TOTAL
            ),
        ),
        "Inntekter og utgifter for tre år, og resultatet nederst.",
        ("k",),
    )


def measures(count: int = 12, *, key: str = "tiltak-2.1") -> Table:
    """Measures with several targets and partners each: rows of several lines."""
    target = "Innen utgangen av 2026 skal minst fem kommuner ha tatt i bruk metoden"
    rows = tuple(
        Row(
            (
                cell(f"2.1.{at} Samarbeid om klimatilpasning og bærekraftige transportløsninger"),
                cell(f"{target} ({at})", "Samarbeidskommunene har vedtatt en felles plan"),
                cell("Viken fylkeskommune", "Ruter", "KS"),
            ),
            anchor=f"{key}-{at}",
        )
        for at in range(1, count + 1)
    )
    columns = (
        Column("Tiltak", share=2),
        Column("Resultat- og effektmål", share=3),
        Column("Partnere"),
    )
    return Table(key, words("Tiltak under 2.1"), columns, rows)


def chart() -> Chart:
    names = ("Kontingent", "Tilskudd", "Resultat")
    old, new = ("5 387", "1 200", "−249"), ("5 387", "–", "2 287")
    return Chart(
        "inntekter",
        words("Inntekter og resultat"),
        "Kontingenten er 5 387 begge år; resultatet går fra −249 til 2 287.",
        names,
        (
            Series("Budsjett 2025", (5387.0, 1200.0, -249.0), old),
            Series("Budsjett 2026", (5387.0, None, 2287.0), new),
        ),
        "1000 kr",
        Table(
            "inntekter",
            words("Tallene i diagrammet"),
            (
                Column("Post"),
                Column("Budsjett 2025", Align.RIGHT),
                Column("Budsjett 2026", Align.RIGHT),
            ),
            tuple(
                Row((cell(name), number(one), number(other)))
                for name, one, other in zip(names, old, new, strict=True)
            ),
        ),
    )


def blocks() -> tuple[Block, ...]:
    long = "Osloregionens interkommunale politiske råd samarbeider om næringsutvikling. " * 6
    return (
        Contents(2),
        PageBreak(),
        Heading(1, words("0 Rammer"), "rammer"),
        Paragraph(
            words(long, NoteMark("f", "1"), " Det er ", Figure("5 386 672", CELL, "g1"), " kr.")
        ),
        Paragraph(
            words("Samme note", NoteMark("f", "1"), " og ", Link("nett", "https://nett.no/å"), ".")
        ),
        Heading(2, words("0.1 Prinsipper"), "prinsipper"),
        Bullets(words_of("Første punkt", "Andre punkt med " + long)),
        Bullets(words_of("Oppgave én", "Oppgave to"), numbered=True),
        measures(),
        Heading(1, words("5 Budsjett"), "budsjett"),
        budget(),
        chart(),
        Heading(2, words("Tallgrunnlag"), "grunnlag"),
        Heading(3, words("Kontingent"), "grunnlag-kontingent"),
        Paragraph(words("Se ", Link("budsjett", "#budsjett"), " og ", Link("borte", "#borte"))),
        Heading(3, words("Grunnlag én"), "g1"),
        Paragraph((Words("Fet tekst", strong=True), *words(" og vanlig tekst."))),
    )  # fmt: skip


def words_of(*texts: str) -> tuple[Line, ...]:
    return tuple(words(text) for text in texts)


def paper(
    *more: Block, draft: tuple[str, ...] = (), given: tuple[Block, ...] | None = None
) -> Paper:
    return Paper(
        title="Handlingsprogram og budsjett 2026",
        subtitle=words("Osloregionen interkommunalt politisk råd"),
        head=CaseHead(
            "Osloregionen IPR",
            "12/25",
            "Representantskapet",
            date(2025, 12, 18),
            "Innstilling fra styret",
        ),
        dated=date(2025, 12, 1),
        blocks=(*(blocks() if given is None else given), *more),
        notes={
            "f": words(
                "Vedtatt 29. august 2024, jf. ", Link("vedtaket", "https://example.no/vedtak"), "."
            ),
            "k": words("Kontingenten er kr 3,00 per innbygger."),
        },
        draft=draft,
    )
