"""A budget amendment of a line that the main figures lack, or that is calculated there."""

from __future__ import annotations

from orxl.programme.codes import LineType
from orxl.programme.records import Amendment
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AMENDMENTS, MAIN
from orxl.rules.shared.table_keys import nearest

RULE = Rule(
    "B041",
    "budsjettendring-uten-post",
    Severity.ERROR,
    finds="En budsjettendring på en post som ikke finnes på Hovedtall, eller på en sum eller en "
    "overføring.",
    why="Endringen kommer ikke med i det reviderte budsjettet, så det stemmer ikke med vedtaket.",
    remedy="Velg posten fra listen. Er det vedtatt en ny post, settes den først inn på Hovedtall "
    "med 0 i budsjettet.",
    references=(paper("5.1.1"),),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(AMENDMENTS, "line") or not view.has(MAIN, "label", "type"):
        return
    lines = {line.label.casefold(): line for line in view.programme.lines}
    plain = [
        line.label
        for line in view.programme.lines
        if line.type in (LineType.INCOME, LineType.EXPENSE)
    ]
    for row in view.rows(AMENDMENTS):
        change = row.record
        if not isinstance(change, Amendment) or change.line is None:
            continue  # an empty field: D005
        line = lines.get(change.line.casefold())
        cell = row.cells["line"]
        if line is None:
            meant = nearest(change.line, plain)
            yield Hit(
                f"Budsjettendringen gjelder {nb.quoted(change.line)}, som ikke er en post på "
                "Hovedtall." + (f" Mente du «{meant}»?" if meant is not None else ""),
                cell=cell,
                expected=meant,
                actual=change.line,
            )
        elif line.type not in (LineType.INCOME, LineType.EXPENSE):
            yield Hit(
                f"Budsjettendringen gjelder {nb.quoted(change.line)}, som ikke er en inntekts- "
                "eller utgiftspost.",
                cell=cell,
                actual=change.line,
            )


def _row(e: Editor, line: str) -> Place:
    row = e.add_row(AMENDMENTS, decision="sak 4/26", amount=50.0, line=line)
    return e.at(AMENDMENTS, row, "line")


@RULE.bad("Posten heter noe annet på Hovedtall.")
def _unknown(e: Editor) -> Place:
    return _row(e, "Lønn")


@RULE.bad("Endringen er ført på en sum.")
def _total(e: Editor) -> Place:
    return _row(e, "Sum driftsutgifter")


@RULE.good("Endringen gjelder en utgiftspost.")
def _expense(e: Editor) -> None:
    _row(e, "Kommunikasjon")


@RULE.good("Store og små bokstaver er ingen forskjell for formlene.")
def _lower_case(e: Editor) -> None:
    _row(e, "kommunikasjon")
