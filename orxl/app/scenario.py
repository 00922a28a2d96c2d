"""What the budget would be with other assumptions, from the models; the book is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from orxl.app.workbook import open_workbook
from orxl.binding import bind
from orxl.core import nb
from orxl.core.errors import BadCall
from orxl.core.light import dataclass
from orxl.programme.codes import Growth, ScenarioName
from orxl.programme.fees import DATE, RATE, owes_fee
from orxl.programme.goal import Aim, smallest_rate
from orxl.programme.programme import Programme
from orxl.programme.scenario_table import is_case, table_of
from orxl.programme.scenarios import Scenario, evaluate, the_case
from orxl.programme.sensitivity import sensitivity
from orxl.report.scenario import GoalReport, Row, ScenarioReport

NOW: Final = ScenarioName.NOW.value
ASKED: Final = "Ditt scenario"


@dataclass(frozen=True)
class Question:
    """What was asked for, as it was typed; None and empty mean «as the book is now»."""

    rate: Decimal | None = None
    at: date | None = None
    growth: str | None = None
    applied: bool | None = None
    members_out: tuple[str, ...] = ()
    members_in: tuple[str, ...] = ()
    grants_out: tuple[str, ...] = ()
    grants_in: tuple[str, ...] = ()
    goal: tuple[str, Decimal] | None = None
    """What to reach and how much, 1000 kr, by the smallest rate: («resultat», 0)."""

    @property
    def changes(self) -> bool:
        """Whether anything is to be other than the book has it."""
        told = self.rate, self.at, self.growth, self.applied
        lists = self.members_out, self.members_in, self.grants_out, self.grants_in
        return any(value is not None for value in told) or any(lists)


def answer(path: Path, question: Question) -> ScenarioReport:
    """What *question* comes to in the workbook at *path*; nothing is written.

    Raises BadCall for what the workbook does not have, UnreadableFile.
    """
    return answered(bind(open_workbook(path).book).programme, question)


def answered(programme: Programme, question: Question) -> ScenarioReport:
    """What *question* comes to in *programme*. Raises BadCall."""
    book = evaluate(programme, Scenario(NOW))
    if book is None:
        raise no_fees()
    moves = sensitivity(programme)
    if not question.changes and question.goal is None:
        own = _own_scenarios(programme)
        return ScenarioReport(own or (Row(NOW, book),), book, sensitivity=moves)
    rows = [Row(NOW, book)]
    case = the_case(programme)
    outcome = evaluate(programme, case) if case is not None and _has_case(programme) else None
    if outcome is not None:
        rows.append(Row(ScenarioName.CASE, outcome))
    asked = _scenario(programme, question)
    subject = book
    if question.changes:
        found = evaluate(programme, asked)
        if found is not None:
            rows.append(Row(ASKED, found))
            subject = found
    goal = _goal(programme, question.goal, asked) if question.goal is not None else None
    return ScenarioReport(tuple(rows), subject, goal, moves)


def _own_scenarios(programme: Programme) -> tuple[Row, ...]:
    """The scenarios of the workbook's own table, those that can be calculated."""
    return tuple(
        Row(found.row.name, found.outcome)
        for found in table_of(programme)
        if found.outcome is not None and (_has_case(programme) or not is_case(found.row))
    )


def _has_case(programme: Programme) -> bool:
    """Whether the lines of the case stand in the book; one from before does not hold them."""
    return any(line.case is not None for line in programme.lines)


def _scenario(programme: Programme, question: Question) -> Scenario:
    year = programme.year
    if year is None:
        raise BadCall("Budsjettåret mangler på arket Forutsetninger.", "Fyll det ut.")
    if question.rate is not None and question.rate < 0:
        raise BadCall(f"Satsen {nb.number(question.rate)} er negativ.", "Skriv en sats fra 0.")
    places = {row.code: row.municipality for row in programme.populations}
    names = {**places, **{m.code: m.name for m in programme.members}}
    members = {m.code for m in programme.members if owes_fee(m, year)}
    out = frozenset(_municipality(word, names) for word in question.members_out)
    new = frozenset(_municipality(word, names) for word in question.members_in)
    for code in sorted(out - members):
        raise BadCall(
            f"{names[code]} ({code:04}) er ikke blant de navngitte medlemmene 1. januar {year}.",
            "Er kommunen ett av medlemmene uten navn, før den først på arket Medlemmer som del av "
            "grunnlaget.",
        )
    for code in sorted(new & members):
        raise BadCall(f"{names[code]} ({code:04}) er allerede medlem.", "Utelat den.")
    _refuse_date(programme, question.at, out | new | members)
    return Scenario(
        ASKED,
        rate=question.rate,
        at=question.at,
        growth=_growth(question.growth),
        counts_applied=question.applied,
        members_out=out,
        members_in=new,
        grants_out=_grants(programme, question.grants_out),
        grants_in=_grants(programme, question.grants_in),
    )


