"""An area, or its measures, that the paper's text never inserts."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import AREAS
from orxl.rules.rule import Hit, Rule
from orxl.rules.texts import PARAGRAPHS, of_type
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    inserted = {passage.text.strip() for passage in of_type(view, "sett inn")}
    if not inserted:
        return
    for row in view.rows(AREAS):
        code = view.text(row, "code")
        missing = [f"{kind} {code}" for kind in ("Områder", "Tiltak")]
        missing = [target for target in missing if target not in inserted]
        if code and missing:
            yield Hit(
                f"Området {code} {nb.quoted(view.text(row, 'name'))} kommer ikke med i saken: "
                f"Tekster mangler «sett inn» for {nb.listed([nb.quoted(t) for t in missing])}.",
                cell=row.cells["code"],
                expected=missing[0],
            )


def _new_area(e: Editor) -> Place:
    row = e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    return e.at(AREAS, row, "code")


def _table_removed(e: Editor) -> Place:
    e.put(PARAGRAPHS, "2.4-2", "type", "avsnitt")
    return e.where(AREAS, "2.4", "code")


def _inserted(e: Editor) -> tuple[Place, ...]:
    e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    for serial, kind in enumerate(("Områder", "Tiltak"), start=1):
        e.add_row(
            PARAGRAPHS,
            number=f"3.6-{serial}",
            chapter="3.6",
            type="sett inn",
            text=f"{kind} 3.6",
        )
    return ()


RULE = Rule(
    code="T011",
    name="område-ikke-i-saken",
    severity=Severity.WARNING,
    finds="Et område som Tekster ikke setter inn, verken innledningen eller tiltakene.",
    why="Tiltakene i området blir da ikke med i saken.",
    remedy="Skriv to rader på Tekster av typen «sett inn»: «Områder» og «Tiltak» med koden.",
    check=check,
    bad=(
        Example("Et nytt område er ikke satt inn i saken.", _new_area),
        Example("Tabellen med tiltak er ikke lenger satt inn.", _table_removed),
    ),
    good=(Example("Det nye området er satt inn.", _inserted),),
)
