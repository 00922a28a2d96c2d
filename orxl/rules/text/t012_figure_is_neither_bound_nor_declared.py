"""A figure in a text that no cell gives and nobody has declared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from orxl.binding.convert import decimal
from orxl.core.light import dataclass
from orxl.core.memo import per_object
from orxl.layout import Kind
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, FIGURES, MEASURES, NOTES, PARAGRAPHS
from orxl.rules.shared.figures import Figure, FigureKind, figures, normal
from orxl.rules.shared.placeholders import as_printed, named_cells, named_kinds
from orxl.rules.shared.texts import FIELDS, Passage, before, excerpt, mentions, passages
from orxl.rules.text import t002_euro_amount_differs_from_the_commitment as t002
from orxl.rules.text import t005_text_speaks_of_another_year as t005
from orxl.rules.text import t008_figure_is_typed_in_a_text as t008

RULE = Rule(
    "T012",
    "tall-i-tekst-er-verken-bundet-eller-fast",
    Severity.WARNING,
    finds="Et tall, et år, en dato, en prosent eller et tallord i en tekst som verken kommer fra "
    "en celle eller står på arket Faste tall.",
    why="Et tall som bare står i teksten, følger ikke med når tabellene endres, og ingen ser det "
    "når to sifre er byttet om.",
    remedy="Skriv en plassholder hvis tallet står i en celle. Står det ingen andre steder, føres "
    "det på arket Faste tall med kilde. Er det feil, rettes det.",
    references=(paper("5.1.3"),),
)

EVERYWHERE: Final = "overalt"
_PLACES: Final = (*FIELDS, (MEASURES, "title"), (MEASURES, "condition"))
_REACH: Final = 80
"""So close behind a grant's name its years may stand; those are compared with Tilskudd (T003)."""
_NEAR: Final = Decimal("0.05")
"""Figures that differ by less than this share are near each other."""
_UNITS: Final[Mapping[Kind, int]] = {
    Kind.THOUSANDS: 1000, Kind.KRONER: 1, Kind.AMOUNT: 1, Kind.INTEGER: 1, Kind.NUMBER: 1,
    Kind.RATE: 1, Kind.SHARE: 100,
}  # fmt: skip
_ALIASES: Final = {"ansatte": "stillinger", "medlemmer": "kommuner"}


@RULE.check
def check(view: View) -> Hits:
    if not view.has(FIGURES, "text", "place"):
        return  # a workbook of an earlier layout has no place to declare them
    judged = _judged_elsewhere(view)
    for passage in passages(view, _PLACES):
        kind = passage.row.values.get("type")
        if kind == "sett inn":
            continue
        said = judged.get(passage.cell, ())
        declared = _declared(view, passage)
        for figure in figures(passage.text, heading=kind in ("tittel", "overskrift")):
            told = normal(figure.text)
            if told in declared or any(told in other or other in told for other in said):
                continue
            if _years_of_a_grant(view, passage, figure):
                continue
            yield _hit(view, passage, figure)


def _hit(view: View, passage: Passage, figure: Figure) -> Hit:
    near = next(_near(view, figure), None)
    nearest = ""
    if near is not None:
        nearest = f" Nærmest er {near.name} ({near.cell}), {near.shown}{near.how}."
    around = as_printed(view, excerpt(passage.text, figure.start, figure.end, 25, 15))
    return Hit(
        f"{nb.quoted(figure.text)} i {nb.quoted(around, 100)} kommer verken fra en celle eller "
        f"fra arket Faste tall.{nearest}",
        cell=passage.cell,
        expected=f"{{{near.name}}}" if near is not None else None,
        actual=figure.text,
    )


@per_object
def _judged_elsewhere(view: View) -> Mapping[CellRef, Sequence[str]]:
    """The figures that another rule has already found something wrong with, by their cell."""
    found: dict[CellRef, list[str]] = {}
    for rule in (t002.RULE, t005.RULE, t008.RULE):
        for finding in rule.findings(view):
            actual = finding.actual
            if finding.cell is not None and isinstance(actual, str | float):
                told = actual if isinstance(actual, str) else nb.number(actual)
                found.setdefault(finding.cell, []).append(normal(told))
    return found


