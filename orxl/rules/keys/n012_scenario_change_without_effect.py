"""A change in a scenario that changes nothing, or a scenario whose population is not known."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from orxl.programme.codes import GrantStatus, Remark, ScenarioChange, ScenarioName
from orxl.programme.fees import owes_fee, populations, today_of
from orxl.programme.models import Grant
from orxl.programme.records import ScenarioChangeRow, ScenarioRow
from orxl.programme.scenario_table import is_case, remarks_of
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import CHOICES, GRANTS, SCENARIOS

RULE = Rule(
    "N012",
    "scenariovalg-uten-virkning",
    Severity.WARNING,
    finds="En rad på Scenariovalg som ikke endrer noe i scenarioet, eller et scenario som regner "
    "med en folketallsdato Folketall ikke har tall for.",
    why="Scenarioet viser da et annet svar enn det som var ment, uten at det synes på tallene.",
    remedy="Rett raden etter det funnet sier, eller slett den.",
    references=(paper("5.1.3"),),
)

_DRAMMEN, _HALDEN = 3301.0, 3101.0
_CELLS: Final = {
    Remark.NO_SCENARIO: "scenario",
    Remark.CASE: "scenario",
    Remark.NO_CHANGE: "change",
    Remark.REPEATED: "scenario",
}
"""The cell that each remark is about; of the others it is the one of the member or the grant."""


@RULE.check
def check(view: View) -> Hits:
    yield from _changes(view)
    yield from _dates(view)


def _changes(view: View) -> Hits:
    programme = view.programme
    rows = [row for row in view.rows(CHOICES) if isinstance(row.record, ScenarioChangeRow)]
    if len(rows) != len(programme.scenario_changes):
        return
    for row, change, remark in zip(
        rows, programme.scenario_changes, remarks_of(programme), strict=True
    ):
        if remark is Remark.NONE:
            continue
        member = change.change in (ScenarioChange.MEMBER_OUT, ScenarioChange.MEMBER_IN)
        key = _CELLS.get(remark, "code" if member else "grant")
        if remark is Remark.NO_EFFECT and _other_way(change):
            key = "change"
        yield Hit(_sentence(view, change, remark), cell=row.cells[key])


def _other_way(change: ScenarioChangeRow) -> bool:
    """Whether the scenario's name says out where the row says in, or the other way."""
    word = change.scenario.casefold().partition(" ")[0]
    comes = change.change in (ScenarioChange.MEMBER_IN, ScenarioChange.GRANT_IN)
    return word == ("uten" if comes else "med")


def _sentence(view: View, change: ScenarioChangeRow, remark: Remark) -> str:
    name = f"«{change.scenario}»"
    if remark is Remark.NO_SCENARIO:
        return (
            f"Scenariovalg viser til scenarioet {name}, men Scenarioer har ikke ett, og bare ett, "
            "scenario med det navnet."
        )
    if remark is Remark.CASE:
        return f"Scenarioet {name} holder det saken sier, og endres ikke av Scenariovalg."
    if remark is Remark.NO_CHANGE:
        return f"Raden for scenarioet {name} sier ikke hva som går ut eller inn."
    if remark is Remark.REPEATED:
        return f"Scenarioet {name} har en tidligere rad om det samme; bare den første teller."
    if remark is Remark.NO_PEOPLE:
        return (
            f"Kommune {_number(change)} i scenarioet {name} har ikke folketall på datoen det "
            "regner med, og betaler derfor ingenting der."
        )
    return _without_effect(view, change, name)


def _without_effect(view: View, change: ScenarioChangeRow, name: str) -> str:
    if change.change in (ScenarioChange.GRANT_OUT, ScenarioChange.GRANT_IN):
        wanted = (change.grant or "").casefold()
        own = next((g for g in view.programme.grants if g.grant_id.casefold() == wanted), None)
        if own is None:
            return f"Tilskuddet «{change.grant or ''}» i scenarioet {name} finnes ikke på Tilskudd."
        out = change.change is ScenarioChange.GRANT_OUT
        why = _not_counted(own) if out else "regnes allerede med"
        return f"Tilskuddet {nb.quoted(own.label)} {why}, så scenarioet {name} er uendret."
    if change.change is ScenarioChange.MEMBER_IN and change.code is not None:
        return f"Kommune {_number(change)} er allerede medlem, så scenarioet {name} er uendret."
    if change.code is None:
        return f"Raden for scenarioet {name} sier ikke hvilken kommune det gjelder."
    return (
        f"Kommune {_number(change)} i scenarioet {name} er ikke blant de navngitte medlemmene: "
        "navngi kommunen som del av grunnlaget først, på arket Medlemmer."
    )


