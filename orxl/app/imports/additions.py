"""«orxl nytt tiltak», «orxl nytt mål», «orxl ny partner»: rows that somebody types, at their place.

What is new goes the way of an import: shown with what a check would then say, asked about, written
once through the gate, on record. The number and the ID are the next free ones, the formulas the
columns' own, and the row stands with its like: in front of what comes after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan, table_of
from orxl.core import nb
from orxl.core.edits import Edit
from orxl.core.errors import BadCall
from orxl.core.light import dataclass, field
from orxl.core.values import BLANK, Value
from orxl.layout.names import AREAS, MEASURES, PARTNERS, TARGETS
from orxl.programme.additions import (
    Demand,
    demand_in,
    demand_of,
    next_measure,
    next_target,
    place_of_measure,
    place_of_target,
)
from orxl.programme.codes import MeasureStatus, TargetStatus, TargetType
from orxl.report.imports.values import Change, ChangeKind
from orxl.rules.kit.view import View

_SHEETS: Final = {MEASURES: "Tiltak", TARGETS: "Mål", PARTNERS: "Partnere"}
_LONGEST: Final = 2000
"""Letters of a text: more is a document, and no title or target."""


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What somebody wants to add. With a ``title`` a measure in ``place``, an area; else what
    belongs to the measure ``place``."""

    place: str
    title: str = ""
    results: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    demand: str = ""
    """The quantified requirement of the one target that is added."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Of the measure, by column: who is responsible, the grant, the condition."""

    @property
    def name(self) -> str:
        """What it is called in the log."""
        if self.title:
            return "nytt tiltak"
        return "nytt mål" if self.results or self.effects else "ny partner"

    def read(self, file: SourceFile) -> Addition:
        """Itself: nothing is read from a file. Raises BadCall for what cannot be added."""
        del file
        texts = (self.title, *self.results, *self.effects, *self.partners, *self.fields.values())
        if not any((self.title, self.results, self.effects, self.partners)):
            raise BadCall("Det er ingenting å legge til.", "Skriv teksten i anførselstegn.")
        for text in texts:
            if len(text) > _LONGEST:
                raise BadCall(
                    f"Teksten {nb.quoted(text)} er over {_LONGEST} tegn.", "Kort den ned."
                )
        if self.demand and demand_of(self.demand) is None:
            raise BadCall(
                f"Kravet {nb.quoted(self.demand)} kan ikke leses.",
                "Skriv det som «≥ 15 kommuner» eller «minst 15 kommuner».",
            )
        return self

    def plan(self, reading: Addition, view: View) -> Plan:
        """The rows, each at its place. Raises BadCall, RefusedEdit."""
        return _Planner(reading, view).plan()


