"""A comparison in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from orxl.core import nb
from orxl.report.compare.outline import (
    Item,
    budget,
    consequences,
    interplay,
    sections,
    verdict,
)
from orxl.report.compare.values import Comparison

if TYPE_CHECKING:
    from rich.console import Console

_MOST: Final = 40
_STYLES: Final = {"same": "", "out": "red strike", "in": "green bold"}
_MARKS: Final = {"same": ("", ""), "out": ("[−", "−]"), "in": ("{+", "+}")}


def print_comparison(comparison: Comparison, out: Console, *, everything: bool = False) -> None:
    """Print *comparison*; without *everything* the longest lists are cut."""
    from rich.text import Text

    out.print(Text(verdict(comparison), style="bold"))
    for note in comparison.notes:
        out.print(f"Merk: {note}")
    for said in filter(None, (budget(comparison), interplay(comparison))):
        out.print(said)
    for section in sections(comparison, quiet=everything or bool(comparison.quiet)):
        out.print()
        out.print(Text(section.title, style="bold"))
        shown = section.items if everything else section.items[:_MOST]
        for item in shown:
            _print_item(item, out)
        left = len(section.items) - len(shown)
        if left:
            out.print(f"  … og {nb.counted(left, 'endring', 'endringer')} til (alle: --alt).")
    told = consequences(comparison)
    if told:
        out.print()
    for line in told:
        out.print(line)
    if everything:
        _print_following(comparison, out)


def _print_item(item: Item, out: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out.print(Padding(Text(f"• {item.sentence}"), (0, 0, 0, 2)))
    if item.effect:
        out.print(Padding(Text(item.effect, style="italic"), (0, 0, 0, 4)))
    if item.words:
        text = Text()
        for what, words in item.words:
            before, after = _MARKS[what]
            text.append(f"{before}{words}{after}", style=_STYLES[what])
        out.print(Padding(text, (0, 0, 0, 4)))


def _print_following(comparison: Comparison, out: Console) -> None:
    from orxl.report.compare.words import sentence, value_line

    following = [c for c in comparison.changes if c.follows]
    if following:
        out.print()
        out.print("Det som følger:")
    for change in following:
        is_value = change.follows in ("inndata", "tid", "ikke beregnet")
        line = value_line(change) if is_value else sentence(change, comparison.layout)
        out.print(f"  – {line}")
