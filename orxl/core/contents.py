"""What a cell can hold, whoever writes it: the file writer and the live writer refuse alike.

Each function raises RefusedEdit, naming the cell, for what cannot be held.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final

from orxl.core import nb
from orxl.core.edits import (
    AppendRows,
    Content,
    Edit,
    Formula,
    InsertRows,
    ReplaceRows,
    SetCell,
    SetName,
)
from orxl.core.errors import RefusedEdit
from orxl.core.grammar import unknown_word, wrong_formula, wrong_name
from orxl.core.patterns import regex
from orxl.core.refs import CellRef
from orxl.core.values import from_serial, to_serial

MAX_TEXT: Final = 32_767
"""Excel counts a text's length in UTF-16 code units."""
MAX_FORMULA: Final = 8_192
_UNSEEN: Final = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write."""


def checked_text(text: str, at: CellRef) -> str:
    """*text* when *at* can hold it."""
    if len(text) > MAX_TEXT or len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
        raise RefusedEdit(
            f"Teksten til {at} er lengre enn de {nb.number(MAX_TEXT)} tegnene en celle har plass "
            "til.",
            "Forkort den.",
        )
    _refuse_unseen(text, at)
    return text


def checked_formula(text: str, at: CellRef) -> str:
    """The formula *text* (without ``=``) when *at* can hold it."""
    if not text.strip() or text.lstrip().startswith("="):
        raise RefusedEdit(
            f"Formelen til {at} er tom eller begynner med likhetstegn.",
            "Gi formelen uten likhetstegn.",
        )
    if len(text) > MAX_FORMULA:
        raise RefusedEdit(
            f"Formelen til {at} er lengre enn {nb.number(MAX_FORMULA)} tegn.", "Del den opp."
        )
    _refuse_unseen(text, at)
    if (wrong := wrong_formula(text)) is not None:
        raise RefusedEdit(
            f"Formelen til {at} {wrong}, og Excel ville sagt at filen er skadet.", "Rett formelen."
        )
    return text


def refuse_unknown_words(edits: Iterable[Edit], names: Callable[[], Iterable[str]]) -> None:
    """Raise RefusedEdit where a formula has a word that only a name could be, and no name is.

    *names* gives those of the workbook; it is asked only where there is such a word.
    """
    edits = tuple(edits)
    for at, content in _contents(edits):
        if not isinstance(content, Formula) or (found := unknown_word(content.text)) is None:
            continue
        word, why = found
        new = (edit.name for edit in edits if isinstance(edit, SetName))
        if word.casefold() not in {name.casefold() for name in (*names(), *new)}:
            raise RefusedEdit(
                f"Formelen til {at} bruker {word}, som {why} og ikke er et navn i arbeidsboken.",
                "Rett formelen: celler som A1, og funksjoner med engelske navn.",
            )


def _contents(edits: Iterable[Edit]) -> Iterator[tuple[CellRef | str, Content | None]]:
    for edit in edits:
        if isinstance(edit, SetCell):
            yield edit.cell, edit.content
        elif isinstance(edit, AppendRows | InsertRows | ReplaceRows):
            for row in edit.rows:
                yield from ((f"tabellen {nb.quoted(edit.table)}", one) for one in row)


def checked_name(name: str, refers_to: str, tables: Iterable[str] = ()) -> None:
    """Raise RefusedEdit where *name* may not be the name of what *refers_to* says."""
    wrong = wrong_name(name)
    if wrong is None and name.casefold() in (table.casefold() for table in tables):
        wrong = "er navnet på en tabell"
    if wrong is not None:
        raise RefusedEdit(f"Navnet {nb.quoted(name)} {wrong}.", "Velg et annet navn.")
    text = refers_to.strip()
    if not text or text.startswith("=") or unseen(text):
        raise RefusedEdit(
            f"Navnet «{name}» kan ikke vise til «{seen(refers_to)}».",
            "Gi en adresse eller formel uten likhetstegn.",
        )
    if (wrong := wrong_formula(text)) is not None:
        raise RefusedEdit(f"Det navnet «{name}» viser til, {wrong}.", "Rett formelen.")


def checked_number(value: float, at: CellRef) -> float:
    """*value* when it is finite."""
    if not math.isfinite(value):
        raise RefusedEdit(f"{at} kan ikke få et tall som ikke er endelig.", "Sjekk beregningen.")
    return value


def checked_serial(moment: datetime, at: CellRef, *, date1904: bool) -> float:
    """The serial number of *moment* in the workbook's calendar."""
    serial = to_serial(moment.replace(tzinfo=None), date1904=date1904)
    if from_serial(serial, date1904=date1904) is None:
        raise RefusedEdit(
            f"{at} kan ikke få datoen {nb.day(moment)}: den er eldre enn Excels kalender.",
            "Skriv datoen som tekst.",
        )
    return serial


def no_value(content: object, at: CellRef) -> RefusedEdit:
    """The refusal of *content*, which is none of the six kinds of value."""
    return RefusedEdit(
        f"{at} kan ikke få en verdi av typen {type(content).__name__}.",
        "Gi en tekst, et tall, en dato eller en sannhetsverdi.",
    )


def unseen(text: str) -> str | None:
    """The first character of *text* that no cell may hold (as ``U+0007``), or None."""
    match = _UNSEEN.search(text)
    return None if match is None else f"U+{ord(match[0]):04X}"


def seen(text: str) -> str:
    """*text* with a visible mark for each character that no cell may hold."""
    return _UNSEEN.sub("\ufffd", text)


def _refuse_unseen(text: str, at: CellRef) -> None:
    sign = unseen(text)
    if sign is not None:
        raise RefusedEdit(
            f"Teksten til {at} har et usynlig tegn ({sign}) som en celle ikke kan ha.",
            "Fjern tegnet.",
        )
