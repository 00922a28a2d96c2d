"""The web edition in a browser: accessible, usable by keys, whole without JavaScript, alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orxl.report.web.edition import Edition
from orxl.rules.kit import View
from tests.conftest import OnceARun
from tests.web.conftest import lay_out
from tests.web_checks import PageReport, WebTools, nu_messages, web_tools

pytestmark = pytest.mark.slow
KINDS = (
    "index", "tiltak", "tiltak-1-1", "omrade-2-1", "strategi", "budsjett", "tallgrunnlag",
    "medlemmer", "organisering", "data", "tilgjengelighet", "utkast",
)  # fmt: skip
"""A page of every kind; «tiltak-1-1» has everything that a measure can have."""
OTHERS = ("saken", "kontroll", "mange")
"""Pages of other reports, by other templates."""
_BAD = """<html lang="nb"><title>x</title><style>a:focus { outline: none; box-shadow: none }
p { color: #bbb } div { width: 900px } .u { display: none }</style><main><h1>x</h1><p>blek</p>
<div>bred</div><img src="bilde.png"><a href="#">x</a><a href="#" tabindex="-1">y</a>
<span class="u">skjult</span></main><script>fetch("https://example.invalid/y"); z();</script>"""


@pytest.fixture(scope="module")
def tools() -> WebTools:
    return web_tools()


@pytest.fixture(scope="module")
def looked(
    tools: WebTools,
    full: Edition,
    sound: View,
    tmp_path_factory: pytest.TempPathFactory,
    once_a_run: OnceARun,
) -> Mapping[str, Any]:
    """What all the programs say, asked once: the W3C's checker works while the browser does."""

    def look() -> Mapping[str, Any]:
        folder = tmp_path_factory.mktemp("nettutgave")
        lay_out(full, sound, folder)
        bad = folder / "ikke.html"
        bad.write_text(_BAD, encoding="utf-8")
        files = {name: folder / f"{name}.html" for name in (*KINDS, *OTHERS, "ikke")}
        work = tools.nu([*files.values()])
        found = tools.look(files, then=Path(__file__).with_name("filter.cjs"))
        return {**found, "nu": nu_messages(work)}

    told: Mapping[str, Any] = once_a_run("what is said of the web edition", look)
    return told


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_whole_and_alone(looked: Mapping[str, Any], kind: str) -> None:
    page: PageReport = looked[kind]
    assert not page.violations
    assert not page.sideways
    assert not page.requests
    assert not page.trouble
    assert not page.invalid
    assert page.blocked
    assert [m for m in looked["nu"] if m.startswith(f"{kind}.html:")] == []


@pytest.mark.parametrize("kind", OTHERS)
def test_the_pages_of_other_reports_are_accessible_and_alone(
    looked: Mapping[str, Any], kind: str
) -> None:
    page: PageReport = looked[kind]
    assert not page.violations
    assert not page.sideways
    assert not page.requests
    assert not page.trouble
    assert not page.invalid
    assert not page.missed
    assert not page.unseen
    assert page.in_order
    assert page.text == page.plain
    assert page.blocked
    assert [m for m in looked["nu"] if m.startswith(f"{kind}.html:")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_tab_key_reaches_everything_in_order_and_shows_where_it_is(
    looked: Mapping[str, Any], kind: str
) -> None:
    page: PageReport = looked[kind]
    assert page.stops >= 10
    assert not page.missed
    assert not page.unseen
    assert page.in_order


@pytest.mark.parametrize("kind", KINDS)
def test_all_is_there_without_javascript(looked: Mapping[str, Any], kind: str) -> None:
    page: PageReport = looked[kind]
    assert not page.hidden
    told = page.text.replace("Viser 31 av 31 tiltak.", "")
    assert told.split() == page.plain.split()
    assert len(page.plain.split()) > 40


def test_a_bad_page_is_seen_to_be_bad(looked: Mapping[str, Any]) -> None:
    page: PageReport = looked["ikke"]
    rules = {violation.split(": ")[1] for violation in page.violations}
    assert {"image-alt", "color-contrast"} <= rules
    assert page.sideways
    assert page.requests
    assert page.trouble
    assert page.unseen
    assert page.missed
    assert page.hidden
    assert page.invalid
    assert not page.blocked or page.requests
    assert [m for m in looked["nu"] if m.startswith("ikke.html:")]


def test_the_list_is_searched_by_keys_and_says_how_many_there_are(
    looked: Mapping[str, Any], edition: Edition
) -> None:
    found = looked["then"]
    everything = [measure.number for measure in edition.measures]
    assert found["start"]["shown"] == everything
    assert found["start"]["told"] == "Viser 31 av 31 tiltak."
    assert found["reachedSearch"]
    searched = found["searched"]
    assert 0 < len(searched["shown"]) < 31
    assert set(searched["shown"]) >= {"3.4.1", "3.4.2"}
    assert searched["told"] == f"Viser {len(searched['shown'])} av 31 tiltak."
    assert found["none"]["shown"] == []
    assert found["none"]["told"].startswith("Ingen tiltak passer.")


def test_what_is_chosen_stands_in_the_address_and_comes_back(looked: Mapping[str, Any]) -> None:
    found = looked["then"]
    assert found["searched"]["hash"] == "#sok=OSLOFJORD"
    assert found["reloaded"]["sok"] == "OSLOFJORD"
    assert found["reloaded"]["shown"] == found["searched"]["shown"]
    assert found["changed"]["shown"] == found["partner"]["shown"]


def test_the_filters_are_chosen_by_keys_and_reset(
    looked: Mapping[str, Any], edition: Edition
) -> None:
    found = looked["then"]
    assert found["reachedShow"]
    assert found["submitted"]["focus"] == "treff"
    assert found["reachedArea"]
    assert found["area"]["shown"] == [m.number for m in edition.measures_of("2.1")]
    assert found["area"]["hash"] == "#omrade=2.1"
    assert found["reachedReset"]
    assert len(found["reset"]["shown"]) == 31
    assert found["reset"]["hash"] == ""


def test_each_filter_and_order_gives_what_it_says(looked: Mapping[str, Any], full: Edition) -> None:
    found = looked["then"]
    measures = full.measures
    assert found["partner"]["shown"] == [m.number for m in measures if "KS" in m.partners]
    assert found["goal"]["shown"] == [m.number for m in measures if 13 in m.goals]
    assert found["status"]["shown"] == [m.number for m in measures if m.status == "Utsatt"]
    assert set(found["both"]["shown"]) == (
        set(found["goal"]["shown"]) & set(found["status"]["shown"])
    )
    assert found["both"]["shown"]
    assert len(found["odd"]["shown"]) < 31
    assert found["oddPartner"]["shown"] == ["1.1"]
    by_targets = sorted(measures, key=lambda m: -len(m.results) - len(m.effects))
    assert found["byTargets"]["shown"] == [m.number for m in by_targets]
    assert sorted(found["byName"]["shown"]) == sorted(m.number for m in measures)
    assert found["byName"]["shown"] != found["start"]["shown"]


def test_a_table_is_a_table_on_a_phone_too_and_print_leaves_the_menus_out(
    looked: Mapping[str, Any],
) -> None:
    found = looked["then"]
    assert found["wide"]["table"] >= 4
    assert found["wide"]["cell"] > 100
    assert found["narrow"] == found["wide"]
    assert found["printed"] == 0
