"""What two people did to the shipped workbook, and what is right when it is put together.

By an outsider, written down before they were tried. In the form of ``scenarios.py``; the steps are
those of ``full_hands.py``, since texts, grants, members, population and budget are only in the
whole workbook. A row that both have is named by its key (``Tilskudd/År`` where one is not enough).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.versions.scenarios import Scenario


@dataclass(frozen=True)
class FullScenario(Scenario):
    """Two people's edits of the shipped workbook, and the right outcome."""

    absent: tuple[str, ...] = ()
    """Rows (``table|key``) that are gone afterwards."""


SECOND: list[FullScenario] = [
    FullScenario(
        "each gave a grant another new year",
        mine=(
            (
                "add",
                "tblTilskuddsår",
                {"Tilskudd": "ORBIFY", "År": 2027, "Inntekt": 835, "Prosjektmidler": 300},
            ),
        ),
        theirs=(
            (
                "add",
                "tblTilskuddsår",
                {"Tilskudd": "ORBIFY", "År": 2028, "Inntekt": 835, "Prosjektmidler": 300},
            ),
        ),
        then={
            "tblTilskuddsår|ORBIFY/2027|Inntekt": 835.0,
            "tblTilskuddsår|ORBIFY/2028|Inntekt": 835.0,
            "tblTilskuddsår|ORBIFY/2026|Inntekt": 830.0,
        },
    ),
    FullScenario(
        "both edited another part of one paragraph",
        mine=(("replace", "tblTekster|5.1.3-7|Tekst", "mai 2025", "juni 2025"),),
        theirs=(
            (
                "replace",
                "tblTekster|5.1.3-7|Tekst",
                "Interregprosjektet vil",
                "Interreg-prosjektet vil",
            ),
        ),
        conflicts=("tblTekster|5.1.3-7|Tekst",),
    ),
    FullScenario(
        "you froze a placeholder, I changed the figure it reads",
        mine=(("put", "tblHovedtall|Kontingenter|Prognose 2025", 7160),),
        theirs=(
            ("replace", "tblTekster|5.1.5-2|Tekst", "{Inngående_mindreforbruk|mill2}", "3,74"),
        ),
        then={
            "tblHovedtall|Kontingenter|Prognose 2025": 7160.0,
            "tblHovedtall|Utgående mindreforbruk|Prognose 2025": "=C6+C24",
        },
    ),
    FullScenario(
        "both named the same municipality, with another source",
        mine=(
            (
                "add",
                "tblMedlemmer",
                {
                    "Kommunenr": 3212,
                    "Kommune": "Nesodden",
                    "Delregion": "Folloregionen",
                    "I grunnlaget": "Ja",
                    "Kilde": "medlemsliste 2025",
                },
            ),
        ),
        theirs=(
            (
                "add",
                "tblMedlemmer",
                {
                    "Kommunenr": 3212,
                    "Kommune": "Nesodden",
                    "Delregion": "Folloregionen",
                    "I grunnlaget": "Ja",
                    "Kilde": "styreplass 2025",
                },
            ),
        ),
        then={"tblMedlemmer|Nesodden|Kilde": "medlemsliste 2025"},
        conflicts=("tblMedlemmer|Nesodden",),
    ),
    FullScenario(
        "I named a member, you brought new population figures",
        mine=(
            (
                "add",
                "tblMedlemmer",
                {
                    "Kommunenr": 3212,
                    "Kommune": "Nesodden",
                    "Delregion": "Folloregionen",
                    "I grunnlaget": "Ja",
                    "Kilde": "medlemsliste 2025",
                },
            ),
        ),
        theirs=(
            ("put", "tblFolketall|301/2026|Innbyggere", 728800),
            ("put", "tblFolketall|3203/2026|Innbyggere", 101600),
            (
                "put",
                "tblForutsetninger|Dato for folketallet i dag|Verdi",
                datetime(2026, 1, 1, 0, 0),
            ),
        ),
        then={
            "tblFolketall|301/2026|Innbyggere": 728800.0,
            "tblFolketall|3203/2026|Innbyggere": 101600.0,
            "tblMedlemmer|Nesodden|Kommunenr": 3212.0,
            "tblForutsetninger|Dato for folketallet i dag|Verdi": datetime(2026, 1, 1, 0, 0),
        },
    ),
    FullScenario(
        "both made a new target with orxl",
        mine=(("orxl", ["nytt", "mål", "1.1", "Mitt nye mål.", "BOK", "--ja"]),),
        theirs=(("orxl", ["nytt", "mål", "1.1", "Ditt nye mål.", "BOK", "--ja"]),),
        then={"tblMål|1.1-R4|Mål": "Mitt nye mål."},
        conflicts=("tblMål|1.1-R4",),
    ),
    FullScenario(
        "I took a project out, you gave it more",
        mine=(("delete", "tblProsjektmidler", "Oslopolitan"),),
        theirs=(("put", "tblProsjektmidler|Oslopolitan|Ramme 2026", 20),),
        conflicts=("tblProsjektmidler|Oslopolitan",),
        absent=("tblProsjektmidler|Oslopolitan",),
    ),
    FullScenario(
        "both gave a grant the same new year, with another income",
        mine=(
            (
                "add",
                "tblTilskuddsår",
                {"Tilskudd": "ORBIFY", "År": 2027, "Inntekt": 835, "Prosjektmidler": 300},
            ),
        ),
        theirs=(
            (
                "add",
                "tblTilskuddsår",
                {"Tilskudd": "ORBIFY", "År": 2027, "Inntekt": 800, "Prosjektmidler": 300},
            ),
        ),
        then={"tblTilskuddsår|ORBIFY/2027|Inntekt": 835.0},
        conflicts=("tblTilskuddsår|ORBIFY",),
    ),
    FullScenario(
        "I sorted the members, you set a date of leaving",
        mine=(("sort", "tblMedlemmer", "Kommune"),),
        theirs=(("put", "tblMedlemmer|Vestby|Medlem til", datetime(2026, 12, 31, 0, 0)),),
        then={
            "tblMedlemmer|Vestby|Medlem til": datetime(2026, 12, 31, 0, 0),
            "tblMedlemmer|Frogn|Medlem til": datetime(2025, 12, 31, 0, 0),
            "tblMedlemmer|Vestby|Kommunenr": 3216.0,
            "tblMedlemmer|Ås|Medlem til": None,
        },
    ),
    FullScenario(
        "I let two paragraphs change places, you mended one",
        mine=(("exchange", "tblTekster", "5.1.4-5", "5.1.4-6"),),
        theirs=(("replace", "tblTekster|5.1.4-6|Tekst", "websider", "nettsider"),),
        then={
            "tblTekster|5.1.4-6|Tekst": (
                "Posten til Kommunikasjon dekker kostnader til drift og vedlikehold av "
                "nettsider, sosiale medier, trykksaker og annet informasjonsmateriell."
            )
        },
        keys={"tblTekster": ["5.1.4-4", "5.1.4-6", "5.1.4-5", "5.1.4-7"]},
    ),
    FullScenario(
        "you pasted a value over the fees, I changed the rate",
        mine=(("put", "tblForutsetninger|Kontingentsats i dag|Verdi", 2.6),),
        theirs=(("put", "tblHovedtall|Kontingenter|Budsjett 2026", 5387),),
        then={
            "tblForutsetninger|Kontingentsats i dag|Verdi": 2.6,
            "tblHovedtall|Kontingenter|Budsjett 2026": 5387.0,
        },
    ),
    FullScenario(
        "I took out a measure with its targets, you judged one of them",
        mine=(
            ("delete", "tblMål", "3.4.4-R1"),
            ("delete", "tblMål", "3.4.4-E1"),
            ("delete", "tblPartnere", "3.4.4/Kunnskaps- og interesseorganisasjoner"),
            ("delete", "tblTiltak", "3.4.4"),
        ),
        theirs=(("put", "tblMål|3.4.4-R1|Status", "I rute"),),
        conflicts=("tblMål|3.4.4-R1",),
        absent=("tblTiltak|3.4.4", "tblMål|3.4.4-E1", "tblMål|3.4.4-R1"),
    ),
    FullScenario(
        "both found and replaced the same",
        mine=(("everywhere", "tblTekster", "Tekst", "NOK", "kroner"),),
        theirs=(("everywhere", "tblTekster", "Tekst", "NOK", "kroner"),),
        then={"tblTekster|5.1.4-2|Nivå": None},
    ),
    FullScenario(
        "I booked the first budget change, you the first account",
        mine=(
            ("put", "tblBudsjettendringer||Vedtak", "Styret, sak 12/26"),
            ("put", "tblBudsjettendringer|Styret, sak 12/26|Dato", datetime(2026, 4, 15, 0, 0)),
            ("put", "tblBudsjettendringer|Styret, sak 12/26|Endring", -50.0),
            ("put", "tblBudsjettendringer|Styret, sak 12/26|Post på Hovedtall", "Kommunikasjon"),
            ("put", "tblBudsjettendringer|Styret, sak 12/26|Hva og hvorfor", "Mindre trykk"),
        ),
        theirs=(
            ("put", "tblRegnskapskobling||Konto fra", 5000),
            ("put", "tblRegnskapskobling|5000|Konto til", 5999),
            ("put", "tblRegnskapskobling|5000|Post på Hovedtall", "Lønn sekretariatet, mv."),
        ),
        then={
            "tblBudsjettendringer|Styret, sak 12/26|Endring": -50.0,
            "tblRegnskapskobling|5000|Konto til": 5999.0,
        },
    ),
    FullScenario(
        "both reported status on another day",
        mine=(
            ("put", "tblForutsetninger|Status per|Verdi", datetime(2026, 3, 1, 0, 0)),
            ("put", "tblTiltak|1.1|Status", "I gang"),
        ),
        theirs=(
            ("put", "tblForutsetninger|Status per|Verdi", datetime(2026, 3, 31, 0, 0)),
            ("put", "tblTiltak|1.2|Status", "I gang"),
        ),
        then={"tblTiltak|1.1|Status": "I gang", "tblTiltak|1.2|Status": "I gang"},
        conflicts=("tblForutsetninger|Status_per|Verdi",),
    ),
    FullScenario(
        "you made a new area with a measure, I a measure in the last area",
        mine=(
            (
                "add",
                "tblTiltak",
                {"Nr": "3.5.3", "Tiltak": "Mitt tiltak", "Status": "Ikke startet"},
            ),
        ),
        theirs=(
            (
                "add",
                "tblOmråder",
                {
                    "Kode": "3.6",
                    "Navn": "Beredskap",
                    "Type": "Tverrgående tema",
                    "Innledning": "Om beredskap.",
                },
            ),
            (
                "add",
                "tblTiltak",
                {"Nr": "3.6.1", "Tiltak": "Ditt tiltak", "Status": "Ikke startet"},
            ),
        ),
        then={
            "tblTiltak|3.5.3|Tiltak": "Mitt tiltak",
            "tblTiltak|3.6.1|Tiltak": "Ditt tiltak",
            "tblOmråder|3.6|Navn": "Beredskap",
        },
    ),
    FullScenario(
        "I emptied a paragraph, you mended it",
        mine=(("put", "tblTekster|5.1.3-8|Tekst", None),),
        theirs=(("replace", "tblTekster|5.1.3-8|Tekst", "aktivt", "målrettet"),),
        then={"tblTekster|5.1.3-8|Tekst": None},
        conflicts=("tblTekster|5.1.3-8|Tekst",),
    ),
    FullScenario(
        "both appended next year's population, one figure otherwise",
        mine=(
            (
                "add",
                "tblFolketall",
                {
                    "Kommunenr": 3203,
                    "Kommune": "Asker",
                    "Fylke": "Akershus",
                    "Dato": datetime(2027, 1, 1, 0, 0),
                    "Innbyggere": 102500,
                },
            ),
            (
                "add",
                "tblFolketall",
                {
                    "Kommunenr": 3218,
                    "Kommune": "Ås",
                    "Fylke": "Akershus",
                    "Dato": datetime(2027, 1, 1, 0, 0),
                    "Innbyggere": 23000,
                },
            ),
        ),
        theirs=(
            (
                "add",
                "tblFolketall",
                {
                    "Kommunenr": 3203,
                    "Kommune": "Asker",
                    "Fylke": "Akershus",
                    "Dato": datetime(2027, 1, 1, 0, 0),
                    "Innbyggere": 102500,
                },
            ),
            (
                "add",
                "tblFolketall",
                {
                    "Kommunenr": 3218,
                    "Kommune": "Ås",
                    "Fylke": "Akershus",
                    "Dato": datetime(2027, 1, 1, 0, 0),
                    "Innbyggere": 23010,
                },
            ),
        ),
        then={
            "tblFolketall|3203/2027|Innbyggere": 102500.0,
            "tblFolketall|3218/2027|Innbyggere": 23000.0,
            "count|tblFolketall": 1073,
        },
        conflicts=("tblFolketall|Ås",),
    ),
    FullScenario(
        "you changed a paragraph's kind and level, I its text",
        mine=(("put", "tblTekster|5.1.3-8|Tekst", "Videre finansiering"),),
        theirs=(
            ("put", "tblTekster|5.1.3-8|Type", "overskrift"),
            ("put", "tblTekster|5.1.3-8|Nivå", 4),
        ),
        then={
            "tblTekster|5.1.3-8|Tekst": "Videre finansiering",
            "tblTekster|5.1.3-8|Type": "overskrift",
            "tblTekster|5.1.3-8|Nivå": 4.0,
        },
    ),
    FullScenario(
        "you inserted an expense line, I changed the one below and the sum is formula",
        mine=(("put", "tblHovedtall|Sekretariatet, andre utgifter|Budsjett 2026", 310),),
        theirs=(
            (
                "add",
                "tblHovedtall",
                {
                    "Post": "Revisjon",
                    "Budsjett 2025": 0,
                    "Budsjett 2026": 50,
                    "Type": "Utgift",
                    "Hentes fra": "Innlagt",
                    "Linje": 13,
                },
                "Kommunikasjon",
            ),
        ),
        then={
            "tblHovedtall|Sekretariatet, andre utgifter|Budsjett 2026": 310.0,
            "tblHovedtall|Revisjon|Budsjett 2026": 50.0,
            "tblHovedtall|Sum driftsutgifter|Budsjett 2026": "=SUM(E16:E23)",
        },
    ),
    FullScenario(
        "I filled a column with one value, you filled one cell of it with another",
        mine=(("fill", "tblTiltak", "Ansvarlig", "Sekretariatet"),),
        theirs=(("put", "tblTiltak|2.3.1|Ansvarlig", "Faggruppen"),),
        then={
            "tblTiltak|2.3.1|Ansvarlig": "Sekretariatet",
            "tblTiltak|2.3.2|Ansvarlig": "Sekretariatet",
        },
        conflicts=("tblTiltak|2.3.1|Ansvarlig",),
    ),
    FullScenario(
        "I renumbered paragraphs after a new one, you mended the last",
        mine=(
            ("put", "tblTekster|5.1.5-5|Nr", "5.1.5-6"),
            ("put", "tblTekster|5.1.5-4|Nr", "5.1.5-5"),
            (
                "add",
                "tblTekster",
                {
                    "Nr": "5.1.5-4",
                    "Kapittel": "5.1.5",
                    "Type": "avsnitt",
                    "Tekst": "Et helt nytt avsnitt om risiko.",
                },
                "5.1.5-3",
            ),
        ),
        theirs=(("replace", "tblTekster|5.1.5-5|Tekst", "en viss usikkerhet", "stor usikkerhet"),),
        then={
            "tblTekster|5.1.5-6|Tekst": (
                "Det presiseres at prognosene for {Budsjettår|forrige} og estimat for særlig "
                "lønnskostnader i {Budsjettår} er forbundet med stor usikkerhet."
            ),
            "tblTekster|5.1.5-4|Tekst": "Et helt nytt avsnitt om risiko.",
        },
    ),
]
