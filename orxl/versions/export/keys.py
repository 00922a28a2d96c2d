"""Which columns tell the rows of a table apart, and which lead to the rows of another.

The layout's own key names a row for people; in some tables it takes two columns to tell rows apart.
A key is promised in the descriptor only where it holds in the workbook: else it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from orxl.core import nb
from orxl.layout import names
from orxl.versions.export.values import ForeignKey, Table, is_said

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    names.ASSUMED: ("name",),
    names.AREAS: ("code",),
    names.MEASURES: ("number",),
    names.TARGETS: ("target_id",),
    names.PARTNERS: ("measure", "name"),
    names.BODIES: ("body_id",),
    names.MAIN: ("label",),
    names.PROJECTS: ("label",),
    names.GRANTS: ("grant_id",),
    names.GRANT_YEARS: ("grant", "year"),
    names.MEMBERS: ("code",),
    names.FEES: ("group",),
    names.POPULATION: ("code", "at"),
    names.CARRIED: ("column",),
    names.AHEAD_YEARS: ("label",),
    names.AHEAD_LINES: ("label",),
    names.SCENARIOS: ("name",),
    names.SENSITIVITIES: ("what",),
    names.NOTES: ("note_id",),
    names.PARAGRAPHS: ("number",),
}
"""The columns by whose values a row is found again, by table."""
LEADS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    (names.TARGETS, "measure"): (names.MEASURES, "number"),
    (names.PARTNERS, "measure"): (names.MEASURES, "number"),
    (names.MEASURES, "grant"): (names.GRANTS, "grant_id"),
    (names.PROJECTS, "grant"): (names.GRANTS, "grant_id"),
    (names.GRANT_YEARS, "grant"): (names.GRANTS, "grant_id"),
    (names.BODIES, "parent"): (names.BODIES, "body_id"),
    (names.MAIN, "note"): (names.NOTES, "note_id"),
    (names.PROJECTS, "note"): (names.NOTES, "note_id"),
    (names.AHEAD_LINES, "label"): (names.MAIN, "label"),
    (names.ACCOUNT_LINKS, "line"): (names.MAIN, "label"),
    (names.AMENDMENTS, "line"): (names.MAIN, "label"),
    (names.CHOICES, "scenario"): (names.SCENARIOS, "name"),
    (names.CHOICES, "grant"): (names.GRANTS, "grant_id"),
}
"""The columns that hold a row of another table by its key."""


def keyed(tables: Sequence[Table]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """*tables* with the keys that hold, and a sentence for each that does not."""
    told: list[str] = []
    keys = {table.name: tuple(_key(table, told)) for table in tables}
    by_name = {table.name: table for table in tables}
    done = [
        table.with_keys(keys[table.name], tuple(_leads(table, by_name, keys, told)))
        for table in tables
    ]
    return tuple(done), tuple(told)


def _key(table: Table, told: list[str]) -> Sequence[str]:
    wanted = KEYS.get(table.name, ())
    by_key = {field.key: field.name for field in table.fields}
    if not wanted or any(key not in by_key for key in wanted):
        return ()
    found = [by_key[key] for key in wanted]
    at = [table.index(name) for name in found]
    held = Counter(tuple(row[i] for i in at) for row in table.rows)
    if any(not is_said(entry) for key in held for entry in key):
        told.append(
            f"{table.title}: en rad mangler {nb.listed(found)}, så tabellen har ingen nøkkel."
        )
        return ()
    twice = next((key for key, count in held.items() if count > 1), None)
    if twice is not None:
        shown = nb.listed([str(entry) for entry in twice])
        told.append(f"{table.title}: {shown} står flere ganger; tabellen får ingen nøkkel.")
        return ()
    return found


def _leads(
    table: Table,
    tables: Mapping[str, Table],
    keys: Mapping[str, tuple[str, ...]],
    told: list[str],
) -> Iterator[ForeignKey]:
    for field in table.fields:
        lead = LEADS.get((table.name, field.key))
        target = tables.get(lead[0]) if lead is not None else None
        if lead is None or target is None:
            continue
        to = next((f.name for f in target.fields if f.key == lead[1]), "")
        if keys[target.name] != (to,):
            continue
        known = {row[target.index(to)] for row in target.rows}
        held = (row[table.index(field.name)] for row in table.rows)
        stray = next((entry for entry in held if is_said(entry) and entry not in known), None)
        if stray is not None:
            told.append(
                f"{table.title}: {nb.quoted(str(stray))} i «{field.title}» finnes ikke i "
                f"{target.title}, så koblingen er ikke oppgitt."
            )
            continue
        yield ForeignKey(field.name, target.slug if target is not table else "", to)
