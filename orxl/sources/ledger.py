"""A ledger, or a report of accounts, from a table of lines: sums to the øre, nothing lost.

The lines are read as a stream: a million of them take no more room than their sums. Every line
below the headers is taken, left out for a reason that is counted (sums, repeated headers, texts, no
amount), or named as a problem. A line that is a sum is compared with the lines it sums. Income is
negative in what comes out, as ledgers keep it, whatever the file does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.ledger_columns import Role
from orxl.sources.ledger_reader import Reader
from orxl.sources.ledger_records import Ledger, Sheet
from orxl.sources.ledger_signs import Chart, Side, Signs, judged


def read_ledger(
    sheets: Iterable[Sheet],
    *,
    year: int | None = None,
    called: Mapping[str, Role] | None = None,
    signs: Signs | None = None,
) -> Ledger:
    """The ledger in *sheets*.

    *year* is the year asked for: it chooses between columns of several years, and is taken where
    the file says none, which a remark tells. *called* are headers whose meaning somebody has said.
    *signs* is what somebody has said of the signs, where the file does not show it. Raises
    BadSource where no sheet has an account and an amount, or the signs cannot be told.
    """
    read: list[tuple[Sheet, Ledger]] = []
    hidden: list[str] = []
    without: list[str] = []
    for sheet in sheets:
        if sheet.hidden:
            hidden.append(sheet.name)
            continue
        reader = Reader(sheet, year, called or {})
        (without.append(sheet.name) if not reader.run() else read.append((sheet, reader.ledger)))
    if not read:
        raise BadSource(
            "Filen har ingen linje med overskrifter som sier hva som er konto (eller art) og hva "
            "som er beløp.",
            "Ta med kolonneoverskriftene når du henter rapporten, for eksempel Konto og Beløp.",
        )
    ledger = _together(read)
    if not ledger.taken and not ledger.problems:
        raise BadSource(
            "Filen har overskrifter, men ingen linje med beløp.", "Hent rapporten på nytt."
        )
    if hidden:
        ledger.remarks.append(f"Skjulte ark er ikke lest: {nb.listed(hidden)}.")
    if any(without):
        ledger.remarks.append(f"Ark uten konto og beløp er ikke lest: {nb.listed(without)}.")
    return _turned(ledger, signs)


def _together(read: Sequence[tuple[Sheet, Ledger]]) -> Ledger:
    """The sheets as one ledger, without those that only sum up the others."""
    nets = [_nets(ledger) for _, ledger in read]
    kept: list[Ledger] = []
    whole = Ledger()
    for index, (sheet, ledger) in enumerate(read):
        others = [nets[i] for i in range(len(read)) if i != index]
        again = any(nets[index] == other for other in nets[:index])
        if again or (len(others) > 1 and nets[index] == _added(others)):
            whole.left["linjer i ark som gjentar de andre"] += ledger.rows
            whole.rows += ledger.rows
            whole.remarks.append(
                f"Arket {sheet.name} har de samme summene som det andre i filen og er ikke lest."
            )
        else:
            kept.append(ledger)
    if len(kept) > 1:
        whole.remarks.append(f"{len(kept)} ark er lagt sammen.")
    for ledger in kept:
        whole.sums += ledger.sums
        whole.rows += ledger.rows
        whole.taken += ledger.taken
        whole.left += ledger.left
        whole.unknown += ledger.unknown
        whole.problems += ledger.problems
        whole.duplicates += ledger.duplicates
        whole.remarks += ledger.remarks
        whole.accounts = ledger.accounts | whole.accounts
        whole.projects = ledger.projects | whole.projects
        whole.total += ledger.total
        whole.signs = ledger.signs
        if ledger.since is not None:
            whole.since = min(ledger.since, whole.since or ledger.since)
        if ledger.until is not None:
            whole.until = max(ledger.until, whole.until or ledger.until)
    return whole


def _nets(ledger: Ledger) -> Counter[str]:
    nets: Counter[str] = Counter()
    for one in ledger.sums:
        nets[one.account] += one.amount
    return nets


def _added(nets: Iterable[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for net in nets:
        whole.update(net)
    return whole


class UnknownSigns(BadSource):
    """Somebody must say what has minus in the file."""


def _turned(ledger: Ledger, said_of_it: Signs | None) -> Ledger:
    """*ledger* with income negative. Raises BadSource where the signs cannot be told."""
    nets = _nets(ledger)
    chart, signs = judged({a: (max(n, 0), min(n, 0)) for a, n in nets.items()})
    ledger.chart = chart
    if ledger.signs is Signs.BY_SIDE:
        return ledger
    if said_of_it is not None:
        signs = said_of_it
    elif signs in (Signs.NONE, Signs.UNKNOWN) and nets and not ledger.problems:
        raise UnknownSigns(
            "Beløpene har ikke fortegn som skiller inntekter fra utgifter."
            if signs is Signs.NONE
            else "Filen viser ikke om det er inntekter eller utgifter som har minus.",
            "Hent rapporten med fortegn eller med debet og kredit, eller si hvordan den er: "
            "--fortegn inntekt-minus, utgift-minus eller uten.",
        )
    ledger.signs = signs
    if signs is Signs.NONE and chart is Chart.UNKNOWN:
        raise BadSource(
            "Beløpene har ikke fortegn, og kontonumrene viser ikke hva som er inntekt.",
            "Hent rapporten med fortegn, eller med debet og kredit.",
        )
    if signs in (Signs.EXPENSE_MINUS, Signs.NONE):
        turned = []
        for one in ledger.sums:
            income = chart.side(one.account) is Side.INCOME
            turn = signs is Signs.EXPENSE_MINUS or income
            turned.append(one.model_copy(update={"amount": -one.amount}) if turn else one)
        ledger.sums = tuple(turned)
    return ledger
