"""An amount that is a thousand times too big or too small for its line."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Final

from orxl.core.edits import SetCell
from orxl.rules.kit import CellRef, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANT_YEARS, GRANTS, MAIN, PROJECTS
from orxl.rules.shared.amounts import grants, whole_budget
from orxl.rules.shared.grants import frame_at, typed_at
from orxl.rules.shared.inputs import spot
from orxl.rules.shared.table_keys import same

RULE = Rule(
    "D012",
    "tusen-ganger-feil",
    Severity.WARNING,
    finds="Et beløp som er om lag tusen ganger større eller mindre enn de andre på samme linje, "
    "eller større enn hele budsjettet året før.",
    why="Budsjettet føres i 1000 kr. Ett beløp i hele kroner gjør alle summene ubrukelige.",
    remedy="Skriv beløpet i 1000 kr, uten desimaler.",
    fix=Fix.UNSAFE,
    fix_safety="Beløpet ganges eller deles med tusen og rundes av. Et uvanlig stort eller lite "
    "beløp kan være riktig; derfor spørres det om hver celle.",
    references=(paper("5.1.1"),),
)

_MANY_YEARS: Final = 100


@RULE.check
def check(view: View) -> Hits:
    keys = ("budget_prior", "forecast_prior", "budget")
    planned = _planned(view)
    for row in view.rows(MAIN):
        if view.has(MAIN, *keys) and row.values.get("type") in ("Inntekt", "Utgift"):
            cells = [row.cells[key] for key in keys]
            # A figure fetched from a grant is typed there.
            cells[-1] = planned.get(same(view.text(row, "label")), cells[-1])
            yield from _compared(view, cells)
    for row in view.rows(PROJECTS):
        frame = frame_at(view, row)
        if view.has(PROJECTS, "budget_prior", "forecast_prior") and frame is not None:
            before = [row.cells[key] for key in ("budget_prior", "forecast_prior")]
            yield from _compared(view, [*before, frame])
    yield from _commitments(view)


def _commitments(view: View) -> Hits:
    """Commitments that no number of years could use up at the year's pace."""
    if not view.has(GRANTS, "ceiling", "ceiling_1000", "planned"):
        return
    for row in view.rows(GRANTS):
        cell = row.cells["ceiling"]
        given, ceiling = view.number(cell), view.number(row.cells["ceiling_1000"])
        planned = view.number(row.cells["planned"])
        if given is None or not ceiling or not planned or ceiling < _MANY_YEARS * planned:
            continue
        yield Hit(
            f"{spot(view, cell)} er {nb.number(given)}, som er {nb.number(ceiling)} i 1000 kr. "
            f"Året er ført med bare {nb.number(planned)}.",
            cell=cell,
            actual=given,
            severity=Severity.ERROR,
            remedy="Tilsagnet skrives i hele kroner eller euro, inntekten i 1000 kr.",
        )


def _swamps(amount: float, others: list[float], whole: float) -> bool:
    """Whether *amount* is several whole budgets; the smaller its line, the less it takes."""
    growth = amount / max(others) if others else 0.0
    return amount >= whole * (0.5 if growth >= 50 else 1 if growth >= 10 else 3)


def _planned(view: View) -> Mapping[str, CellRef]:
    """The planned income of each budget line's only grant, by the line's label."""
    cells: dict[str, list[CellRef | None]] = {}
    if view.has(GRANTS, "budget_line", "planned"):
        for row, grant in grants(view):
            cell = typed_at(view, row, grant, "planned")
            cells.setdefault(same(view.text(row, "budget_line")), []).append(cell)
    return {label: own[0] for label, own in cells.items() if len(own) == 1 and own[0] is not None}


