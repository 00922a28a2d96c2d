"""What changed since an earlier version, in words, as an appendix to the case.

Only what a board decides on: the sheets of the control, the log and the lists are left out, and so
is what merely follows from something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from orxl.app.paper.inline import anchor_of, clean, one, own
from orxl.app.paper.public_changes import public
from orxl.core import nb
from orxl.core.edits import Content
from orxl.core.errors import BadCall
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.layout.names import ASSUMED, CARRY_OUT, FEES, MAIN, RESULT, TOTAL
from orxl.report.compare.figures import shown
from orxl.report.compare.names import GROUPS
from orxl.report.compare.outline import Item, Section, interplay, sections
from orxl.report.compare.values import Comparison
from orxl.report.paper.model import (
    Align,
    Block,
    Bullets,
    CaseHead,
    Column,
    Figure,
    Heading,
    Inline,
    Line,
    Paper,
    Paragraph,
    Row,
    Table,
    TableCell,
    Words,
)
from orxl.rules.kit.view import View

TITLE: Final = "Endringer"
NOTHING: Final = "Ingenting er endret i program, budsjett, medlemmer eller tekster"
_LACKING: Final = "satsen, folketallsdatoen eller en av sakens opplysninger mangler."
_TOLD: Final = tuple(GROUPS[key] for key in ("program", "budsjett", "framover", "medlemmer"))
_TEXTS: Final = (
    Column("Hva", share=2.0),
    Column("Slik det stod", share=4.0),
    Column("Slik det står nå", share=4.0),
)
_FIGURES: Final = (
    Column("Hovedtall", share=4.0),
    Column("Før", Align.RIGHT, 2.0),
    Column("Nå", Align.RIGHT, 2.0),
    Column("Endring", Align.RIGHT, 2.0),
)


def changes_paper(
    view: View, comparison: Comparison, standing: str, draft: Sequence[str] = ()
) -> Paper:
    """The changes of *comparison*, whose version after is *view*.

    *standing* is what the version before calls itself. Raises BadCall where one of the two is no
    action programme, or where they are of different years.
    """
    if comparison.layout is None:
        raise BadCall(
            f"«{comparison.before.name}» er ikke en arbeidsbok for handlingsprogram og budsjett.",
            "Velg en tidligere utgave av arbeidsboken.",
        )
    if comparison.effects is None:
        why = " ".join(comparison.notes) or _LACKING
        raise BadCall(
            f"«{comparison.before.name}» kan ikke sammenlignes i kroner med arbeidsboken: {why}",
            "Velg en utgave for samme budsjettår.",
        )
    programme = view.programme
    meeting = programme.day("Vedtaksmøte")
    return Paper(
        f"{TITLE} i handlingsprogram og budsjett {view.year}",
        own(f"Endret siden {standing or comparison.before.name}"),
        CaseHead(clean(programme.word("Organisasjon") or ""), meeting=meeting),
        meeting or programme.day("Status_per") or _new_year(view),
        tuple(_blocks(view, comparison, standing)),
        draft=tuple(draft),
    )


def _new_year(view: View) -> date:
    return date(view.year, 1, 1)


def _blocks(view: View, comparison: Comparison, standing: str) -> Iterator[Block]:
    shown, left_out = public(comparison)
    told = [section for section in sections(shown) if section.title in _TOLD]
    count = sum(len(section.items) for section in told)
    since = f"«{standing}»" if standing else f"filen «{comparison.before.name}»"
    changes = nb.counted(count, "endring", "endringer") if count else ""
    said = f"Vedlegget viser {changes} siden {since}." if count else f"{NOTHING} siden {since}."
    yield Paragraph(own(said))
    yield from _key_figures(view, comparison)
    together = interplay(comparison)
    if together:
        yield Paragraph(own(together))
    for section in told:
        yield from _section(section)
    if left_out:
        changes = nb.counted(left_out, "endring", "endringer")
        yield Paragraph(
            own(
                f"{changes} i opplysninger som ikke er offentlige eller ikke trykkes, er ikke vist."
            )
        )


def _key_figures(view: View, comparison: Comparison) -> Iterator[Block]:
    effects = comparison.effects
    if effects is None:
        return
    before, after = effects.before, effects.after
    bound = view.bound
    places = (
        ("Kontingent, kr", before.fees, after.fees, bound.where(FEES, TOTAL, "fee")),
        ("Resultat, 1000 kr", before.result, after.result,
         bound.where(MAIN, RESULT, "budget", "type")),
        ("Utgående mindreforbruk, 1000 kr", before.closing, after.closing,
         bound.where(MAIN, CARRY_OUT, "budget", "type")),
    )  # fmt: skip
    yield Table(
        "hovedtall-endret",
        own(f"Hovedtallene for {view.year} før og nå"),
        _FIGURES,
        tuple(_figures_row(what, was, now, cell) for what, was, now, cell in places),
        "Kontingent, resultat og utgående mindreforbruk i den tidligere utgaven, nå, og "
        "forskjellen.",
    )


def _figures_row(what: str, was: Decimal, now: Decimal, cell: CellRef | None) -> Row:
    figure: Inline = Words(nb.number(now)) if cell is None else Figure(nb.number(now), cell)
    moved = nb.signed(now - was) if now != was else "–"
    return Row((one(own(what)), one(own(nb.number(was))), one((figure,)), one(own(moved))))


def _section(section: Section) -> Iterator[Block]:
    yield Heading(1, own(section.title), f"endret-{section.title.casefold().replace(' ', '-')}")
    yield Bullets(tuple(_bullet(item) for item in section.items))
    texts = [item for item in section.items if item.words]
    if texts:
        yield Table(
            f"ordlyd-{section.title.casefold().replace(' ', '-')}",
            own(f"Ordlyden før og nå: {section.title}"),
            _TEXTS,
            tuple(_texts_row(item) for item in texts),
            "Tekstene som har fått ny ordlyd, slik de stod og slik de står nå.",
        )


def _bullet(item: Item) -> Line:
    at = item.change.after
    said = clean(" ".join(filter(None, (item.sentence, item.effect))))
    return (Words(said, at),)


def _texts_row(item: Item) -> Row:
    change = item.change
    name = change.row if change.table != ASSUMED else change.column
    what = clean(f"{name}: {change.column}" if name else f"{change.sheet} {change.column}")
    return Row(
        (one(own(what)), _text(change.old, None), _text(change.new, change.after)),
        anchor="" if change.after is None else f"endret-{anchor_of(change.after)}",
    )


def _text(content: Content | None, cell: CellRef | None) -> TableCell:
    if content is None or content is BLANK:
        return one(own("–"))
    text = content if isinstance(content, str) else shown(content)
    lines = [clean(line) for line in text.splitlines() if line.strip()]
    return TableCell(tuple((Words(line, cell),) for line in lines))