def _not_counted(grant: Grant) -> str:
    if grant.status is GrantStatus.APPLIED:
        return "er søkt, og søkte tilskudd regnes ikke med der"
    return f"har status {nb.quoted(grant.status.value)} og regnes ikke med"


def _number(change: ScenarioChangeRow) -> str:
    return f"{change.code:04}" if change.code is not None else "uten nummer"


def _dates(view: View) -> Hits:
    programme, today = view.programme, today_of(view.programme)
    if today is None:
        return
    for row in view.rows(SCENARIOS):
        scenario = row.record
        if not isinstance(scenario, ScenarioRow) or scenario.at is None or is_case(scenario):
            continue
        known = populations(programme, scenario.at)
        members = [m for m in programme.members if owes_fee(m, today.year)]
        count = sum(1 for m in members if not known.get(m.code))
        if count:
            yield Hit(
                f"Scenarioet «{scenario.name}» regner med folketallet {nb.day(scenario.at)}, men "
                f"Folketall mangler det for {count} av {len(members)} navngitte medlemmer.",
                cell=row.cells["at"],
                severity=Severity.ERROR if count == len(members) else None,
            )


@RULE.bad("En kommune som ikke er navngitt, går ut i et scenario.")
def _unnamed(e: Editor) -> Place:
    row = e.add_row(CHOICES, scenario="Sats 3,00", change="Medlem ut", code=_HALDEN)
    return e.at(CHOICES, row, "code")


@RULE.bad("Scenarioet er stavet annerledes enn på Scenarioer.")
def _misspelt(e: Editor) -> Place:
    return e.put(CHOICES, "Uten Drammen", "scenario", "Uten Dramen")


@RULE.bad("Et jokertegn er ikke et navn.")
def _wildcard(e: Editor) -> Place:
    return e.put(CHOICES, "Uten Drammen", "scenario", "Uten D*")


@RULE.bad("Den samme kommunen går ut to ganger.")
def _twice(e: Editor) -> Place:
    row = e.add_row(CHOICES, scenario="Uten Drammen", change="Medlem ut", code=_DRAMMEN)
    return e.at(CHOICES, row, "scenario")


@RULE.bad("En endring er ført på «Saken».")
def _case(e: Editor) -> Place:
    return e.put(CHOICES, "Uten Drammen", "scenario", ScenarioName.CASE.value)


@RULE.bad("Et tilskudd som ikke finnes, faller bort.")
def _no_grant(e: Editor) -> Place:
    return e.put(CHOICES, "Uten ORBIFY", "grant", "ORBI")


@RULE.bad("En kommune som er medlem, kommer inn.")
def _member(e: Editor) -> Place:
    row = e.add_row(CHOICES, scenario="Sats 3,00", change="Medlem inn", code=_DRAMMEN)
    return e.at(CHOICES, row, "code")


@RULE.bad("Raden sier ikke hva som går ut eller inn.")
def _no_change(e: Editor) -> Place:
    row = e.add_row(CHOICES, scenario="Sats 3,00", code=_DRAMMEN)
    return e.at(CHOICES, row, "change")


@RULE.bad("Scenarioet regner med en dato Folketall ikke har.")
def _no_date(e: Editor) -> Place:
    return e.put(SCENARIOS, "Nytt folketall", "at", datetime(2027, 1, 1))


@RULE.bad("Et avslått tilskudd faller bort; det er ikke regnet med fra før.")
def _refused(e: Editor) -> Place:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
    return e.where(CHOICES, "Uten ORBIFY", "grant")


@RULE.good("En kommune som ikke er medlem, kommer inn.")
def _joiner(e: Editor) -> None:
    e.add_row(CHOICES, scenario="sats 3,00", change="Medlem inn", code=_HALDEN)


@RULE.good("Et tilskudd som er innvilget, faller bort.")
def _granted(e: Editor) -> None:
    e.add_row(CHOICES, scenario="Sats 3,00", change="Tilskudd ut", grant="seadito")
