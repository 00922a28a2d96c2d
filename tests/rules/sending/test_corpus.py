"""Strangers' workbooks, where the folder with them is at hand: no check fails on any of them."""

from __future__ import annotations

import pytest

from orxl.app.check import file_view
from orxl.app.workbook import reread
from orxl.core.errors import OrxlError
from orxl.rules.kit.run import BROKEN_RULE
from tests.helpers import said
from tests.xlsx.test_corpus import FILES

pytestmark = pytest.mark.skipif(
    not FILES, reason="the folder of real workbooks (ORXL_CORPUS) is not on this machine"
)


@pytest.mark.slow
def test_no_check_fails_on_a_real_workbook() -> None:
    broken = []
    for path in FILES:
        try:
            opened = reread(path.read_bytes(), path)
        except OrxlError:
            continue  # reading is tested where it belongs
        findings = said(file_view(opened, None))
        broken += [(path.name, f.message) for f in findings if f.code == BROKEN_RULE]
        assert all(f.message.endswith((".", "?")) for f in findings), path.name
    assert broken == []
