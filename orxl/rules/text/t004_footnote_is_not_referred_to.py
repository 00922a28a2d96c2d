"""A footnote that no line refers to, or that stands at another line, or shares its mark."""

from __future__ import annotations

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, NOTES, PROJECTS
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "T004",
    "note-uten-henvisning",
    Severity.WARNING,
    finds="En fotnote som ingen linje viser til, som er ført på en annen linje enn den som viser "
    "til den, eller som deler merke med en annen.",
    why="Leseren finner ikke hva noten gjelder.",
    remedy="Skriv notens kode i kolonnen Note på linjen den gjelder, eller slett noten.",
    references=(paper("5.1.1"),),
)

_TABLES = {"Hovedtall": MAIN, "Prosjektmidler": PROJECTS}


@RULE.check
def check(view: View) -> Hits:
    marks: dict[tuple[str, str], str] = {}
    for row in view.rows(NOTES):
        code, sheet = view.text(row, "note_id"), view.text(row, "table")
        table = _TABLES.get(sheet)
        if not code or table is None or not view.has(table, "note", "label"):
            continue
        lines = [
            view.text(r, "label")
            for r in view.rows(table)
            if same(view.text(r, "note")) == same(code)
        ]
        line = view.text(row, "line")
        if not lines:
            yield Hit(
                f"Noten {code} ({nb.quoted(view.text(row, 'text'))}) er det ingen linje på {sheet} "
                "som viser til.",
                cell=row.cells["note_id"],
                actual=code,
            )
        elif line and same(line) not in map(same, lines):
            yield Hit(
                f"Noten {code} er ført på {nb.quoted(line)}, men linjen som viser til den, er "
                f"{nb.listed([nb.quoted(name) for name in lines])}.",
                cell=row.cells["line"],
                expected=lines[0],
                actual=line,
            )
        mark = view.text(row, "mark")
        other = marks.setdefault((sheet, mark), code)
        if mark and other != code:
            yield Hit(
                f"Notene {other} og {code} under {sheet} har samme merke: {mark}",
                cell=row.cells["mark"],
                actual=mark,
                remedy="Gi den andre noten et merke til, for eksempel ** etter *.",
            )


@RULE.bad("Linjen viser ikke lenger til noten.")
def _reference_removed(e: Editor) -> Place:
    e.put(PROJECTS, "Oslopolitan", "note", BLANK)
    return e.where(NOTES, "PM2", "note_id")


@RULE.bad("Henvisningen er flyttet til linjen over.")
def _reference_moved(e: Editor) -> Place:
    e.put(MAIN, "SEADITO 2024–2027", "note", BLANK)
    e.put(MAIN, "Samarbeid om internasjonal arbeidskraft", "note", "H1")
    return e.where(NOTES, "H1", "line")


@RULE.bad("To noter under samme tabell har samme merke.")
def _same_mark(e: Editor) -> Place:
    return e.put(NOTES, "PM2", "mark", "*")


@RULE.good("Én av tre linjer viser ikke lenger til noten.")
def _one_of_three(e: Editor) -> None:
    e.put(PROJECTS, "Klima", "note", BLANK)
