"""How many pages the workbook prints, counted in LibreOffice's own PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from orxl.layout import layout_for
from orxl.layout.paper_sheets import CASE_PAGES, CASE_PRINT
from tests.libreoffice import soffice
from tests.oracle import needs_libreoffice

pytestmark = [
    pytest.mark.libreoffice,
    needs_libreoffice,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]

WHOLE = 46
"""Far fewer than the 53 pages the workbook had with two thirds of its sheets. Layout 6 brought a
sheet, «Regnskapskobling», which is a page."""
FOOTER = re.compile(r"^ *(\S.*?) {2,}Skrevet ut .* Side \d+ av \d+ *$", re.MULTILINE)


@pytest.fixture(scope="module")
def pages(finished: bytes, tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """The number of printed pages by sheet, as the footers say."""
    folder: Path = tmp_path_factory.mktemp("trykk")
    book = folder / "bok.xlsx"
    book.write_bytes(finished)
    profile = (folder / "profil").as_uri()
    call = [str(soffice()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*call, "--outdir", str(folder), str(book)], check=True, timeout=300)
    read = ["pdftotext", "-layout", str(folder / "bok.pdf"), "-"]
    said = subprocess.run(read, check=True, timeout=60, capture_output=True).stdout.decode()
    return Counter(match[1] for match in FOOTER.finditer(said))


def test_the_case_prints_on_twenty_pages_at_most(pages: Counter[str]) -> None:
    assert all(pages[name] for name in CASE_PRINT), pages
    assert sum(pages[name] for name in CASE_PRINT) <= CASE_PAGES, pages


def test_the_tables_of_the_budget_are_a_page_each(pages: Counter[str]) -> None:
    one = ("Forside", "Hovedtall", "Tabell 5.1.1", "Tabell 5.1.2", "Kontingent", "Medlemmer")
    assert {name: pages[name] for name in one} == dict.fromkeys(one, 1)


def test_the_population_prints_the_members_only(pages: Counter[str]) -> None:
    assert pages["Folketall"] == 1


def test_the_whole_workbook_is_shorter_than_before_and_lists_stay_away(
    pages: Counter[str],
) -> None:
    assert pages.total() <= WHOLE, pages
    assert set(pages) == {sheet.name for sheet in layout_for(2026).sheets if not sheet.hidden}


def test_the_user_guide_names_the_sheets_of_the_case(request: pytest.FixtureRequest) -> None:
    guide = Path(request.config.rootpath, "docs", "brukerveiledning.md").read_text("utf-8")
    listed = guide.partition("### Skriv ut saken")[2].partition("\n#")[0]
    assert re.findall(r"«([^»]+)»", listed.partition("Arkene er")[2].partition(".\n")[0]) == list(
        CASE_PRINT
    )
