"""How a few other words turn what a text says: another name, «ikke», the opposite, another cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.core.patterns import regex
from orxl.layout import Kind
from orxl.rules.kit.tables import MEASURES, MEMBERS, PARAGRAPHS, TARGETS
from orxl.rules.kit.view import View
from orxl.rules.shared.figures import figures
from orxl.rules.shared.measures import WORDS
from orxl.rules.shared.placeholders import PLACEHOLDER, as_printed, quoted_cell
from orxl.rules.shared.poles import NEGATIONS, alike, opposite, poles
from orxl.rules.shared.recorded_texts import same_word, words
from orxl.rules.shared.reworded import UNKNOWN, Reworded, Spot
from orxl.rules.shared.texts import FIELDS

_OTHERS_SPEAK: Final = frozenset({*FIELDS, (MEASURES, "title"), (MEASURES, "condition")})
"""Where T012 asks of each figure where it comes from."""


Turn = tuple[Severity, str]
"""How grave it is, and what is said of it."""


def turned(view: View, text: Reworded, spot: Spot) -> Iterator[Turn]:
    """How *spot* turns what *text* says, and how grave that is; nothing where it hardly does."""
    old, new = spot.old, [word.text for word in spot.new]
    if text.table == MEMBERS or _said_alike(old, new):
        return
    fetched = [word for word in old if word.startswith("{")]
    if fetched or any(word.startswith("{") for word in new):
        yield from _fetched(view, fetched, new)
        return
    severity = _grave(text, spot, old, new) or _slight(text, spot, old, new)
    if severity is not None:
        yield severity, _swap(old, new)


def _said_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether each word is put in place of one that means the same: «NOK» and «kroner»."""
    return len(old) == len(new) and all(
        alike(a, b) or (bool(_numbers([a])) and _numbers([a]) == _numbers([b]))
        for a, b in zip(old, new, strict=True)
    )


def _grave(text: Reworded, spot: Spot, old: Sequence[str], new: Sequence[str]) -> Severity | None:
    """Warning where the words now say the opposite, name another, or insert something else."""
    other = any(opposite(a, b) for a in old for b in new) or _negated(old) != _negated(new)
    if other or (text.table == PARAGRAPHS and text.row.values.get("type") == "sett inn"):
        return Severity.WARNING
    if old and new and _in_quotes(text.text, spot):
        return Severity.WARNING
    was, its = _names(old, first=False), _names(new, first=spot.first)
    lost = not new and len(old) <= _SOME
    if lost and all(_said(text.text, word) for word in old if _names([word], first=False)):
        return None
    if (was or its) and (lost or (old and new and (was or UNKNOWN in old))):
        return Severity.WARNING
    return Severity.NOTE if was or its else None


def _slight(text: Reworded, spot: Spot, old: Sequence[str], new: Sequence[str]) -> Severity | None:
    """Of a number that no other rule asks of, a heading, an item of a list or a short field."""
    place = (text.table, text.column.key)
    if any(c.isdigit() for word in (*old, *new) for c in word):
        mine = _numbers(new)
        agrees = bool(mine) and mine <= _numbers(text.row.values.values()) | _numbers(old)
        if agrees or (place in _OTHERS_SPEAK and _is_a_figure(text.text, spot)):
            return None
        return Severity.WARNING if place == (TARGETS, "text") else Severity.NOTE
    heading = text.table == PARAGRAPHS and text.row.values.get("type") in ("tittel", "overskrift")
    short = text.column.kind is Kind.TEXT and text.column.key in _SHORT
    item = not new and len(old) <= _ITEM and _among_others(text.text, spot, old)
    narrows = not (old and new) and len(old) + len(new) == 1 and _narrows(*old, *new)
    return Severity.NOTE if narrows or (old and (short or item or (heading and new))) else None


def _numbers(values: Iterable[object]) -> set[float]:
    """The numbers among cells' values or words, a share as per cent as well."""
    found: set[float] = set()
    for value in values:
        if isinstance(value, float):
            found |= {value, round(value * 100, 6), value * 1000}
        elif isinstance(value, str) and value[:1].isdigit() and len(value) < 16:
            with suppress(ValueError):
                found.add(float(same_word(value).replace(",", ".")))
        elif isinstance(value, str) and value.casefold() in WORDS:
            found.add(float(WORDS[value.casefold()]))
    return found


