"""A proper name in a text that is one letter off a name that the workbook has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, GRANTS, MEASURES, PARAGRAPHS, PARTNERS
from orxl.rules.shared.members import figures, members
from orxl.rules.shared.spoken import spoken

RULE = Rule(
    "T034",
    "navn-med-én-bokstav-feil",
    Severity.WARNING,
    finds="Et navn i en tekst som er skrevet nesten som et tilskudd, en giver, en kommune eller en "
    "samarbeidspartner: én bokstav er borte, lagt til, byttet eller flyttet.",
    why="Et tilskudd eller en kommune med feil navn er det første leseren ser, og det siste en "
    "kontroll av tall finner.",
    remedy="Skriv navnet slik det står på arket.",
)

_CAPITALISED: Final = regex(r"(?<=[\w,)–] )[A-ZÆØÅ][\w]{4,}(?:-[\w]+)?|\b[A-ZÆØÅ]{4,}\w*")
"""A name in the middle of a sentence, or an abbreviation anywhere."""
_PART: Final = regex(r"[A-ZÆØÅ][\w]{4,}")

_SHORTEST: Final = 5
_PIECE: Final = 3


@RULE.check
def check(view: View) -> Hits:
    names, words = _names(view), _words(view)
    for sentence in spoken(view):
        for match in _CAPITALISED.finditer(sentence.text):
            said = match[0].partition("-")[0]
            folded = said.casefold()
            if len(folded) < _SHORTEST or words.get(folded, 0) > 1:
                continue  # what stands in two places is no slip
            near = _near(view, folded)
            if near:
                name, cell = names[near]
                yield Hit(
                    f"Teksten sier {nb.quoted(said)}. Det heter {nb.quoted(name)} ({cell}).",
                    cell=sentence.cell,
                    expected=name,
                    actual=said,
                )


def _near(view: View, word: str) -> str:
    """The name that *word* is a slip of; ``""`` where it is one, an inflection, or like none."""
    names = _names(view)
    if any(word[:end] in names for end in range(_SHORTEST, len(word) + 1)):
        return ""
    # One letter cannot spoil both the beginning and the end.
    ends: Mapping[str, list[str]] = _ends(view)
    likely: list[str] = [*ends.get(word[:_PIECE], ()), *ends.get(word[-_PIECE:], ())]
    for name in likely:
        for form in (name, f"{name}s"):
            if not name.startswith(word) and _one_apart(word, form):
                return name
    return ""


def _one_apart(one: str, other: str) -> bool:
    """Whether a letter is put in, taken out or changed, or two beside each other swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return len(one) != len(other)
    return (
        one[at + 1 :] == other[at + 1 :]
        or one[at:] == other[at + 1 :]
        or one[at + 1 :] == other[at:]
        or (one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :])
    )


@per_object
def _ends(view: View) -> Mapping[str, list[str]]:
    """The names by their first and by their last letters; those with a genitive's s, too."""
    found: dict[str, list[str]] = {}
    for name in _names(view):
        for piece in {name[:_PIECE], name[-_PIECE:], f"{name}s"[-_PIECE:]}:
            found.setdefault(piece, []).append(name)
    return found


@per_object
def _names(view: View) -> Mapping[str, tuple[str, CellRef]]:
    """The names of grants, givers, municipalities and partners: each word with its cell."""
    found: dict[str, tuple[str, CellRef]] = {}
    for table, key in ((GRANTS, "grant_id"), (GRANTS, "giver"), (PARTNERS, "name")):
        for row in view.rows(table):
            whole = view.text(row, key)
            for part in _PART.findall(whole):
                if table == GRANTS or len(whole.split()) > 1 or whole.isupper() or len(part) > 9:
                    found.setdefault(part.casefold(), (part, row.cells[key]))
    for row, member in members(view):
        found.setdefault(member.name.casefold(), (member.name, row.cells["name"]))
    for row, figure in figures(view):
        name = figure.municipality
        if len(name) >= _SHORTEST:
            found.setdefault(name.casefold(), (name, row.cells["municipality"]))
    return found


@per_object
def _words(view: View) -> Mapping[str, int]:
    """In how many sentences each capitalised word stands."""
    found: dict[str, int] = {}
    for sentence in spoken(view):
        for word in {
            m[0].partition("-")[0].casefold() for m in _CAPITALISED.finditer(sentence.text)
        }:
            found[word] = found.get(word, 0) + 1
    return found


@RULE.bad("«GeoWater» i ett avsnitt og «Geo4Watr» i et annet.")
def _grant(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PARAGRAPHS, "5.1.4-4", "text", "Et annet prosjekt er GeoWater, som er en pilot."),
        e.put(PARAGRAPHS, "5.1.4-5", "text", "Det gjelder ekstra ressurs til Geo4Watr i året."),
    )


@RULE.bad("«ORBFY» i tittelen på et tiltak.")
def _measure(e: Editor) -> Place:
    return e.put(MEASURES, "3.3.1", "title", "Deltagelse i Interreg-prosjekt ORBFY (om tilsagn).")


@RULE.good("Bøyninger, sammensetninger og andre navn.")
def _sound(e: Editor) -> None:
    text = (
        "Vi deltar i ORBIFY-prosjektet med Jernbanedirektoratets folk i Interregprosjekter i Oslo."
    )
    e.put(AREAS, "2.4", "introduction", text)
