"""LibreOffice for tests: the oracle for formulas, which must be there in CI."""

from __future__ import annotations

import os

import pytest

from tests.libreoffice import soffice


def _missing() -> bool:
    if soffice() is not None:
        return False
    if os.environ.get("CI"):
        pytest.fail("LibreOffice is missing; in CI the oracle must run", pytrace=False)
    return True


needs_libreoffice = pytest.mark.skipif(
    _missing(), reason="LibreOffice is not installed on this machine"
)
