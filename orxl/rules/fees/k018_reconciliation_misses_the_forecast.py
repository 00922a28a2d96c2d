"""The case's fees by last year's rate are not last year's prognosis."""

from __future__ import annotations

from datetime import datetime

from orxl.layout.names import PRIOR
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, paper
from orxl.rules.kit.tables import ASSUMED, FEES, MEMBERS
from orxl.rules.shared.members import MARK, marked, payers, reconciled

RULE = Rule(
    "K018",
    "avstemmingen-avviker-fra-prognosen",
    Severity.WARNING,
    finds="Sakens kontingent med forrige sats og fjorårets medlemmer er ikke prognosen for året "
    "før. Viser regnestykket hvilken kommune som er merket feil, sies det.",
    why="Avstemmingen bygger bare på saken. Går den ikke opp, er en kommune merket feil, eller et "
    "av sakens tall er skrevet feil.",
    remedy="Kontroller «I grunnlaget» på Medlemmer, og sakens sum og satsene på Forutsetninger.",
    references=(paper("5.1.3"), FEES_BY_CAUSE),
)


@RULE.check
def check(view: View) -> Hits:
    found = reconciled(view.programme)
    if found is None or found.meets or not marked(view):
        return
    gap = f"{nb.number(abs(found.gap) / 1000, 0)} tusen kr {'over' if found.gap > 0 else 'under'}"
    wrong = found.mismarked()
    if wrong is None:
        twice = sum(found.weight(p) for p in found.account.payers if found.counted_twice(p))
        if twice == 0 or abs(found.gap - twice) > 1000:
            yield Hit(
                f"Avstemmingen gir {nb.number(found.total)} kr, {gap} prognosen "
                f"({nb.number(found.forecast)} kr).",
                cell=view.cell(FEES, PRIOR, "fee"),
                sheet="Kontingent",
                expected=float(found.forecast),
                actual=float(found.total),
            )
        return
    if found.counted_twice(wrong):
        return  # K016 tells the same of it
    for row, payer in payers(view):
        if payer is wrong:
            inside = "med i" if wrong.in_basis else "utenfor"
            yield Hit(
                f"{wrong.member.name} er merket {inside} sakens grunnlag, men da blir avstemmingen "
                f"{gap} prognosen. Med motsatt merke går den opp. Feilen flytter det de øvrige "
                "betaler.",
                cell=row.cells[MARK],
                expected="Nei" if wrong.in_basis else "Ja",
                actual=view.value(row.cells[MARK]),
                severity=Severity.ERROR,
                remedy="Rett «I grunnlaget» på Medlemmer.",
            )


@RULE.bad("Bærum, som gikk ut før saken, er merket som med i grunnlaget.")
def _marked_in(e: Editor) -> Place:
    return e.put(MEMBERS, "Bærum", MARK, "Ja")


@RULE.bad("Drammen er meldt ut og merket utenfor, så utmeldingen ikke merkes i summen.")
def _swallowed(e: Editor) -> Place:
    e.put(MEMBERS, "Drammen", "left", datetime(2025, 12, 31))
    return e.put(MEMBERS, "Drammen", MARK, "Nei")


@RULE.bad("Satsen året før er skrevet feil.")
def _previous_rate(e: Editor) -> Place:
    e.put(ASSUMED, "Kontingentsats_forrige", "value", 2.8, by="name")
    return e.where(FEES, PRIOR, "fee")


@RULE.good("Satsen i dag og medlemmene er andre enn i saken.")
def _today_changed(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentsats", "value", 3.0, by="name")
    e.put(MEMBERS, "Drammen", "left", datetime(2025, 12, 31))
