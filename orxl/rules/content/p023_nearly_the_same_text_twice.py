"""A target or a measure that says nearly the same as another under another number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from orxl.binding import BoundRow
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, TARGETS
from orxl.rules.shared.spelling import bare
from orxl.rules.shared.table_keys import copies, same
from orxl.rules.shared.wordsets import likeness, stems

RULE = Rule(
    "P023",
    "nesten-samme-tekst-to-ganger",
    Severity.NOTE,
    finds="To mål, eller to tiltak, med hvert sitt nummer som sier det samme med nesten de samme "
    "ordene.",
    why="Det ene er trolig limt inn for mye eller over et annet, og telles to ganger.",
    remedy="Skriv det som var ment, eller slett det ene. Er det to ulike, trenger du ikke gjøre "
    "noe.",
)

_ALIKE: Final = 0.8
"""So large a part of the words are the same; the nearest two of the printed case share 0,67."""
_LEAST: Final = 3
"""Texts of fewer words are alike by chance."""
_Text = tuple[BoundRow, str, frozenset[str]]


@RULE.check
def check(view: View) -> Hits:
    for table, key, what in ((TARGETS, "target_id", "Mål"), (MEASURES, "number", "Tiltak")):
        text_key = "text" if table == TARGETS else "title"
        bound = view.bound.tables.get(table)
        if bound is None or not view.has(table, key, text_key):
            continue
        copied = copies(bound)  # whole rows that are copies are told elsewhere
        texts = [
            (row, text, stems(text))
            for row in view.rows(table)
            if row.number not in copied and (text := view.text(row, text_key))
        ]
        for (row, text, _), (earlier, other, _) in _pairs(texts):
            if _told_elsewhere(view, table, row, earlier):
                continue
            near = table == TARGETS and _of_one_measure(view, row, earlier)
            yield Hit(
                f"{what} {view.text(row, key)} sier nesten det samme som {view.text(earlier, key)} "
                f"({earlier.cells[text_key]}): {nb.quoted(text, 70)} mot {nb.quoted(other, 70)}.",
                cell=row.cells[text_key],
                actual=text,
                severity=Severity.WARNING if near else None,
            )


def _told_elsewhere(view: View, table: str, one: BoundRow, other: BoundRow) -> bool:
    """Whether the two are equal targets of one measure, which P019 tells of."""
    if table != TARGETS or not _of_one_measure(view, one, other):
        return False
    return bare(view.text(one, "text")) == bare(view.text(other, "text"))


def _of_one_measure(view: View, one: BoundRow, other: BoundRow) -> bool:
    return same(view.text(one, "measure")) == same(view.text(other, "measure"))


def _pairs(texts: Sequence[_Text]) -> Iterator[tuple[_Text, _Text]]:
    """Each text with the earlier one that it is most like, where it is like any.

    Two sets that share so much share one of their few rarest words: only those are compared.
    """
    times = Counter(word for _, _, words in texts for word in words)
    earlier: dict[str, list[_Text]] = {}
    for text in texts:
        words = text[2]
        if len(words) < _LEAST:
            continue
        rare = sorted(words, key=lambda word: (times[word], word))
        rare = rare[: len(words) - int(_ALIKE * len(words)) + 1]
        near = [other for word in rare for other in earlier.get(word, ())]
        best = max(near, key=lambda other: likeness(words, other[2]), default=None)
        if best is not None and likeness(words, best[2]) >= _ALIKE:
            yield text, best
        for word in rare:
            earlier.setdefault(word, []).append(text)


@RULE.bad("Et mål fra et annet tiltak er skrevet inn med ett ord mindre.")
def _nearly(e: Editor) -> Place:
    text = "Gjennomført minst 2 faglige møteplasser med deltakelse fra kommuner og fagmiljø."
    return e.put(TARGETS, "2.3.2-R2", "text", text)


@RULE.bad("Tiltaket er det samme som et annet.")
def _measure(e: Editor) -> Place:
    title = (
        "Løfte kunnskap om boligutvikling som fremmer en mer bærekraftig by- og regionutvikling."
    )
    e.put(MEASURES, "2.3.4", "title", title)
    return e.where(MEASURES, "2.4.2", "title")


@RULE.good("Mål med samme mønster om ulike ting.")
def _pattern(e: Editor) -> None:
    e.put(TARGETS, "2.3.2-R2", "text", "Gjennomført minst 2 møteplasser om jernbane og havner.")
