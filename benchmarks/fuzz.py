"""Tries nearly whole workbooks for as long as asked: ``python benchmarks/fuzz.py --minutter 10``.

Whatever is answered otherwise than tests/hostile/attack.py allows is kept in the folder, by its
seed, and becomes a test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tests.hostile.attack import tried  # noqa: E402
from tests.hostile.mutants import mutant  # noqa: E402
from tests.hostile.test_shown import shown_everywhere  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description="Prøver nesten hele arbeidsbøker.")
    parser.add_argument("--minutter", type=float, default=10)
    parser.add_argument("--fra", type=int, default=1_000, help="det første frøet")
    parser.add_argument("--funn", type=Path, default=Path("fuzz-funn"))
    options = parser.parse_args()
    whole = shown_everywhere("Åse & Bø")
    end, seed, found = time.monotonic() + 60 * options.minutter, options.fra, 0
    while time.monotonic() < end:
        data = mutant(whole, seed)
        with tempfile.TemporaryDirectory() as folder:
            try:
                tried(Path(folder), data)
            except Exception as error:
                found += 1
                options.funn.mkdir(exist_ok=True)
                (options.funn / f"{seed}.xlsx").write_bytes(data)
                print(f"{seed}: {type(error).__name__}: {str(error)[:300]}", flush=True)
        seed += 1
    print(f"{seed - options.fra} arbeidsbøker, {found} funn")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
