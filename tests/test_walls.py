"""The walls between the rooms: a wrong import is seen, in a new module and of a new package too."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

FREE = {"typing_extensions"}
"""Third-party packages that any room may import."""
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
    "tool"
]["importlinter"]["contracts"]


def packages(contract: dict[str, Any]) -> list[str]:
    """The third-party packages that a contract keeps in their rooms."""
    names = contract.get("protected_modules", contract.get("forbidden_modules", []))
    return [name for name in names if not name.startswith("orxl")]


def test_a_planted_import_breaks_its_contract(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "orxl", tmp_path / "orxl", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = sorted({name for contract in CONTRACTS for name in packages(contract)})
    new = tmp_path / "orxl" / "brand_new.py"
    new.write_text("".join(f"import {name}\n" for name in planted), "utf-8")
    inner = tmp_path / "orxl" / "core" / "nb.py"
    inner.write_text(inner.read_text("utf-8") + "import orxl.app\n", "utf-8")

    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    walls = {contract["name"] for contract in CONTRACTS if packages(contract)}
    broken = set(re.findall(r"^(.+) BROKEN$", done.stdout, re.MULTILINE))
    assert walls
    assert walls | {"the floors of the house"} <= broken
    for name in planted:
        assert re.search(rf"orxl\.brand_new -> {name} ", done.stdout), name


def test_every_folder_is_a_package_that_the_linter_sees() -> None:
    folders = {file.parent for file in (ROOT / "orxl").rglob("*.py")}
    assert [str(f) for f in folders if not (f / "__init__.py").exists()] == []


def test_every_package_from_outside_has_a_wall() -> None:
    walled = {name for contract in CONTRACTS for name in packages(contract)}
    outside = {
        name
        for file in (ROOT / "orxl").rglob("*.py")
        for name in imported(file)
        if name not in sys.stdlib_module_names and name != "orxl"
    }
    assert outside - FREE <= walled


def imported(file: Path) -> set[str]:
    """The top-level packages that a module imports anywhere in it."""
    names = set[str]()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_no_module_uses_what_is_private_to_a_library() -> None:
    found = {
        str(file.relative_to(ROOT)): names
        for file in (ROOT / "orxl").rglob("*.py")
        if (names := foreign(ast.parse(file.read_text("utf-8"))))
    }
    assert found == {}


def test_what_is_private_to_a_base_of_a_library_is_seen() -> None:
    own = "class P(A):\n    def _own(self):\n        self._g.x = self._own()\n"
    assert foreign(ast.parse(f"from re import _parser\n{own}")) == {"_parser", "_g"}


def foreign(tree: ast.Module) -> set[str]:
    """The private names that a module takes from elsewhere: by import, or of ``self``.

    What is private to other objects is seen by ruff (SLF001).
    """
    used, own = set[str](), set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            used.update(alias.name for alias in node.names)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            own.add(node.name)
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            leaves = [leaf for target in targets for leaf in ast.walk(target)]
            own.update(leaf.id for leaf in leaves if isinstance(leaf, ast.Name))
        if isinstance(node, ast.Attribute) and is_self(node.value):
            (own if isinstance(node.ctx, ast.Store) else used).add(node.attr)
    return {name for name in used - own if name.startswith("_") and not name.endswith("__")}


def is_self(node: ast.expr) -> bool:
    """Whether *node* is ``self``, ``cls`` or ``super()``."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "super"
    return isinstance(node, ast.Name) and node.id in ("self", "cls")
