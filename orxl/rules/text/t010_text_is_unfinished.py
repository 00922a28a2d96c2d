"""A text with a mark that says it is not finished, or with nothing but punctuation."""

from __future__ import annotations

import re

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES, PARAGRAPHS, TARGETS
from orxl.rules.shared.texts import PROOFREAD, passages

RULE = Rule(
    "T010",
    "tekst-ikke-ferdig",
    Severity.WARNING,
    finds="En tekst der «TODO», «xxx», «???» eller lignende står igjen, eller som bare har tegn.",
    why="Slike merker skal ikke trykkes i saken.",
    remedy="Skriv teksten ferdig, eller slett raden.",
)

_MARK = re.compile(
    r"\b(?:TODO|TBD|FIXME|XX+X)\b|\?{2,}|\blorem ipsum\b|\[(?:fyll|sett|skriv)[^\]]*\]",
    re.IGNORECASE,
)


@RULE.check
def check(view: View) -> Hits:
    for passage in passages(view, PROOFREAD):
        mark = _MARK.search(passage.text)
        if mark is not None:
            yield Hit(
                f"Teksten er ikke ferdig: {nb.quoted(mark[0])} står igjen i "
                f"{nb.quoted(passage.text)}.",
                cell=passage.cell,
                actual=mark[0],
            )
        elif not re.search(r"\w", passage.text):
            yield Hit(
                f"Teksten er tom: det står bare {nb.quoted(passage.text)}.",
                cell=passage.cell,
                actual=passage.text,
            )


@RULE.bad("«TODO» står igjen i et avsnitt.")
def _todo(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Posten dekker kostnader. TODO: hvor mye?")


@RULE.bad("«xxx» står igjen i et mål.")
def _marks(e: Editor) -> Place:
    return e.put(TARGETS, "1.1-R1", "text", "Arrangert xxx møter.")


@RULE.bad("Tiltaket heter bare «–».")
def _dash(e: Editor) -> Place:
    return e.put(MEASURES, "1.2", "title", "–")


@RULE.good("Et vanlig spørsmål og en henvisning.")
def _question(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Hva skal oppnås? Se [1] og møtested XXL.")
