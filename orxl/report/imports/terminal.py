"""An import for the terminal: what was read, what changes, what that does, in bokmål."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.core.values import BLANK
from orxl.report.imports.values import (
    Change,
    ChangeKind,
    Effect,
    ImportReport,
    Problem,
    Tally,
    Total,
    counted,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_MOST: Final = 20
"""Lines of a list in the terminal; JSON has them all."""
KINDS: Final = {
    ChangeKind.ADDED: ("ny", "nye"),
    ChangeKind.CHANGED: ("endret", "endrede"),
    ChangeKind.GONE: ("borte", "borte"),
    ChangeKind.SAME: ("uendret", "uendrede"),
}


def print_report(report: ImportReport, screen: Console) -> None:
    """The preview, or what was in the way."""
    if report.source:
        screen.print(f"Import av {report.what} fra «{report.source}» til «{report.book.name}»")
        if report.read_as:
            screen.print(f"Lest som {report.read_as}.")
        screen.print(f"SHA-256: {report.digest}")
    else:
        screen.print(f"Legger til {report.what} i «{report.book.name}»")
    for line in [*map(tally, report.tallies), *map(total, report.totals)]:
        screen.print(line)
    for share in (share for one in report.tallies for share in one.shares if share.examples):
        screen.print(f"  {share.label}: {shortened(share.examples)}")
    if report.problems:
        screen.print(f"{WRONG}:")
        for problem in report.problems[:_MOST]:
            screen.print(f"  – {problem_line(problem)}")
        _and_more(len(report.problems), screen)
        return
    for sentence in report.checks:
        screen.print(f"Kontroller: {sentence}")
    if not report.moves:
        screen.print(NOTHING if report.changes else NONE_OF_IT)
        return
    screen.print(summary(report.changes))
    _changes(report.moves, screen)
    for effect in report.effects:
        _effect(effect, screen)
    if report.new_findings:
        screen.print("Etterpå sier kontrollen også:")
        for finding in report.new_findings[:_MOST]:
            screen.print(f"  {finding.severity.label}: {finding.message} ({finding.code})")
        _and_more(len(report.new_findings), screen)


WRONG: Final = "Dette må rettes før noe kan importeres"
NOTHING: Final = "Ingenting å endre: arbeidsboken har alt dette."
NONE_OF_IT: Final = "Ingenting å endre: ingenting av dette skal inn i arbeidsboken."


def print_written(report: ImportReport, screen: Console) -> None:
    """What the saving did."""
    written = report.written
    if written is None:
        return
    screen.print(f"{report.done}. «{report.book.name}» er regnet ut og lagret.")
    if written.unconfirmed:
        cells = nb.counted(written.unconfirmed, "celle", "celler")
        screen.print(f"{cells} overlates til Excel, som regner dem ut når filen åpnes.")
    if written.backup is not None:
        screen.print(f"Forrige utgave: {written.backup.parent.name}/{written.backup.name}")
    for warning in written.warnings:
        screen.print(f"Merk: {warning}")


def summary(changes: Sequence[Change]) -> str:
    """«357 nye, 2 endrede, 1 uendret.»"""
    parts = (nb.counted(count, *KINDS[kind]) for kind, count in counted(changes).items() if count)
    return f"Endringer: {nb.listed(tuple(parts))}."


def problem_line(problem: Problem) -> str:
    """«linje 2, kolonne 2: «724.290» …»"""
    value = f" {nb.quoted(problem.value)}" if problem.value else ""
    return f"{problem.place}:{value} {problem.said}"


def tally(one: Tally) -> str:
    """«Lest: 360 tall = 357 tatt med + 3 hele landet og fylker»."""
    parts = " + ".join(f"{nb.number(s.count)} {s.label}" for s in one.shares if s.count)
    return f"Lest: {nb.number(one.read)} {one.what}" + (f" = {parts}" if parts else "")


def total(one: Total) -> str:
    """A control total as a sum that anyone can check."""
    parts = [f"tatt med {nb.number(one.taken)}"]
    if one.outside:
        parts.append(f"utenfor {nb.number(one.outside)}")
    if one.unmapped:
        parts.append(f"ikke plassert {nb.number(one.unmapped)}")
    verdict = "stemmer" if one.difference == 0 else f"avvik {nb.number(one.difference)}"
    return f"{one.label}: {nb.number(one.file)} {one.unit}; {', '.join(parts)}: {verdict}"


def shortened(items: Sequence[str], most: int = 6) -> str:
    """The first of *items*, and how many more there are."""
    more = len(items) - most
    return ", ".join(items[:most]) + (f" og {nb.number(more)} til" if more > 0 else "")


def content(what: Content | None) -> str:
    """A cell's content as the preview shows it."""
    if what is None or what is BLANK:
        return "–"
    if isinstance(what, Formula):
        return f"={what.text}"
    return what if isinstance(what, str) else nb.brief(what)


def _changes(moves: Sequence[Change], screen: Console) -> None:
    for change in weighty(moves)[:_MOST]:
        screen.print(f"  {change_line(change)}")
    _and_more(len(moves), screen)


def weighty(moves: Sequence[Change]) -> list[Change]:
    """Those that move most kroner first, then those that change something, then the new ones."""
    order = {ChangeKind.GONE: 0, ChangeKind.CHANGED: 1, ChangeKind.ADDED: 2, ChangeKind.SAME: 3}
    zero = Decimal(0)
    return sorted(
        moves,
        key=lambda c: (-abs(zero if c.kroner is None else c.kroner), order[c.kind]),
    )


def change_line(change: Change) -> str:
    """«endret: Oslo (0301), 1.1.2025, Innbyggere: 724 290 → 725 290 (+2 500 kr)»"""
    moved = f"{content(change.old)} → {content(change.new)}"
    if change.kroner:
        moved += f" ({nb.signed(change.kroner)} kr)"
    return f"{KINDS[change.kind][0]}: {change.key}, {change.column}: {moved}"


def _and_more(count: int, screen: Console) -> None:
    if count > _MOST:
        screen.print(f"  … og {nb.number(count - _MOST)} til (--format json viser alle)")


def _effect(effect: Effect, screen: Console) -> None:
    screen.print(f"{effect.case}:")
    if effect.doubt:
        screen.print(f"  {effect.doubt}")
    for line in figures(effect):
        screen.print(f"  {line}")
    if effect.members:
        screen.print(_members(effect))
        _and_more(len(effect.members), screen)


def figures(effect: Effect) -> Iterator[str]:
    """What becomes of the key figures, a line for each."""
    before, after = effect.before, effect.after
    for label, old, new, unit in (
        ("Kontingent i alt", before.fees, after.fees, "kr"),
        ("Resultat", before.result, after.result, "(1000 kr)"),
        ("Utgående mindreforbruk", before.closing, after.closing, "(1000 kr)"),
    ):
        if old is not None and new is not None:
            change = "uendret" if old == new else nb.signed(new - old)
            yield f"{label}: {nb.number(old)} → {nb.number(new)} {unit}: {change}"


def _members(effect: Effect) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 2))
    table.add_column("Medlem")
    for header in ("Folketall før", "etter", "Kontingent før", "etter", "Endring, kr"):
        table.add_column(header, justify="right")
    for one in effect.members[:_MOST]:
        name = one.name if one.code is None else f"{one.name} ({one.code:04})"
        amounts = (*one.people, *one.fee)
        table.add_row(Text(name), *(nb.number(amount) for amount in amounts), nb.signed(one.kroner))
    return table
