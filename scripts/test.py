"""Sets up a fresh machine for development and runs every check and test.

Needs only Python 3.11 or newer. With LibreOffice on the machine the tests that use it as the
oracle run too; without it they are skipped, saying so (with CI=true they fail instead).
"""

from __future__ import annotations

import os
import subprocess
import sys

from kom_i_gang import BIN, ROOT, environment

CHECKS = (
    ("ruff", "check", "--quiet"),
    ("ruff", "format", "--check", "--quiet"),
    ("mypy",),
    ("lint-imports",),
)


def main() -> int:
    """Run all checks, then the tests; returns 0 only when everything passed."""
    environment("[test]")
    suffix = ".exe" if sys.platform == "win32" else ""
    failed = []
    for command in CHECKS:
        print(f"== {' '.join(command)}", flush=True)
        if run(str(BIN / f"{command[0]}{suffix}"), *command[1:]) != 0:
            failed.append(" ".join(command))
    print("== pytest", flush=True)
    workers = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal"]
    if run(str(BIN / f"pytest{suffix}"), *workers, *sys.argv[1:]) != 0:
        failed.append("pytest")
    print(f"Feilet: {', '.join(failed)}" if failed else "Alt i orden.", flush=True)
    return 1 if failed else 0


def run(*command: str) -> int:
    """Run a command in the repository; returns its exit code."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
