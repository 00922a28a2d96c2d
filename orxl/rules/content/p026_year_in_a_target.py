"""A year or a date in a target's text that neither its measure nor any cell has."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import FIGURES, MEASURES, TARGETS
from orxl.rules.shared.figures import FigureKind, figures, normal
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "P026",
    "år-i-mål-er-ikke-tiltakets",
    Severity.WARNING,
    finds="Et årstall i teksten til et mål som verken står i tiltaket det hører til, i fristen, på "
    "arket Faste tall eller er budsjettåret.",
    why="Tiltaket og målet skal gjelde den samme planen og det samme året.",
    remedy="Rett årstallet, eller før det på arket Faste tall med kilde.",
)

_A_TARGETS_YEARS: Final = regex(r"(?:19|20)\d\d")


@RULE.check
def check(view: View) -> Hits:
    if not view.has(FIGURES, "text", "place"):
        return
    titles = {same(view.text(r, "number")): r for r in view.rows(MEASURES)}
    declared = {
        (normal(view.text(r, "place")), normal(view.text(r, "text"))) for r in view.rows(FIGURES)
    }
    for row in view.rows(TARGETS):
        text, measure = view.text(row, "text"), view.text(row, "measure")
        if "19" not in text and "20" not in text:
            continue
        home = titles.get(same(measure))
        known = "" if home is None else normal(view.text(home, "title"))
        places = {normal(f"Mål {view.text(row, 'target_id')}"), normal(f"Tiltak {measure}")}
        for figure in figures(text):
            told = normal(figure.text)
            years = set(_A_TARGETS_YEARS.findall(told))
            if figure.kind not in (FigureKind.YEARS, FigureKind.DATE) or told in known:
                continue
            if not years or years == {str(view.year)}:
                continue
            if any((place, told) in declared for place in {*places, "overalt"}):
                continue
            near = _A_TARGETS_YEARS.search(known)
            also = ""
            if near is not None and home is not None:
                own = next(f.text for f in figures(known) if near[0] in f.text)
                also = f" Tiltaket ({home.cells['title']}) sier {nb.quoted(own)}."
            yield Hit(
                f"Mål {view.text(row, 'target_id')} sier {nb.quoted(figure.text)}, som verken "
                f"tiltaket eller noen celle har.{also}",
                cell=row.cells["text"],
                actual=figure.text,
            )


@RULE.bad("Målet sier 2029–2041, tiltaket 2029–2040.")
def _another_plan(e: Editor) -> Place:
    text = "Deltatt i relevante møter og prosesser om Nasjonal transportplan 2029–2041."
    return e.put(TARGETS, "2.3.2-R3", "text", text)


@RULE.good("Budsjettåret, og en plan tiltaket nevner.")
def _own(e: Editor) -> None:
    text = "Deltatt i 2026 i møter og prosesser om Nasjonal transportplan 2029–2040."
    e.put(TARGETS, "2.3.2-R3", "text", text)
