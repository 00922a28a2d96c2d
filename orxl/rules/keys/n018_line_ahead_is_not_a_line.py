"""A line of the years ahead that is no line of the main figures."""

from __future__ import annotations

from orxl.layout.names import EXPENSE, INCOME
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import AHEAD_LINES, MAIN
from orxl.rules.shared.amounts import lines
from orxl.rules.shared.table_keys import dangling, hint, keys, same, uses

RULE = Rule(
    "N018",
    "post-framover-finnes-ikke",
    Severity.ERROR,
    finds="En post på «Årene framover» som ikke finnes på Hovedtall.",
    why="Årene framover henter budsjettet fra posten med samme navn. Finnes den ikke, regnes den "
    "som 0, og summene blir for små.",
    remedy="Skriv posten slik den heter på Hovedtall. Er den slettet der ved et uhell, hentes den "
    "fra en sikkerhetskopi; skulle den bort, slettes raden her også.",
    references=(CODES,),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "label") or not view.rows(MAIN):
        return
    known = keys(view, MAIN, "label")
    told = keys(view, AHEAD_LINES, "label")
    # A line of another name is still there; one that is gone is missed in the sums.
    renamed = any(same(view.text(row, "label")) not in told for row in lines(view, INCOME, EXPENSE))
    for lost in dangling(uses(view, AHEAD_LINES, "label"), known):
        yield Hit(
            f"Posten «{lost.key}» finnes ikke på Hovedtall, så årene framover regner den som 0."
            f"{hint(lost.key, known.values())}",
            cell=lost.cell,
            actual=lost.key,
            severity=Severity.WARNING if renamed else None,
        )


@RULE.bad("Posten er skrevet feil på «Årene framover».")
def _misspelt(e: Editor) -> Place:
    return e.put(AHEAD_LINES, "Kommunikasjon", "label", "Komunikasjon")


@RULE.bad("Posten har fått nytt navn på Hovedtall, men ikke på «Årene framover».")
def _renamed(e: Editor) -> Place:
    e.put(MAIN, "Kommunikasjon", "label", "Kommunikasjon og nettsider")
    return e.where(AHEAD_LINES, "Kommunikasjon", "label")


@RULE.good("Posten har fått nytt navn begge steder.")
def _both(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "label", "Kommunikasjon og nettsider")
    e.put(AHEAD_LINES, "Kommunikasjon", "label", "Kommunikasjon og nettsider")
