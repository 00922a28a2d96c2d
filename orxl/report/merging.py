"""What a merge takes, what is in conflict, and what is left to do: in words, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.report.present import plain
from orxl.versions.merging.choices import content_said, said
from orxl.versions.merging.values import Conflict, Fields, Left, Merge, Place, Taken

MOST: Final = 12
"""So many changes are shown of one sheet; JSON has all."""
_LONGEST: Final = 200


def taken_lines(merge: Merge) -> Iterator[str]:
    """What only THEIRS has changed, sheet by sheet."""
    for name in merge.sheets:
        yield f"Nytt ark: {name}"
    for sheet in dict.fromkeys(taken.place.sheet for taken in merge.taken):
        here = [taken for taken in merge.taken if taken.place.sheet == sheet]
        yield f"{sheet or 'Navn'}:"
        for taken in here[:MOST]:
            yield f"  + {_taken(taken)}"
        if len(here) > MOST:
            yield f"  … og {nb.counted(len(here) - MOST, 'endring', 'endringer')} til"


def _taken(taken: Taken) -> str:
    where = _where(taken.place)
    if taken.words:
        return _cut(f"{taken.words}: {where}" if where else f"Tabellen er {taken.words}")
    column = taken.place.column
    old, new = (_shown(content, column) for content in (taken.old, taken.new))
    return _cut(f"{where}: {old} → {new}")


def _where(place: Place) -> str:
    named = " · ".join(filter(None, (place.row, place.column)))
    if place.name:
        return f"navnet {place.name}"
    if place.cell is None or not place.column:
        return named or ("" if place.cell is None else place.cell.a1)
    return f"{place.cell.a1} ({named})" if named else place.cell.a1


def _shown(content: Content | None, column: str) -> str:
    said = content_said(content, column)
    return nb.quoted(said) if isinstance(content, str) else said


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def conflict_lines(conflict: Conflict, number: int, of: int, who: tuple[str, str]) -> list[str]:
    """A conflict with what stands in all three editions; *who* saved MINE and THEIRS."""
    common, mine, theirs = said(conflict)
    lines = [
        f"Konflikt {number} av {of}: {conflict.place} – {conflict.what.value}",
        f"  Felles: {_cut(common)}",
        f"  Min{_by(who[0])}: {_cut(mine)}",
        f"  Din{_by(who[1])}: {_cut(theirs)}",
    ]
    if not conflict.possible:
        lines.append("  Din viser til noe som ikke er hos meg, og må skrives inn for hånd.")
    return lines


def _by(who: str) -> str:
    return f" ({who})" if who else ""


def left_lines(left: Sequence[Left]) -> Iterator[str]:
    """What has to be done by hand."""
    for one in left:
        held = "; ".join(
            f"{name}: {_shown(content, name)}" for name, content in one.contents[:MOST]
        )
        more = f"; og {len(one.contents) - MOST} til" if len(one.contents) > MOST else ""
        yield f"  ! {one.text}" + (f" ({held}{more})" if held else "")


def merge_json(merge: Merge) -> dict[str, Any]:
    """The merge in the contract's form (see docs/json.md)."""
    return {
        "hentet": [
            {
                **_place(taken.place),
                "hva": taken.words or "verdi",
                "før": _plain(taken.old),
                "etter": _plain(taken.new),
                "rad_innhold": _fields(taken.row),
            }
            for taken in merge.taken
        ],
        "nye_ark": list(merge.sheets),
        "konflikter": [
            {
                "nr": number,
                **_place(conflict.place),
                "hva": conflict.what.value,
                "felles": _plain(conflict.common),
                "min": _plain(conflict.mine),
                "din": _plain(conflict.theirs),
                "min_rad": _fields(conflict.my_row),
                "din_rad": _fields(conflict.their_row),
                "kan_velges": conflict.possible,
            }
            for number, conflict in enumerate(merge.conflicts, start=1)
        ],
        "gjenstår": [{"tekst": one.text, "innhold": _fields(one.contents)} for one in merge.left],
    }


def _place(place: Place) -> dict[str, str | None]:
    return {
        "ark": place.sheet or None,
        "tabell": place.table or None,
        "rad": place.row or None,
        "kolonne": place.column or None,
        "celle": None if place.cell is None else place.cell.a1,
        "navn": place.name or None,
    }


def _plain(content: Content | None) -> Any:
    if content is None:
        return None
    return f"={content.text}" if isinstance(content, Formula) else plain(content)


def _fields(fields: Fields) -> list[dict[str, Any]]:
    return [{"kolonne": name, "innhold": _plain(content)} for name, content in fields]
