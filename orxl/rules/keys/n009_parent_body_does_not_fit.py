"""A body whose parent does not exist, or that is above itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from orxl.binding import BoundRow
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import COUNCIL_ACT, paper
from orxl.rules.kit.tables import BODIES
from orxl.rules.shared.table_keys import as_code, dangling, hint, keys, same, uses

RULE = Rule(
    "N009",
    "overordnet-organ-stemmer-ikke",
    Severity.ERROR,
    finds="Et organ har et overordnet organ som ikke finnes, eller organene viser til hverandre i "
    "ring.",
    why="Organisasjonskartet i handlingsprogrammet kan ikke settes opp.",
    remedy="Velg det overordnede organet fra nedtrekkslisten. Det øverste organet skal stå uten.",
    references=(paper("4"), COUNCIL_ACT),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(BODIES, "body_id", "parent"):
        return
    known = keys(view, BODIES, "body_id")
    for lost in dangling(uses(view, BODIES, "parent"), known):
        yield Hit(
            f"Det overordnede organet «{lost.key}» finnes ikke."
            f"{hint(lost.key, known.values())}{lost.elsewhere}",
            cell=lost.cell,
            actual=lost.key,
        )
    yield from _siblings(view)
    for cell, circle in _circles(view):
        chain = " → ".join(f"«{known.get(body, body)}»" for body in (*circle, circle[0]))
        yield Hit(
            f"Organene er overordnet hverandre i ring: {chain}.",
            cell=cell,
            actual=known.get(circle[0], circle[0]),
        )


def _siblings(view: View) -> Hits:
    """A body under another than the others of its kind, where these are all under one."""
    if not view.has(BODIES, "type", "name"):
        return
    heads = {same(view.text(row, "parent")) for row in view.rows(BODIES)}
    by_type: dict[str, list[BoundRow]] = {}
    for row in view.rows(BODIES):
        if same(view.text(row, "body_id")) not in heads:
            by_type.setdefault(same(view.text(row, "type")), []).append(row)
    for rows in by_type.values():
        times = Counter(same(view.text(row, "parent")) for row in rows)
        usual, count = times.most_common(1)[0]
        odd = [row for row in rows if same(view.text(row, "parent")) != usual]
        if usual and count > 1 and len(odd) == 1:
            row = odd[0]
            shown = view.text(row, "parent")
            yield Hit(
                f"{nb.quoted(view.text(row, 'name'))} er lagt under "
                f"{'ingen' if not shown else nb.quoted(shown)}, mens de andre av typen "
                f"«{view.text(row, 'type')}» er lagt under «{usual}».",
                cell=row.cells["parent"],
                expected=usual,
                actual=view.value(row.cells["parent"]),
                severity=Severity.NOTE,
            )


def _circles(view: View) -> Iterator[tuple[CellRef, list[str]]]:
    """Every ring of bodies, once, with the cell where it begins."""
    parents: dict[str, tuple[str, CellRef]] = {}
    for row, cell, value in view.column(BODIES, "parent"):
        body, parent = as_code(row.values["body_id"]), as_code(value)
        if body is not None and parent is not None:
            parents.setdefault(same(body), (same(parent), cell))
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        at = start
        while at in parents and at not in done:
            done.add(at)
            path.append(at)
            at = parents[at][0]
        if at in path:
            yield parents[at][1], path[path.index(at) :]


@RULE.bad("Styret er lagt under «generalforsamlingen», som ikke finnes.")
def _unknown(e: Editor) -> Place:
    return e.put(BODIES, "styret", "parent", "generalforsamlingen", by="body_id")


@RULE.bad("En faggruppe ligger under styret, de andre under «Faggrupper».")
def _sibling(e: Editor) -> Place:
    return e.put(BODIES, "faggruppe-klima-og-miljø", "parent", "styret", by="body_id")


@RULE.bad("Representantskapet er lagt under styret, og styret under det.")
def _ring(e: Editor) -> Place:
    return e.put(BODIES, "representantskapet", "parent", "styret", by="body_id")


@RULE.bad("Styret er lagt under seg selv.")
def _itself(e: Editor) -> Place:
    return e.put(BODIES, "styret", "parent", "styret", by="body_id")


@RULE.good("Et nytt organ står uten overordnet.")
def _top(e: Editor) -> None:
    e.add_row(BODIES, body_id="utvalg2", name="Utvalg", type="Politisk organ")
