"""The e-mail address or the phone number of a person, anywhere in what is sent."""

from __future__ import annotations

from orxl.core.inspection import PageText
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.tables import MEASURES, MEMBERS
from orxl.rules.shared.personal import EMAIL, PERSONAL, PHONE, personal
from orxl.rules.shared.sending import few, written

RULE = Rule(
    "U047",
    "e-post-eller-telefon",
    Severity.WARNING,
    asks=FileView,
    finds="En persons e-postadresse eller et telefonnummer i celler, topptekst, bunntekst, figurer "
    "eller tittel. Et kontors adresse, som post@…, regnes ikke med.",
    why="Filen leses av mange, og den som står der, har sjelden bedt om det.",
    remedy="Slett det før filen sendes.",
)


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    for text in written(view, PERSONAL, typed=True):
        for found in personal(text.text):
            if found.what in (EMAIL, PHONE):
                yield Hit(
                    f"{text.where} har {found.what} «{found.text}».",
                    cell=text.cell,
                    sheet=text.sheet,
                    actual=found.text,
                )
                break


@RULE.bad("En kommentar har en privat adresse, en annen et mobilnummer.")
def _comments(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(MEASURES, "1.1", "comment", "Spør kari.nordmann@gmail.com om dette."),
        e.put(MEASURES, "1.2", "comment", "Ring Kari på 912 34 567."),
        e.put(MEASURES, "1.3", "comment", "Tlf. 22334455, eller +47 23 45 67 89."),
    )


@RULE.bad("Bunnteksten har en adresse.")
def _footer(e: Editor) -> Place:
    return e.file.on("Tiltak", page_texts=(PageText("bunntekst", "ola@osloregionen.no"),))


@RULE.good("Kontorets adresse, beløp, organisasjonsnummer og saksnummer.")
def _others(e: Editor) -> None:
    e.put(MEMBERS, "Oslo", "source", "Bekreftet til post@osloregionen.no.")
    e.put(MEASURES, "1.1", "comment", "Org.nr. 923 456 789, sak 2025/12345678, 12 345 678 kr.")
    e.type_in(CellRef("Hovedtall", 60, 2), "Innbyggere 2024, 2025 og 2026: 20 24 25.")
