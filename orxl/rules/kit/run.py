"""Runs the rules over a workbook and sorts out what is accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef, column_letters
from orxl.programme.models import AcceptedDeviation
from orxl.rules.kit.registry import all_rules, find_rule, rules_of_the_cells
from orxl.rules.kit.rule import Rule
from orxl.rules.kit.view import View

BROKEN_RULE = "X001"
UNUSED_ACCEPTANCE = "G001"
EXPIRED_ACCEPTANCE = "G002"
OTHER_LAYOUT = "S014"


def run(
    view: View,
    rules: Iterable[Rule] | None = None,
    today: date | None = None,
    elsewhere: Sequence[Finding] | None = None,
) -> list[Finding]:
    """All findings, worst first and in the order of the sheets; accepted ones are marked.

    A rule that fails is itself a finding: a check that did not run must never look like a check
    that found nothing. ``elsewhere`` is what the checks of any workbook found (None: they were
    not asked for); those come along, as «Godtatte avvik» may name them too.
    """
    findings: list[Finding] = [] if elsewhere is None else [*elsewhere]
    if view.bound.newer:
        # What the layout of this orxl says of a newer workbook is nobody's error.
        told = find_rule(OTHER_LAYOUT)
        return [*(told.findings(view) if told is not None else ()), *findings]
    if rules is None:
        rules = rules_of_the_cells() if view.inspection is None else all_rules()
    for rule in rules:
        try:
            findings += rule.findings(view)
        except Exception as error:
            findings.append(_broken(rule, error))
    asked = _asked(view, elsewhere is not None)
    findings = _with_acceptances(view, findings, asked, date.today() if today is None else today)
    order = {sheet.name: i for i, sheet in enumerate(view.book.sheets)}

    def rank(finding: Finding) -> tuple[bool, int, int, int, int, str]:
        cell = finding.cell
        return (
            finding.accepted is not None,
            -finding.severity,
            order.get(finding.sheet or "", -1),
            cell.row if cell is not None else 0,
            cell.column if cell is not None else 0,
            finding.code,
        )

    return sorted(findings, key=rank)


def _broken(rule: Rule, error: Exception) -> Finding:
    return Finding(
        BROKEN_RULE,
        "regel-kunne-ikke-kjøres",
        Severity.ERROR,
        f"Regelen {rule.code} ({rule.name}) kunne ikke kjøres: {type(error).__name__}: {error}",
        remedy="Rett de andre feilene først og kjør på nytt. Blir det stående, meld fra til den "
        "som vedlikeholder orxl.",
    )


def _asked(view: View, anywhere: bool) -> Callable[[str], bool]:
    """Whether the rule with a code was asked for: of an acceptance for others nothing is known."""
    absent = ("" if anywhere else "A") + ("" if view.inspection is not None else "U")
    return lambda code: code.strip().upper()[:1] not in tuple(absent)


def _with_acceptances(
    view: View, findings: Sequence[Finding], asked: Callable[[str], bool], today: date
) -> list[Finding]:
    result = list(findings)
    for row in view.rows("tblGodtatte"):
        entry = row.record
        if not isinstance(entry, AcceptedDeviation):
            continue
        matched = [i for i, f in enumerate(result) if _matches(view, entry, f)]
        expired = entry.valid_until is not None and entry.valid_until < today
        cell = row.cells.get("code")
        if not matched and not asked(entry.code):
            continue
        if not matched:
            result.append(
                Finding(
                    UNUSED_ACCEPTANCE,
                    "godtatt-avvik-uten-funn",
                    Severity.NOTE,
                    f"Det godtatte avviket for {entry.code} svarer ikke til noe funn lenger.",
                    cell=cell,
                    sheet="Godtatte avvik",
                    remedy="Slett raden hvis avviket er rettet, eller rett feltene for sted.",
                )
            )
        elif expired:
            result.append(
                Finding(
                    EXPIRED_ACCEPTANCE,
                    "godtatt-avvik-utløpt",
                    Severity.WARNING,
                    f"Det godtatte avviket for {entry.code} gjaldt bare til "
                    f"{entry.valid_until:%d.%m.%Y} og regnes ikke lenger som godtatt.",
                    cell=cell,
                    sheet="Godtatte avvik",
                    remedy="Rett avviket, eller sett en ny dato i «Gjelder til».",
                )
            )
        else:
            for i in matched:
                result[i] = result[i].accept(entry.reason)
    return result


def _matches(view: View, entry: AcceptedDeviation, finding: Finding) -> bool:
    if finding.code.casefold() != entry.code.strip().casefold() or finding.accepted is not None:
        return False
    if entry.sheet is not None and (finding.sheet or "") != entry.sheet:
        return False
    if entry.row is None and entry.column is None:
        return True
    if finding.cell is None:
        return False
    rows, columns = _called(view, finding.cell)
    return (entry.row is None or entry.row.strip() in rows) and (
        entry.column is None or entry.column.strip() in columns
    )


def _called(view: View, cell: CellRef) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How «Godtatte avvik» may name the row and the column of *cell*.

    Outside the layout's tables nothing has a name: the row's number or the cell's address, and
    the column's letters.
    """
    place = view.bound.place(cell)
    if place is None:
        return (str(cell.row), cell.a1), (column_letters(cell.column),)
    return (place[0],), (place[1],)
