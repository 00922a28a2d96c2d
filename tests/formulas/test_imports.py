from __future__ import annotations

import subprocess
import sys

HEAVY = ("openpyxl", "lxml", "pandas", "numpy", "betteroffice_xlsx", "ironcalc", "xml.etree")


def test_importing_the_room_imports_no_engine_and_nothing_heavy() -> None:
    code = (
        "import sys, orxl.formulas.recalculate, orxl.formulas.lint, orxl.formulas.normal, "
        "orxl.formulas.relative\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
