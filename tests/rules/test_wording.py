"""What findings say is what a reader calls things: posts and grants by name, in whole words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from orxl.binding import bind
from orxl.layout.names import GRANT_YEARS, GRANTS, MAIN, NOTES, PARAGRAPHS
from orxl.rules.kit import Editor, View
from orxl.rules.kit.registry import find_rule
from orxl.rules.kit.tables import ASSUMED
from tests.helpers import view_of

pytestmark = pytest.mark.slow

Slip = Callable[[Editor], object]


def income(e: Editor, *years: float) -> None:
    e.add_row(
        GRANTS, grant_id="NYTT", label="Nytt tilskudd", status="Innvilget", from_year=2026.0,
        to_year=2027.0, currency="NOK", ceiling=100_000.0,
    )  # fmt: skip
    for year in years:
        e.add_row(GRANT_YEARS, grant="NYTT", year=year, income=200.0, frame=40.0)


def beside_a_placeholder(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.3-3", "text", "{Budsjettår} fikk 987 bord.")


SAID: list[tuple[str, Slip, str]] = [
    (
        "K003",
        lambda e: e.put(ASSUMED, "Antall_medlemmer", "value", 17.0, by="name"),
        "934\u00a0800 innbyggere i saken (934\u00a0814–934\u00a0815)",
    ),
    ("N011", lambda e: income(e, 2026.0, 2026.0), "«Nytt tilskudd» har en rad for 2026 fra før"),
    ("B010", lambda e: income(e, 2026.0, 2026.0), "inntekten i 2026 er til sammen 400"),
    ("B032", lambda e: income(e, 2026.0), "40 er satt av til «Nytt tilskudd» i 2026"),
    (
        "N008",
        lambda e: e.put(GRANTS, "GEO4WATER", "budget_line", "Prosjekter"),
        "Tilskuddet «GEO4Water (European Data Space for Smart Communities)» kommer",
    ),
    (
        "N012",
        lambda e: e.put(GRANTS, "ORBIFY", "status", "Avslått"),
        "har status «Avslått» og regnes ikke med, så scenarioet «Uten ORBIFY» er uendret",
    ),
    ("B001", lambda e: e.put(MAIN, "Sum utgifter", "budget", 1.0, by="type"), "«Sum driftsutg"),
    (
        "D015",
        lambda e: e.put(ASSUMED, "Vedtaksmøte", "value", datetime(2206, 3, 6), by="name"),
        "«Møtet saken behandles i» på Forutsetninger er 6.3.2206, som er 180 år etter "
        "budsjettåret 2026.",
    ),
    (
        "D003",
        lambda e: e.put(ASSUMED, "Status_per", "value", "i går", by="name"),
        "«Status per» på Forutsetninger er teksten «i går», ikke en dato.",
    ),
    (
        "F002",
        lambda e: e.formula(e.where(MAIN, "Sum inntekter", "change", by="type"), "F15-E15"),
        "Formelen leser kolonne F i stedet for E og kolonne E i stedet for B.",
    ),
    (
        "T018",
        lambda e: e.put(ASSUMED, "Antall_stillinger", "value", 3.0, by="name"),
        "men 3 faste og 1 midlertidig blir til sammen 4 stillinger.",
    ),
    ("T012", beside_a_placeholder, "«2026 fikk 987 bord.»"),
    (
        "T017",
        lambda e: e.put(
            NOTES, "H1", "text", "Geo4Water er tildelt {Tilsagn_GEO4WATER|heltall} NOK."
        ),
        "Teksten sier «",
    ),
    (
        "T003",
        lambda e: e.put(GRANTS, "SEADITO", "to_year", 2023.0),
        "slutter i 2023, før det begynner i 2024.",
    ),
    (
        "T003",
        lambda e: [
            e.put(GRANTS, "SEADITO", "from_year", 2024.0),
            e.put(GRANTS, "SEADITO", "to_year", 2024.0),
        ],
        "gjelder 2024 på Tilskudd",
    ),
    (
        "F001",
        lambda e: e.type_in(e.where("tblTabell511", "2", "budget"), 5.0),
        "«Budsjett 2026» for «",
    ),
    (
        "F001",
        lambda e: e.type_in(e.where("tblTabell511", "24", "budget"), 5.0),
        "«Budsjett 2026» i rad 29 er skrevet inn som 5.",
    ),
]


@pytest.mark.parametrize(("code", "slip", "words"), SAID, ids=[f"{c}-{w[:12]}" for c, _, w in SAID])
def test_a_finding_says(sound: View, code: str, slip: Slip, words: str) -> None:
    editor = Editor(bind(sound.book))
    slip(editor)
    rule = find_rule(code)
    assert rule is not None
    assert rule.asks is View
    told = [f.message for f in rule.findings(view_of(editor.book, sound))]
    assert any(words in message for message in told), told
    assert not any("{" in message for message in told), told
