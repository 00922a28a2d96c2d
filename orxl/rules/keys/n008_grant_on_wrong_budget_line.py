"""A grant whose budget line does not exist or does not take in grants."""

from __future__ import annotations

from orxl.binding import BoundRow
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CODES
from orxl.rules.kit.tables import GRANTS, MAIN
from orxl.rules.shared.spelling import bare
from orxl.rules.shared.table_keys import hint, same

RULE = Rule(
    "N008",
    "tilskudd-på-feil-post",
    Severity.ERROR,
    finds="Et tilskudd føres på en post som ikke finnes på Hovedtall, eller som ikke henter tall "
    "fra Tilskudd.",
    why="Tilskuddet havner da på en annen post enn tenkt, eller kommer ikke med i inntektene.",
    remedy="Velg en post som henter tallet fra «Tilskudd», eller tøm cellen: da går tilskuddet i "
    "«Andre tilskudd».",
    references=(CODES,),
)

_MOST = 5
"""So many lines can be told."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MAIN, "label", "type", "source"):
        return
    lines: dict[str, BoundRow] = {}
    for row in view.rows(MAIN):
        if label := view.text(row, "label"):
            lines.setdefault(same(label), row)
    for row, cell, value in view.column(GRANTS, "budget_line"):
        if not isinstance(value, str) or not same(value):
            continue  # without a line of its own a grant goes to «Andre tilskudd»
        line = lines.get(same(value))
        if line is None:
            labels = [view.text(other, "label") for other in lines.values()]
            yield Hit(
                f"Posten «{value}» finnes ikke på Hovedtall, så tilskuddet {_named(view, row)} "
                f"føres på «Andre tilskudd».{hint(value, labels)}",
                cell=cell,
                actual=value,
            )
        elif reason := _unfit(view, line):
            switched = _is_its_own(view, row, line)
            yield Hit(
                f"Posten «{value}» {reason}. Tilskuddet {_named(view, row)} kommer derfor "
                "ikke med i budsjettet.",
                cell=line.cells["source"] if switched else cell,
                expected="Tilskudd" if switched else None,
                actual=view.text(line, "source") if switched else value,
                remedy="Velg «Tilskudd» i «Hentes fra», og la tallet være en formel."
                if switched
                else _choice([view.text(r, "label") for r in lines.values() if fits(r)]),
            )


def fits(line: BoundRow) -> bool:
    """Whether a line takes in the grants that are kept on it."""
    return line.values.get("type") == "Inntekt" and line.values.get("source") == "Tilskudd"


def _choice(lines: list[str]) -> str:
    """What to do: of all that the list offers, only some lines take in grants."""
    if not lines or len(lines) > _MOST:
        return RULE.remedy
    told = nb.listed([nb.quoted(line, 40) for line in lines])
    return (
        "Tøm cellen hvis tilskuddet ikke har egen post: da går det i «Andre tilskudd». Ellers "
        f"velges en post som henter fra «Tilskudd»: {told}."
    )


def _named(view: View, row: BoundRow) -> str:
    return nb.quoted(view.text(row, "label") or view.text(row, "grant_id"))


def _is_its_own(view: View, grant: BoundRow, line: BoundRow) -> bool:
    """Whether an income line has the grant's name: then the line is what was changed."""
    names = [bare(view.text(grant, key)) for key in ("grant_id", "label")]
    label = bare(view.text(line, "label"))
    return line.values.get("type") == "Inntekt" and any(n and n in label for n in names)


def _unfit(view: View, line: BoundRow) -> str | None:
    """Why a line takes in no grants, or None."""
    if line.values.get("type", BLANK) != "Inntekt":
        return "er ikke en inntektspost på Hovedtall"
    if line.values.get("source", BLANK) not in ("Tilskudd",):
        source = view.text(line, "source")
        return f"på Hovedtall hentes fra «{source}», ikke fra «Tilskudd»"
    return None


@RULE.bad("Posten er skrevet «SEADITO 2024-2027», med bindestrek.")
def _unknown_line(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "budget_line", "SEADITO 2024-2027")


@RULE.bad("ORBIFY føres på utgiftsposten «Prosjekter».")
def _expense_line(e: Editor) -> Place:
    return e.put(GRANTS, "ORBIFY", "budget_line", "Prosjekter")


@RULE.bad("ORBIFY føres på en post der tallet skrives inn for hånd.")
def _typed_line(e: Editor) -> Place:
    return e.put(GRANTS, "ORBIFY", "budget_line", "Samarbeid om internasjonal arbeidskraft")


@RULE.bad("Posten til SEADITO er satt til «Innlagt».")
def _switched(e: Editor) -> Place:
    return e.put(MAIN, "SEADITO 2024–2027", "source", "Innlagt")


@RULE.good("Posten er tom, og tilskuddet går i «Andre tilskudd».")
def _no_line(e: Editor) -> None:
    e.put(GRANTS, "ORBIFY", "budget_line", BLANK)
