"""A figure in a text that no cell gives and nobody has declared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from orxl.core.memo import per_object
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import FIGURES, MEASURES, NOTES, PARAGRAPHS
from orxl.rules.shared.figures import Figure, FigureKind, figures, normal
from orxl.rules.shared.nearness import contradicted, nearest
from orxl.rules.shared.placeholders import as_printed
from orxl.rules.shared.reworded import stood_there
from orxl.rules.shared.texts import FIELDS, Passage, before, excerpt, mentions, passages
from orxl.rules.text import t002_euro_amount_differs_from_the_commitment as t002
from orxl.rules.text import t005_text_speaks_of_another_year as t005
from orxl.rules.text import t008_figure_is_typed_in_a_text as t008

RULE = Rule(
    "T012",
    "tall-i-tekst-er-verken-bundet-eller-fast",
    Severity.WARNING,
    finds="Et tall, et år, en dato, en prosent eller et tallord i en tekst som verken kommer fra "
    "en celle eller står på arket Faste tall. Feil der cellen eller Faste tall sier noe annet om "
    "det samme.",
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
            if told in declared or any(_same(figure, told, other) for other in said):
                continue
            if _years_of_a_grant(view, passage, figure):
                continue
            yield _hit(view, passage, figure)


def _same(figure: Figure, told: str, other: str) -> bool:
    """Whether another rule has spoken of the figure; «50» is not «50 %»."""
    if figure.kind is FigureKind.SHARE:
        return told == other
    return told.startswith(other) or other.startswith(told)


def _hit(view: View, passage: Passage, figure: Figure) -> Hit:
    against = contradicted(view, passage, figure)
    near = against or next(nearest(view, figure), None)
    told = ""
    was = "" if against is not None else _was(view, passage, figure)
    if was:
        told = f" Ved siste kontroll stod det {nb.quoted(as_printed(view, was))} der."
    elif against is not None:
        told = f" {against.name} ({against.cell}) sier {against.shown}{against.how}."
    elif near is not None:
        told = f" Nærmest er {near.name} ({near.cell}), {near.shown}{near.how}."
    around = as_printed(view, excerpt(passage.text, figure.start, figure.end, 25, 15))
    return Hit(
        f"{nb.quoted(figure.text)} i {nb.quoted(around, 100)} kommer verken fra en celle eller "
        f"fra arket Faste tall.{told}",
        cell=passage.cell,
        expected=was or (near.instead if near is not None else None),
        actual=figure.text,
        severity=Severity.ERROR if was or against is not None else None,
    )


def _was(view: View, passage: Passage, figure: Figure) -> str:
    """The placeholder or the other figure that stood there at the last run, by the record."""
    old = stood_there(view, passage.cell, figure.start, figure.end)
    fetched = [word for word in old if word.startswith("{")]
    if fetched:
        return fetched[0] if normal(as_printed(view, fetched[0])) != normal(figure.text) else ""
    said = " ".join(old)
    return said if any(normal(f.text) != normal(figure.text) for f in figures(said)) else ""


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


@RULE.bad("Lønnen og folketallets dato er andre enn cellenes.")
def _against_cells(e: Editor) -> tuple[Place, ...]:
    text = "Inntektene er estimert (basert på SSBs befolkningstall per 1.1.2024)."
    first = e.put(PARAGRAPHS, "5.1.3-3", "text", text)
    text = "Lønnskostnadene er beregnet til 5,3 millioner NOK."
    return first, e.put(PARAGRAPHS, "5.1.4-2", "text", text)


@RULE.bad("Kommaet er borte i rammen til ORBIFY.")
def _nought(e: Editor) -> Place:
    text = "ORBIFY vil gi Osloregionen en totalramme på inntil 25 millioner NOK fordelt på tre år."
    return e.put(PARAGRAPHS, "5.1.3-7", "text", text)


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
