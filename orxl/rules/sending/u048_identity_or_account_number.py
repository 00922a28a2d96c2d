"""A national identity number or an account number, anywhere in what is sent."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.tables import MAIN, MEASURES, MEMBERS
from orxl.rules.shared.personal import ACCOUNT, IDENTITY, PERSONAL, eleven, personal
from orxl.rules.shared.sending import Written, few, written

RULE = Rule(
    "U048",
    "fødselsnummer-eller-kontonummer",
    Severity.ERROR,
    asks=FileView,
    finds="Elleve sifre som er et fødselsnummer, et D-nummer eller et kontonummer etter "
    "kontrollsifrene, i celler, topptekst, bunntekst, figurer eller tittel.",
    why="Et fødselsnummer skal ikke sendes uten saklig behov (personopplysningsloven § 12).",
    remedy="Slett nummeret før filen sendes.",
)


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    for text, kind in (*_in_texts(view), *_as_numbers(view)):
        yield Hit(f"{text.where} har {kind}.", cell=text.cell, sheet=text.sheet)


def _in_texts(view: FileView) -> Iterator[tuple[Written, str]]:
    for text in written(view, PERSONAL, typed=True):
        for found in personal(text.text):
            if found.what in (IDENTITY, ACCOUNT):
                yield text, f"{found.what} {_covered(found.text)}"
                break


def _as_numbers(view: FileView) -> Iterator[tuple[Written, str]]:
    """Numbers typed as numbers, which lose a nought in front."""
    for sheet in view.book.sheets:
        for (row, column), cell in sheet.cells.items():
            value = cell.value
            if cell.formula is None and isinstance(value, float) and 1e9 < value < 1e11:
                digits = f"{value:.0f}".zfill(11)
                kind = eleven(digits) if value == int(value) else ""
                if kind == IDENTITY:
                    at = CellRef(sheet.name, row, column)
                    yield (
                        Written(digits, f"Cellen {at.a1}", at, sheet.name),
                        f"{kind} {_covered(digits)}",
                    )


def _covered(text: str) -> str:
    """The number with its last five digits covered: a report is sent on, too."""
    shown, kept = "", sum(c.isdigit() for c in text) - 5
    for letter in text:
        kept -= letter.isdigit()
        shown += letter if kept >= 0 or not letter.isdigit() else "•"
    return f"«{shown}»"


@RULE.bad("Et fødselsnummer i en kilde, et D-nummer i en kommentar og et kontonummer.")
def _numbers(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(MEMBERS, "Oslo", "source", "Kontaktperson 01010720091, jf. avtalen"),
        e.put(MEASURES, "1.1", "comment", "Innleid: 410107 20085"),
        e.put(MAIN, "Kommunikasjon", "comment", "Betales til 1234.56.78903."),
    )


@RULE.bad("Et fødselsnummer skrevet som tall.")
def _typed(e: Editor) -> Place:
    return e.type_in(CellRef("Hovedtall", 60, 2), 1010720091.0)


@RULE.good("Elleve sifre som er noe annet.")
def _others(e: Editor) -> None:
    e.put(MEASURES, "1.1", "comment", "Avtale 01010720092, ordre 11111111111, sak 2025/12345.")
    e.type_in(CellRef("Hovedtall", 60, 2), 12345678903.0)