class _Planner:
    def __init__(self, wanted: Addition, view: View) -> None:
        self._wanted, self._view = wanted, view
        self._numbers = self._column(MEASURES, "number")
        self._changes: list[Change] = []

    def plan(self) -> Plan:
        """The whole plan."""
        wanted = self._wanted
        edits: list[Edit] = []
        number = self._new_number() if wanted.title else self._known_measure()
        if wanted.title:
            edits += self._measure(number)
        edits += self._targets(number)
        edits += self._partners(number)
        told = nb.listed([change.key for change in self._changes])
        return Plan(
            changes=tuple(self._changes),
            edits=tuple(edits),
            words=f"{told}.",
            checks=tuple(self._checks(number)),
        )

    def _new_number(self) -> str:
        areas = {str(row.values["code"]): str(row.values["name"]) for row in self._view.rows(AREAS)}
        wanted = self._wanted.place
        if wanted not in areas:
            known = [f"{code} {name}" for code, name in areas.items()]
            raise BadCall(
                f"Området {nb.quoted(wanted)} finnes ikke på arket Områder.",
                f"Velg blant {nb.listed(known)}.",
            )
        number = next_measure(wanted, self._numbers)
        if number is None:
            raise BadCall(f"Området {wanted} har ikke flere ledige tiltaksnumre.", "Slett noen.")
        return number

    def _known_measure(self) -> str:
        wanted = self._wanted.place
        if wanted not in self._numbers:
            raise BadCall(
                f"Tiltaket {nb.quoted(wanted)} finnes ikke på arket Tiltak.",
                nb.meant(wanted, self._numbers) or f"Det siste er {self._numbers[-1]}."
                if self._numbers
                else "Legg inn tiltaket først: orxl nytt tiltak.",
            )
        return wanted

    def _measure(self, number: str) -> Iterator[Edit]:
        row: dict[str, Value] = {
            "number": number,
            "title": self._wanted.title,
            "status": MeasureStatus.NOT_STARTED.value,
            **{key: text for key, text in self._wanted.fields.items() if text},
        }
        at = place_of_measure(number, self._numbers)
        yield from self._put(MEASURES, [(at, row)])
        self._tell(MEASURES, f"Tiltak {number}", self._wanted.title)

    def _targets(self, number: str) -> Iterator[Edit]:
        ids = self._column(TARGETS, "target_id")
        there = [
            (str(row.values["measure"]), _kind(row.values["type"]))
            for row in table_of(self._view, TARGETS).filled
        ]
        new: list[tuple[int, dict[str, Value]]] = []
        kinds = (
            *((TargetType.RESULT, text) for text in self._wanted.results),
            *((TargetType.EFFECT, text) for text in self._wanted.effects),
        )
        for kind, text in kinds:
            name = next_target(number, kind, ids)
            ids.append(name)
            row: dict[str, Value] = {
                "target_id": name, "measure": number, "type": kind.value, "text": text,
                "status": TargetStatus.NOT_ASSESSED.value,
            }  # fmt: skip
            demand = demand_of(self._wanted.demand) or demand_in(text)
            if demand is not None:
                row |= {
                    "operator": demand.operator.value,
                    "number": float(demand.number),
                    "unit": demand.unit,
                }
            new.append((place_of_target(number, kind, there), row))
            self._tell(TARGETS, f"Mål {name}", text + _required(demand))
        yield from self._put(TARGETS, new)

    def _partners(self, number: str) -> Iterator[Edit]:
        table = table_of(self._view, PARTNERS)
        there = [(str(row.values["measure"]), None) for row in table.filled]
        own = {
            str(row.values["name"]).casefold()
            for row in table.filled
            if row.values["measure"] == number
        }
        new: list[tuple[int, dict[str, Value]]] = []
        for name in self._wanted.partners:
            if name.casefold() in own:
                raise BadCall(f"{name} er alt partner i tiltak {number}.", "Utelat den.")
            own.add(name.casefold())
            new.append((place_of_target(number, None, there), {"measure": number, "name": name}))
            self._tell(PARTNERS, f"Partner i tiltak {number}", name)
        yield from self._put(PARTNERS, new)

    def _put(self, name: str, new: Sequence[tuple[int, Mapping[str, Value]]]) -> Iterator[Edit]:
        """The edits that put each row before the filled row of that index, from below upwards."""
        table = table_of(self._view, name)
        for at in sorted({at for at, _ in new}, reverse=True):
            rows = [row for place, row in new if place == at]
            yield table.inserted(at, rows)

    def _tell(self, table: str, key: str, text: str) -> None:
        header = _SHEETS[table]
        self._changes.append(Change(ChangeKind.ADDED, table, key, header, None, text))

    def _checks(self, number: str) -> Iterator[str]:
        if not self._wanted.title:
            return
        for lacking, what in (
            (not self._wanted.results, "resultatmål"),
            (not self._wanted.effects, "effektmål"),
            (not self._wanted.partners, "partner"),
        ):
            if lacking:
                yield (
                    f"Tiltak {number} har ikke noe {what} ennå."
                    if what != "partner"
                    else (f"Tiltak {number} har ingen partner ennå.")
                )

    def _column(self, name: str, key: str) -> list[str]:
        values = (row.values.get(key, BLANK) for row in table_of(self._view, name).filled)
        return ["" if value is BLANK else str(value) for value in values]


def _required(demand: Demand | None) -> str:
    if demand is None:
        return ""
    return f" (krav: {demand.operator.value} {nb.number(demand.number)} {demand.unit})"


def _kind(value: Value) -> TargetType | None:
    return TargetType(value) if isinstance(value, str) and value in set(TargetType) else None
