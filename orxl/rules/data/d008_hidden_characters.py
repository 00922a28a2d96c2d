"""Spaces, invisible characters and look-alike letters that make a key or a name another one."""

from __future__ import annotations

from typing import Final

from orxl.core.edits import SetCell
from orxl.core.likeness import ALIEN, LOOK_ALIKES, composed, told_apart
from orxl.layout import Kind
from orxl.rules.kit import BLANK, Editor, Fix, Hit, Hits, Place, Rule, Severity, Value, View, nb
from orxl.rules.kit.tables import (
    AHEAD_LINES,
    GRANT_YEARS,
    GRANTS,
    MAIN,
    MEASURES,
    MEMBERS,
    PARTNERS,
    PROJECTS,
)
from orxl.rules.shared.inputs import assumption_of, cleaned, inputs, looks_blank, spot

RULE = Rule(
    "D008",
    "usynlige-tegn",
    Severity.WARNING,
    finds="Mellomrom foran, bak eller dobbelt, usynlige tegn eller fremmede bokstaver i koder og "
    "navn.",
    why="For Excel er «SEADITO » og «SEADITO» to forskjellige koder. Formlene finner ikke raden, "
    "og ingen ser hvorfor.",
    remedy="Skriv teksten på nytt med vanlige bokstaver og mellomrom, eller kjør "
    "«orxl beregn --rett».",
    fix=Fix.SAFE,
    fix_safety="Bare tegn som ikke synes, tas bort, og bokstaver fra andre alfabeter og bokstaver "
    "med løse tegn byttes med våre som ser like ut. Det som kan leses, er det samme etterpå. En "
    "celle som bare ser tom ut, blir tom.",
    by_table=True,
)

_KEYED: Final = frozenset({GRANTS, GRANT_YEARS, PROJECTS, MAIN, AHEAD_LINES})
"""The tables that find each other's rows by names and codes."""


@RULE.check
def check(view: View) -> Hits:
    for bound, row, column, cell, value in inputs(view):
        if not isinstance(value, str) or _is_plain(value):
            continue
        spec = assumption_of(column, row)
        kind = column.kind if spec is None else spec.kind
        required = column.required or (spec is not None and spec.required)
        key = kind is Kind.CODE or column.key == bound.spec.key
        # What formulas look up: the amount is then found nowhere, or goes to another row.
        sought = column.choices is not None or bound.spec.name in _KEYED
        found = None
        if not looks_blank(value):
            found = _mended(value, key) if kind in (Kind.CODE, Kind.TEXT) else None
        elif not required:  # a required cell that is empty is another rule's finding
            found = BLANK, "ser tom ut, men har usynlig innhold"
        if found is not None:
            mended, what = found
            yield Hit(
                f"{spot(view, cell)} {what}: {nb.quoted(value)}.",
                cell=cell,
                expected=mended,
                actual=value,
                severity=Severity.ERROR if sought else None,
                fix=(SetCell(cell, mended, value),),
            )


def _is_plain(value: str) -> bool:
    """Whether nothing at all can be wrong, which is quickly seen of most."""
    return (
        value.isascii()
        and value.isprintable()
        and value != ""
        and " " not in (value[0], value[-1])
        and "  " not in value
    )


def _mended(value: str, key: bool) -> tuple[Value, str] | None:
    """The text as it should be and what is wrong with it, or None where nothing is."""
    mended = composed(cleaned(value))
    foreign = sorted(ALIEN.intersection(mended)) if key and not mended.isascii() else []
    if foreign:
        letters = nb.listed([f"«{letter}»" for letter in foreign])
        return (
            mended.translate(LOOK_ALIKES),
            f"har bokstaver fra et annet alfabet ({letters}) som bare ser ut som våre",
        )
    if mended == value:
        return None
    if mended != cleaned(value):
        apart = told_apart(value.strip(), mended).partition(", men ")[2].rstrip(".")
        return mended, f"har en bokstav med løst tegn ({apart or 'to tegn for ett'})"
    if value != value.strip():
        return mended, "har mellomrom foran eller bak"
    if "  " in value:
        return mended, "har doble mellomrom"
    return mended, "har usynlige tegn eller harde mellomrom"


@RULE.bad("Statusen til SEADITO slutter med et mellomrom.")
def _trailing(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "status", "Innvilget ")


@RULE.bad("Partnernavnet har to mellomrom mellom ordene.")
def _double(e: Editor) -> Place:
    return e.put(PARTNERS, "Statens vegvesen", "name", "Statens  vegvesen")


@RULE.bad("Prosjektnavnet har et hardt mellomrom.")
def _no_break(e: Editor) -> Place:
    return e.put(PROJECTS, "Store arrangementer", "label", "Store\u00a0arrangementer")


@RULE.bad("E-en i «SEADITO» er en kyrillisk bokstav.")
def _cyrillic(e: Editor) -> Place:
    return e.put(PROJECTS, "SEADITO", "grant", "SЕADITO")


@RULE.bad("«Å» i «Ås» er A med en løs ring etter seg.")
def _loose_ring(e: Editor) -> Place:
    return e.put(MEMBERS, "Ås", "name", "A\u030as")


@RULE.bad("«Medlem til» er et mellomrom i stedet for tom.")
def _looks_empty(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "left", " ")


@RULE.good("En kommentar har to mellomrom etter punktum.")
def _long_text(e: Editor) -> None:
    e.put(MEASURES, "1.1", "comment", "Avtalt med KS.  Følges opp i mai. ")
