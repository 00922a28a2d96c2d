"""A grant whose budget line does not exist or does not take in grants."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.binding import BoundRow
from orxl.core.findings import Severity
from orxl.core.values import BLANK
from orxl.rules.example import Editor, Example, Place
from orxl.rules.keyed import hint, same
from orxl.rules.rule import Hit, Rule
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    if not view.has("tblHovedtall", "label", "type", "source"):
        return
    lines: dict[str, BoundRow] = {}
    for row in view.rows("tblHovedtall"):
        if label := view.text(row, "label"):
            lines.setdefault(same(label), row)
    for row, cell, value in view.column("tblTilskudd", "budget_line"):
        if not isinstance(value, str) or not same(value):
            continue  # without a line of its own a grant goes to «Andre tilskudd»
        line = lines.get(same(value))
        if line is None:
            labels = [view.text(other, "label") for other in lines.values()]
            yield Hit(
                f"Posten «{value}» finnes ikke på Hovedtall, så tilskuddet "
                f"«{view.text(row, 'grant_id')}» føres på «Andre tilskudd»."
                f"{hint(value, labels)}",
                cell=cell,
                actual=value,
                severity=Severity.WARNING,
            )
        elif reason := _unfit(view, line):
            yield Hit(
                f"Posten «{value}» {reason}. Tilskuddet "
                f"«{view.text(row, 'grant_id')}» kommer derfor ikke med i budsjettet.",
                cell=cell,
                actual=value,
            )


def _unfit(view: View, line: BoundRow) -> str | None:
    """Why a line takes in no grants, or None."""
    if line.values.get("type", BLANK) != "Inntekt":
        return "er ikke en inntektspost på Hovedtall"
    if line.values.get("source", BLANK) not in ("Tilskudd",):
        source = view.text(line, "source")
        return f"på Hovedtall hentes fra «{source}», ikke fra «Tilskudd»"
    return None


def _unknown_line(e: Editor) -> Place:
    return e.put("tblTilskudd", "SEADITO", "budget_line", "SEADITO 2024-2027")


def _expense_line(e: Editor) -> Place:
    return e.put("tblTilskudd", "ORBIFY", "budget_line", "Prosjekter")


def _typed_line(e: Editor) -> Place:
    return e.put("tblTilskudd", "ORBIFY", "budget_line", "Samarbeid om internasjonal arbeidskraft")


def _no_line(e: Editor) -> tuple[Place, ...]:
    e.put("tblTilskudd", "ORBIFY", "budget_line", BLANK)
    return ()


RULE = Rule(
    code="N008",
    name="tilskudd-på-feil-post",
    severity=Severity.ERROR,
    finds="Et tilskudd føres på en post som ikke finnes på Hovedtall, eller som ikke henter tall "
    "fra Tilskudd.",
    why="Tilskuddet havner da på en annen post enn tenkt, eller kommer ikke med i inntektene.",
    remedy="Velg posten fra nedtrekkslisten i kolonnen «Budsjettpost». På Hovedtall skal posten ha "
    "typen «Inntekt» og «Tilskudd» i kolonnen «Hentes fra».",
    check=check,
    bad=(
        Example("Posten er skrevet «SEADITO 2024-2027», med bindestrek.", _unknown_line),
        Example("ORBIFY føres på utgiftsposten «Prosjekter».", _expense_line),
        Example("ORBIFY føres på en post der tallet skrives inn for hånd.", _typed_line),
    ),
    good=(Example("Posten er tom, og tilskuddet går i «Andre tilskudd».", _no_line),),
)
