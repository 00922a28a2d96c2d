"""Names of persons in the change log and the accepted deviations."""

from __future__ import annotations

from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import PRIVACY
from orxl.rules.kit.tables import ACCEPTED, LOG
from orxl.rules.shared.sending import people, quoted_list

RULE = Rule(
    "U039",
    "navn-i-loggen",
    Severity.NOTE,
    asks=FileView,
    finds="Navn og brukernavn på arkene Endringslogg og Godtatte avvik.",
    why="Loggen viser hvem som har arbeidet i boken, og når. Det angår sjelden mottakeren.",
    remedy="Skriv «Sekretariatet» i stedet i kopien som sendes.",
    references=(PRIVACY,),
)

_COLUMNS = ((LOG, "who"), (ACCEPTED, "accepted_by"))
_ROLES = frozenset({"sekretariatet", "styret", "representantskapet", "daglig leder", "orxl"})


@RULE.check
def check(view: FileView) -> Hits:
    for table, key in _COLUMNS if view.inspection is not None else ():
        names: dict[str, CellRef] = {}
        for _, cell, value in view.inside.column(table, key):
            for name in people(view, [value]) if isinstance(value, str) else ():
                if name.casefold() not in _ROLES:
                    names.setdefault(name, cell)
        if names:
            first = next(iter(names.values()))
            yield Hit(
                f"Kolonnen «{view.inside.header(table, key)}» på arket «{first.sheet}» nevner "
                f"{quoted_list(list(names))}.",
                cell=first,
                actual="; ".join(names),
            )


@RULE.bad("Loggen nevner brukeren kari.nordmann.")
def _user(e: Editor) -> Place:
    row = e.rows_where(LOG)[0]
    return e.type_in(e.at(LOG, row, "who"), "kari.nordmann")


@RULE.good("Loggen nevner bare sekretariatet.")
def _role(e: Editor) -> None:
    row = e.rows_where(LOG)[0]
    e.type_in(e.at(LOG, row, "who"), "Sekretariatet")
