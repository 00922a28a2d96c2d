"""When a deviation is accepted: the one place that report, JSON, exit code, log and button ask.

The formulas on «Godtatte avvik» and «Kontroll» are its twin (:mod:`orxl.layout.acceptance`); a
test feeds both the same rows.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from orxl.core.findings import Finding, Severity
from orxl.core.light import dataclass, replace
from orxl.core.refs import column_letters
from orxl.layout.acceptance import FEWEST_LETTERS, GUARDED, SHORTEST_REASON
from orxl.programme.records import AcceptedDeviation, PrintedFault
from orxl.rules.kit.view import View


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding is, as «Godtatte avvik» names it.

    The key of the row, or outside the layout's tables the row's number or the cell's address; the
    header of the column, or its letters.
    """

    sheet: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def spot_of(view: View, finding: Finding) -> Spot:
    """Where *finding* is."""
    cell, sheet = finding.cell, finding.sheet or ""
    if cell is None:
        return Spot(sheet)
    place = view.bound.place(cell)
    if place is None:
        return Spot(sheet, (str(cell.row), cell.a1), (column_letters(cell.column),))
    return Spot(sheet, (place[0],), (place[1],))


def guards(code: str) -> bool:
    """Whether the rule with *code* guards the sums."""
    return code.strip().upper() in GUARDED


def lacks(entry: AcceptedDeviation) -> tuple[str, ...]:
    """What an acceptance must have and has not, in words; with any of them it accepts nothing."""
    guarded = guards(entry.code)
    missing = {
        "ark": guarded and entry.sheet is None,
        "rad": guarded and entry.row is None,
        "kolonne": guarded and entry.column is None,
        "beløp": guarded and entry.amount is None,
        "en begrunnelse som sier hvorfor": not tells_why(entry.reason or ""),
        "hvem som har godtatt": entry.accepted_by is None,
        "dato": entry.accepted_on is None,
        "siste dag det gjelder": entry.valid_until is None,
    }
    return tuple(word for word, is_missing in missing.items() if is_missing)


def tells_why(reason: str) -> bool:
    """Whether *reason* is one: long enough, and more than one character again and again."""
    text = " ".join(part for part in reason.split(" ") if part)
    return (
        len(text) >= SHORTEST_REASON
        and len(text.replace(text[0], "").replace(" ", "")) >= FEWEST_LETTERS
    )


def in_force(entry: AcceptedDeviation, day: date) -> bool:
    """Whether an acceptance is complete and holds on *day*."""
    return (
        not lacks(entry)
        and entry.accepted_on is not None
        and entry.valid_until is not None
        and entry.accepted_on <= day <= entry.valid_until
    )


def accepts(entry: AcceptedDeviation, finding: Finding, spot: Spot, day: date) -> bool:
    """Whether *entry* accepts *finding*, which is at *spot*, on *day*.

    A Feil is accepted at its very place only; of the others a blank field means anywhere. An
    amount must be the difference that is found; a rule that guards the sums is accepted by amount
    only. What hinders all judgement is never accepted.
    """
    return in_force(entry, day) and matches(entry, finding, spot)


def matches(entry: AcceptedDeviation, finding: Finding, spot: Spot) -> bool:
    """Whether *entry* is about *finding*, whether or not it holds."""
    return (
        not finding.hinders
        and _same(entry.code, (finding.code,))
        and _there(entry, spot, exactly=finding.severity is Severity.ERROR)
        and (entry.amount is None or _is(entry.amount, finding.difference))
    )


def printed(fault: PrintedFault, finding: Finding, spot: Spot) -> bool:
    """Whether *finding* is a fault that was printed so."""
    return (
        not finding.hinders
        and _same(fault.code, (finding.code,))
        and _there(fault, spot, exactly=True)
        and _is(fault.amount, finding.difference)
    )


def as_printed(finding: Finding, fault: PrintedFault) -> Finding:
    """*finding* as what it is: a fact about the printed case."""
    return replace(finding, severity=Severity.NOTE, printed=fault.printed_in, fix=())


def _there(entry: AcceptedDeviation | PrintedFault, spot: Spot, *, exactly: bool) -> bool:
    pairs = ((entry.sheet, (spot.sheet,)), (entry.row, spot.rows), (entry.column, spot.columns))
    return all(
        (not exactly or not known) if said is None else _same(said, known) for said, known in pairs
    )


def _same(said: str, known: tuple[str, ...]) -> bool:
    """Excel does not tell upper case from lower case."""
    return said.casefold() in {word.casefold() for word in known}


def _is(amount: Decimal, difference: float | None) -> bool:
    return difference is not None and _cents(amount) == _cents(Decimal(repr(difference)))


def _cents(amount: Decimal) -> Decimal:
    return (amount * 100).quantize(Decimal(1), ROUND_HALF_UP)
