"""Grants on «Tilskudd» that the main figures do not carry with the same amount."""

from __future__ import annotations

from orxl.programme.models import Grant
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES, paper
from orxl.rules.kit.tables import GRANTS, MAIN
from orxl.rules.shared.amounts import amount, difference, differs, grants, sum_of

RULE = Rule(
    "B007",
    "tilskudd-ikke-i-hovedtall",
    Severity.ERROR,
    finds="Tilskudd på arket Tilskudd som ikke står med samme beløp i Hovedtall.",
    why="Inntektene i budsjettet må kunne føres tilbake til tilskuddene de kommer fra.",
    remedy="La posten i Hovedtall hente fra Tilskudd; «orxl beregn --rett» setter formelen "
    "tilbake.",
    references=(paper("5.1.3"), CODES),
)

_FETCHING = ("Tilskudd", "Øvrige tilskudd")


@RULE.check
def check(view: View) -> Hits:
    total = sum_of(view, GRANTS, "budget")
    if total is None:
        return
    labels = {view.text(row, "label").casefold() for row in view.rows(MAIN)}
    found, fetched = False, 0.0
    for row in view.rows(MAIN):
        source, label = row.values.get("source"), view.text(row, "label").casefold()
        shown = amount(view, row, "budget")
        if source not in _FETCHING or shown is None:
            continue
        fetched += shown
        amounts = [
            amount(view, entry, "budget")
            for entry, grant in grants(view)
            if (_line(grant) == label if source == "Tilskudd" else _line(grant) not in labels)
        ]
        expected = round(sum((value for value in amounts if value is not None), 0.0), 6)
        if differs(shown, expected):
            found = True
            yield Hit(
                f"{nb.quoted(view.text(row, 'label'))} er {nb.number(shown)} i budsjettet, men "
                f"tilskuddene som føres der, er {nb.number(expected)} på arket Tilskudd "
                f"{difference(shown, expected)}.",
                cell=row.cells["budget"],
                expected=expected,
                actual=shown,
            )
    if not found and differs(fetched, total):
        yield from _left_out(view, labels)


def _line(grant: Grant) -> str:
    return "" if grant.budget_line is None else grant.budget_line.casefold()


def _left_out(view: View, labels: set[str]) -> Hits:
    """Grants without a line of their own, where no line takes the rest."""
    if any(row.values.get("source") == "Øvrige tilskudd" for row in view.rows(MAIN)):
        return  # a line that does not fetch is N008's finding
    for entry, grant in grants(view):
        income = amount(view, entry, "budget")
        if income and _line(grant) not in labels:
            yield Hit(
                f"Tilskuddet {nb.quoted(grant.label)} ({nb.number(income)}) er ikke med i "
                "Hovedtall: det "
                "har ingen egen post, og ingen post henter «Øvrige tilskudd».",
                cell=entry.cells["budget"],
                expected=income,
                actual=0.0,
                remedy="Velg en post i «Budsjettpost», eller la én post i Hovedtall hente fra "
                "«Øvrige tilskudd».",
            )


@RULE.bad("Posten for GEO4Water er skrevet inn som 1 000.")
def _typed_line(e: Editor) -> Place:
    return e.put(MAIN, "GEO4Water 2025–2026", "budget", 1000.0)


@RULE.bad("«Andre tilskudd» er skrevet inn som 100, men det finnes ingen.")
def _typed_others(e: Editor) -> Place:
    return e.put(MAIN, "Andre tilskudd", "budget", 100.0)


@RULE.bad("Et tilskudd uten egen post, og ingen post tar resten.")
def _nowhere(e: Editor) -> Place:
    e.put(MAIN, "Andre tilskudd", "source", "Innlagt")
    e.put(MAIN, "Andre tilskudd", "budget", 0.0)
    e.put(GRANTS, "ORBIFY", "budget_line", BLANK)
    return e.where(GRANTS, "ORBIFY", "budget")


@RULE.good("Et tilskudd uten egen post går i «Andre tilskudd».")
def _among_others(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "budget_line", BLANK)


@RULE.good("ORBIFY er avslått og faller bort begge steder.")
def _refused(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "status", "Avslått")
