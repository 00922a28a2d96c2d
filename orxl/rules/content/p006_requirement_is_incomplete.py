"""A quantified requirement that lacks a part, or whose upper bound is reversed."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.programme.codes import Operator
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS

RULE = Rule(
    "P006",
    "krav-ufullstendig",
    Severity.WARNING,
    finds="Et tallfestet krav som mangler krav, tall eller enhet, eller der «mellom» mangler øvre "
    "grense eller har grensene i feil rekkefølge. Også et oppnådd tall uten noe krav.",
    why="Et tall uten krav og enhet kan ikke måles.",
    remedy="Fyll ut krav, tall og enhet på arket Mål, eller tøm alle tre når målet ikke har tall.",
)

_PARTS = (("operator", "number", "unit"), ("operator2", "number2", "unit2"))


@RULE.check
def check(view: View) -> Hits:
    for row in view.rows(TARGETS):
        name = view.text(row, "target_id")
        for keys in _PARTS:
            stands = [key for key in keys if _has(row, key)]
            if not stands:
                continue
            for key in keys:
                if key in row.cells and key not in stands:
                    given = nb.listed([nb.quoted(view.header(TARGETS, k)) for k in stands])
                    yield Hit(
                        f"Mål {name} har {given}, men ikke {nb.quoted(view.header(TARGETS, key))}.",
                        cell=row.cells[key],
                        actual=BLANK,
                        severity=Severity.ERROR if key.startswith("number") else None,
                    )
        yield from _between(view, row, name)
        yield from _counted(view, row, name)


def _counted(view: View, row: BoundRow, name: str) -> Hits:
    """A number that has been reached, and no requirement that it can be measured against."""
    for achieved, operator in (("achieved", "operator"), ("achieved2", "operator2")):
        if achieved in row.cells and _has(row, achieved) and not _has(row, operator):
            yield Hit(
                f"Mål {name} har {nb.quoted(view.header(TARGETS, achieved))} "
                f"{nb.value(row.values[achieved])}, men ikke noe krav i "
                f"{nb.quoted(view.header(TARGETS, operator))}, så tallet måles ikke.",
                cell=row.cells[achieved],
                actual=row.values[achieved],
                remedy="Skriv kravet, eller skriv tallet i den andre kolonnen.",
            )
    filled = {key: _has(row, key) for key in ("achieved", "achieved2") if key in row.cells}
    both = _has(row, "operator") and _has(row, "operator2")
    if both and sorted(filled.values()) == [False, True]:
        lacking = next(key for key, held in filled.items() if not held)
        yield Hit(
            f"Mål {name} har to krav, men bare det ene er talt: "
            f"{nb.quoted(view.header(TARGETS, lacking))} mangler, så målet kan ikke måles.",
            cell=row.cells[lacking],
            actual=BLANK,
            severity=Severity.NOTE,
            remedy="Skriv tallet når det er kjent.",
        )


def _between(view: View, row: BoundRow, name: str) -> Hits:
    between = row.values.get("operator") == Operator.BETWEEN
    lower, upper = row.values.get("number", BLANK), row.values.get("upper", BLANK)
    if "upper" not in row.cells:
        return
    if between and upper is BLANK:
        yield Hit(
            f"Mål {name} har kravet «mellom», men ingen øvre grense i "
            f"{nb.quoted(view.header(TARGETS, 'upper'))}.",
            cell=row.cells["upper"],
            actual=BLANK,
            severity=Severity.ERROR,
        )
    elif between and isinstance(lower, float) and isinstance(upper, float) and upper <= lower:
        yield Hit(
            f"Mål {name} er mellom {nb.number(lower)} og {nb.number(upper)}; den øvre grensen må "
            "være størst.",
            cell=row.cells["upper"],
            actual=upper,
            severity=Severity.ERROR,
        )
    elif not between and upper is not BLANK and _has(row, "operator"):
        yield Hit(
            f"Mål {name} har en øvre grense ({nb.value(upper)}), men kravet er "
            f"{nb.value(row.values['operator'])}, ikke «mellom».",
            cell=row.cells["operator"],
            expected=str(Operator.BETWEEN),
            actual=row.values["operator"],
        )
    if row.values.get("operator2") == Operator.BETWEEN:
        yield Hit(
            f"Mål {name} har «mellom» i «Krav 2», som ikke har noen øvre grense.",
            cell=row.cells["operator2"],
            actual=str(Operator.BETWEEN),
            remedy="Skriv kravet «mellom» som det første og det andre kravet i «Krav 2».",
        )


def _has(row: BoundRow, key: str) -> bool:
    value = row.values.get(key, BLANK)
    return value is not BLANK and not (isinstance(value, str) and not value.strip())


@RULE.bad("Tallet har ikke noe krav.")
def _no_operator(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "operator", BLANK)


@RULE.bad("Det andre tallet har ingen enhet.")
def _no_unit(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R2", "unit2", BLANK)


@RULE.bad("Kravet har ikke noe tall.")
def _no_number(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-E2", "number", BLANK)


@RULE.bad("«mellom» har ingen øvre grense.")
def _no_upper(e: Editor) -> Place:
    return e.put(TARGETS, "3.4.4-R1", "upper", BLANK)


@RULE.bad("Øvre grense er mindre enn nedre.")
def _reversed(e: Editor) -> Place:
    e.put(TARGETS, "3.4.4-R1", "number", 4.0)
    return e.put(TARGETS, "3.4.4-R1", "upper", 2.0)


@RULE.bad("En øvre grense uten «mellom».")
def _upper_without_between(e: Editor) -> Place:
    return e.put(TARGETS, "3.1.1-R2", "operator", "=")


@RULE.bad("Det er talt for et andre krav som målet ikke har.")
def _counted_for_nothing(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "achieved2", 5.0)


@RULE.bad("Bare det andre av to krav er talt.")
def _one_of_two(e: Editor) -> Place:
    e.put(TARGETS, "2.1.3-R2", "achieved2", 20.0)
    return e.where(TARGETS, "2.1.3-R2", "achieved")


@RULE.good("Målet er ikke lenger tallfestet.")
def _no_requirement(e: Editor) -> None:
    for key in ("operator", "number", "unit"):
        e.put(TARGETS, "2.1.1-E2", key, BLANK)
