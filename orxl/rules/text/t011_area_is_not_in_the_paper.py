"""An area, or its measures, that the paper's text never inserts."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AREAS, PARAGRAPHS
from orxl.rules.shared.texts import of_type

RULE = Rule(
    "T011",
    "område-ikke-i-saken",
    Severity.WARNING,
    finds="Et område som Tekster ikke setter inn, verken innledningen eller tiltakene.",
    why="Tiltakene i området blir da ikke med i saken.",
    remedy="Skriv to rader på Tekster av typen «sett inn»: «Områder» og «Tiltak» med koden.",
    references=(paper("2"), paper("3")),
)


@RULE.check
def check(view: View) -> Hits:
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


@RULE.bad("Et nytt område er ikke satt inn i saken.")
def _new_area(e: Editor) -> Place:
    row = e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    return e.at(AREAS, row, "code")


@RULE.bad("Tabellen med tiltak er ikke lenger satt inn.")
def _table_removed(e: Editor) -> Place:
    e.put(PARAGRAPHS, "2.4-2", "type", "avsnitt")
    return e.where(AREAS, "2.4", "code")


@RULE.good("Det nye området er satt inn.")
def _inserted(e: Editor) -> None:
    e.add_row(AREAS, code="3.6", name="Beredskap", type="Tverrgående tema")
    for serial, kind in enumerate(("Områder", "Tiltak"), start=1):
        e.add_row(
            PARAGRAPHS,
            number=f"3.6-{serial}",
            chapter="3.6",
            type="sett inn",
            text=f"{kind} 3.6",
        )
