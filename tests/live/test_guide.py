"""The user guide explains every message that a click or the button's setup can end in."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from orxl.core import errors
from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "brukerveiledning.md"
SOURCES = (
    *sorted((ROOT / "orxl" / "live").glob("*.py")),
    *(ROOT / "orxl" / name for name in (
        "button.py", "app/live.py", "app/mend.py", "app/tasks/table.py", "app/tasks/fees.py",
        "report/click.py", "report/outcome.py", "setup/install.py",
        "setup/xlsm.py", "setup/vba.py",
        "xlsx/write/button.py",
        "core/contents.py", "core/rowplaces.py", "binding/year.py",
    )),
    ROOT / "workbook" / "handlingsprogram.py",
)  # fmt: skip
ENDINGS = {name for name, kind in vars(errors).items() if isinstance(kind, type)} | {"SystemExit"}
TALKING = {"outcome", "message", "to_save", "unrecorded", "_why_not"}
"""The functions whose sentences are shown though they are no errors."""
HOLE = "…"


def sentence(node: ast.expr) -> str:
    """The text that *node* makes, with … for what changes; ``""`` where it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else HOLE for p in node.values)
        return "".join(map(str, parts))
    return ""


def shown(path: Path) -> set[str]:
    """The first sentences of the errors in *path*, and what its talking functions say."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            if called in ENDINGS:
                found.add(sentence(node.args[0]))
            elif called == "_say":
                found.add(sentence(node.args[-1]))
        if isinstance(node, ast.FunctionDef) and node.name in TALKING:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    found.add(sentence(inner.value))
                if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
                    found |= {sentence(a) for a in inner.args if inner.func.attr == "append"}
    return {
        text for text in found if len(re.findall(r"\w+", text)) > 1 or text.startswith("Rettet")
    }


def explained() -> list[str]:
    """The messages in the first column of the guide's tables, without their quotation marks."""
    cells = re.findall(r"^\| («.+?) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    return [part.strip()[1:-1] for cell in cells for part in cell.split(" / ")]


def matches(entry: str, message: str) -> bool:
    """Whether the guide's *entry* is about *message*, of which it may leave out the end."""
    pattern = ".*".join(re.escape(part) for part in entry.split(HOLE))
    return re.match(pattern, message) is not None


def test_the_guide_explains_every_message_and_no_other() -> None:
    messages = set().union(*map(shown, SOURCES))
    entries = explained()
    assert len(messages) > 40
    assert sorted(m for m in messages if not any(matches(e, m) for e in entries)) == []
    assert sorted(e for e in entries if not any(matches(e, m) for m in messages)) == []
