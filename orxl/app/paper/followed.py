"""What has been followed up: measures and targets by area, what is late, and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from orxl.app.paper.inline import Writing, joined, one, own
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.light import dataclass, replace
from orxl.layout.follow_up import GREEN, RED, YELLOW
from orxl.layout.names import AREAS
from orxl.programme.codes import MeasureStatus, TargetStatus
from orxl.programme.models import Measure, Target
from orxl.programme.targets import holds
from orxl.report.paper.model import (
    Align,
    Block,
    Column,
    Figure,
    Heading,
    Line,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableCell,
    plain,
)
from orxl.rules.shared.measures import area_of, late_measures, late_targets, measures, targets

NOT_FOLLOWED: Final = "Ikke fulgt opp"
LIGHTS: Final = (
    f"{RED}: noe er over fristen, eller et mål er ikke nådd. {YELLOW}: noe er utsatt eller "
    f"avbrutt, eller et mål er delvis nådd. {GREEN}: ellers. {NOT_FOLLOWED}: ingen har satt status."
)
_PUT_OFF: Final = (MeasureStatus.POSTPONED, MeasureStatus.STOPPED)


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure with its targets: each with its row, and what holds for it."""

    row: BoundRow
    measure: Measure
    targets: tuple[tuple[BoundRow, Target, TargetStatus], ...]

    @property
    def judged(self) -> tuple[tuple[BoundRow, Target, TargetStatus], ...]:
        """The targets that somebody, or their numbers, have judged."""
        return tuple(one for one in self.targets if one[2] is not TargetStatus.NOT_ASSESSED)

    @property
    def begun(self) -> bool:
        """Whether anybody has followed it up."""
        started = self.measure.status not in (None, MeasureStatus.NOT_STARTED)
        return started or bool(self.measure.outcome) or bool(self.judged)


