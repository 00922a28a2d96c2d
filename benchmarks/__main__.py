"""One door to all measurements.

    python -m benchmarks [--rounds 5] [--sizes 1 10 100]     orxl beside others, in one table
    python -m benchmarks guard BEFORE [AFTER] [--rounds 20]  has a commit made anything slower?
    python -m benchmarks list                                those with a question of their own

All of them run whole processes by turns; «guard» makes two checkouts and takes them away again.
"""

from __future__ import annotations

import argparse
import ast
from pathlib import Path

from benchmarks import guard, races


def main() -> int:
    """0; 1 where the guard has found something slower."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("what", nargs="?", choices=("all", "guard", "list"), default="all")
    parser.add_argument("commits", nargs="*")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10])
    options = parser.parse_args()
    if options.what == "list":
        for name, line in kept():
            print(f"{name:24} {line}")
        return 0
    if options.what == "guard":
        if not 1 <= len(options.commits) <= 2:
            parser.error("guard takes one commit or two")
        before, after = [*options.commits, "HEAD"][:2]
        slower = False
        for line in guard.compare(before, after, options.rounds or 20):
            print(line, flush=True)
            slower = slower or "SLOWER" in line
        return int(slower)
    for line in races.table(5 if options.rounds is None else options.rounds, options.sizes):
        print(line, flush=True)
    return 0


def kept() -> list[tuple[str, str]]:
    """Each measurement that is run by itself, and the first line of what it says of itself."""
    found = []
    for file in sorted(Path(__file__).parent.glob("*.py")):
        text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        if f"benchmarks/{file.name}" in text or f"benchmarks.{file.stem}" in text:
            found.append((file.name, text.partition("\n")[0]))
    return found


if __name__ == "__main__":
    raise SystemExit(main())
