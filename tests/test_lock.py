"""The lock for development names every package that pyproject.toml asks for, each with hashes."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(.*(?:\n {4}.*)*)", re.MULTILINE)


def test_what_is_asked_for_is_locked_in_a_version_that_fits():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    locked = {canonicalize_name(name): version for name, version, _ in PINNED.findall(LOCK)}
    for line in (*project["dependencies"], *extras["test"], *extras["release"]):
        asked = Requirement(line)
        name = canonicalize_name(asked.name)
        assert name in locked, line
        assert asked.specifier.contains(locked[name]), line


def test_every_package_has_a_hash():
    found = PINNED.findall(LOCK)
    assert len(found) > 40
    assert [name for name, _, rest in found if "--hash=sha256:" not in rest] == []
