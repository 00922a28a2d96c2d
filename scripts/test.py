"""Sets up a fresh machine for development and runs every check and test.

Needs only Python 3.11 or newer. With LibreOffice on the machine the tests that use it as the
oracle run too; without it they are skipped, saying so (with CI=true they fail instead).

With ORXL_LAAST=1 what is installed is exactly what ``requirements-dev.lock`` names, by its hashes.

``--rask`` is the door for the minute after an edit: the same checks, nothing installed anew, and
the tests that are marked neither ``slow`` nor ``libreoffice``. Other arguments go to pytest.

``--windows`` runs a chosen part of the tests, the commands, the .cmd files and the installer in the
real Python for Windows, under Wine (several minutes; not part of CI). ``--windows --alt`` runs the
whole suite there; other arguments go to that pytest. Without Wine it is skipped, saying so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from kom_i_gang import BIN, ROOT, environment

CHECKS = (
    ("ruff", "check", "--quiet"),
    ("ruff", "format", "--check", "--quiet"),
    ("mypy",),
    ("lint-imports", "--no-cache"),  # the cache goes by times alone, and errs after a checkout
)


def main() -> int:
    """Run all checks, then the tests; returns 0 only when everything passed."""
    arguments = sys.argv[1:]
    suffix = ".exe" if sys.platform == "win32" else ""
    if "--windows" in arguments:
        from release.wine import lane

        return lane([argument for argument in arguments if argument != "--windows"])
    quick = "--rask" in arguments
    if quick:
        arguments.remove("--rask")
        arguments += ["-m", "not slow and not libreoffice"]
    if not quick or not (BIN / f"pytest{suffix}").exists():
        environment("[test]", locked=bool(os.environ.get("ORXL_LAAST")))
    workers = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
    failed = []
    start = time.monotonic()
    for name, *rest in (*CHECKS, ("pytest", *workers, *arguments)):
        print(f"== {' '.join([name, *rest])}", flush=True)
        if run(str(BIN / f"{name}{suffix}"), *rest) != 0:
            failed.append(name)
    outcome = f"Feilet: {', '.join(failed)}." if failed else "Alt i orden."
    print(f"{outcome} Tok {time.monotonic() - start:.0f} s.", flush=True)
    return 1 if failed else 0


def run(*command: str) -> int:
    """Run a command in the repository; returns its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
