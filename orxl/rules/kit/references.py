"""What rules rest on: the paper, law, decisions of this house, others' documentation."""

from __future__ import annotations

from typing import Final, NamedTuple


class Reference(NamedTuple):
    """A source in words, with its address where it has one.

    An address without ``https://`` is a page of this house, as seen from ``docs``.
    """

    text: str
    address: str = ""


_CHAPTERS: Final = {
    "1": "Overordnede strategier",
    "2": "Innsatsområder",
    "3": "Tverrgående tema",
    "4": "Osloregionens organisering",
    "4.1": "Politiske organer",
    "5": "Budsjett",
    "5.1.1": "Hovedtall",
    "5.1.2": "Prosjektmidler",
    "5.1.3": "Inntekter",
    "5.1.4": "Utgifter",
    "5.1.5": "Resultat 2026",
}


def paper(chapter: str) -> Reference:
    """A chapter of the published paper. Raises KeyError for one it does not have."""
    return Reference(f"Saken «Handlingsprogram 2026», kapittel {chapter} {_CHAPTERS[chapter]}")


def wcag(point: str, name: str) -> Reference:
    """A success criterion of WCAG 2.1, by its number and the name of its place in the standard."""
    return Reference(f"WCAG 2.1 punkt {point}", f"https://www.w3.org/TR/WCAG21/#{name}")


def _microsoft(text: str, page: str) -> Reference:
    return Reference(f"Microsoft: {text}", f"https://support.microsoft.com/office/{page}")


ORGANISATION_NUMBERS: Final = Reference(
    "Brønnøysundregistrene: organisasjonsnummeret",
    "https://www.brreg.no/om-oss/registrene-vare/om-enhetsregisteret/organisasjonsnummeret/",
)
CODES: Final = Reference(
    "Beslutning: koder, telling og oppslag i formlene",
    "decisions/2026-11-23-codes-and-formulas.md",
)
PROTECTION: Final = Reference(
    "Beslutning: beskyttelse og tabeller som vokser", "decisions/2026-11-23-beskyttelse.md"
)
ENGINES: Final = Reference("Beslutning: to regnemotorer", "decisions/2026-11-23-formelmotorer.md")
LAYOUT_VERSION: Final = Reference(
    "Beslutning: arbeidsboken sier hvilket oppsett den er laget for",
    "decisions/2026-11-27-oppsettversjon.md",
)
ACCEPTANCES: Final = Reference(
    "Beslutning: hva det vil si at et avvik er godtatt",
    "decisions/2026-11-27-godtatte-avvik.md",
)

FEES_BY_CAUSE: Final = Reference(
    "Beslutning: kontingent etter årsak", "decisions/2026-11-27-kontingent-etter-aarsak.md"
)
COUNCIL_ACT: Final = Reference("Kommuneloven kapittel 18 (interkommunalt politisk råd)")
UNIVERSAL_DESIGN: Final = Reference("Likestillings- og diskrimineringsloven § 18")
PRIVACY: Final = Reference("Personvernforordningen artikkel 5 nr. 1 c (dataminimering)")

SSB_POPULATION: Final = Reference("SSB, tabell 07459", "https://www.ssb.no/statbank/table/07459")

INSPECTOR: Final = _microsoft(
    "fjerne skjulte data og personlige opplysninger", "356b7b5d-77af-44fe-a07f-9aa4d085966f"
)
ACCESSIBLE: Final = _microsoft(
    "gjøre Excel-dokumenter tilgjengelige", "6cc05fc5-1314-48b5-8eb3-683e49b3e593"
)
FORMULA_ERRORS: Final = _microsoft("finne feil i formler", "3a8acca5-1d61-4702-80e0-99a36a2822c1")
CIRCULAR: Final = _microsoft("sirkelreferanser", "8540bd0f-6e97-4483-bcf7-1b49cd50d123")
CALCULATION: Final = _microsoft(
    "omregning, gjentatt beregning og presisjon", "73fc7dac-91cf-4d36-86e8-67124f6bcce4"
)
TABLES: Final = _microsoft(
    "strukturerte referanser i tabeller", "f5ed2452-2337-4f71-bed3-c8ae6d2b276e"
)
NAMES: Final = _microsoft("navn i formler", "4d0f13ac-53b7-422e-afd2-abd7ff379c64")
TEXT_NUMBERS: Final = _microsoft("tall lagret som tekst", "6599c03a-954d-4d83-b78a-23af2c8845d0")
TEXT_DATES: Final = _microsoft("datoer lagret som tekst", "8df7663e-98e6-4295-96e4-32a67ec0a680")
BECOMES_DATE: Final = _microsoft("tall som blir datoer", "452bd2db-cc96-47d1-81e4-72cec11c4ed8")
VOLATILE: Final = Reference(
    "Microsoft: slik regner Excel om",
    "https://learn.microsoft.com/office/client-developer/excel/excel-recalculation",
)
INJECTION: Final = Reference(
    "OWASP: angrep gjennom formler", "https://owasp.org/www-community/attacks/CSV_Injection"
)
EXCELINT: Final = Reference(
    "Barowy, Berger og Zorn: ExceLint (2018)", "https://doi.org/10.1145/3276518"
)
