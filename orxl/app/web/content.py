"""The programme of a workbook as its web edition shows it: areas, measures, strategy, bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from orxl.app.web.public import PublicRow, public_rows
from orxl.layout.names import AREAS, BODIES, GRANTS, MEASURES, PARTNERS, STRATEGY, TARGETS
from orxl.programme.codes import StrategyType, TargetType
from orxl.report.web.addresses import pages, safe_address
from orxl.report.web.edition import Area, Body, Item, Measure, Target
from orxl.report.web.goals import goals_in
from orxl.rules.kit.view import View


def areas_of(view: View) -> tuple[Area, ...]:
    """The areas, in the order of the workbook."""
    rows = [row for row in public_rows(view, AREAS) if row.text("code") and row.text("name")]
    files = pages("omrade", (row.text("code") for row in rows))
    return tuple(
        Area(
            row.text("code"),
            row.text("name"),
            row.text("type"),
            page,
            row.lines("introduction"),
            tuple(part.strip() for part in row.text("cross_references").split(",") if part.strip()),
        )
        for row, page in zip(rows, files, strict=True)
    )


def measures_of(view: View) -> tuple[Measure, ...]:
    """The measures with their targets and partners, in the order of the workbook."""
    rows = [row for row in public_rows(view, MEASURES) if row.text("number")]
    targets = _by_measure(public_rows(view, TARGETS))
    partners = _by_measure(public_rows(view, PARTNERS))
    grants = {row.text("grant_id"): row.text("label") for row in public_rows(view, GRANTS)}
    files = pages("tiltak", (row.text("number") for row in rows))
    return tuple(
        Measure(
            number := row.text("number"),
            row.text("title"),
            page,
            row.text("area"),
            row.text("status"),
            row.text("condition"),
            row.text("deadline_text"),
            goals_in(row.text("goals")),
            grants.get(row.text("grant"), ""),
            _targets(targets[number], TargetType.RESULT),
            _targets(targets[number], TargetType.EFFECT),
            tuple(name for partner in partners[number] if (name := _partner(partner))),
        )
        for row, page in zip(rows, files, strict=True)
    )


def _by_measure(rows: Iterable[PublicRow]) -> Mapping[str, list[PublicRow]]:
    found: dict[str, list[PublicRow]] = defaultdict(list)
    for row in rows:
        found[row.text("measure")].append(row)
    return found


def _targets(rows: Iterable[PublicRow], kind: TargetType) -> tuple[Target, ...]:
    return tuple(
        Target(row.text("target_id"), row.text("text"), row.text("deadline_text"))
        for row in rows
        if row.text("type") == kind.value and row.text("text")
    )


def _partner(row: PublicRow) -> str:
    return f"{row.text('name')} {row.text('remark')}".strip()


def strategy_of(view: View) -> Mapping[str, tuple[Item, ...]]:
    """The chain from vision to strategies, by kind."""
    found: dict[str, list[Item]] = defaultdict(list)
    for row in public_rows(view, STRATEGY):
        if row.text("text"):
            found[row.text("type")].append(_item(row))
    return {kind: tuple(items) for kind, items in found.items()}


def challenges_of(view: View) -> Mapping[str, tuple[Item, ...]]:
    """What each area is to answer, by the area's code."""
    found: dict[str, list[Item]] = defaultdict(list)
    for row in public_rows(view, STRATEGY):
        if row.text("type") == StrategyType.CHALLENGE.value and row.text("area"):
            found[row.text("area")].append(_item(row))
    return {area: tuple(items) for area, items in found.items()}


def _item(row: PublicRow) -> Item:
    return Item(row.line("text"), safe_address(row.text("link")))


def bodies_of(view: View) -> tuple[Body, ...]:
    """The bodies and groups, in the order of the workbook."""
    rows = list(public_rows(view, BODIES))
    names = {row.text("body_id"): row.text("name") for row in rows}
    return tuple(
        Body(
            row.text("name"),
            row.text("type"),
            names.get(row.text("parent"), ""),
            row.text("meetings"),
            row.lines("description"),
        )
        for row in rows
        if row.text("name")
    )