class FollowUp:
    """All measures and targets of a workbook, judged on a day."""

    def __init__(self, writing: Writing, day: date) -> None:
        self.writing = writing
        self.day = day
        view = writing.view
        by_measure: dict[str, list[tuple[BoundRow, Target, TargetStatus]]] = {}
        for row, target in targets(view):
            status = holds(target, day, view.year)
            by_measure.setdefault(target.measure, []).append((row, target, status))
        self.all = tuple(
            Followed(row, measure, tuple(by_measure.get(measure.number, ())))
            for row, measure in measures(view)
        )
        self._by_area: dict[str, list[Followed]] = {}
        for one_of in self.all:
            self._by_area.setdefault(area_of(one_of.measure.number), []).append(one_of)
        self.late = tuple(late_measures(view, day))
        self.late_targets = tuple(late_targets(view, day))
        self._late = Counter(measure.number for _, measure in self.late)
        self._late.update(target.measure for _, target in self.late_targets)

    @property
    def begun(self) -> bool:
        """Whether anything at all has been followed up."""
        return any(one.begun for one in self.all)

    def areas(self) -> Iterator[tuple[str, Line, tuple[Followed, ...]]]:
        """Each area's code and heading with its measures; those of no area last."""
        rest = dict(self._by_area)
        for row in self.writing.view.rows(AREAS):
            code = self.writing.view.text(row, "code")
            within = rest.pop(code, [])
            if within:
                number, name = (self.writing.words(row, key) for key in ("code", "name"))
                yield code, joined((number, name)), tuple(within)
        if rest:
            yield "", own("Uten område"), tuple(one for found in rest.values() for one in found)

    def light(self, within: Sequence[Followed]) -> str:
        """The light of an area, as a word (:data:`LIGHTS` says what it means)."""
        if not any(one.begun for one in within) and not self._late_in(within):
            return NOT_FOLLOWED
        states = Counter(status for one in within for _, _, status in one.targets)
        if self._late_in(within) or states[TargetStatus.MISSED]:
            return RED
        put_off = any(one.measure.status in _PUT_OFF for one in within)
        return YELLOW if put_off or states[TargetStatus.PARTLY_MET] else GREEN

    def _late_in(self, within: Sequence[Followed]) -> int:
        return sum(self._late[number] for number in {one.measure.number for one in within})

    def by_area(self) -> Table:
        """A row for each area, with its light first."""
        columns = (
            Column("Område", share=2.6),
            Column("Vurdering", share=1.4),
            *(Column(heading, Align.RIGHT, 0.9) for heading in ("Tiltak", "I gang", "Gjennomført")),
            *(Column(heading, Align.RIGHT, 0.9) for heading in ("Mål", "Mål nådd", "Over fristen")),
        )
        rows = [
            Row((one(line), one(own(self.light(within))), *_counts(self._numbers(within))))
            for _, line, within in self.areas()
        ]
        rows.append(
            Row(
                (one(own("I alt")), TableCell(()), *_counts(self._numbers(self.all))),
                RowKind.TOTAL,
            )
        )
        return Table(
            "status-omrader", own("Tiltak og mål etter område"), columns, tuple(rows),
            "Hvert område har en rad: vurderingen, tiltakene og målene, og hvor mange som er over "
            "fristen.",
        )  # fmt: skip

    def _numbers(self, within: Sequence[Followed]) -> tuple[int, ...]:
        status = Counter(one.measure.status for one in within)
        states = [state for one in within for _, _, state in one.targets]
        return (
            len(within), status[MeasureStatus.UNDER_WAY], status[MeasureStatus.DONE],
            len(states), states.count(TargetStatus.MET), self._late_in(within),
        )  # fmt: skip

    def details(self) -> Iterator[Block]:
        """The measures of each area, and the targets that have been judged."""
        for code, line, within in self.areas():
            yield Heading(2, line, self.writing.anchor("status", code or "uten"))
            if not any(one.begun for one in within):
                yield Paragraph(own("Ingen tiltak eller mål i området er fulgt opp ennå."))
                continue
            yield self._measures(code, line, within)
            judged = [target for one in within for target in one.judged]
            if judged:
                yield self._targets(code, line, judged)

    def _measures(self, code: str, line: Line, within: Sequence[Followed]) -> Table:
        return without_blanks(Table(
            f"status-tiltak-{code}",
            (*own("Tiltak under "), *line),
            (Column("Tiltak", share=2.2), Column("Status", share=1.1), Column("Frist", share=1.0),
             Column("Mål nådd", Align.RIGHT, 0.8), Column("Ansvarlig", share=1.1),
             Column("Oppnådd", share=1.8)),
            tuple(self._measure(found) for found in within),
            "Hvert tiltak har en rad: hvor langt det er kommet, fristen, målene og den ansvarlige.",
        ))  # fmt: skip

    def _measure(self, found: Followed) -> Row:
        writing, row = self.writing, found.row
        met = sum(status is TargetStatus.MET for _, _, status in found.targets)
        cell = row.cells.get("targets_met")
        return Row(
            (
                one(joined((writing.words(row, "number"), writing.words(row, "title")))),
                one(writing.words(row, "status")),
                one(self.deadline(row, found.measure.deadline)),
                one((
                    *own(f"{met}" if cell is None else ""),
                    *(() if cell is None else (Figure(f"{met}", cell),)),
                    *own(f" av {len(found.targets)}"),
                )),
                one(writing.words(row, "responsible")),
                one(writing.words(row, "outcome")),
            )
        )  # fmt: skip

    def _targets(
        self, code: str, line: Line, judged: Sequence[tuple[BoundRow, Target, TargetStatus]]
    ) -> Table:
        writing = self.writing
        rows = tuple(
            Row(
                (
                    one(joined((writing.words(row, "target_id"), writing.words(row, "text")))),
                    one(own(str(status))),
                    one(reached(row, target)),
                    one(writing.words(row, "outcome")),
                )
            )
            for row, target, status in judged
        )
        return without_blanks(Table(
            f"status-mal-{code}",
            (*own("Vurderte mål under "), *line),
            (Column("Mål", share=2.6), Column("Status", share=1.0), Column("Tall", share=1.3),
             Column("Oppnådd", share=1.8)),
            rows,
            "Hvert mål som er vurdert, har en rad.",
        ))  # fmt: skip

    def deadline(self, row: BoundRow, day: date | None) -> Line:
        """The deadline as a day, else in the paper's words, else the year."""
        cell = row.cells.get("deadline")
        if day is not None and cell is not None:
            return (Figure(nb.day(day), cell),)
        said = self.writing.words(row, "deadline_text")
        return said if said else own(f"i løpet av {self.writing.view.year}")

    def overdue(self) -> Table:
        """What is over its deadline, and with whom."""
        writing = self.writing
        owners = {one.measure.number: one.row for one in self.all}
        rows: list[Row] = []
        for row, measure in self.late:
            rows.append(self._overdue(row, ("number", "title"), measure.deadline, row))
        for row, target in self.late_targets:
            own_one = writing.words(row, "responsible")
            owner = row if own_one else owners.get(target.measure)
            rows.append(self._overdue(row, ("target_id", "text"), target.deadline, owner))
        return Table(
            "status-over-fristen", own(f"Over fristen {nb.long_day(self.day)}"),
            (Column("Tiltak eller mål", share=3.0), Column("Frist"),
             Column("Ansvarlig", share=1.2), Column("Status", share=1.1)),
            tuple(rows),
            "Hvert tiltak og mål som er over fristen uten å være avsluttet, har en rad.",
        )  # fmt: skip

    def _overdue(
        self, row: BoundRow, names: tuple[str, str], day: date | None, owner: BoundRow | None
    ) -> Row:
        writing = self.writing
        whose = () if owner is None else writing.words(owner, "responsible")
        return Row(
            (
                one(joined(writing.words(row, key) for key in names)),
                one(self.deadline(row, day)),
                one(whose if whose else own("ingen er ført opp")),
                one(writing.words(row, "status")),
            )
        )


def reached(row: BoundRow, target: Target) -> Line:
    """«12 (krav ≥ 15 kommuner)»; blank where nobody has counted."""
    cell = row.cells.get("achieved")
    if target.achieved is None or cell is None:
        return ()
    if target.operator is None or target.number is None:
        return (Figure(nb.number(target.achieved), cell),)
    upper = "" if target.upper is None else f"–{nb.number(target.upper)}"
    unit = f" {target.unit}" if target.unit else ""
    wanted = f" (krav {target.operator} {nb.number(target.number)}{upper}{unit})"
    return (Figure(nb.number(target.achieved), cell), *own(wanted))


def without_blanks(table: Table) -> Table:
    """*table* without the columns in which no row says anything."""
    said = [
        at for at, _ in enumerate(table.columns)
        if any(plain(line) for row in table.rows for line in row.cells[at].lines)
    ]  # fmt: skip
    return replace(
        table,
        columns=tuple(table.columns[at] for at in said),
        rows=tuple(replace(r, cells=tuple(r.cells[at] for at in said)) for r in table.rows),
    )


def _counts(numbers: Sequence[int]) -> tuple[TableCell, ...]:
    return tuple(one(own(nb.number(number))) for number in numbers)
