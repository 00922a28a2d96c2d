"""A member that is counted twice, as named and among the unnamed; or one without a mark."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE
from orxl.rules.kit.tables import MAIN, MEMBERS
from orxl.rules.shared.members import MARK, counted_twice, marked, payers

RULE = Rule(
    "K016",
    "medlem-utenfor-grunnlaget-uten-dato",
    Severity.ERROR,
    finds="Et medlem både før og etter årsskiftet som er merket utenfor sakens grunnlag, eller et "
    "medlem uten merke.",
    why="Et medlem saken regner med, men som er merket Nei, telles to ganger: som navngitt og "
    "blant de øvrige.",
    remedy="Sett «I grunnlaget» til Ja, eller rett datoen i «Medlem fra» når kommunen er ny.",
    references=(FEES_BY_CAUSE,),
)

_SHOWN = 5
"""How many names a message lists."""


@RULE.check
def check(view: View) -> Hits:
    if not marked(view):
        return
    unmarked = []
    for row, payer in payers(view):
        if counted_twice(view, payer):
            yield Hit(
                f"{payer.member.name} var medlem også året før, men er merket utenfor sakens "
                f"grunnlag. {nb.number(payer.fee)} kr telles to ganger: som navngitt og blant de "
                "øvrige.",
                cell=row.cells[MARK],
                expected="Ja",
                actual=view.value(row.cells[MARK]),
            )
        elif payer.member.in_basis is None:
            unmarked.append((row.cells[MARK], payer))
    if not unmarked:
        return
    cell, first = unmarked[0]
    names = nb.listed([p.member.name for _, p in unmarked[:_SHOWN]])
    rest = f" og {len(unmarked) - _SHOWN} til" if len(unmarked) > _SHOWN else ""
    new = f" Er kommunen ny, er kontingenten {nb.number(first.fee)} kr høyere."
    yield Hit(
        f"«I grunnlaget» er tom for {names}{rest}, og leses som Ja: en av medlemmene saken regner "
        f"med.{new if len(unmarked) == 1 and first.owes else ''}",
        cell=cell,
        actual=BLANK,
        severity=Severity.WARNING,
        remedy="Velg Ja når saken regner med kommunen, og Nei når den er kommet til siden.",
    )


@RULE.bad("Asker er merket utenfor grunnlaget.")
def _marked_out(e: Editor) -> Place:
    return e.put(MEMBERS, "Asker", MARK, "Nei")


@RULE.bad("Asker er merket utenfor grunnlaget i en bok uten prognose for året før.")
def _without_a_forecast(e: Editor) -> Place:
    e.put(MAIN, "Kontingenter", "forecast_prior", BLANK)
    return e.put(MEMBERS, "Asker", MARK, "Nei")


@RULE.bad("Ringerike er skrevet inn uten merke.")
def _no_mark(e: Editor) -> Place:
    e.add_row(MEMBERS, code=3305.0, name="Ringerike")
    return e.where(MEMBERS, "Ringerike", MARK)


@RULE.good("Bærum er kommet tilbake; avstemmingen viser at saken ikke regner med den.")
def _back(e: Editor) -> None:
    e.put(MEMBERS, "Bærum", "left", BLANK)


@RULE.good("En ny kommune er merket utenfor, med dato.")
def _joined(e: Editor) -> None:
    e.add_row(MEMBERS, code=3305.0, name="Ringerike", in_basis="Nei", joined=datetime(2026, 1, 1))
