"""The restored programme text holds together: nothing dropped, no scan damage, no loose numbers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

KILDE = Path(__file__).parents[2] / "workbook" / "kilde" / "tiltak.yaml"

MEASURES_IN_AREA = {
    "1": 6, "2.1": 4, "2.2": 2, "2.3": 4, "2.4": 2,
    "3.1": 2, "3.2": 3, "3.3": 2, "3.4": 4, "3.5": 2,
}  # fmt: skip
NUMBERS = [f"{area}.{i + 1}" for area, count in MEASURES_IN_AREA.items() for i in range(count)]

NUMBER_WORDS = {1: "en|ett|et", 2: "to", 3: "tre", 4: "fire", 5: "fem"}
LEAD = {"≥": "minst ", ">": "over "}

# How the scan left words that had lost æ, ø or å; none of these is a word of this text.
SCAN_DAMAGE = re.compile(
    r"(?i)\b(a|pa|na|ma|sa|ar|mal|nd|il|[gjpo]kt)\b"
    r"|n[ae]er(?!\b)|[lbvh]aer|uleer|omrad|handter|\bm[ag]te|akt[aog]r|giennom|gjennomf[^ø]"
)
NAMES_WITH_DIGITS = {"Geo4Water", "Q1"}
ABBREVIATIONS = ("m.fl.", "f.eks.")

Tiltak = dict[str, Any]


@pytest.fixture(scope="module")
def tiltak() -> list[Tiltak]:
    loaded: list[Tiltak] = yaml.safe_load(KILDE.read_text(encoding="utf-8"))["tiltak"]
    return loaded


def texts(tiltak: list[Tiltak]) -> Iterator[tuple[str, str]]:
    """Every text a reader will see, with the number of the measure it stands in."""
    for t in tiltak:
        yield t["nr"], t["tittel"]
        if t["betingelse"] is not None:
            yield t["nr"], t["betingelse"]
        for m in t["mål"]:
            yield t["nr"], m["tekst"]
            yield from ((t["nr"], k["enhet"]) for k in m["krav"])
        for p in t["partnere"]:
            yield t["nr"], p["navn"]
            if p["merknad"] is not None:
                yield t["nr"], p["merknad"]


def targets(tiltak: list[Tiltak]) -> Iterator[tuple[str, Tiltak]]:
    for t in tiltak:
        for m in t["mål"]:
            yield t["nr"], m


def requirement_pattern(krav: Tiltak) -> str:
    """How the requirement must read in the text, with a word for a small number allowed."""
    if krav["operator"] == "mellom":
        return rf"(?<!\d){krav['tall']}–{krav['til']}(?!\d)"
    number = "|".join(filter(None, [str(krav["tall"]), NUMBER_WORDS.get(krav["tall"])]))
    return rf"(?i:{LEAD.get(krav['operator'], '')})\b(?:{number})\b"


def test_all_31_measures_stand_in_order(tiltak: list[Tiltak]) -> None:
    assert [t["nr"] for t in tiltak] == NUMBERS
    assert len(NUMBERS) == 31


def test_nothing_is_dropped_or_added(tiltak: list[Tiltak]) -> None:
    kinds = [m["type"] for _, m in targets(tiltak)]
    assert (kinds.count("Resultatmål"), kinds.count("Effektmål")) == (73, 48)
    assert len(kinds) == 73 + 48
    assert sum(len(t["partnere"]) for t in tiltak) == 125
    assert sum(len(m["krav"]) for _, m in targets(tiltak)) == 29


DEADLINE = {"frist", "frist_i_ord"}
"""What stands only where the paper gives a deadline."""


def test_deadlines_stand_only_where_the_paper_gives_one(tiltak: list[Tiltak]) -> None:
    given = {t["nr"]: (str(t["frist"]), t["frist_i_ord"]) for t in tiltak if "frist" in t}
    assert given == {"2.2.2": ("2026-08-31", "august 2026")}
    (webinar,) = (m for t in tiltak for m in t["mål"] if "frist" in m)
    assert "webinar i Q1" in webinar["tekst"]
    assert str(webinar["frist"]) == "2026-03-31"


def test_every_row_has_exactly_the_keys_of_the_schema(tiltak: list[Tiltak]) -> None:
    for t in tiltak:
        keys = {"nr", "tittel", "betingelse", "tilskudd", "mål", "partnere"}
        assert set(t) - DEADLINE == keys, t["nr"]
        assert all(set(p) == {"navn", "merknad"} for p in t["partnere"]), t["nr"]
        for m in t["mål"]:
            assert set(m) - DEADLINE == {"type", "tekst", "krav"}, t["nr"]
            assert all(set(k) == {"operator", "tall", "til", "enhet"} for k in m["krav"]), t["nr"]


def test_every_measure_has_both_kinds_of_target_and_a_partner(tiltak: list[Tiltak]) -> None:
    for t in tiltak:
        kinds = [m["type"] for m in t["mål"]]
        assert {"Resultatmål", "Effektmål"} == set(kinds), t["nr"]
        assert kinds == sorted(kinds, reverse=True), f"{t['nr']}: resultatmål stand first"
        assert t["partnere"], t["nr"]


def test_no_text_holds_a_character_that_bokmål_does_not_use(tiltak: list[Tiltak]) -> None:
    for nr, text in texts(tiltak):
        odd = re.sub(r"[A-Za-zÆØÅæøå0-9 .,;()/%«»–-]", "", text.replace("förbund", ""))
        assert not odd, (nr, text, odd)


def test_no_word_is_letter_salad(tiltak: list[Tiltak]) -> None:
    for nr, text in texts(tiltak):
        plain = text
        for abbreviation in ABBREVIATIONS:
            plain = plain.replace(abbreviation, "")
        assert not re.search(r"[^\W\d_][._]+[^\W\d_]", plain), (nr, text)
        assert not SCAN_DAMAGE.search(text), (nr, text)
        for word in re.findall(r"\w+", text):
            mixed = re.search(r"\d", word) and re.search(r"[^\W\d_]", word)
            assert not mixed or word in NAMES_WITH_DIGITS, (nr, word)
            assert not re.search(r"[a-zæøå][A-ZÆØÅ]", word) or word in {
                "FoU",
                "IMDi",
                "UiO",
                "Geo4Water",
            }, (nr, word)


def test_quotes_and_brackets_are_balanced(tiltak: list[Tiltak]) -> None:
    for nr, text in texts(tiltak):
        for opening, closing in ("«»", "()"):
            depth = [
                text[: i + 1].count(opening) - text[: i + 1].count(closing)
                for i in range(len(text))
            ]
            assert min(depth) >= 0, (nr, text)
            assert depth[-1] == 0, (nr, text)


def test_texts_are_cleanly_spaced(tiltak: list[Tiltak]) -> None:
    for nr, text in texts(tiltak):
        assert text == " ".join(text.split()), (nr, text)
        assert not re.search(r" [.,;)]|\( |[,;](?=\S)|\.\.| - ", text), (nr, text)
        assert not re.search(r"(?i)\b(\w+) \1\b", text), f"{nr}: doubled word in {text!r}"


def test_every_target_is_a_sentence_with_a_capital_and_a_full_stop(tiltak: list[Tiltak]) -> None:
    for nr, m in targets(tiltak):
        assert m["tekst"][0].isupper(), (nr, m["tekst"])
        assert m["tekst"].endswith("."), (nr, m["tekst"])


def test_every_requirement_stands_in_its_text_in_order(tiltak: list[Tiltak]) -> None:
    for nr, m in targets(tiltak):
        at = 0
        for krav in m["krav"]:
            found = re.compile(requirement_pattern(krav)).search(m["tekst"], at)
            assert found, (nr, krav, m["tekst"])
            unit = m["tekst"].find(krav["enhet"], found.end())
            assert unit >= 0, f"{nr}: the unit is not in the text after its number: {krav}"
            at = found.end()


def test_an_exact_number_is_not_said_to_be_a_limit(tiltak: list[Tiltak]) -> None:
    for nr, m in targets(tiltak):
        for krav in (k for k in m["krav"] if k["operator"] == "="):
            limit = rf"(?i)\b(minst|over|under|inntil|minimum) {requirement_pattern(krav)}"
            assert not re.search(limit, m["tekst"]), (nr, krav)


def test_every_number_in_a_target_is_a_requirement(tiltak: list[Tiltak]) -> None:
    for nr, m in targets(tiltak):
        text = m["tekst"]
        for name in NAMES_WITH_DIGITS:
            text = text.replace(name, "")
        printed = [int(n) for n in re.findall(r"\d+", text) if not re.fullmatch(r"20\d\d", n)]
        known = [n for k in m["krav"] for n in (k["tall"], k["til"]) if n is not None]
        assert [n for n in printed if n not in known] == [], (nr, m["tekst"])
        assert len(re.findall(r"(?i)\bminst\b", text)) == sum(
            k["operator"] == "≥" for k in m["krav"]
        ), (nr, m["tekst"])


def test_only_a_range_has_an_upper_end_above_its_number(tiltak: list[Tiltak]) -> None:
    for nr, m in targets(tiltak):
        for krav in m["krav"]:
            assert krav["operator"] in {"≥", ">", "=", "≤", "mellom"}, (nr, krav)
            assert isinstance(krav["tall"], int), (nr, krav)
            if krav["operator"] == "mellom":
                assert krav["til"] > krav["tall"], (nr, krav)
            else:
                assert krav["til"] is None, (nr, krav)


def test_a_partner_has_one_spelling(tiltak: list[Tiltak]) -> None:
    spelled: dict[str, str] = {}
    for t in tiltak:
        names = [p["navn"] for p in t["partnere"]]
        assert len(names) == len(set(names)), f"{t['nr']}: the same partner twice"
        for name in names:
            assert name[0].isupper(), (t["nr"], name)
            assert name[-1].isalpha(), (t["nr"], name)
            key = re.sub(r"\W", "", name.casefold())
            assert spelled.setdefault(key, name) == name, (t["nr"], name)


def test_conditions_and_grants_stand_where_the_paper_has_them(tiltak: list[Tiltak]) -> None:
    conditions = {t["nr"]: t["betingelse"] for t in tiltak if t["betingelse"] is not None}
    assert set(conditions) == {"3.3.1", "3.3.2", "3.4.3", "3.5.1"}
    titles = {t["nr"]: t["tittel"] for t in tiltak}
    assert all(conditions[nr] in titles[nr] for nr in ("3.3.1", "3.4.3", "3.5.1"))
    assert {t["nr"]: t["tilskudd"] for t in tiltak if t["tilskudd"] is not None} == {
        "2.2.2": "GEO4WATER",
        "3.2.1": "KLIMASATS",
        "3.3.1": "ORBIFY",
        "3.4.1": "SEADITO",
    }