@per_object
def _by_place(view: View) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in view.rows(FIGURES):
        found.setdefault(normal(view.text(row, "place")), set()).add(normal(view.text(row, "text")))
    return {place: frozenset(texts) for place, texts in found.items()}


def _declared(view: View, passage: Passage) -> frozenset[str]:
    """The figures that are declared for *passage*, as :func:`normal` writes them."""
    key = view.text(passage.row, view.layout.table(passage.table).key)
    by_place = _by_place(view)
    own = by_place.get(normal(f"{passage.cell.sheet} {key}"), frozenset())
    return own | by_place.get(EVERYWHERE, frozenset())


def _years_of_a_grant(view: View, passage: Passage, figure: Figure) -> bool:
    if figure.kind is not FigureKind.YEARS or not re.search("[–-]", figure.text):
        return False
    return before(mentions(view, passage.text), figure.start, _REACH) is not None


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    cell: CellRef
    shown: str
    how: str


@per_object
def _named_numbers(view: View) -> Sequence[tuple[str, CellRef, Decimal, Kind]]:
    cells = named_cells(view)
    return [
        (name, cells[name], decimal(value) * _UNITS[kind], kind)
        for name, kind in named_kinds(view).items()
        if kind in _UNITS and name in cells and isinstance(value := view.value(cells[name]), float)
    ]


def _near(view: View, figure: Figure) -> Iterator[_Candidate]:
    """Cells of the figure's kind that it may be a slip for, the surest first."""
    if figure.value is None:
        year = named_cells(view).get("Budsjettår")
        if year is not None and figure.text == str(view.year):
            yield _Candidate("Budsjettår", year, figure.text, "")
        return
    counted = _ALIASES.get(figure.after.casefold(), figure.after.casefold())
    units = {row.values.get("name"): view.text(row, "unit") for row in view.rows(ASSUMED)}
    for name, cell, value, kind in _named_numbers(view):
        share = kind is Kind.SHARE
        if share is not (figure.kind is FigureKind.SHARE):
            continue
        shown = nb.number(value) + (" %" if share else "")
        if _swapped(figure.value, value):
            yield _Candidate(name, cell, shown, ": de samme sifrene i en annen rekkefølge")
            continue
        close = value >= 1000 and abs(figure.value - value) <= _NEAR * value
        counts = kind is Kind.INTEGER and units.get(name, "").casefold() == counted != ""
        if close or counts:
            yield _Candidate(name, cell, shown, "")


def _swapped(one: Decimal, other: Decimal) -> bool:
    a, b = f"{one.normalize():f}", f"{other.normalize():f}"
    return one != other and len(a) > 2 and sorted(a) == sorted(b)


@RULE.bad("To sifre i kontingentgrunnlaget er byttet om.")
def _swapped_digits(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.3-3", "text", "Grunnlaget er estimert til 5.386.672 NOK.")


@RULE.bad("Antallet ansatte er skrevet med ord.")
def _number_in_words(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5-2", "text", "Sekretariatet har fem ansatte.")


@RULE.bad("En prosent uten kilde.")
def _share(e: Editor) -> Place:
    return e.put(NOTES, "PM1", "text", "Store arrangementer: økt med 12 % fra i fjor")


@RULE.bad("En dato som ikke står noe sted.")
def _date(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "0.3-6", "text", "Håndnotatene ble vedtatt 3. mars 2025.")


@RULE.good("Tallet er ført på Faste tall.")
def _declared_figure(e: Editor) -> None:
    e.put(FIGURES, "43 %", "text", "47 %")
    e.put(PARAGRAPHS, "0.3-6", "text", "Andelen var {Budsjettår}, jf. kapittel 18 og § 18-4.")
    text = "Osloregionen er en ledende region, med 47 % av landets sysselsetting."
    e.put("tblOmråder", "2.1", "introduction", text)


@RULE.good("Tallet kommer fra en celle.")
def _bound(e: Editor) -> None:
    text = "Sekretariatet har {Antall_stillinger|ord} ansatte 1. januar {Budsjettår}."
    e.put(PARAGRAPHS, "5-2", "text", text)
