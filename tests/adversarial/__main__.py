"""Prints how many damages orxl reports, by kind: ``python -m tests.adversarial [FOLDER]``.

``--utelatt`` leaves the remedies undone, ``--skriv-fanget`` raises the floor in ``caught.txt``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path
from statistics import median

from tests.adversarial.bench import ANY, NEARBY, RIGHT, Bench, Outcome
from tests.adversarial.damages import HERE, BadDamage, Damage, read_folder
from tests.adversarial.floor import raise_floor

WORKBOOK = HERE.parents[1] / "workbook" / "handlingsprogram.xlsx"
Work = tuple[Damage, bool]
"""A damage, and whether its remedies are done."""
_bench: Bench | None = None


def _started(data: bytes) -> None:
    global _bench
    _bench = Bench(data)


def _tried(work: Work) -> Outcome | str:
    assert _bench is not None
    damage, repairs = work
    try:
        return _bench.judged(damage, repairs=repairs)
    except BadDamage as error:
        return f"{damage}: {error}"
    except Exception as error:  # one that cannot be tried must not hide the others
        return f"{damage}: {type(error).__name__}: {error}"


def _results(data: bytes, work: Sequence[Work], processes: int) -> list[Outcome | str]:
    if processes == 1:
        _started(data)
        return [_tried(one) for one in work]
    with Pool(processes, _started, (data,)) as pool:
        return pool.map(_tried, work, chunksize=4)


def table(outcomes: Sequence[Outcome]) -> str:
    """The counts by kind and redundancy, as lines."""
    kinds = sorted({(o.damage.kind, o.damage.redundancy) for o in outcomes})
    lines = [f"{'slag':17}{'vet bedre':>10}{'i alt':>7}{'rett':>6}{'nær':>6}{'et sted':>9}{'':>7}"]
    groups = [
        (k, [o for o in outcomes if (o.damage.kind, o.damage.redundancy) == k]) for k in kinds
    ]
    for redundancy in ("yes", "semantic", "none"):
        own = [o for o in outcomes if o.damage.redundancy == redundancy]
        if own:
            groups.append((("alle", redundancy), own))
    for (kind, redundancy), own in groups:
        right = sum(o.level == RIGHT for o in own)
        near = right + sum(o.level == NEARBY for o in own)
        some = near + sum(o.level == ANY for o in own)
        share = f"{right / len(own):6.0%}"
        lines.append(f"{kind:17}{redundancy:>10}{len(own):7}{right:6}{near:6}{some:9} {share}")
    return "\n".join(lines)


def told(outcomes: Sequence[Outcome]) -> str:
    """How many findings a damage gives."""
    counts = sorted(len(o.told) for o in outcomes)
    if not counts:
        return ""
    last = counts[min(len(counts) - 1, int(0.95 * len(counts)))]
    return f"funn per skade: median {median(counts):g}, 95 % {last}, flest {counts[-1]}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.adversarial", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    parser.add_argument("--bok", type=Path, default=WORKBOOK)
    parser.add_argument("--slag")
    parser.add_argument("--id", action="append")
    parser.add_argument("--hver", type=int, default=1, help="bare hver n-te")
    parser.add_argument("--prosesser", type=int, default=1)
    parser.add_argument("--utelatt", action="store_true", help="uten at rettelsene gjøres")
    parser.add_argument("--alt", action="store_true", help="vis alle funn for hver skade")
    parser.add_argument("--skriv-fanget", action="store_true")
    said = parser.parse_args(arguments)
    damages = [
        d for d in read_folder(said.folder)[:: said.hver]
        if (not said.slag or d.kind == said.slag) and (not said.id or d.id in said.id)
    ]  # fmt: skip
    data = said.bok.read_bytes()
    results = _results(data, [(d, not said.utelatt) for d in damages], said.prosesser)
    report([r for r in results if isinstance(r, Outcome)], every_finding=said.alt)
    wrong = [r for r in results if isinstance(r, str)]
    if wrong:
        print("\nSkader som ikke lar seg gjøre:", *wrong, sep="\n  ")
    if said.skriv_fanget:
        raise_floor({o.damage.id for o in results if isinstance(o, Outcome) and o.caught})
    return 0


def report(outcomes: Sequence[Outcome], *, every_finding: bool) -> None:
    harmful = [o for o in outcomes if not o.damage.harmless]
    harmless = [o for o in outcomes if o.damage.harmless]
    print(table(harmful), told(harmful), sep="\n\n")
    alarms = [o for o in harmless if o.errors]
    print(f"falske Feil: {len(alarms)} av {len(harmless)} harmløse endringer")
    repairs = [r for o in harmful for r in o.repairs]
    failed = [(o, r) for o in harmful for r in o.repairs if r.faults]
    print(f"rettelser gjort: {len(repairs)}, med feil: {len(failed)}")
    for o in alarms:
        print(f"\nFALSK FEIL {o.damage}", *_lines(o.errors), sep="\n  ")
    for o in harmful:
        if not o.caught or every_finding:
            word = o.level.upper()
            print(f"\n{word} {o.damage} [{o.damage.kind}, {o.damage.redundancy}]")
            print(*_lines(o.told), sep="\n")
        if len(o.told) > 3:
            print(f"\nMANGE FUNN ({len(o.told)}) {o.damage}", *_lines(o.told), sep="\n  ")
    for o, r in failed:
        print(f"\nRETTELSE {o.damage}: {r.code} {r.place}, {r.how}", *r.faults, sep="\n    ")


def _lines(findings: Sequence[object]) -> list[str]:
    return [
        f"  {f.severity.label} {f.code} {f.place}: {f.message}"  # type: ignore[attr-defined]
        for f in findings[:12]
    ]


if __name__ == "__main__":
    sys.exit(main())
