"""The house in figures: lines, files and imports of its rooms, and how fast it starts.

    python benchmarks/house.py [HOUSE ...] [--rounds 10]

HOUSE is a folder with a checkout (default: this one); several are set side by side. Lines are those
of ``.py`` files, blank ones and comments too. An arrow goes from one room to another that it
imports from, anywhere in its modules; what only type checkers import counts too. A circle is rooms
that reach each other. The cold start is measured as in ``cold.py``, each house on its own shipped
workbook; with --rounds 0 it is left out.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from cold import CHECK, OFFICE, RECALCULATE, by_turns

HERE = Path(__file__).resolve().parents[1]


@dataclass
class Room:
    """The modules of one folder of ``orxl/``, by their lines, and the rooms they import from."""

    lines: list[int] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)


def rooms(house: Path) -> dict[str, Room]:
    """The folders right below ``orxl/`` and right below those; a file's room is its folder."""
    found: dict[str, Room] = {}
    root = house / "orxl"
    homes = {_module(root, file): _room(root, file) for file in sorted(root.rglob("*.py"))}
    for file in sorted(root.rglob("*.py")):
        text = file.read_text("utf-8")
        room = found.setdefault(_room(root, file), Room())
        room.lines.append(text.count("\n"))
        room.imports += [homes[name] for name in _imported(ast.parse(text), set(homes))]
    return found


def _module(root: Path, file: Path) -> str:
    names = file.relative_to(root.parent).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def _room(root: Path, file: Path) -> str:
    return "/".join(file.parent.relative_to(root).parts[:2]) or "(top)"


def _imported(tree: ast.AST, modules: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "orxl")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "orxl":
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules else node.module or ""


def arrows(found: dict[str, Room]) -> set[tuple[str, str]]:
    return {
        (name, other) for name, room in found.items() for other in room.imports if name != other
    }


def circles(every: set[tuple[str, str]]) -> set[str]:
    """The rooms that lie in a circle."""
    ahead: dict[str, set[str]] = {}
    for start, end in every:
        ahead.setdefault(start, set()).add(end)

    def reach(room: str) -> set[str]:
        seen: set[str] = set()
        new = {room}
        while new:
            new = {end for start in new for end in ahead.get(start, ())} - seen
            seen |= new
        return seen

    return {room for room in ahead if room in reach(room)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("house", nargs="*", type=Path, default=[HERE])
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    houses = [house.resolve() for house in options.house]
    built = [rooms(house) for house in houses]
    print(f"| room |{' files | lines | longest |' * len(houses)}")
    print(f"|---|{'---:|---:|---:|' * len(houses)}")
    for name in sorted({name for found in built for name in found}):
        print(f"| {name} |{''.join(_cells(found.get(name)) for found in built)}")
    totals = [Room([n for r in found.values() for n in r.lines], []) for found in built]
    print(f"| **all** |{''.join(map(_cells, totals))}")
    print(f"\n| |{' |' * len(houses)}")
    print(f"|---|{'---:|' * len(houses)}")
    _row("median file, lines", [f"{median(t.lines):.0f}" for t in totals])
    _row("arrows between rooms", [str(len(arrows(found))) for found in built])
    _row("imports across rooms", [str(_across(found)) for found in built])
    _row("rooms in a circle", [", ".join(sorted(circles(arrows(f)))) or "none" for f in built])
    if options.rounds:
        _cold(houses, options.rounds)


def _cells(room: Room | None) -> str:
    if room is None:
        return " | | |"
    return f" {len(room.lines)} | {sum(room.lines)} | {max(room.lines)} |"


def _across(found: dict[str, Room]) -> int:
    return sum(other != name for name, room in found.items() for other in room.imports)


def _row(name: str, cells: list[str]) -> None:
    print(f"| {name} | {' | '.join(cells)} |")


def _cold(houses: list[Path], rounds: int) -> None:
    """By turns, round by round, so that a slow minute strikes all houses alike."""
    taken: list[dict[str, list[float]]] = [{} for _ in houses]
    for _ in range(rounds):
        for house, own in zip(houses, taken, strict=True):
            file = house / "workbook" / "handlingsprogram.xlsx"
            for name, times in by_turns(file, 1, house).items():
                own.setdefault(name, []).extend(spent.clock for spent in times)
    for name in (CHECK, RECALCULATE, OFFICE):
        if all(name in own for own in taken):
            cells = [f"{median(own[name]):.2f} s{_ratio(own, name)}" for own in taken]
            _row(f"`{name}`, median of {rounds}", cells)


def _ratio(own: dict[str, list[float]], name: str) -> str:
    if name == OFFICE or OFFICE not in own:
        return ""
    return f" (LibreOffice {median(own[OFFICE]) / median(own[name]):.1f}×)"


if __name__ == "__main__":
    main()
