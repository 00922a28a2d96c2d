"""A header, a footer or the document's title that speaks of another year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from orxl.core.inspection import PageText
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.shared.broken import broken
from orxl.rules.shared.sending import Written, few, page_texts

RULE = Rule(
    "U049",
    "topptekst-om-feil-år",
    Severity.ERROR,
    asks=FileView,
    finds="Topptekst, bunntekst eller dokumenttittel med et annet år enn budsjettåret, eller med "
    "ødelagte bokstaver. Et annet navn enn på de andre arkene gir en merknad.",
    why="Toppteksten følger med på hver side, og blir lett stående fra fjorårets fil.",
    remedy="Rett den under Sideoppsett → Utskriftstitler → Topptekst/bunntekst; dokumentets tittel "
    "under Fil → Informasjon.",
)

_A_DATED_YEAR: Final = regex(
    r"\b\d{1,2}\.\s?(?:\d{1,2}\.|\w+)\s?\d{4}\b|\b(?:19|20)\d\d\s?[–/-]\s?(?:\d{4}|\d{2})\b"
    r"|\b(?:sak|©|vedtatt|møte|prognose|regnskap|siden|fra)\W+(?:i\s)?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Years that are part of a date, of a span, or of something that was before."""
_A_BARE_YEAR: Final = regex(r"\b(?:19|20)\d\d\b")


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    year = view.inside.year
    alike: dict[str, list[Written]] = {}
    for text in page_texts(view):  # a header that stands on every sheet is one slip
        alike.setdefault(text.text, []).append(text)
    for text, *others_alike in alike.values():
        also = f" Det samme står på {len(others_alike)} ark til." if others_alike else ""
        word = broken(text.text)
        years = _A_BARE_YEAR.findall(_A_DATED_YEAR.sub(" ", text.text)) if year else []
        others = [found for found in years if found != str(year)]
        if others and str(year) not in years:
            yield Hit(
                f"{text.where} sier {others[0]}, men budsjettåret er {year}: "
                f"{nb.quoted(text.text)}.{also}",
                cell=text.cell,
                sheet=text.sheet,
                expected=float(year),
                actual=float(others[0]),
            )
        elif not word and text.sheet and (name := _another(text, usual := _usual(alike, text))):
            yield Hit(
                f"{text.where} sier {nb.quoted(text.text)}, men på de andre arkene står det "
                f"{nb.quoted(usual[0].text)}.{also}",
                cell=text.cell,
                sheet=text.sheet,
                expected=usual[0].text,
                actual=name,
                severity=Severity.NOTE,
            )
        elif word:
            yield Hit(
                f"{text.where} har ødelagte bokstaver: {nb.quoted(word)}.{also}",
                cell=text.cell,
                sheet=text.sheet,
                actual=word,
            )


def _usual(alike: Mapping[str, list[Written]], text: Written) -> list[Written]:
    """The headers, or footers, that most sheets have alike."""
    place = text.where.partition(" ")[0]
    return max((t for t in alike.values() if t[0].where.startswith(place)), key=len, default=[])


def _another(told: Written, usual: list[Written]) -> str:
    """The words of *told* that nearly all the other sheets' headers have otherwise, or ``""``."""
    text = told.text
    if len(usual) < _SEVERAL or text == usual[0].text:
        return ""
    mine, theirs = set(text.split()), set(usual[0].text.split())
    other = mine - theirs
    close = len(mine & theirs) >= 2 * max(len(other), len(theirs - mine), 1)
    return " ".join(word for word in text.split() if word in other) if close and other else ""


_SEVERAL: Final = 5
"""So many sheets must have the same header for another one to be a slip."""


@RULE.bad("Toppteksten er fra fjorårets fil.")
def _header(e: Editor) -> Place:
    text = PageText("topptekst", "Osloregionen IPR Handlingsprogram og budsjett 2025")
    return e.file.on("Hovedtall", page_texts=(text,))


@RULE.bad("Bunnteksten har ødelagte bokstaver.")
def _broken(e: Editor) -> Place:
    return e.file.on("Tiltak", page_texts=(PageText("bunntekst", "Handlingsprogram â€“ mÃ¥l"),))


@RULE.bad("Dokumentets tittel er fjorårets.")
def _title(e: Editor) -> Place:
    e.file.properties(title="Handlingsprogram og budsjett 2025")
    return None


@RULE.bad("Organisasjonen heter noe annet i toppteksten på ett ark.")
def _name(e: Editor) -> Place:
    text = PageText("topptekst", "Osloregionen SA Handlingsprogram og budsjett 2026")
    usual = PageText("topptekst", "Osloregionen IPR Handlingsprogram og budsjett 2026")
    for sheet in ("Tiltak", "Mål", "Partnere", "Noter", "Tekster", "Tilskudd"):
        e.file.on(sheet, page_texts=(usual,))
    return e.file.on("Medlemmer", page_texts=(text,))


@RULE.good("En dato, en periode og et vedtak i bunnteksten.")
def _dates(e: Editor) -> None:
    text = PageText("bunntekst", "Vedtatt 18.12.2025, strategi 2025–2028, sak 2025/114")
    e.file.on("Hovedtall", page_texts=(text,))
