"""A comparison in order: what to say first, then the changes under headings, then what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.layout import names as tables
from orxl.programme.numbers import ZERO
from orxl.report.compare.diff import Run, runs
from orxl.report.compare.figures import LONG, effect
from orxl.report.compare.names import GROUPS, OTHER, WHOLE, group
from orxl.report.compare.values import Comparison
from orxl.report.compare.words import sentence
from orxl.versions.alignment import REFERRED
from orxl.versions.changes import Change, Kind

_ROWS: Final = (Kind.ROW_ADDED, Kind.ROW_REMOVED)


@dataclass(frozen=True)
class Item:
    """One change: what it says, what it does to the budget, and a long text word by word."""

    change: Change
    sentence: str
    effect: str
    words: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Section:
    """The changes of one part of the workbook."""

    title: str
    items: tuple[Item, ...]


def sections(comparison: Comparison, *, quiet: bool = False) -> tuple[Section, ...]:
    """The changes by part of the workbook; with *quiet* those of looks and spelling last."""
    children = _children(comparison.changes)
    found: dict[str, list[Item]] = {}
    for number in comparison.own:
        item = _item(comparison, number, children)
        found.setdefault(group(item.change, comparison.layout), []).append(item)
    order = [*GROUPS.values(), OTHER, WHOLE]
    titles = sorted(found, key=lambda title: order.index(title) if title in order else -1)
    told = [Section(title, tuple(found[title])) for title in titles]
    if quiet and comparison.quiet:
        items = tuple(_item(comparison, number, children) for number in comparison.quiet)
        told.append(Section("Utseende og skrivemåte", items))
    return tuple(told)


def _item(
    comparison: Comparison, number: int, children: Mapping[tuple[Kind, str, str], Sequence[Change]]
) -> Item:
    change, effects = comparison.changes[number], comparison.effects
    with_it = children.get((change.kind, change.table, change.row), ())
    moved = "" if effects is None else effect(effects.each.get(number), effects.before)
    return Item(change, sentence(change, comparison.layout, with_it), moved, word_by_word(change))


def word_by_word(change: Change) -> tuple[Run, ...]:
    """The texts before and after as one, where one of them is long; else nothing."""
    old, new = change.old, change.new
    if change.kind is not Kind.VALUE or not isinstance(old, str) or not isinstance(new, str):
        return ()
    return runs(old, new) if max(len(old), len(new)) > LONG else ()


def _children(changes: Sequence[Change]) -> dict[tuple[Kind, str, str], list[Change]]:
    """The rows that came or went with another row, by that row."""
    found: dict[tuple[Kind, str, str], list[Change]] = {}
    parents = {(c.kind, c.table, c.row) for c in changes if c.kind in _ROWS and c.own}
    for change in changes:
        if change.kind not in _ROWS or change.follows != "rad":
            continue
        for _, held in change.contents:
            for table in REFERRED.values():
                key = change.kind, table, held
                if isinstance(held, str) and key in parents:
                    found.setdefault((change.kind, table, held), []).append(change)
    return found


def verdict(comparison: Comparison) -> str:
    """The one sentence that says it all."""
    one, other = comparison.before.name, comparison.after.name
    count = len(comparison.own)
    if not count:
        return f"Ingenting er ulikt i innholdet i «{one}» og «{other}»."
    return f"{nb.counted(count, 'endring', 'endringer')} fra «{one}» til «{other}»."


def budget(comparison: Comparison) -> str:
    """What became of the result and the closing balance, as a sentence; ``""`` where unknown."""
    effects = comparison.effects
    if effects is None:
        return ""
    before, after = effects.before, effects.after
    if (after - before).nothing:
        return (
            f"Resultatet ({nb.number(before.result)}) og utgående mindreforbruk "
            f"({nb.number(before.closing)}) er som før (1000 kr)."
        )
    parts = [
        f"{what} går fra {nb.number(was)} til {nb.number(now)}"
        for what, was, now in (
            ("resultatet", before.result, after.result),
            ("utgående mindreforbruk", before.closing, after.closing),
        )
        if was != now
    ]
    fees = (
        f"Kontingenten går fra {nb.number(before.fees)} til {nb.number(after.fees)} kr."
        if before.fees != after.fees
        else ""
    )
    said = nb.listed(parts)
    return " ".join(
        filter(None, (fees, f"{said[:1].upper()}{said[1:]} (1000 kr)." if said else ""))
    )


def interplay(comparison: Comparison) -> str:
    """What the effects of the changes together lack to the whole, as a sentence; ``""``: nothing.

    Two changes may do more together than one by one: a higher rate, and more inhabitants.
    """
    effects = comparison.effects
    if effects is None or not effects.each:
        return ""
    whole = (effects.after - effects.before).result
    alone = sum((moved.result for moved in effects.each.values()), start=ZERO)
    if whole == alone:
        return ""
    return (
        f"Hver for seg gir endringene {nb.signed(alone)} i resultatet, sammen {nb.signed(whole)} "
        f"(1000 kr); forskjellen kommer av at de virker på hverandre."
    )


def consequences(comparison: Comparison) -> tuple[str, ...]:
    """What follows from the changes and is not told one by one, as sentences."""
    count = Counter(c.follows for c in comparison.changes if c.follows)
    sheets = {c.sheet for c in comparison.changes if c.follows == "inndata"}
    said = []
    if count["inndata"]:
        cells = nb.counted(count["inndata"], "beregnet celle", "beregnede celler")
        said.append(
            f"{cells} på {nb.counted(len(sheets), 'ark', 'ark')} har fått ny verdi fordi det de "
            "bygger på, er endret."
        )
    if count["nøkkel"]:
        rows = nb.counted(count["nøkkel"], "henvisning", "henvisninger")
        said.append(f"{rows} følger rader som har fått nytt nummer eller navn.")
    if count["tid"]:
        cells = nb.counted(count["tid"], "celle", "celler")
        said.append(f"{cells} har fått ny verdi fordi formelen leser klokken.")
    if count["ikke beregnet"]:
        cells = nb.counted(count["ikke beregnet"], "formel", "formler")
        said.append(
            f"{cells} har ingen beregnet verdi i én av filene; den er lagret av et program som "
            "ikke regner."
        )
    if count["kontroll"]:
        cells = nb.counted(count["kontroll"], "endring", "endringer")
        said.append(f"{cells} er det orxl selv har skrevet om siste kontroll.")
    quiet = len(comparison.quiet)
    if quiet:
        said.append(f"{nb.counted(quiet, 'endring', 'endringer')} gjelder utseende og skrivemåte.")
    return tuple(said)


def of_programme(change: Change) -> bool:
    """Whether *change* is of what a board decides on: no log, and nothing of the control."""
    return change.table not in (tables.LOG, tables.FINDINGS, tables.CONTROLS, tables.ACCEPTED)
