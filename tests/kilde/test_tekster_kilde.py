"""The restored texts of the programme are whole, in order, and free of scan damage."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

SOURCE = Path(__file__).parents[2] / "workbook" / "kilde"
KEYS = {
    "strategi.yaml": "strategi",
    "omraader.yaml": "områder",
    "organisering.yaml": "organisering",
    "noter.yaml": "noter",
    "tekster.yaml": "tekster",
}
FIELDS = {
    "strategi.yaml": ["nr", "type", "tekst", "lenke", "område"],
    "omraader.yaml": ["kode", "navn", "type", "innledning", "kryssreferanser"],
    "organisering.yaml": ["id", "navn", "type", "overordnet", "leder", "møter", "beskrivelse"],
    "noter.yaml": ["id", "tabell", "merke", "post", "tekst", "merknad"],
    "tekster.yaml": ["nr", "kapittel", "type", "nivå", "tekst"],
}
AREAS = ["1", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "3.5"]
CHAPTERS = [
    *("0", "0.1", "0.2", "0.3", "1", "2", "2.1", "2.2", "2.3", "2.4"),
    *("3", "3.1", "3.2", "3.3", "3.4", "3.5", "4", "4.1", "4.2"),
    *("5", "5.1", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.5"),
]
PLACEHOLDERS = {
    "Budsjettår",
    "Antall_medlemmer",
    "Kontingentsats_saken|kr2",
    "Kontingentsats_forrige|kr2",
    "Kontingentgrunnlag|kr",
    "Folketallsdato_saken|dato",
    "Inngående_mindreforbruk|mill1",
    "Inngående_mindreforbruk|mill2",
    "Inngående_forrige|mill2",
    "Resultat_forrige_prognose|mill1",
    "Bundne_midler|kr",
    "Lønn_sekretariatet|mill1",
    "Antall_stillinger",
    "Faste_stillinger",
    "Tilsagn_SEADITO|heltall",
    "Tilsagn_GEO4WATER|heltall",
    "Tilsagn_ORBIFY|mill1",
    "Vedtaksmøte|langdato",
    "Kontingentvedtak|dato",
    "Antall_stillinger|ord",
    "Faste_stillinger|ord",
    "Budsjettår|neste",
    "Budsjettår|forrige",
    "Tilskudd.SEADITO.Forskudd|prosent",
    "Strategi.V.Tekst",
    "Strategi.S1.Tekst",
    "Strategi.S2.Tekst",
    "Strategi.S3.Tekst",
}
QUOTATIONS = {"Visjon", "Utfordring", "Strategi"}
PRINTED_TWICE = (
    "Det inkluderer overføring av midler på rundt kr {Bundne_midler|kr} "
    "som er bundet til EU-prosjektet SEADITO."
)


@cache
def rows(name: str) -> list[dict[str, Any]]:
    content = yaml.safe_load((SOURCE / name).read_text(encoding="utf-8"))
    assert list(content) == [KEYS[name]]
    found: list[dict[str, Any]] = content[KEYS[name]]
    return found


def strategy(kind: str) -> list[dict[str, Any]]:
    return [row for row in rows("strategi.yaml") if row["type"] == kind]


def texts() -> list[str]:
    """Every text that is printed, each where it lives; quotations and inserts are left out."""
    return [
        *(row["tekst"] for row in rows("tekster.yaml") if row["type"] != "sett inn"),
        *(text for row in rows("omraader.yaml") for text in (row["navn"], *row["innledning"])),
        *(text for row in rows("organisering.yaml") for text in (row["navn"], *row["beskrivelse"])),
        *(row["tekst"] for row in rows("noter.yaml")),
        *(row["tekst"] for row in rows("strategi.yaml") if row["type"] not in QUOTATIONS),
    ]


def user_texts() -> list[str]:
    """Every text a user can see in the workbook, quotations and remarks included."""
    seen = texts() + [row["tekst"] for row in rows("strategi.yaml")]
    seen += [row["merknad"] for row in rows("noter.yaml") if row["merknad"] is not None]
    bodies = rows("organisering.yaml")
    return seen + [row[key] for row in bodies for key in ("leder", "møter") if row[key] is not None]


@pytest.mark.parametrize("name", KEYS)
def test_every_row_has_exactly_the_fields_of_its_file(name: str) -> None:
    assert [list(row) for row in rows(name)] == [FIELDS[name]] * len(rows(name))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("strategi.yaml", "nr"),
        ("omraader.yaml", "kode"),
        ("organisering.yaml", "id"),
        ("noter.yaml", "id"),
        ("tekster.yaml", "nr"),
    ],
)
def test_keys_are_unique_texts(name: str, key: str) -> None:
    found = [row[key] for row in rows(name)]
    assert all(isinstance(value, str) for value in found)
    assert [value for value, times in Counter(found).items() if times > 1] == []


def test_chapters_are_complete_and_in_order() -> None:
    assert list(dict.fromkeys(row["kapittel"] for row in rows("tekster.yaml"))) == CHAPTERS


def test_numbers_run_from_one_within_each_chapter() -> None:
    seen: Counter[str] = Counter()
    for row in rows("tekster.yaml"):
        seen[row["kapittel"]] += 1
        assert row["nr"] == f"{row['kapittel']}-{seen[row['kapittel']]}"


def test_headings_alone_have_levels_and_none_is_skipped() -> None:
    level = 0
    for row in rows("tekster.yaml"):
        if row["type"] == "tittel":
            assert row["nivå"] == 0
        elif row["type"] == "overskrift":
            assert 1 <= row["nivå"] <= min(4, level + 1)
            level = row["nivå"]
        else:
            assert row["type"] in {"avsnitt", "punkt", "nummerert", "lenke", "sett inn"}
            assert row["nivå"] is None


def test_every_insert_names_something_and_everything_is_inserted_once() -> None:
    bodies = rows("organisering.yaml")
    possible = [
        *(f"{kind} {code}" for code in AREAS for kind in ("Områder", "Tiltak")),
        *(f"Strategi: {kind}" for kind in ("Prinsipp", "Oppgave", "Overordnet mål")),
        *(f"{kind}: Prioritert politisk sak" for kind in ("Strategi", "Lenker")),
        *(f"Organisering: {row['navn']}" for row in bodies if row["beskrivelse"]),
        "Organisering: Tverrgående arbeidsgruppe",
        *(f"{kind}: {t}" for t in ("Hovedtall", "Prosjektmidler") for kind in ("Tabell", "Noter")),
    ]
    inserts = [row["tekst"] for row in rows("tekster.yaml") if row["type"] == "sett inn"]
    assert sorted(inserts) == sorted(possible)


def test_what_is_inserted_by_type_exists() -> None:
    found = Counter(row["type"] for row in rows("strategi.yaml"))
    wanted = {"Overordnet mål": 3, "Prioritert politisk sak": 3, "Oppgave": 6, "Prinsipp": 6}
    assert {kind: found[kind] for kind in wanted} == wanted
    assert found["Visjon"] == 1
    assert set(found) == {*wanted, *QUOTATIONS}
    kinds = Counter(row["type"] for row in rows("organisering.yaml"))
    assert (kinds["Politisk organ"], kinds["Tverrgående arbeidsgruppe"]) == (3, 3)
    assert Counter(row["tabell"] for row in rows("noter.yaml")) == {
        "Hovedtall": 1,
        "Prosjektmidler": 3,
    }


def test_areas_are_those_of_the_paper() -> None:
    kinds = {"1": "Overordnede strategier", "2": "Innsatsområde", "3": "Tverrgående tema"}
    assert [row["kode"] for row in rows("omraader.yaml")] == AREAS
    assert [row["type"] for row in rows("omraader.yaml")] == [kinds[code[0]] for code in AREAS]


def test_cross_references_are_those_the_introduction_names() -> None:
    for row in rows("omraader.yaml"):
        named = re.findall(r"\b([23]\.[1-5])\b", " ".join(row["innledning"]))
        assert row["kryssreferanser"] == named
        assert set(named) <= set(AREAS)


def test_the_body_above_exists_and_no_body_is_above_itself() -> None:
    above = {row["id"]: row["overordnet"] for row in rows("organisering.yaml")}
    for start in above:
        path = [start]
        while (parent := above[path[-1]]) is not None:
            assert parent not in path
            path.append(parent)


@pytest.mark.parametrize(
    ("table", "name_column"), [("Hovedtall", "post"), ("Prosjektmidler", "prosjekt")]
)
def test_footnotes_and_budget_lines_point_at_each_other(table: str, name_column: str) -> None:
    path = SOURCE / f"{table.lower()}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    notes = {row["id"]: row["post"] for row in rows("noter.yaml") if row["tabell"] == table}
    assert {line["note"] for line in lines} - {""} == set(notes)
    for note, line_name in notes.items():
        assert line_name in {line[name_column] for line in lines if line["note"] == note}


def test_cases_alone_have_links_and_they_lead_to_the_alliance() -> None:
    for row in rows("strategi.yaml"):
        if row["type"] == "Prioritert politisk sak":
            assert row["lenke"].startswith("https://www.osloregionen.no/")
        else:
            assert row["lenke"] is None


def test_quotations_stand_word_for_word_in_the_running_text() -> None:
    areas = {row["kode"]: row["innledning"] for row in rows("omraader.yaml")}
    frame = [row["tekst"] for row in rows("tekster.yaml") if row["kapittel"] == "0.2"]
    for row in rows("strategi.yaml"):
        fetched = f"{{Strategi.{row['nr']}.Tekst}}"
        if row["type"] == "Visjon":
            assert any(fetched in text for text in frame)
        elif row["type"] in QUOTATIONS:
            home = areas[row["område"] if row["type"] == "Utfordring" else "1"]
            assert any(row["tekst"] in text or fetched in text for text in home), row["nr"]
        else:
            assert row["område"] is None


def test_no_sentence_stands_twice_but_the_one_printed_twice() -> None:
    sentences = [s for text in texts() for s in re.split(r"(?<=[.?:]) (?=[A-ZÆØÅ{])", text)]
    # A body's name and a project's name may also be a heading; a sentence has a verb and length.
    twice = {s for s, times in Counter(sentences).items() if times > 1 and len(s.split()) > 4}
    assert twice == {PRINTED_TWICE}


def test_placeholders_are_exactly_those_the_workbook_fills() -> None:
    found = re.findall(r"\{([^{}]*)\}", "\n".join(texts()))
    assert set(found) == PLACEHOLDERS
    rest = re.sub(r"\{[^{}]*\}", "", "\n".join(user_texts()))
    assert "{" not in rest
    assert "}" not in rest


def test_figures_of_the_workbook_are_not_typed_into_the_text() -> None:
    running = "\n".join(texts())
    typed = r"\b(?:62|2,50|3,00|5 386 627|3,74?|1,75|2,0|5,8|2,5|400 000|50 000|150 000)\b"
    assert re.findall(typed, running) == []
    for year in ("Handlingsprogram 2026", "budsjettet for 2026", "per 1. januar 2025", "I 2026"):
        assert year not in running


def test_known_contradictions_are_kept_for_the_checks_to_find() -> None:
    assert "(totalt 50 Euro)" in rows("noter.yaml")[0]["tekst"]
    assert sum("fase II 2025–2026" in text for text in texts()) == 2


def test_texts_are_single_clean_lines() -> None:
    for text in user_texts():
        assert text == " ".join(text.split())
        assert text.count("«") == text.count("»")
        assert text.count("(") == text.count(")")
        assert re.findall(r"[^\w\s.,:;?/*()«»§%{}|–-]", text) == []
        # Norwegian thousands, ranges and dashes: «5 386 627», «2025–2026», «Mål – Hva vil vi?».
        wrong = r"\d{1,3}\.\d{3}\b|\d{4}-\d{4}|\d%| - |[.,;:?]{2}| [,.;:?)]|\bkr\."
        assert re.findall(wrong, text) == []


# What the scan made of æ, ø and å: «vaere», «neering», «mgter», «Igser», «n@dvendig», «0g».
IMPOSSIBLE = re.compile(r"(?<!m)ae|[nv]eer|[fhmpv]g[bcdfhkmnpqrstvwxz]|^I?g[bcdfhkmpstv]|\w\d")
# Damaged words that happen to be spelled like others, which no dictionary can tell.
MISTAKEN = set(
    re.findall(
        r"\w+",
        """
    pa ar arene aret ma na fa far gar rad mal malet malene mate mater fatt grann folge foringene
    oppnas starre okes effektmal bade formal matene gjennomfare gjennomfart overfare stette
    felgende il
    """,
    )
)
RIGHT_THOUGH_UNKNOWN = set(
    re.findall(
        r"\w+",
        """
    bl a noe II IPR SEADITO Geo4Water ORBIFY EUR SSB SSBs NTP KPI IKT Oslopolitan European Space
    Communities Interregprosjektet Arendalsuka næringstransport temaene regionråd flerkjernet
    delregioner delregionene bærekraftsmål websider verdiskapingsregion utredningsoppdrag
    samfunnsutviklere samfunnsutvikler samarbeidsalliansen målstruktur medlemskommunene
    lavutslippssamfunn kapasitetsutfordringer industrimål fossilfri bokvalitet faggruppemøtene
    energistasjonsprosjektet effektmål Forhåndsutbetaling
    """,
    )
)


def words() -> set[str]:
    plain = re.sub(r"\{[^{}]*\}", "", "\n".join(user_texts()))
    return set(re.findall(r"\b[^\W\d_]\w*", plain))


def test_no_word_is_letter_salad() -> None:
    found = words() - {"Geo4Water"}
    assert sorted(word for word in found if IMPOSSIBLE.search(word)) == []
    assert {word.lower() for word in found} & MISTAKEN == set()
    dull = {w for w in found if w.islower() and not re.search(r"[aeiouyæøåé]", w)}
    assert dull == {"bl", "jf", "kr"}


def test_every_word_is_in_the_dictionary_or_known() -> None:
    hunspell = shutil.which("hunspell")
    if hunspell is None:
        pytest.skip("hunspell is not installed")
    unknown = subprocess.run(
        [hunspell, "-d", "nb_NO", "-i", "utf-8", "-l"],
        input="\n".join(sorted(words() - RIGHT_THOUGH_UNKNOWN)),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    if unknown.returncode != 0:
        pytest.skip("hunspell has no Norwegian dictionary (nb_NO)")
    assert unknown.stdout.split() == []