_SOME: Final = 5
"""With a name among no more words than this that are gone, it is the name that is missed."""


_NARROWING: Final = frozenset({"bound", "all", "may", "often", "order", "year", "before"})
"""What a word may be about that narrows or widens what is said when it comes or goes."""


def _narrows(word: str) -> bool:
    return not _NARROWING.isdisjoint(poles(word))


def _said(text: str, word: str) -> bool:
    """Whether *text* still has *word*, in whatever form."""
    begins = same_word(word)[:_STEM]
    return any(other.key.startswith(begins) for other in words(text))


_STEM: Final = 7
_ITEM: Final = 3
"""An item of a list has no more words than this."""
_REACH: Final = 25
_LONG: Final = 5
_LISTING: Final = regex(r", | og | eller | samt ")


def _in_quotes(text: str, spot: Spot) -> bool:
    """Whether the new words are part of a name in quotes."""
    return (
        text.rfind("«", 0, spot.at + 1) > text.rfind("»", 0, spot.at + 1) and "»" in text[spot.at :]
    )


def _is_a_figure(text: str, spot: Spot) -> bool:
    """Whether T012 asks where the new number comes from; of «del 4» and «§ 18» it does not."""
    return any(
        figure.start < word.end and word.start < figure.end
        for figure in figures(text)
        for word in spot.new
    )


def _among_others(text: str, spot: Spot, old: Sequence[str]) -> bool:
    """Whether what is gone was one of several that are listed, and is said nowhere else."""
    if any(len(word) < _LONG or _said(text, word) for word in old):
        return False
    return _LISTING.search(text[max(0, spot.at - _REACH) : spot.at + _REACH]) is not None


_SHORT: Final = frozenset({"unit", "unit2", "meetings", "giver", "mark", "remark"})
"""The columns of a few words, each of which counts."""


def _fetched(view: View, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Severity, str]]:
    """What is said of a placeholder that fetches something else, or in another form."""
    now = [word for word in new if word.startswith("{")]
    if len(old) != 1 or len(now) != 1:
        if old and not any(c.isdigit() for word in new for c in word):
            yield Severity.NOTE if new else Severity.WARNING, _swap(old, new)
        return
    was, its = as_printed(view, old[0]), as_printed(view, now[0])
    if same_word(was) == same_word(its):
        yield Severity.NOTE, _swap(old, new)
        return
    if not _elsewhere(view, old[0], now[0]) and not _scaled(old[0]) and not _scaled(now[0]):
        return  # «3» for «tre», «18.12.2025» for «18. desember 2025»
    told = f"{_swap(old, now)}, så det skrives «{its}» der det stod «{was}»"
    yield Severity.ERROR if _elsewhere(view, old[0], now[0]) else Severity.NOTE, told


def _scaled(placeholder: str) -> bool:
    """Whether the format changes how large the figure looks."""
    return placeholder.rstrip("}").rpartition("|")[2].strip() in ("mill1", "mill2", "kr", "heltall")


def _elsewhere(view: View, old: str, new: str) -> bool:
    """Whether the two placeholders fetch other cells, or another year than the cell's."""
    one, other = PLACEHOLDER.fullmatch(old), PLACEHOLDER.fullmatch(new)
    if one is None or other is None:
        return False
    years = {"neste", "forrige"} & {(m[2] or "").strip() for m in (one, other)}
    cells = {quoted_cell(view, m[1].strip()) for m in (one, other)}
    return None not in cells and (len(cells) > 1 or bool(years))


def _swap(old: Sequence[str], new: Sequence[str]) -> str:
    then = nb.quoted(" ".join(old)) if set(old) - {UNKNOWN} else "noe annet"
    now = nb.quoted(" ".join(new))
    if not new:
        return f"{then} er borte"
    return f"{now} er kommet til" if not old else f"{now} der det stod {then}"


def _negated(words: Sequence[str]) -> bool:
    return any(word.casefold() in NEGATIONS for word in words)


def _names(words: Sequence[str], *, first: bool) -> bool:
    """Whether one of them is a name; the *first* of a sentence has a capital anyhow."""
    return any(
        word[0].isupper() and not (first and at == 0 and not word.isupper())
        for at, word in enumerate(words)
    )
