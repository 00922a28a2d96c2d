"""A note on a line or a project that it says nothing of."""

from __future__ import annotations

import re

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, NOTES, PROJECTS
from orxl.rules.shared.spelling import bare
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "N019",
    "note-på-en-annen-post",
    Severity.WARNING,
    finds="En post eller et prosjekt med en note som gjelder en annen post og ikke nevner denne.",
    why="Leseren får da en forklaring på et annet tall enn det merket står ved.",
    remedy="Rett «Note» i raden, eller «Post» på Noter.",
    references=(paper("5.1.1"), paper("5.1.2")),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(NOTES, "note_id", "line", "text"):
        return
    notes = {same(view.text(row, "note_id")): row for row in view.rows(NOTES)}
    for table in (MAIN, PROJECTS):
        marked = [
            (row, code)
            for row, _, value in view.column(table, "note")
            for code in (re.split(r"[,;\s]+", value) if isinstance(value, str) else ())
        ]
        own = {(same(code), same(view.text(row, "label"))) for row, code in marked}
        for row, code in marked:
            note, label = notes.get(same(code)), view.text(row, "label")
            line = view.text(note, "line") if note is not None else ""
            if note is None or (same(code), same(line)) not in own or same(line) == same(label):
                continue  # a note whose own line has it not is T004's
            if bare(label) not in bare(view.text(note, "text")):
                yield Hit(
                    f"Noten {code} gjelder {nb.quoted(line)}, ikke {nb.quoted(label)}.",
                    cell=row.cells["note"],
                    expected=line,
                    actual=code,
                )


@RULE.bad("H1, som gjelder SEADITO, står ved en annen post.")
def _elsewhere(e: Editor) -> Place:
    return e.put(MAIN, "Samarbeid om internasjonal arbeidskraft", "note", "H1")


@RULE.bad("Noten om Oslopolitan står også ved Store arrangementer.")
def _also(e: Editor) -> Place:
    return e.put(PROJECTS, "Store arrangementer", "note", "PM2")


@RULE.good("Noten nevner prosjektet, selv om den gjelder et annet.")
def _mentioned(e: Editor) -> None:
    e.put(PROJECTS, "Klima", "note", "PM3")
