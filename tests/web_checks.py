"""What strangers say of HTML pages: a browser with axe-core, html-validate, and the W3C's checker.

One browser looks at all pages that are asked about at once. Where the programs are missing the
tests skip and say which: Chromium, Node, Java, and the npm packages axe-core, puppeteer-core,
html-validate and vnu-jar, in the folder ``node_modules`` that ``ORXL_NODE`` names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

_SCRIPT: Final = Path(__file__).with_suffix(".cjs")
_PACKAGES: Final = ("axe-core", "puppeteer-core", "html-validate", "vnu-jar")


@dataclass(frozen=True)
class PageReport:
    """What was found in a page. Every list is empty where all is well."""

    name: str
    violations: list[str]
    """axe-core's, for WCAG 2.0, 2.1 and 2.2 A and AA and best practice: 1280 and 320 pixels wide,
    light and dark."""
    sideways: list[str]
    """How much wider the page is than the window."""
    requests: list[str]
    """What it fetched beside itself."""
    trouble: list[str]
    """What the browser complained of."""
    stops: int
    """How many places the Tab key stops at."""
    missed: list[str]
    """What the Tab key does not reach."""
    unseen: list[str]
    """Where it is not to be seen that it has the focus."""
    in_order: bool
    """Whether the Tab key goes through the page in the page's order."""
    text: str
    plain: str
    """The text of ``main`` with JavaScript, and without."""
    hidden: list[str]
    """What cannot be seen without JavaScript."""
    invalid: list[str]
    """html-validate's messages."""
    blocked: bool
    """Whether the page's own rules keep it from fetching."""


@dataclass(frozen=True)
class WebTools:
    """The programs that look at pages."""

    chromium: str
    node: str
    java: str
    modules: Path

    def look(self, pages: Mapping[str, Path], then: Path | None = None) -> dict[str, Any]:
        """A :class:`PageReport` of each of the *pages* by name.

        *then* is a CommonJS module that does more in the same browser; what it gives is under
        ``then``.
        """
        asked = {
            "chromium": self.chromium,
            "modules": str(self.modules),
            "pages": [
                {"name": name, "url": file.resolve().as_uri(), "file": str(file)}
                for name, file in pages.items()
            ],
            "then": None if then is None else str(then),
        }
        done = subprocess.run(
            [self.node, str(_SCRIPT)], input=json.dumps(asked), capture_output=True, text=True,
            check=False, timeout=300, encoding="utf-8",
        )  # fmt: skip
        if done.returncode:
            pytest.fail(f"the browser could not look at the pages: {done.stderr[-2000:]}")
        found = json.loads(done.stdout)
        more = found.pop() if then is not None else None
        reports: dict[str, Any] = {page["name"]: _report(page) for page in found}
        return reports | ({} if then is None else {"then": more})

    def nu(self, files: Sequence[Path]) -> subprocess.Popen[str]:
        """The W3C's checker at work on *files*; :func:`nu_messages` waits for what it says."""
        jar = self.modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
        return subprocess.Popen(
            [self.java, "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar),
             "--format", "json", "--stdout", *map(str, files)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip


_FALSE_ALARM: Final = re.compile(r"Inline (style|script) violates Content Security Policy")
"""The checker reads a long style or script in pieces, whose digests are not the whole's. The
browser applies both: a page without them would fail the other checks."""


def nu_messages(work: subprocess.Popen[str]) -> list[str]:
    """What the checker says of its files; its remarks count as much as its errors."""
    said, _ = work.communicate(timeout=300)
    return [
        f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}"
        for m in json.loads(said)["messages"]
        if not _FALSE_ALARM.match(m["message"])
    ]


def _report(page: Mapping[str, Any]) -> PageReport:
    tab = page["tab"]
    return PageReport(
        page["name"], page["violations"], page["sideways"], page["requests"], page["trouble"],
        tab["stops"], tab["missed"], tab["unseen"], tab["order"], page["text"], page["plain"],
        page["hidden"], page["invalid"], page["blocked"],
    )  # fmt: skip


def web_tools() -> WebTools:
    """The programs; skips the test where one of them is missing."""
    named = {
        "Chromium": os.environ.get("CHROMIUM") or shutil.which("chromium"),
        "Node": shutil.which("node"),
        "Java": shutil.which("java"),
    }
    lacking = [name for name, path in named.items() if not path]
    modules = os.environ.get("ORXL_NODE", "")
    lacking += [name for name in _PACKAGES if not modules or not (Path(modules) / name).is_dir()]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)} (ORXL_NODE names a node_modules folder)")
    chromium, node, java = (str(path) for path in named.values())
    return WebTools(chromium, node, java, Path(modules))
