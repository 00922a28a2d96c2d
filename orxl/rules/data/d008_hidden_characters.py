"""Spaces, invisible characters and look-alike letters that make a key or a name another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core import nb
from orxl.core.edits import SetCell
from orxl.core.findings import Severity
from orxl.core.values import BLANK, Value
from orxl.layout import Kind
from orxl.rules.example import Editor, Example, Place
from orxl.rules.inputs import assumption_of, cleaned, inputs, looks_blank, spot
from orxl.rules.rule import Fix, Hit, Rule
from orxl.rules.view import View

_FOREIGN: Final = "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_LATIN: Final = "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo"
_ALIEN: Final = frozenset(_FOREIGN)
_LOOK_ALIKES: Final = str.maketrans(_FOREIGN, _LATIN)
"""Cyrillic and Greek letters that look exactly like Latin ones."""


def check(view: View) -> Iterator[Hit]:
    for bound, row, column, cell, value in inputs(view):
        if not isinstance(value, str):
            continue
        spec = assumption_of(column, row)
        kind = column.kind if spec is None else spec.kind
        required = column.required or (spec is not None and spec.required)
        key = kind is Kind.CODE or column.key == bound.spec.key
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
                fix=(SetCell(cell, mended, value),),
            )


def _mended(value: str, key: bool) -> tuple[Value, str] | None:
    """The text as it should be and what is wrong with it, or None where nothing is."""
    mended = cleaned(value)
    foreign = sorted(_ALIEN.intersection(mended)) if key and not mended.isascii() else []
    if foreign:
        letters = nb.listed([f"«{letter}»" for letter in foreign])
        return (
            mended.translate(_LOOK_ALIKES),
            f"har bokstaver fra et annet alfabet ({letters}) som bare ser ut som våre",
        )
    if mended == value:
        return None
    if value != value.strip():
        return mended, "har mellomrom foran eller bak"
    if "  " in value:
        return mended, "har doble mellomrom"
    return mended, "har usynlige tegn eller harde mellomrom"


def _trailing(e: Editor) -> Place:
    return e.put("tblTilskudd", "SEADITO", "status", "Innvilget ")


def _double(e: Editor) -> Place:
    return e.put("tblPartnere", "Statens vegvesen", "name", "Statens  vegvesen")


def _no_break(e: Editor) -> Place:
    return e.put("tblProsjektmidler", "Store arrangementer", "label", "Store\u00a0arrangementer")


def _cyrillic(e: Editor) -> Place:
    return e.put("tblProsjektmidler", "SEADITO", "grant", "SЕADITO")


def _looks_empty(e: Editor) -> Place:
    return e.put("tblMedlemmer", "Oslo", "left", " ")


def _long_text(e: Editor) -> tuple[Place, ...]:
    e.put("tblTiltak", "1.1", "comment", "Avtalt med KS.  Følges opp i mai. ")
    return ()


RULE = Rule(
    code="D008",
    name="usynlige-tegn",
    severity=Severity.WARNING,
    finds="Mellomrom foran, bak eller dobbelt, usynlige tegn eller fremmede bokstaver i koder og "
    "navn.",
    why="For Excel er «SEADITO » og «SEADITO» to forskjellige koder. Formlene finner ikke raden, "
    "og ingen ser hvorfor.",
    remedy="Skriv teksten på nytt uten mellomrommene, eller kjør «orxl beregn --rett».",
    check=check,
    fix=Fix.SAFE,
    bad=(
        Example("Statusen til SEADITO slutter med et mellomrom.", _trailing),
        Example("Partnernavnet har to mellomrom mellom ordene.", _double),
        Example("Prosjektnavnet har et hardt mellomrom.", _no_break),
        Example("E-en i «SEADITO» er en kyrillisk bokstav.", _cyrillic),
        Example("«Medlem til» er et mellomrom i stedet for tom.", _looks_empty),
    ),
    good=(Example("En kommentar har to mellomrom etter punktum.", _long_text),),
)
