"""The status report: how measures, targets and budget stand on the day of «Status per»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from orxl.app.paper.economy import AMOUNTS, KEPT, Economy, Kept
from orxl.app.paper.followed import LIGHTS, FollowUp
from orxl.app.paper.inline import NOTHING, Writing, amount, clean, own
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.core.values import Value
from orxl.layout.names import MAIN
from orxl.programme.codes import LineType, MeasureStatus, TargetStatus
from orxl.programme.fee_list import FeeList, fee_list
from orxl.report.fees.words import incomplete, kroner
from orxl.report.paper.model import (
    Block,
    Bullets,
    CaseHead,
    Contents,
    Figure,
    Heading,
    Line,
    PageBreak,
    Paper,
    Paragraph,
)
from orxl.rules.kit.view import View

_SINCE: Final = 3
"""The first version of the layout with a day that the status is of."""
TITLE: Final = "Statusrapport"
INTERNAL: Final = (
    "Rapporten er intern: de ansvarlige står med navn, slik de er ført i arbeidsboken."
)
NOT_BEGUN: Final = "Ingen tiltak eller mål er fulgt opp i arbeidsboken ennå."
PROGNOSIS: Final = (
    "Prognosen for året er det som er skrevet som endret prognose, eller regnet ut etter metoden "
    "som er valgt for posten; ellers er den budsjettet. Avviket er prognosen minus budsjettet."
)
NO_ACCOUNTS: Final = (
    "Det er ikke lagt inn regnskap eller endret prognose ennå, så prognosen for året er budsjettet."
)


def status_paper(view: View, draft: Sequence[str] = ()) -> Paper:
    """The status report of *view*; *draft* says, a sentence each, why it may not be sent.

    Raises BadCall where the workbook does not say the day that it is the status of.
    """
    day = view.programme.day("Status_per")
    if day is None and view.bound.version < _SINCE:
        raise BadCall(
            f"Arbeidsboken har oppsett {view.bound.version}, uten «Status per», som "
            "statusrapporten er en status for.",
            "Kjør «orxl oppgrader» først.",
        )
    if day is None:
        raise BadCall(
            "Statusrapporten trenger datoen «Status per», og den er ikke fylt ut.",
            "Skriv datoen på arket Forutsetninger, og prøv igjen.",
        )
    status = _Status(Writing(view), day)
    return Paper(
        f"{TITLE} {view.year}",
        own(f"Status per {nb.long_day(day)}"),
        CaseHead(clean(view.programme.word("Organisasjon") or "")),
        day,
        tuple(status.blocks()),
        draft=tuple(draft),
    )


class _Status:
    """The report as it is written, chapter by chapter."""

    def __init__(self, writing: Writing, day: date) -> None:
        self.writing = writing
        self.view = writing.view
        self.day = day
        self.follow_up = FollowUp(writing, day)
        self.economy = Economy(writing)
        needed = (*AMOUNTS, "light", "explanation")
        self.kept = [kept for kept in KEPT if self.view.has(kept.table, *needed)]

    def blocks(self) -> Iterator[Block]:
        """The chapters of the report; a short one needs no contents."""
        if self.follow_up.begun:
            yield Contents()
            yield PageBreak()
        yield self._heading("Kort sagt", "kort")
        yield Bullets(tuple(self._in_short()))
        yield Paragraph(own(INTERNAL))
        yield from self._programme()
        yield from self._late()
        yield from self._budget()
        yield from self._members()

    def _heading(self, words: str, anchor: str) -> Heading:
        return Heading(1, own(words), self.writing.anchor("status", anchor))

    def _in_short(self) -> Iterator[Line]:
        found = self.follow_up
        by_status = [one.measure.status or MeasureStatus.NOT_STARTED for one in found.all]
        yield own(_spread(len(by_status), "tiltak", by_status, MeasureStatus))
        states = [status for one in found.all for _, _, status in one.targets]
        yield own(_spread(len(states), "mål", states, TargetStatus))
        late = len(found.late), len(found.late_targets)
        yield own(
            f"Over fristen: {nb.counted(late[0], 'tiltak', 'tiltak')} og "
            f"{nb.counted(late[1], 'mål', 'mål')}."
            if any(late)
            else "Ingen tiltak eller mål er over fristen."
        )
        yield from self._result()

    def _result(self) -> Iterator[Line]:
        """What the year is expected to end with, beside the budget."""
        for kind, words in (
            (LineType.RESULT, "Resultat"),
            (LineType.CARRY_OUT, "Utgående mindreforbruk"),
        ):
            told = [
                Figure(_sum(self.view.value(cell)), cell)
                for key in ("forecast", "budget")
                if (cell := self.view.cell(MAIN, kind, key, by="type")) is not None
            ]
            if len(told) == 2 and all(one.text for one in told):
                expected, budget = told
                yield (
                    *own(f"{words}: ventet "), expected, *own(", budsjettert "), budget,
                    *own(" (1000 kr)."),
                )  # fmt: skip

    def _programme(self) -> Iterator[Block]:
        yield self._heading("Tiltak og mål", "tiltak")
        if not self.follow_up.all:
            yield Paragraph(own("Det er ingen tiltak i arbeidsboken."))
            return
        if not self.follow_up.begun:
            yield Paragraph(own(NOT_BEGUN))
            return
        yield self.follow_up.by_area()
        yield Paragraph(own(LIGHTS))
        yield from self.follow_up.details()

    def _late(self) -> Iterator[Block]:
        yield self._heading("Over fristen", "frist")
        if self.follow_up.late or self.follow_up.late_targets:
            yield self.follow_up.overdue()
        else:
            yield Paragraph(
                own(f"Ingen tiltak eller mål har en frist som er ute {nb.long_day(self.day)}.")
            )

    def _budget(self) -> Iterator[Block]:
        yield self._heading("Økonomi", "okonomi")
        begun = [kept for kept in self.kept if self.economy.begun(kept)]
        until = self.view.programme.day("Regnskap_per")
        if until is not None and begun:
            yield Paragraph(own(f"Regnskapet gjelder til og med {nb.long_day(until)}."))
        yield Paragraph(own(PROGNOSIS if begun else NO_ACCOUNTS))
        for kept in self._shown(begun):
            yield Heading(2, own(kept.title), self.writing.anchor("status", kept.title))
            yield from self.economy.blocks(kept)

    def _shown(self, begun: Sequence[Kept]) -> Sequence[Kept]:
        """Hovedtall with the first figures of any table: the whole is what a leader asks for."""
        if begun and all(kept.table != MAIN for kept in begun):
            return [*(kept for kept in self.kept if kept.table == MAIN), *begun]
        return begun

    def _members(self) -> Iterator[Block]:
        yield self._heading("Medlemmer og kontingent", "medlemmer")
        fees = fee_list(self.view.programme)
        if fees is None:
            yield Paragraph(own("Kontingenten kan ikke regnes ut av det som står i arbeidsboken."))
        else:
            yield Bullets(tuple(own(words) for words in _fees(fees)))


def _sum(value: Value) -> str:
    """An amount in a sentence, where nought is a figure."""
    text = amount(value)
    return "0" if text == NOTHING else text


def _spread(
    count: int,
    what: str,
    found: Sequence[MeasureStatus] | Sequence[TargetStatus],
    order: type[MeasureStatus] | type[TargetStatus],
) -> str:
    """«31 tiltak: 28 ikke startet og 3 i gang.», in the order of the code list."""
    told = [
        f"{nb.number(found.count(word))} {str(word).lower()}" for word in order if found.count(word)
    ]
    return f"{nb.number(count)} {what}" + (f": {nb.listed(told)}." if told else ".")


def _fees(fees: FeeList) -> Iterator[str]:
    account = fees.account
    told = incomplete(fees)
    yield (
        f"{nb.counted(account.members, 'medlem', 'medlemmer')} {account.today.year}"
        + (f" ({told})." if told else ".")
    )
    yield f"Sats: {nb.number(account.today.rate, 2)} kr per innbygger."
    yield f"Kontingent fra navngitte medlemmer: {kroner(account.named)} kr."
    if account.unnamed.members:
        yield f"Kontingent fra de øvrige, anslått: {kroner(account.unnamed.fee)} kr."
    yield f"Kontingent i alt: {kroner(account.total)} kr."
