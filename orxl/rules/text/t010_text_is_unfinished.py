"""A text with a mark that says it is not finished, or with nothing but punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.texts import PARAGRAPHS, PROOFREAD, passages
from orxl.rules.view import View

_MARK = re.compile(
    r"\b(?:TODO|TBD|FIXME|XX+X)\b|\?{2,}|\blorem ipsum\b|\[(?:fyll|sett|skriv)[^\]]*\]",
    re.IGNORECASE,
)


def check(view: View) -> Iterator[Hit]:
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


def _todo(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Posten dekker kostnader. TODO: hvor mye?")


def _marks(e: Editor) -> Place:
    return e.put("tblMål", "1.1-R1", "text", "Arrangert xxx møter.")


def _dash(e: Editor) -> Place:
    return e.put("tblTiltak", "1.2", "title", "–")


def _question(e: Editor) -> tuple[Place, ...]:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Hva skal oppnås? Se [1] og møtested XXL.")
    return ()


RULE = Rule(
    code="T010",
    name="tekst-ikke-ferdig",
    severity=Severity.WARNING,
    finds="En tekst der «TODO», «xxx», «???» eller lignende står igjen, eller som bare har tegn.",
    why="Slike merker skal ikke trykkes i saken.",
    remedy="Skriv teksten ferdig, eller slett raden.",
    check=check,
    bad=(
        Example("«TODO» står igjen i et avsnitt.", _todo),
        Example("«xxx» står igjen i et mål.", _marks),
        Example("Tiltaket heter bare «–».", _dash),
    ),
    good=(Example("Et vanlig spørsmål og en henvisning.", _question),),
)
