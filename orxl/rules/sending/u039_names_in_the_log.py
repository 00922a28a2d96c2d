"""Names of persons in the change log and the accepted deviations."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.core.refs import CellRef
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    people,
    quoted_list,
)
from orxl.rules.view import View

_COLUMNS = (("tblEndringslogg", "who"), ("tblGodtatte", "accepted_by"))
_ROLES = frozenset({"sekretariatet", "styret", "representantskapet", "daglig leder", "orxl"})


def check(view: View) -> Iterator[Hit]:
    for table, key in _COLUMNS if view.inspection is not None else ():
        names: dict[str, CellRef] = {}
        for _, cell, value in view.column(table, key):
            for name in people(view, [value]) if isinstance(value, str) else ():
                if name.casefold() not in _ROLES:
                    names.setdefault(name, cell)
        if names:
            first = next(iter(names.values()))
            yield Hit(
                f"Kolonnen «{view.header(table, key)}» på arket «{first.sheet}» nevner "
                f"{quoted_list(list(names))}.",
                cell=first,
                actual="; ".join(names),
            )


def _user(e: Editor) -> Place:
    row = e.rows_where("tblEndringslogg")[0]
    return e.type_in(e.at("tblEndringslogg", row, "who"), "kari.nordmann")


def _role(e: Editor) -> tuple[Place, ...]:
    row = e.rows_where("tblEndringslogg")[0]
    e.type_in(e.at("tblEndringslogg", row, "who"), "Sekretariatet")
    return ()


RULE = Rule(
    code="U039",
    name="navn-i-loggen",
    severity=Severity.NOTE,
    finds="Navn og brukernavn på arkene Endringslogg og Godtatte avvik.",
    why="Loggen viser hvem som har arbeidet i boken, og når. Det angår sjelden mottakeren.",
    remedy="Skriv «Sekretariatet» i stedet i kopien som sendes.",
    check=check,
    bad=(Example("Loggen nevner brukeren kari.nordmann.", _user),),
    good=(Example("Loggen nevner bare sekretariatet.", _role),),
)
