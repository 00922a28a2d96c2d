"""A placeholder that names no cell, has no known format, or is malformed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from orxl.core.edits import SetCell
from orxl.core.likeness import told_apart
from orxl.core.patterns import regex
from orxl.rules.kit import BLANK, CellRef, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import NAMES
from orxl.rules.kit.tables import AREAS, NOTES, PARAGRAPHS
from orxl.rules.shared.placeholders import DATES, FORMATS, PLACEHOLDER, named_cells, quoted_cell
from orxl.rules.shared.texts import Passage, passages

RULE = Rule(
    "T001",
    "plassholder-ukjent",
    Severity.ERROR,
    finds="En plassholder som viser til et navn eller et format som ikke finnes, eller som mangler "
    "en krøllparentes.",
    why="Saken får da krøllparenteser i stedet for tall.",
    remedy="Skriv plassholderen som {Navn} eller {Navn|format}. Navnene står i Navneboksen i Excel "
    "og på Forutsetninger. Andre celler skrives med ark, nøkkel og kolonne: "
    "{Tilskudd.ORBIFY.Tilsagn}.",
    fix=Fix.UNSAFE,
    fix_safety="Navnet eller formatet som ligner mest, settes inn. Et annet kan være ment; derfor "
    "spørres det om hver tekst.",
    references=(NAMES,),
)

_YEAR = "{Budsjettår}"
_FETCHED = {
    NOTES: (
        regex(r"\{Tilskudd\.[^.{}]+\.Forskudd\|prosent\}"), 1,
        "det første forskuddet, skrevet {Tilskudd.….Forskudd|prosent}",
    ),
    AREAS: (
        regex(r"\{Budsjettår\}|\{Strategi\.[^.{}]+\.Tekst\}"), 3,
        "{Budsjettår} og tre tekster fra Strategi, skrevet {Strategi.….Tekst}",
    ),
}  # fmt: skip
"""What the printed sheets replace by formula: which placeholders, how many of them, in words."""


_ALIKE = 0.6
"""So like each word of a name is to what it was meant to be."""


@RULE.check
def check(view: View) -> Hits:
    cells = named_cells(view)
    for passage in passages(view):
        for match in PLACEHOLDER.finditer(passage.text):
            yield from _judged(view, cells, passage, match[0], match[1], match[2])
        yield from _printed_as_it_stands(view, passage)
        rest = PLACEHOLDER.sub("", passage.text)
        at = min((i for i in (rest.find("{"), rest.find("}")) if i >= 0), default=-1)
        if at >= 0:
            yield Hit(
                f"En krøllparentes mangler maken sin ved {_around(rest, at)}.",
                cell=passage.cell,
                actual=passage.text,
            )


def _around(text: str, at: int) -> str:
    start = text.rfind(" ", 0, max(0, at - 20)) + 1
    return nb.quoted(text[start:], 40)


def _printed_as_it_stands(view: View, passage: Passage) -> Hits:
    """The placeholders that the printed sheets would show as they are typed."""
    fetched = _FETCHED.get(passage.table)
    if fetched is None or not view.has(passage.table, "printed"):
        return
    pattern, room, words = fetched
    for match in PLACEHOLDER.finditer(passage.text):
        if pattern.fullmatch(match[0]) and (room or match[0] == _YEAR):
            room -= match[0] != _YEAR
            continue
        yield Hit(
            f"Teksten trykkes med {match[0]} slik det står: på det trykte arket hentes bare "
            f"{words}.",
            cell=passage.cell,
            actual=match[0],
            severity=Severity.WARNING,
            remedy="Skriv tallet eller teksten selv. Et tall føres på arket Faste tall med kilde.",
        )


def _near(word: str, known: Iterable[str], like: float) -> list[str]:
    from difflib import get_close_matches

    return [near for near in get_close_matches(word, list(known), 3, like) if _spelled(word, near)]


def _spelled(word: str, near: str) -> bool:
    """Whether *word* may be *near* misspelt: {Faste_stillinger} is not {Antall_stillinger}."""
    from difflib import SequenceMatcher

    parts = [name.casefold().replace(".", "_").split("_") for name in (word, near)]
    return len(parts[0]) != len(parts[1]) or all(
        SequenceMatcher(None, one, other).ratio() >= _ALIKE
        for one, other in zip(*parts, strict=True)
    )


def _judged(
    view: View,
    cells: Mapping[str, CellRef],
    passage: Passage,
    whole: str,
    name: str,
    form: str | None,
) -> Hits:
    def hit(message: str, instead: str = "", remedy: str = "") -> Hit:
        edit = SetCell(passage.cell, passage.text.replace(whole, instead), passage.text)
        return Hit(
            message,
            cell=passage.cell,
            expected=instead if instead else None,
            actual=whole,
            remedy=remedy,
            fix=(edit,) if instead else (),
        )

    tail = "" if form is None else f"|{form}"
    cell = quoted_cell(view, name)
    if cell is None:
        near = _near(name.strip(), cells, 0.7)
        guess = f"{{{near[0]}{tail}}}" if near else ""
        asked = f" Mente du {guess}?{told_apart(whole, guess)}" if near else ""
        yield hit(f"Plassholderen {whole} viser til et navn som ikke finnes.{asked}", guess)
    elif form is not None and form not in FORMATS:
        near = _near(form.strip(), FORMATS, 0.6)
        guess = f"{{{name}|{near[0]}}}" if near else ""
        yield hit(
            f"Plassholderen {whole} har et format som ikke finnes. Formatene er "
            f"{nb.listed(FORMATS)}.",
            guess,
        )
    else:
        value = view.value(cell)
        if value is BLANK and all(p.cell != cell for p in view.bound.problems):
            yield hit(
                f"Plassholderen {whole} viser til {cell}, som er tom.",
                remedy=f"Fyll ut {cell}, eller skriv om teksten så den ikke viser dit.",
            )
        elif form in DATES and isinstance(value, float):
            yield hit(f"Plassholderen {whole} viser til et tall, ikke en dato.")
        elif form not in (None, *DATES) and isinstance(value, datetime):
            yield hit(f"Plassholderen {whole} viser til en dato, ikke et tall.", f"{{{name}|dato}}")


@RULE.bad("Navnet er skrevet feil.")
def _misspelled(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1-1", "text", "5.1 Budsjettrammer {Budsjettar}")


@RULE.bad("Navnet finnes ikke; et annet med samme endelse er ikke ment.")
def _gone(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1-1", "text", "5.1 Vi er {Frivillige_stillinger}")


@RULE.bad("Formatet er skrevet feil.")
def _unknown_format(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.3-6", "text", "Inntil {Tilsagn_SEADITO|helltall} EUR.")


@RULE.bad("Krøllparentesen er ikke lukket.")
def _open_brace(e: Editor) -> Place:
    return e.put(AREAS, "2.4", "introduction", "I {Budsjettår prioriteres byutvikling.")


@RULE.bad("En dato skal vises som kroner.")
def _date_as_kroner(e: Editor) -> Place:
    return e.put(NOTES, "H1", "text", "Folketall per {Folketallsdato|kr}")


@RULE.bad("Kolonnen finnes ikke i tabellen.")
def _unknown_column(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.3-6", "text", "Inntil {Tilskudd.SEADITO.Tilsagt} EUR.")


@RULE.good("Plassholderen viser til en celle med ark, nøkkel og kolonne.")
def _by_words(e: Editor) -> None:
    text = "Inntil {Tilskudd.SEADITO.Tilsagn|heltall} EUR."
    e.put(PARAGRAPHS, "5.1.3-6", "text", text)


@RULE.good("Plassholderen viser til et navn i arbeidsboken.")
def _own_name(e: Editor) -> None:
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Til dette er det satt av kr {Kontingent_i_alt|kr}.")


@RULE.bad("Noten har en plassholder som den trykte tabellen ikke kan hente.")
def _not_fetched_in_print(e: Editor) -> Place:
    return e.put(NOTES, "PM1", "text", "Store arrangementer: {Kontingentsats|kr2}")
