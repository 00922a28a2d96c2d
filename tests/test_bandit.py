"""bandit finds nothing in the program and its scripts that is not explained where it stands."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.thorough
def test_bandit_finds_nothing():
    """Ruff's rules by the same name see to most of it every time."""
    pytest.importorskip("bandit", reason="bandit is not installed (pip install -e .[test])")
    command = [
        sys.executable,
        "-m",
        "bandit",
        "-q",
        "-c",
        "pyproject.toml",
        "-r",
        "orxl",
        "scripts",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