def _compared(view: View, cells: list[CellRef]) -> Hits:
    """Report the typed amount that stands a thousandfold off all the others of its line.

    Where the others do not tell, an amount of several times last year's whole budget does.
    """
    whole = whole_budget(view)
    amounts = {c: n for c in cells if (n := view.number(c)) is not None and n != 0}
    for cell, amount in reversed(amounts.items()):
        if view.book.cell(cell).formula is not None:
            continue
        others = [abs(other) for at, other in amounts.items() if at != cell]
        high = min(others, default=0) >= 10 and _thousandfold([abs(amount) / o for o in others])
        low = min(others, default=0) >= 1000 and _thousandfold([o / abs(amount) for o in others])
        if low and whole is not None and max(others) >= whole:
            continue  # it is the other one that is too big
        if high or low:
            size = "større" if high else "mindre"
            usual = nb.listed([nb.number(o) for o in others])
            what = f"om lag tusen ganger {size} enn linjens andre tall ({usual})"
        elif whole is not None and _swamps(abs(amount), others, whole):
            what = f"mer enn passer med hele budsjettet året før ({nb.number(whole)})"
        else:
            continue
        meant: float | None = round(amount * 1000, 6) if low else float(round(amount / 1000))
        if not (high or low) and not _fits(float(round(amount / 1000)), others):
            meant = None
        yield Hit(
            f"{spot(view, cell)} er {nb.number(amount)}, {what}. Beløpene føres i 1000 kr"
            + (f"; mente du {nb.number(meant)}?" if meant is not None else "."),
            cell=cell,
            expected=meant,
            actual=amount,
            severity=Severity.ERROR if whole is not None and abs(amount) >= whole else None,
            fix=(SetCell(cell, meant, amount),) if meant is not None else (),
        )
        return


def _fits(meant: float, others: list[float]) -> bool:
    """Whether *meant* is of the size of the line's other amounts."""
    return any(0.1 <= abs(meant) / other <= 10 for other in others)


def _thousandfold(ratios: list[float]) -> bool:
    """About a thousand: against the only other amount, or against several taken together."""
    if len(ratios) == 1:
        return 500 <= ratios[0] <= 2000
    return min(ratios) >= 100 and 300 <= prod(ratios) ** (1 / len(ratios)) <= 3000


@RULE.bad("Kommunikasjon er ført med 200 000 i stedet for 200.")
def _kroner(e: Editor) -> Place:
    return e.put(MAIN, "Kommunikasjon", "budget", 200000.0)


@RULE.bad("Lønn er ført i millioner, som 5,8.")
def _millions(e: Editor) -> Place:
    return e.put(MAIN, "Lønn sekretariatet, mv.", "budget", 5.8)


@RULE.bad("Inntekten fra Klimasats er ført i kroner.")
def _grant_in_kroner(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "KLIMASATS", "income", 1087000.0)


@RULE.bad("Rammen til et prosjekt er ført i kroner.")
def _project(e: Editor) -> Place:
    return e.put(PROJECTS, "Store arrangementer", "frame", 300000.0)


@RULE.bad("Et prosjekt uten tall fra før er ført i kroner.")
def _new_project(e: Editor) -> Place:
    return e.put(GRANT_YEARS, "ORBIFY", "frame", 300000.0)


@RULE.bad("Prognosen for en liten post er større enn hele budsjettet.")
def _forecast(e: Editor) -> Place:
    return e.put(MAIN, "Møteutgifter politiske organer", "forecast_prior", 7000.0)


@RULE.bad("Et tilsagn er ganget med tusen.")
def _commitment(e: Editor) -> Place:
    return e.put(GRANTS, "GEO4WATER", "ceiling", 150_000_000.0)


@RULE.good("En post går fra 1 til 600.")
def _from_little(e: Editor) -> None:
    e.put(MAIN, "Møteutgifter politiske organer", "budget_prior", 1.0)
    e.put(MAIN, "Møteutgifter politiske organer", "forecast_prior", 0.0)
    e.put(MAIN, "Møteutgifter politiske organer", "budget", 600.0)
