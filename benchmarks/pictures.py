"""Pictures: how time grows with the workbook, and where it goes.

    python -m benchmarks.pictures growth [--sizes 1 10 100] [--rounds 3]
    python -m benchmarks.pictures flames [--house BEFORE]

They are written to docs/bilder. «growth» draws seconds of the processor and memory against the size
of the workbook, orxl beside LibreOffice; «flames» has py-spy draw flame graphs of ``kontroller``
and ``beregn`` in this house, or in another checkout (then with «-foer» in the name). Both need the
extra ``benchmark``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copy

from benchmarks.races import OFFICE, WORKBOOK, Race, Spent, files, middle, races, run

PICTURES = Path(__file__).parents[1] / "docs" / "bilder"
COMMANDS = ("kontroller", "beregn")
_ORXL, _OTHER = "#14385a", "#b3541e"
_BOKMAL = str.maketrans(",.", " ,")
Curve = dict[int, Spent]


def grown(sizes: Sequence[int], rounds: int) -> dict[str, Curve]:
    """What each command, and LibreOffice, takes by the size of the workbook."""
    found: dict[str, Curve] = {name: {} for name in (*COMMANDS, OFFICE)}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = files(home, sizes)
        for race in races(sizes):
            name = race.name.partition(",")[0]
            if name in COMMANDS:
                found[name][race.times] = _taken(race, made[race.times], home, rounds, ours=True)
                if name == COMMANDS[0]:
                    theirs = _taken(race, made[race.times], home, rounds, ours=False)
                    found[OFFICE][race.times] = theirs
                print(race.times, name, found[name][race.times], flush=True)
    return found


def _taken(race: Race, source: Path, home: Path, rounds: int, *, ours: bool) -> Spent:
    command = race.ours if ours else race.theirs
    assert command is not None
    taken = [run(command, source, home) for _ in range(rounds + 1)]
    return middle([one for one in taken[1 if rounds else 0 :] if one is not None])


def draw(found: Mapping[str, Curve], target: Path) -> None:
    """Both measures against the size, on axes where a straight line of slope one is linear."""
    from matplotlib import pyplot
    from matplotlib.ticker import FuncFormatter

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4.2), layout="constrained")
    measures = (("sekunder på prosessoren", "processor"), ("MB på det meste", "memory"))
    for axis, (label, measure) in zip(axes, measures, strict=True):
        for name, curve in found.items():
            sizes = sorted(curve)
            values = [getattr(curve[size], measure) for size in sizes]
            colour = _OTHER if name == OFFICE else _ORXL
            style = ":" if name == "beregn" else "-"
            axis.loglog(sizes, values, style, marker="o", color=colour)
            axis.annotate(name, (sizes[-1], values[-1]), xytext=(6, 0), color=colour, va="center",
                          textcoords="offset points")  # fmt: skip
        sizes = sorted(next(iter(found.values())))
        axis.set_xticks(sizes, [f"{size}×" for size in sizes])
        axis.minorticks_off()
        axis.set_xlabel("arbeidsbokens størrelse")
        axis.set_ylabel(label)
        axis.yaxis.set_major_formatter(
            FuncFormatter(lambda value, _: f"{value:,g}".translate(_BOKMAL))
        )
        axis.set_xlim(right=sizes[-1] * 6)
        axis.grid(color="#dddddd")
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(target)


def flames(house: Path | None) -> None:
    """A flame graph of each command, sampled a thousand times a second."""
    suffix = "" if house is None else "-foer"
    for command in COMMANDS:
        target = PICTURES / f"flamme-{command}{suffix}.svg"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / WORKBOOK.name
            copy(WORKBOOK, file)
            for _ in range(2):  # the first makes byte code
                subprocess.run(
                    ["py-spy", "record", "--rate", "1000", "--format", "flamegraph", "--output",
                     str(target), "--", sys.executable, "-m", "orxl", command, str(file)],
                    check=False, stdout=subprocess.DEVNULL, cwd=house,
                )  # fmt: skip
        print(target)


def main() -> int:
    """0."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pictures", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("what", choices=("growth", "flames"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--house", type=Path)
    options = parser.parse_args()
    if options.what == "flames":
        flames(options.house)
    else:
        draw(grown(options.sizes, options.rounds), PICTURES / "vekst.svg")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
