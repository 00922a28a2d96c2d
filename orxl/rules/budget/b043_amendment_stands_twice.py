"""The same change of the same line by the same decision, in two rows."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from orxl.programme.records import Amendment
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AMENDMENTS
from orxl.rules.shared.table_keys import copies

RULE = Rule(
    "B043",
    "budsjettendring-to-ganger",
    Severity.WARNING,
    finds="To budsjettendringer med samme vedtak, samme post og samme beløp.",
    why="Endringen er trolig ført to ganger, og det reviderte budsjettet er da feil med beløpet.",
    remedy="Slett den ene raden, eller skriv i «Hva og hvorfor» hva som skiller dem, og slå dem "
    "sammen til ett beløp.",
)


@RULE.check
def check(view: View) -> Hits:
    table = view.bound.tables.get(AMENDMENTS)
    if table is None or not view.has(AMENDMENTS, "decision", "line", "amount"):
        return
    exact = copies(table)  # D013 tells of these
    seen: dict[tuple[str, str, Decimal], int] = {}
    for row in view.rows(AMENDMENTS):
        change = row.record
        if not isinstance(change, Amendment) or None in (change.decision, change.line):
            continue
        if change.amount is None or row.number in exact:
            continue
        key = (str(change.decision).casefold(), str(change.line).casefold(), change.amount)
        first = seen.setdefault(key, row.number)
        if first != row.number:
            yield Hit(
                f"{change.decision} endrer {nb.quoted(str(change.line))} med "
                f"{nb.number(change.amount)} også i rad {first}.",
                cell=row.cells["amount"],
            )


def _row(e: Editor, **more: str | float | datetime) -> Place:
    values = {"decision": "sak 4/26", "amount": 50.0, "line": "Kommunikasjon", **more}
    return e.at(AMENDMENTS, e.add_row(AMENDMENTS, **values), "amount")


@RULE.bad("Endringen er ført to ganger, med forskjellig forklaring.")
def _twice(e: Editor) -> Place:
    _row(e, text="Nytt nettsted.")
    return _row(e, text="Nettstedet.")


@RULE.good("To vedtak endrer posten like mye.")
def _two_decisions(e: Editor) -> None:
    _row(e)
    _row(e, decision="sak 9/26")


@RULE.good("Ett vedtak endrer to poster like mye.")
def _two_lines(e: Editor) -> None:
    _row(e)
    _row(e, line="Møteutgifter politiske organer")
