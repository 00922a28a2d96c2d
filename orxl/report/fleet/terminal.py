"""The overview on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from orxl.core import nb
from orxl.report.fleet.overview import Overview

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN: Final = 10


def print_overview(overview: Overview, console: Console) -> None:
    """Print the workbooks and the rules that ask for the most work, and what was not checked."""
    from rich.text import Text

    worst = overview.worst
    rules = overview.rules
    if worst:
        lines = [(_counts(b.errors, b.warnings), b.place) for b in worst[:_SHOWN]]
        _part(console, "Mest å se på", lines, overview.with_errors + overview.with_warnings)
    if rules:
        lines = [
            (f"{rule.severity.capitalize()} i {_books(rule.books)}", f"{rule.code} {rule.name}")
            for rule in rules[:_SHOWN]
        ]
        _part(console, "Reglene som slår ut", lines, len(rules))
    if overview.reasons:
        _part(console, "Ikke kontrollert", overview.reasons[:_SHOWN], overview.unchecked)
    style = {0: "bold green", 1: "bold red", 2: "bold red"}[overview.exit_code]
    if not overview.exit_code and overview.with_warnings:
        style = "bold yellow"
    console.print(Text(overview.sentence, style=style))
    if overview.reused:
        console.print(
            f"{_books(overview.reused)} var kontrollert før, og er ikke kontrollert igjen."
        )


def _counts(errors: int, warnings: int) -> str:
    said = [f"{nb.number(errors)} feil"] if errors else []
    said += [nb.counted(warnings, "advarsel", "advarsler")] if warnings else []
    return ", ".join(said)


def _books(count: int) -> str:
    return nb.counted(count, "arbeidsbok", "arbeidsbøker")


def _part(console: Console, heading: str, lines: Sequence[tuple[str, str]], of: int) -> None:
    from rich.table import Table
    from rich.text import Text

    console.print(Text(heading, style="bold underline"))
    grid = Table.grid(padding=(0, 2, 0, 2))
    for row in _with_rest(lines, of):
        grid.add_row(*(Text(word, overflow="fold") for word in row))
    console.print(grid)
    console.print()


def _with_rest(lines: Sequence[tuple[str, str]], of: int) -> Iterable[tuple[str, str]]:
    yield from lines
    if of > len(lines):
        yield f"og {nb.number(of - len(lines))} til", ""
