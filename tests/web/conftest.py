"""The web edition of the built workbook: as it is, and with everything that a page can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import cycle
from pathlib import Path

import pytest

from orxl.app.paper.case import paper_of
from orxl.app.web import edition_files, edition_of
from orxl.programme.codes import MeasureStatus
from orxl.report.html import as_html
from orxl.report.outcome import CheckReport
from orxl.report.paper.html import write_html
from orxl.report.paper.theme import default_theme
from orxl.report.web.edition import Edition
from orxl.rules.kit import View
from orxl.rules.kit.run import run
from tests.app.paper.conftest import body
from tests.fleet.sample import sample_page
from tests.helpers import TODAY

Files = dict[str, bytes]
ODD = 'Sønn & "AS" #1 + 50 % <b>'
"""A partner whose name means something to HTML and to addresses."""


@pytest.fixture(scope="session")
def edition(sound: View) -> Edition:
    return edition_of(sound)


@pytest.fixture(scope="session")
def site(edition: Edition) -> Files:
    return edition_files(edition, default_theme())


@pytest.fixture(scope="session")
def full(edition: Edition) -> Edition:
    """Every status, goals, conditions, deadlines and a grant: what staff fill in later."""
    statuses = cycle(status.value for status in MeasureStatus)
    measures = [
        replace(measure, status=next(statuses), goals=(11, 13) if at % 2 else (at % 17 + 1,))
        for at, measure in enumerate(edition.measures)
    ]
    first = replace(measures[0], partners=(*measures[0].partners, ODD))
    target = replace(first.results[0], deadline="august 2026")
    measures[0] = replace(
        first, condition="Forutsetter tilskudd", deadline="august 2026", grant="SEADITO",
        results=(target, *first.results[1:]),
    )  # fmt: skip
    return replace(edition, measures=tuple(measures))


def lay_out(full: Edition, sound: View, folder: Path) -> None:
    """The files of :func:`full` in *folder*, with the front page of a draft as «utkast.html»."""
    (folder / "data").mkdir()
    for name, data in edition_files(full, default_theme()).items():
        (folder / name).write_bytes(data)
    # Other pages that orxl makes, which the same eyes look at.
    paper = paper_of(sound)
    short = replace(paper, blocks=tuple(body(paper)))  # without the 1500 cells of «Tallgrunnlag»
    page = write_html(short, default_theme())
    (folder / "saken.html").write_text(page, encoding="utf-8")
    report = CheckReport(Path("handlingsprogram.xlsx"), tuple(run(sound, today=TODAY)))
    checked = as_html(report, datetime(2026, 11, 27, 9))
    (folder / "kontroll.html").write_text(checked, encoding="utf-8")
    (folder / "mange.html").write_text(sample_page(), encoding="utf-8")
    draft = edition_files(replace(full, draft=3), default_theme())
    (folder / "utkast.html").write_bytes(draft["index.html"])
