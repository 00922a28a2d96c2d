"""Microsoft's own validator (Open XML SDK) has nothing to say of the documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orxl.report.paper.docx import write_docx
from orxl.report.paper.theme import default_theme
from tests.report.docx.papers import WHOLE
from tests.report.docx.test_structure import PNG
from tests.upgrade.looking import errors

pytestmark = pytest.mark.slow


def test_of_a_draft_with_each_kind_of_block_and_a_logo(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(PNG)
    theme = replace(default_theme(), logo=logo, logo_alt="Våpen")
    path = tmp_path / "utkast.docx"
    path.write_bytes(write_docx(replace(WHOLE, draft=("En feil.",)), theme))
    assert errors(path) == {}