def _municipality(word: str, names: dict[int, str]) -> int:
    """The municipality with number or name *word*. Raises BadCall: a part of a name is no name."""
    typed = " ".join(word.split())
    if typed.isascii() and typed.isdigit() and len(typed) <= 4:
        if int(typed) in names:
            return int(typed)
        raise BadCall(
            f"Kommunenummeret {typed} finnes ikke på arkene Medlemmer og Folketall.",
            "Skriv kommunens navn eller et annet nummer.",
        )
    found = sorted(code for code, name in names.items() if _plain(name) == _plain(typed))
    if len(found) == 1:
        return found[0]
    if found:
        numbers = nb.listed([f"{code:04}" for code in found])
        raise BadCall(
            f"Flere kommuner heter «{names[found[0]]}»: {numbers}.", "Skriv kommunenummeret."
        )
    raise BadCall(
        f"Ingen kommune heter «{typed}» på arkene Medlemmer og Folketall.",
        nb.meant(typed, names.values()) or "Skriv navnet slik SSB skriver det, eller nummeret.",
    )


def _plain(name: str) -> str:
    """*name* without what follows a dash between two languages («Oslo – Oslove»), casefolded."""
    return name.replace(" – ", " - ").partition(" - ")[0].strip().casefold()


def _grants(programme: Programme, words: Sequence[str]) -> frozenset[str]:
    by_name = {g.grant_id.casefold(): g.grant_id for g in programme.grants}
    return frozenset(_known(word, by_name, "tilskudd", "Tilskudd") for word in words)


def _known(word: str, known: dict[str, str], what: str, sheet: str) -> str:
    found = known.get(word.strip().casefold())
    if found is None:
        told = nb.listed(sorted(known.values()))
        raise BadCall(f"Arket {sheet} har ikke noe {what} med ID «{word}».", f"Velg blant {told}.")
    return found


def _growth(word: str | None) -> Growth | None:
    if word is None:
        return None
    for growth in Growth:
        if growth.value.casefold() == word.strip().casefold():
            return growth
    told = nb.listed([f"«{growth.value}»" for growth in Growth])
    raise BadCall(f"Veksten for øvrige medlemmer kan ikke være «{word}».", f"Velg mellom {told}.")


def _refuse_date(programme: Programme, at: date | None, members: Iterable[int]) -> None:
    if at is None:
        return
    known = {row.code for row in programme.populations if row.at == at}
    if known.issuperset(members):
        return
    what = "for noen av medlemmene per" if known else "per"
    raise no_population(programme, f"{what} {nb.day(at)}")


def no_population(programme: Programme, what: str) -> BadCall:
    """The sentence where the sheet Folketall lacks *what*, «per 1.1.2027», and what it has."""
    days = sorted({row.at for row in programme.populations})
    told = nb.listed([nb.day(day) for day in days])
    return BadCall(
        f"Arket Folketall har ikke tall {what}.",
        f"Datoene som finnes, er {told}." if days else "Legg inn folketallet først.",
    )


def no_fees() -> BadCall:
    """The sentence where a fact or an assumption that the fees rest on is missing."""
    return BadCall(
        "Kontingenten kan ikke beregnes: sats, folketallsdato eller det saken sier om "
        "kontingenten, mangler på arket Forutsetninger.",
        "Fyll ut forutsetningene og lagre arbeidsboken.",
    )


def _goal(programme: Programme, goal: tuple[str, Decimal], scenario: Scenario) -> GoalReport:
    aims: dict[str, Aim] = {aim.value: aim for aim in Aim}
    aim = aims.get(goal[0].casefold())
    if aim is None:
        told = nb.listed([f"«{name}»" for name in aims])
        raise BadCall(f"Målet kan ikke gjelde «{goal[0]}».", f"Velg mellom {told}.")
    found = smallest_rate(programme, aim, goal[1], scenario)
    if found is None:
        raise BadCall(
            "Kontingenten kan ikke beregnes, så ingen sats kan finnes.",
            f"Fyll ut {RATE} og {DATE} på arket Forutsetninger.",
        )
    return GoalReport(aim.value, goal[1], found)
