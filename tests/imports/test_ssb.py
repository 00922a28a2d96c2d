"""SSB's API, asked of a server on this machine that answers as the documentation says it does."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from orxl.cli import main
from orxl.core.errors import BadSource
from orxl.sources.ssb import VARIABLE, Ssb
from tests.imports.serving import Play, answers, server
from tests.imports.ssb import figures, jsonstat, read

GOOD = jsonstat([724290, 728714, 132358, 133228])
PROBLEM = (
    b'{"type":"Parameter error","title":"Non-existent value","status":404,'
    b'"detail":"Tid","instance":null}'
)


def refused(*plays: Play, years: tuple[int, ...] = (), **limits: float) -> str:
    """The sentence when the server answers so; waiting takes no time."""
    waited: list[float] = []
    with server(*plays) as (address, _):
        ssb = Ssb(address=address, wait=waited.append, **limits)  # type: ignore[arg-type]
        with pytest.raises(BadSource) as error:
            ssb.population(years)
    assert "\n" not in str(error.value)
    return error.value.message


def test_the_question_is_that_of_the_documentation() -> None:
    with server(answers(200, GOOD)) as (address, asked):
        answer = Ssb(address=address).population((2026, 2025))
    assert figures(read(answer.data)).keys() == {
        (301, 2025), (301, 2026), (3201, 2025), (3201, 2026)
    }  # fmt: skip
    parts = urlsplit(asked[0])
    assert parts.path == "/api/pxwebapi/v2/tables/07459/data"
    assert parse_qs(parts.query) == {
        "lang": ["no"],
        "valueCodes[Region]": ["????"],
        "valueCodes[ContentsCode]": ["Personer1"],
        "valueCodes[Tid]": ["2025,2026"],
        "outputFormat": ["json-stat2"],
    }
    assert len(asked[0]) < 2_100


def test_without_a_year_the_newest_is_asked_for() -> None:
    with server(answers(200, GOOD)) as (address, asked):
        assert Ssb(address=address).population().name == "SSB tabell 07459, nyeste år (127.0.0.1)"
    assert "valueCodes[Tid]=top(1)" in asked[0]


@pytest.mark.parametrize(
    ("busy", "pauses"),
    [
        (answers(429, PROBLEM, Retry_After="7"), [7.0, 7.0]),
        (answers(503, b"<html>Service Unavailable</html>", "text/html"), [2.0, 4.0]),
        (answers(429, b"", Retry_After="Fri, 27 Nov 2020 12:00:00 GMT"), [0.0, 0.0]),
    ],
)
def test_a_busy_server_is_waited_for(busy: Play, pauses: list[float]) -> None:
    waited: list[float] = []
    with server(busy, busy, answers(200, GOOD)) as (address, asked):
        assert Ssb(address=address, wait=waited.append).population().data == GOOD
    assert (waited, len(asked)) == (pauses, 3)


@pytest.mark.parametrize(
    ("play", "said"),
    [
        (answers(429, PROBLEM, Retry_After="3600"), "tar ikke imot flere spørsmål"),
        (answers(503, b""), "SSB svarte med feil 503."),
        (answers(403, b"<html>"), "nekter å svare (feil 403)"),
        (answers(404, b""), "SSB svarte med feil 404."),
        (answers(200, b"<!DOCTYPE html><html><body>Logg inn</body></html>", "text/html"),
         "svarte med en nettside i stedet for tall"),
        (answers(200, b""), "svarte med et tomt svar i stedet for tall"),
        (answers(200, GOOD[:90], Content_Length=str(len(GOOD))), "ble avbrutt: 90 av"),
        (answers(302, b"", Location="http://example.invalid/"), "en adresse uten https"),
    ],
)  # fmt: skip
def test_an_answer_without_figures_is_one_sentence(play: Play, said: str) -> None:
    assert said in refused(play)


def test_a_year_that_ssb_has_not_is_told() -> None:
    said = refused(answers(404, PROBLEM), years=(2031,))
    assert said == (
        "SSB har ikke folketall for 2031, eller kjenner ikke spørsmålet («Non-existent value»)."
    )


def test_more_than_the_limit_is_not_read() -> None:
    def endless(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.end_headers()
        try:
            while True:
                to.wfile.write(b"[" * 65_536)
        except OSError:
            pass

    assert "er over 1 MB" in refused(endless, most=2**20)


def test_a_server_that_says_nothing_is_left() -> None:
    release = threading.Event()
    try:
        assert refused(lambda to: (release.wait(5), None)[1], silence=0.05) == (
            "SSB svarte ikke i tide."
        )
    finally:
        release.set()


def test_a_server_that_drips_is_left() -> None:
    times = iter([0.0, 100.0])
    with server(answers(200, GOOD)) as (address, _):
        ssb = Ssb(address=address, clock=lambda: next(times, 200.0))
        with pytest.raises(BadSource, match="brukte over 90 sekunder"):
            ssb.population()


def test_no_network_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    with server(answers(200, GOOD)) as (address, _):
        pass  # nobody listens there any more
    monkeypatch.setenv(VARIABLE, address)
    before = path.read_bytes()
    assert main(["importer", "folketall", "--hent", str(path), "--ja"]) == 2
    told = capsys.readouterr().err
    assert "Får ikke kontakt med SSB (forbindelsen ble avvist). Er maskinen på nett?" in told
    assert "last ned tabell 07459 fra ssb.no" in told
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "address", ["http://data.ssb.no/x", "ftp://data.ssb.no", "file:///etc", ""]
)
def test_only_a_safe_address_is_asked(address: str) -> None:
    with pytest.raises(BadSource, match="må begynne med https"):
        Ssb(address=address).population()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["importer", "folketall"], "Kommandoen mangler: KILDE."),
        (["importer", "folketall", "a.csv", "b.xlsx", "--hent"], "uten KILDE"),
        (["importer", "folketall", "a.csv", "--år", "i fjor"], "et år, for eksempel 2026"),
        (["importer", "folk", "a.csv"], "Mente du «folketall»?"),
    ],
)
def test_a_call_that_is_not_understood_says_what_is_missing(
    call: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(call) == 2
    assert said in capsys.readouterr().err
