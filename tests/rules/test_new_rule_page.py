"""«How to add a rule»: the rule that the page shows is one."""

from __future__ import annotations

import re
from typing import Any

from orxl.core.findings import Severity
from orxl.rules.kit import Rule
from tests.conftest import ROOT


def test_the_rule_on_the_page_is_a_rule_with_a_check_and_examples() -> None:
    page = (ROOT / "docs" / "ny-regel.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    module: dict[str, Any] = {"__name__": "orxl.rules.budget.b022_example"}
    exec(compile(source, "docs/ny-regel.md", "exec"), module)
    rule = module["RULE"]
    assert isinstance(rule, Rule)
    assert (rule.severity, rule.folder) == (Severity.WARNING, "budget")
    assert (len(rule.bad_examples), len(rule.good_examples)) == (1, 1)
