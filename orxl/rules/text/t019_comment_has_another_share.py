"""A comment on a grant that tells another advance, or own contribution, than the grant has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS, PROJECTS
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.table_keys import as_code, same
from orxl.rules.shared.texts import sentences

RULE = Rule(
    "T019",
    "andel-i-kommentar-avviker",
    Severity.WARNING,
    finds="En kommentar på Tilskudd, Tilskuddsår eller Prosjektmidler som sier et annet forskudd, "
    "eller en annen egeninnsats, i prosent enn det som står for tilskuddet på Tilskudd.",
    why="Ett av tallene er galt. Saken trykker det som står i cellen.",
    remedy="Rett kommentaren, eller andelen på Tilskudd.",
)

_SHARE: Final = regex(r"(?<![\d.,])(\d{1,3}(?:,\d{1,2})?)[ \u00a0]?(?:%|prosent\b)")
_TOLD: Final = (
    ("advance_share", regex(r"forskudd|forhånd", re.IGNORECASE)),
    ("own_share", regex(r"egeninnsats|egenandel|egenfinansier", re.IGNORECASE)),
)
_COMMENTED: Final = ((GRANTS, "grant_id"), (GRANT_YEARS, "grant"), (PROJECTS, "grant"))


@RULE.check
def check(view: View) -> Hits:
    by_id = {same(grant.grant_id): grant for _, grant in grants(view)}
    for table, key in _COMMENTED:
        for row, cell, value in view.column(table, "comment"):
            grant = by_id.get(same(as_code(row.values.get(key, "")) or ""))
            if grant is not None and isinstance(value, str):
                yield from _told(view, grant, row, cell, value)


def _told(view: View, grant: Grant, row: BoundRow, cell: CellRef, text: str) -> Iterator[Hit]:
    for sentence in sentences(text):
        for key, words in _TOLD:
            shares = {float(m[1].replace(",", ".")) for m in _SHARE.finditer(sentence)}
            held = getattr(grant, key)
            others = [k for k, w in _TOLD if k != key and w.search(sentence)]
            if not shares or held is None or others or not words.search(sentence):
                continue  # a sentence about both is read by nobody but people
            wanted = float(held * 100)
            if all(abs(share - wanted) > 0.005 for share in shares):
                said = nb.listed([f"{nb.number(share)} %" for share in sorted(shares)])
                yield Hit(
                    f"Kommentaren sier {said}, men «{view.header(GRANTS, key)}» for "
                    f"{nb.quoted(grant.label)} er {nb.number(wanted)} %.",
                    cell=cell,
                    expected=f"{nb.number(wanted)} %",
                    actual=said,
                )


@RULE.bad("Forskuddet er endret til 80 %, men kommentaren sier 75 %.")
def _advance(e: Editor) -> Place:
    e.put(GRANTS, "SEADITO", "advance_share", 0.8)
    return e.where(GRANTS, "SEADITO", "comment")


@RULE.bad("Kommentaren på prosjektet sier et annet forskudd enn tilskuddet.")
def _project(e: Editor) -> Place:
    return e.put(PROJECTS, "SEADITO", "comment", "Forskuddet på 60 prosent er mottatt.")


@RULE.good("Kommentaren sier det samme som cellen.")
def _same(e: Editor) -> None:
    e.put(GRANTS, "SEADITO", "comment", "75,0 prosent er betalt på forhånd i 2024.")


@RULE.good("Prosenten gjelder noe annet.")
def _another(e: Editor) -> None:
    e.put(GRANTS, "SEADITO", "comment", "Stillingen er på 40 %. Forskuddet er mottatt.")
