"""The sheet «Rettelser» tells the truth: what is mended reads so, what is kept reads as printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orxl.programme.programme import Programme
from orxl.programme.records import Correction
from orxl.sources.kilde import read_source

SOURCE = Path(__file__).parents[2] / "workbook" / "kilde"
PROGRAMME = read_source(SOURCE)


def texts(programme: Programme) -> dict[str, str]:
    """All texts of each sheet in one; a placeholder is as good as any figure."""
    found = {
        "Tekster": [p.text for p in programme.paragraphs],
        "Områder": [f"{a.name}\n{a.introduction}" for a in programme.areas],
        "Organisering": [f"{b.name}\n{b.description}" for b in programme.bodies],
        "Strategi": [s.text for s in programme.strategy],
        "Tiltak": [f"{m.title}\n{m.condition}" for m in programme.measures],
        "Mål": [t.text for t in programme.targets],
        "Partnere": [p.name for p in programme.partners],
        "Noter": [f.text for f in programme.footnotes],
    }
    return {sheet: "\n".join(lines) for sheet, lines in found.items()}


TEXTS = texts(PROGRAMME)


def quoted(text: str) -> list[str]:
    return re.findall(r"«([^»]+)»", text)


def stands(fragment: str, sheet: str) -> bool:
    """Whether *fragment* stands in a text of *sheet*; its figures may be placeholders there."""
    parts = [part.strip() for part in fragment.split("…") if part.strip()]
    return all(_pattern(part).search(TEXTS[sheet]) for part in parts)


def _pattern(part: str) -> re.Pattern[str]:
    figure = r"\d[\d ,]*\d|\d"
    pieces = re.split(f"({figure})", part)
    made = [
        rf"(?:{re.escape(p)}|\{{[^}}]*\}})" if re.fullmatch(figure, p) else re.escape(p)
        for p in pieces
    ]
    return re.compile("".join(made))


def of(what: str) -> list[Correction]:
    return [c for c in PROGRAMME.corrections if c.what == what and c.sheet in TEXTS]


def test_each_kind_is_one_of_three_and_each_sheet_is_ours() -> None:
    assert {c.what for c in PROGRAMME.corrections} == {"Rettet", "Beholdt", "Usikker lesing"}
    assert {c.sheet for c in PROGRAMME.corrections} == {*TEXTS, "Hovedtall", "Prosjektmidler"}
    assert len(of("Rettet")) > 50


@pytest.mark.parametrize("row", of("Rettet"), ids=lambda c: c.here)
def test_what_is_mended_reads_so_and_not_as_printed(row: Correction) -> None:
    for fragment in quoted(row.here):
        if fragment not in ("Tillegg", "«"):
            assert stands(fragment, row.sheet), fragment
    for fragment in quoted(row.printed):
        if fragment not in " ".join(quoted(row.here)) and len(fragment) > 12:
            assert fragment not in TEXTS[row.sheet], fragment


@pytest.mark.parametrize("row", of("Beholdt"), ids=lambda c: c.printed)
def test_what_is_kept_reads_as_printed(row: Correction) -> None:
    for fragment in quoted(row.printed):
        assert stands(fragment, row.sheet), fragment


def test_every_correction_in_the_notes_of_the_source_is_listed() -> None:
    """The notes at the top of the files say «printed» -> «here»; the sheet must have each."""
    listed = " ".join(f"{c.printed} {c.here}" for c in PROGRAMME.corrections)
    missing = []
    for file in SOURCE.glob("*.yaml"):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("#   ") and "->" in line:
                printed = re.sub(r"\(the scan has [^)]*\)", "", line)
                before = quoted(printed.partition("->")[0])
                missing += [(file.name, p) for p in before if p not in listed]
    assert missing == []
