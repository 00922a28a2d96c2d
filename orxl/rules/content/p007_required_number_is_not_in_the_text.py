"""The number of a requirement does not occur in the target's text."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.measures import TARGETS, numbers_in, targets
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
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


def _number_raised(e: Editor) -> Place:
    return e.put(TARGETS, "2.1.1-R1", "number", 20.0)


def _text_changed(e: Editor) -> Place:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført minst fem møteplasser.")
    return e.where(TARGETS, "3.1.1-R1", "number")


def _upper_raised(e: Editor) -> Place:
    return e.put(TARGETS, "3.4.4-R1", "upper", 5.0)


def _as_a_word(e: Editor) -> tuple[Place, ...]:
    e.put(TARGETS, "3.1.1-R1", "text", "Gjennomført minst fire møteplasser.")
    return ()


RULE = Rule(
    code="P007",
    name="tallet-står-ikke-i-målet",
    severity=Severity.WARNING,
    finds="Et mål der tallet i kolonnene ikke finnes i målets tekst.",
    why="Da måles det mot noe annet enn det som er vedtatt.",
    remedy="La teksten og tallet si det samme.",
    check=check,
    bad=(
        Example("Tallet er hevet til 20, men teksten sier 15.", _number_raised),
        Example("Teksten sier fem, men tallet er 4.", _text_changed),
        Example("Øvre grense er 5, men teksten sier 2–4.", _upper_raised),
    ),
    good=(Example("Teksten har tallet som ord.", _as_a_word),),
)
