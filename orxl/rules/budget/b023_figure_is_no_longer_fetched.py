"""A line whose figure must be fetched, and which «Hentes fra» has switched to something else."""

from __future__ import annotations

from orxl.binding import BoundRow, BoundTable
from orxl.core.edits import Formula, SetCell, present
from orxl.core.refs import column_letters
from orxl.layout import Grid
from orxl.layout.budget_formulas import MUST_FETCH, NAMED_FOR
from orxl.layout.names import CALCULATED, CARRY_IN
from orxl.programme.codes import LineSource, LineType
from orxl.rules.kit import BLANK, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES, paper
from orxl.rules.kit.tables import MAIN
from orxl.rules.shared.amounts import lines

RULE = Rule(
    "B023",
    "tallet-hentes-ikke-lenger",
    Severity.ERROR,
    finds="Kontingenten eller prosjektene hentes ikke fra sitt eget ark, fordi «Hentes fra» på "
    "Hovedtall er satt til noe annet. Også når to poster henter det samme, og når en post som "
    "skrives inn, kalles beregnet.",
    why="Tallet følger da ikke medlemmene, satsen og prosjektene, og kontrollene som "
    "sammenligner dem, har ingenting å sammenligne med.",
    remedy="Velg arket i «Hentes fra» igjen, og la tallet være en formel. «orxl beregn --rett» "
    "gjør begge deler.",
    fix=Fix.SAFE,
    fix_safety="«Hentes fra» settes tilbake til arket oppsettet sier, og formelen kommer tilbake "
    "i budsjettcellen. Tallet som sto der, vises først og ligger i sikkerhetskopien.",
    references=(CODES, paper("5.1.1")),
)

_OTHERS = LineSource.OTHER_GRANTS


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "label", "type", "source", "budget"):
        return
    yield from _calculated(view)
    yield from _fetched_total(view)
    wrong = {problem.cell for problem in view.bound.problems}
    kind, word = NAMED_FOR
    for row in lines(view, kind):
        is_it = view.text(row, "label").casefold().startswith(word)
        if is_it and row.cells["source"] not in wrong and row.values.get("source") != _OTHERS:
            yield _switched(view, row, _OTHERS)
    for source, (kind, word) in MUST_FETCH.items():
        found = [row for row in lines(view, kind) if row.values.get("source") == source]
        if len(found) > 1 and source is LineSource.FEES:  # two that fetch projects: B006
            yield _twice(view, found)
        if found:
            continue
        named = [
            row for row in lines(view, kind) if view.text(row, "label").casefold().startswith(word)
        ]
        if len(named) == 1 and named[0].cells["source"] in wrong:
            continue  # that it is blank, or no word of the list, is said where it is found
        if len(named) == 1:
            yield _switched(view, named[0], source)
        else:
            yield Hit(
                f"Ingen post på Hovedtall hentes fra {source}.",
                sheet="Hovedtall",
                expected=source,
                remedy=f"Velg «{source}» i «Hentes fra» for posten tallet hører til.",
            )


def _calculated(view: View) -> Hits:
    """A line of income or expense that is called calculated: only totals and the opening are."""
    for kind in (LineType.INCOME, LineType.EXPENSE):
        for row in lines(view, kind):
            if row.values.get("source") == LineSource.CALCULATED:
                yield Hit(
                    f"{nb.quoted(view.text(row, 'label'))} er satt til «Beregnet», men ingen "
                    "formel beregner posten; tallet er skrevet inn.",
                    cell=row.cells["source"],
                    expected=LineSource.TYPED,
                    actual=LineSource.CALCULATED.value,
                    severity=Severity.WARNING,
                    remedy="Velg «Innlagt», eller arket tallet skal hentes fra.",
                )


def _fetched_total(view: View) -> Hits:
    """A total, or the opening balance, that is called typed or fetched."""
    for row in view.rows(MAIN):
        kind, source = row.values.get("type"), row.values.get("source", BLANK)
        known = isinstance(source, str) and source in set(LineSource)
        if kind in (*CALCULATED, CARRY_IN) and known and source != LineSource.CALCULATED:
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} beregnes alltid, men «Hentes fra» er satt "
                f"til {nb.value(source)}.",
                cell=row.cells["source"],
                expected=LineSource.CALCULATED,
                actual=source,
                severity=Severity.WARNING,
                remedy="Velg «Beregnet».",
            )


def _switched(view: View, row: BoundRow, source: LineSource) -> Hit:
    cell, held = row.cells["source"], row.values.get("source", BLANK)
    return Hit(
        f"{nb.quoted(view.text(row, 'label'))} skal hentes fra {source}, men «Hentes fra» er satt "
        f"til {nb.value(held)}.",
        cell=cell,
        expected=source,
        actual=held,
        fix=(SetCell(cell, source.value, view.book.cell(cell).value), *_formula(view, row, source)),
    )


def _formula(view: View, row: BoundRow, source: LineSource) -> tuple[SetCell, ...]:
    """The edit that puts the formula back, where the figure is typed."""
    bound, cell = view.bound.tables[MAIN], row.cells["budget"]
    index = bound.rows.index(row)
    rows = [dict(other.values) for other in bound.rows]
    rows[index]["source"] = source.value
    wanted = bound.spec.formulas(rows, _grid(bound))[index].get("budget")
    held = view.book.cell(cell)
    if wanted is None or held.formula == wanted:
        return ()
    return (SetCell(cell, Formula(wanted), present(held)),)


def _grid(bound: BoundTable) -> Grid:
    letters = {key: column_letters(number) for key, number in bound.columns.items()}
    return Grid(bound.spec.name, bound.table.first_data_row, letters)


def _twice(view: View, found: list[BoundRow]) -> Hit:
    first, second = found[0], found[1]
    return Hit(
        f"Både {nb.quoted(view.text(first, 'label'))} og {nb.quoted(view.text(second, 'label'))} "
        "henter fra Kontingent, så kontingenten regnes to ganger.",
        cell=second.cells["source"],
        actual=LineSource.FEES.value,
        remedy="La bare én post hente fra Kontingent. Velg «Innlagt» for den andre.",
    )


@RULE.bad("«Hentes fra» for Kontingenter er satt til «Innlagt», og 5 378 er skrevet inn.")
def _fees_typed(e: Editor) -> Place:
    e.put(MAIN, "Kontingenter", "budget", 5378.0)
    return e.put(MAIN, "Kontingenter", "source", "Innlagt")


@RULE.bad("«Hentes fra» for Prosjekter er satt til «Innlagt»; formelen står igjen.")
def _projects_typed(e: Editor) -> Place:
    return e.put(MAIN, "Prosjekter", "source", "Innlagt")


@RULE.bad("To poster henter kontingenten.")
def _fees_twice(e: Editor) -> Place:
    return e.put(MAIN, "Samarbeid om internasjonal arbeidskraft", "source", "Kontingent")


@RULE.bad("En utgift som skrives inn, er satt til «Beregnet».")
def _called_calculated(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "source", "Beregnet")


@RULE.bad("Resultatet er satt til «Innlagt».")
def _typed_total(e: Editor) -> Place:
    return e.type_in(e.where(MAIN, "Resultat", "source", by="type"), "Innlagt")


@RULE.bad("«Andre tilskudd» skrives inn i stedet for å hentes.")
def _others_typed(e: Editor) -> Place:
    e.put(MAIN, "Andre tilskudd", "budget", 50.0)
    return e.put(MAIN, "Andre tilskudd", "source", "Innlagt")


@RULE.good("En post som skrives inn, har fått et annet tall.")
def _typed_line(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "budget", 220.0)
