"""Runs the rules over a workbook and sorts out what is accepted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from orxl.core.collector import no_collection
from orxl.core.edits import SetCell
from orxl.core.findings import Finding, Severity
from orxl.core.light import replace
from orxl.core.refs import CellRef
from orxl.layout import Kind
from orxl.programme.records import AcceptedDeviation, PrintedFault
from orxl.rules.kit.acceptance import as_printed, in_force, matches, printed, spot_of
from orxl.rules.kit.cascades import of_one_ground, with_cascades
from orxl.rules.kit.causes import with_causes
from orxl.rules.kit.registry import FAMILIES, rules_asking
from orxl.rules.kit.rule import AnyRule
from orxl.rules.kit.tables import ACCEPTED, PRINTED
from orxl.rules.kit.view import FileView, Sight, View

BROKEN_RULE: Final = "X001"
UNUSED_ACCEPTANCE: Final = "G003"
PRINTED_NO_MORE: Final = "G004"
OTHER_LAYOUT: Final = "S014"
OF_A_LAYOUT: Final = (View, FileView)
"""The views whose rules judge a workbook by the layout."""
GROUND: Final = "structure"
"""The family whose rules say whether anything else in the workbook can be judged."""
_UNITS: Final = {Kind.THOUSANDS: 1000, Kind.KRONER: 1}
BY_HAND: Final = "Rett det for hånd: programmet endrer ikke tall fra tidligere år."
"""The remedy where a fix would change what has been printed, decided or done."""
NOT_JUDGED: Final = "Ingenting annet er kontrollert før dette er rettet."
CERTAIN: Final = 2.0
"""What a finding without a confidence counts for: more than the surest of the others."""


def run(*views: Sight, today: date, rules: Iterable[AnyRule] | None = None) -> list[Finding]:
    """What the rules find that ask for any of *views* (each of another class), or only *rules*.

    Worst first, of equal severity the surest first, then in the order of the sheets; the accepted
    come last. A rule that fails is itself a finding: a check that did not run must never look
    like a check that found nothing. ``today`` decides which acceptances still hold.

    The cause first: where a finding about structure hinders all other judgement, no other rule
    about the layout's values is asked, nothing is accepted and nothing is mended but the hindrance
    itself; the first such finding says so.
    """
    views = tuple(
        replace(v, day=today) if isinstance(v, View) and v.day != today else v for v in views
    )
    by_name = {type(view).__name__: view for view in views}
    chosen = rules_asking(*by_name) if rules is None else tuple(rules)
    books = [view for view in views if isinstance(view, View)]
    with no_collection():
        findings = _judged(by_name, chosen)
        hindered = any(finding.hinders for finding in findings)
        for view in books:
            findings = [_at_stake(view, _sparing_history(view, f)) for f in findings]
        for view in books if not hindered else ():
            found = _with_acceptances(view, findings, _asked(by_name), today)
            gone = _printed_no_more(view, found, {rule.code for rule in chosen})
            findings = [*found, *gone]
    order = {sheet.name: i for view in views for i, sheet in enumerate(view.book.sheets)}

    def rank(finding: Finding) -> tuple[bool, int, float, int, int, int, str]:
        cell = finding.cell
        return (
            not finding.open,
            -finding.severity,
            -CERTAIN if finding.confidence is None else -finding.confidence,
            order.get(finding.sheet or "", -1),
            cell.row if cell is not None else 0,
            cell.column if cell is not None else 0,
            finding.code,
        )

    ranked = sorted(findings, key=rank)
    for view in books if not hindered else ():
        ranked = with_cascades(view, with_causes(view, ranked))
    ranked = of_one_ground(ranked) if hindered else _worst_first(ranked)
    first = next((i for i, f in enumerate(ranked) if f.hinders and f.told), None)
    if first is not None:
        ranked[first] = replace(ranked[first], message=f"{ranked[first].message} {NOT_JUDGED}")
    return ranked


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """*findings* in their order, but one that has become a Feil among the Feil."""
    return sorted(findings, key=lambda f: (not f.open, -f.severity))


def _judged(views: Mapping[str, Sight], rules: Sequence[AnyRule]) -> list[Finding]:
    """What *rules* find: those about structure first, the others where nothing hinders them."""
    if any(isinstance(view, View) and view.bound.newer for view in views.values()):
        # What the layout of this orxl says of a newer workbook is nobody's error.
        rules = [r for r in rules if r.code == OTHER_LAYOUT or r.asks not in OF_A_LAYOUT]
    ground = [rule for rule in rules if rule.folder == GROUND]
    rest = [rule for rule in rules if rule.folder != GROUND]
    findings = _heard(views, ground)
    if any(finding.hinders for finding in findings):
        findings = [f if f.hinders else replace(f, fix=()) for f in findings]
        rest = [rule for rule in rest if rule.asks not in OF_A_LAYOUT]
    return [*findings, *_heard(views, rest)]


def _sparing_history(view: View, finding: Finding) -> Finding:
    """*finding* without its fix where that would change history."""
    cells = (edit.cell for edit in finding.fix if isinstance(edit, SetCell))
    if any(view.bound.is_history(cell) for cell in cells):
        return replace(finding, fix=(), remedy=BY_HAND)
    return finding


def _heard(views: Mapping[str, Sight], rules: Iterable[AnyRule]) -> list[Finding]:
    """What the rules find; of the unsure findings in a cell only the surest.

    Rules that stand alone are heard beside others.
    """
    findings: list[Finding] = []
    surest: dict[CellRef, Finding] = {}
    for rule in rules:
        view = views[rule.asks.__name__]
        try:
            for found in rule.findings(view):
                if found.confidence is None or found.cell is None or rule.alone:
                    findings.append(found)
                elif found.cell not in surest or _weight(found) > _weight(surest[found.cell]):
                    surest[found.cell] = found
        except Exception as error:
            findings.append(_broken(rule, error))
    return [*findings, *surest.values()]


def _weight(found: Finding) -> tuple[int, float]:
    return found.severity, found.confidence or 0.0


def _broken(rule: AnyRule, error: Exception) -> Finding:
    return Finding(
        BROKEN_RULE,
        "regel-kunne-ikke-kjøres",
        Severity.ERROR,
        f"Regelen {rule.code} ({rule.name}) kunne ikke kjøres: {type(error).__name__}: {error}",
        remedy="Rett de andre feilene først og kjør på nytt. Blir det stående, meld fra til den "
        "som vedlikeholder orxl.",
    )


def _asked(views: Iterable[str]) -> Callable[[str], bool]:
    """Whether the rule with a code was asked for: of an acceptance for others nothing is known."""
    absent = tuple(family.letter for family in FAMILIES if family.asks not in views)
    return lambda code: not code.strip().upper().startswith(absent)


def _with_acceptances(
    view: View, findings: Sequence[Finding], asked: Callable[[str], bool], today: date
) -> list[Finding]:
    """*findings* with what was printed so, and what is accepted today, marked as such."""
    spots = [spot_of(view, finding) for finding in findings]
    result = [
        as_printed(finding, faults[0])
        if (faults := [p for p in view.programme.printed_faults if printed(p, finding, spot)])
        else finding
        for finding, spot in zip(findings, spots, strict=True)
    ]
    unused: list[Finding] = []
    for row in view.rows(ACCEPTED):
        entry = row.record
        if not isinstance(entry, AcceptedDeviation) or not in_force(entry, today):
            continue  # the rules about accepted deviations say what it lacks
        matched = [
            i
            for i, (f, s) in enumerate(zip(result, spots, strict=True))
            if f.open and matches(entry, f, s)
        ]
        for i in matched:
            result[i] = result[i].accept(entry.reason or "")
        if not matched and asked(entry.code):
            unused.append(
                Finding(
                    UNUSED_ACCEPTANCE,
                    "godtatt-avvik-treffer-ingenting",
                    Severity.NOTE,
                    f"Det godtatte avviket for {entry.code} svarer ikke til noe funn på dette "
                    "stedet med dette beløpet.",
                    cell=row.cells.get("code"),
                    sheet="Godtatte avvik",
                    remedy="Slett raden hvis avviket er rettet, eller rett feltene for sted og "
                    "beløp.",
                )
            )
    return [*result, *unused]


def _printed_no_more(
    view: View, findings: Sequence[Finding], asked: Collection[str]
) -> Iterator[Finding]:
    """What «Trykte avvik» tells of that the workbook's figures no longer show.

    Where a Feil stands in the same row, that is the cause, and it is what is told.
    """
    spots = [(finding, spot_of(view, finding)) for finding in findings]
    facts = [(finding, spot) for finding, spot in spots if finding.printed]
    wrong = {
        (spot.sheet, row)
        for finding, spot in spots
        if finding.open and finding.severity is Severity.ERROR
        for row in spot.rows
    }
    for row in view.rows(PRINTED):
        fault = row.record
        if not isinstance(fault, PrintedFault) or fault.code not in asked:
            continue
        if (fault.sheet, fault.row) in wrong:
            continue
        if not any(printed(fault, finding, spot) for finding, spot in facts):
            yield Finding(
                PRINTED_NO_MORE,
                "trykt-avvik-finnes-ikke-lenger",
                Severity.NOTE,
                f"Det trykte avviket for {fault.code} på {fault.sheet} («{fault.row}», "
                f"«{fault.column}») finnes ikke lenger: tallene er andre enn i den trykte saken.",
                cell=row.cells.get("code"),
                sheet="Trykte avvik",
                remedy="Sett tilbake tallene slik de er trykt, eller slett raden på Trykte avvik "
                "hvis saken er rettet.",
            )


def _at_stake(view: View, finding: Finding) -> Finding:
    """*finding* with how many kroner it is about, where it is about an amount."""
    if finding.kroner is not None:
        return finding  # the rule says so itself
    bound = view.bound.table_at(finding.cell) if finding.cell is not None else None
    if finding.cell is None or bound is None or finding.difference is None:
        return finding
    key = bound.key_at(finding.cell)
    unit = _UNITS.get(bound.spec.column(key).kind) if key else None
    return finding if unit is None else replace(finding, kroner=finding.difference * unit)
