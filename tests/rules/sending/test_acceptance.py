"""Accepted deviations of the checks before sending, which are not always run."""

from __future__ import annotations

from datetime import datetime

import pytest

from orxl.binding import BoundBook
from orxl.core.findings import Finding
from orxl.core.inspection import Inspection
from orxl.rules.kit import Editor, FileView
from orxl.rules.kit.run import UNUSED_ACCEPTANCE
from tests.helpers import said, view_of

pytestmark = pytest.mark.slow


def accepting(bound: BoundBook, inspection: Inspection | None) -> list[Finding]:
    editor = Editor(bound)
    editor.add_row(
        "tblGodtatte",
        code="U036",
        reason="Mottakeren er revisor og skal ha hele boken.",
        accepted_by="Sekretariatet",
        accepted_on=datetime(2026, 11, 20),
        valid_until=datetime(2026, 12, 31),
    )
    view = view_of(editor.book)
    findings = said(view) if inspection is None else said(view, FileView(view, inspection))
    return [f for f in findings if f.code in ("U036", UNUSED_ACCEPTANCE)]


def test_an_accepted_finding_is_marked_when_the_checks_are_run(
    bound: BoundBook, inspection: Inspection
) -> None:
    (finding,) = accepting(bound, inspection)
    assert finding.code == "U036"
    assert finding.accepted == "Mottakeren er revisor og skal ha hele boken."


def test_its_entry_is_not_called_unused_when_they_are_not_run(bound: BoundBook) -> None:
    assert accepting(bound, None) == []
