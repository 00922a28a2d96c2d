"""The number of a requirement does not occur in the target's text."""

from __future__ import annotations

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import TARGETS
from orxl.rules.shared.measures import numbers_in, targets

RULE = Rule(
    "P007",
    "tallet-står-ikke-i-målet",
    Severity.ERROR,
    finds="Et mål der tallet i kolonnene ikke finnes i målets tekst.",
    why="Da måles det mot noe annet enn det som er vedtatt.",
    remedy="La teksten og tallet si det samme.",
)


@RULE.check
def check(view: View) -> Hits:
    for row, target in targets(view):
        said = numbers_in(target.text)
        for key in ("number", "upper", "number2"):
            number = getattr(target, key)
            if number is not None and number not in said:
                yield Hit(
                    f"Mål {target.target_id} har {nb.number(number)} i "
                    f"{nb.quoted(view.header(TARGETS, key))}, men tallet står ikke i teksten: "
                    f"{nb.quoted(target.text, 100)}",
                    cell=row.cells[key],
                    actual=float(number),
                )


@RULE.bad("Tallet er hevet til 20, men teksten sier 15.")
def _number_raised(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "number", 20.0)


@RULE.bad("Teksten sier fem, men tallet er 4.")
def _text_changed(e: Editor) -> Place:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført minst fem møteplasser.")
    return e.where(TARGETS, "3.1.1-R1", "number")


@RULE.bad("Øvre grense er 5, men teksten sier 2–4.")
def _upper_raised(e: Editor) -> Place:
    return e.put(TARGETS, "3.4.4-R1", "upper", 5.0)


@RULE.good("Teksten har tallet som ord.")
def _as_a_word(e: Editor) -> None:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført minst fire møteplasser.")
