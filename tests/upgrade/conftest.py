"""The staff's workbook and its upgrade to a newer layout, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orxl.app.upgrade import Upgrade, upgrade
from tests.conftest import OnceARun
from tests.upgrade.newer_layout import as_todays, newer
from tests.upgrade.staff import MOMENT, filled


@pytest.fixture(scope="session")
def staffs(once_a_run: OnceARun) -> bytes:
    """The first workbook after a year in the hands of staff."""
    data: bytes = once_a_run("staffs", filled)
    return data


@pytest.fixture
def newer_layout() -> Iterator[None]:
    """The newer layout is today's."""
    with as_todays(newer()):
        yield


@pytest.fixture(scope="session")
def upgraded(
    staffs: bytes, once_a_run: OnceARun, tmp_path_factory: pytest.TempPathFactory
) -> Upgrade:
    """The staff's workbook, upgraded to the newer layout; nothing is saved."""

    def made() -> Upgrade:
        path = tmp_path_factory.mktemp("bok") / "bok.xlsx"
        path.write_bytes(staffs)
        with as_todays(newer()):
            return upgrade(path, moment=MOMENT, who="kari")

    found: Upgrade = once_a_run("upgraded", made)
    return found
