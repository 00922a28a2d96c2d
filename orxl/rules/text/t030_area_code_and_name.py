"""An area named in a text by a code and a name that do not belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from orxl.binding import BoundRow
from orxl.core.patterns import regex
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import AREAS, PARAGRAPHS
from orxl.rules.shared.placeholders import PLACEHOLDER
from orxl.rules.shared.texts import passages
from orxl.rules.shared.wordsets import stems

RULE = Rule(
    "T030",
    "områdekode-og-navn",
    Severity.WARNING,
    finds="Et område nevnt med en kode og et navn som ikke hører sammen, en kode som ikke finnes, "
    "eller en henvisning til et kapittel som saken ikke har.",
    why="Leseren sendes til feil område.",
    remedy="Rett koden eller navnet, slik de står på arket Områder.",
    references=(paper("2"), paper("3")),
)

_CODE_AND_NAME: Final = regex(
    r"(?<![\d.,§-])(\d\.\d{1,2})\s((?:[A-ZÆØÅ][\w-]+)(?:,?\s(?:og\s)?[a-zæøå][\w-]+){0,3})"
)
_CHAPTER_REFERENCE: Final = regex(
    r"\b(?:kapittel|kap\.|punkt|pkt\.|avsnitt|se|jf\.)\s(\d(?:\.\d{1,2}){1,2})\b(?!\.\d)",
    re.IGNORECASE,
)
_CODE: Final = regex(r"\d\.\d{1,2}")
_PLACES: Final = ((PARAGRAPHS, "text"), (AREAS, "introduction"))


@RULE.check
def check(view: View) -> Hits:
    areas = {view.text(row, "code"): row for row in view.rows(AREAS)}
    chapters = {view.text(row, "chapter") for row in view.rows(PARAGRAPHS)} | areas.keys()
    yield from _see_also(view, areas)
    for passage in passages(view, _PLACES):
        if passage.row.values.get("type") in ("overskrift", "tittel", "sett inn"):
            continue
        text = PLACEHOLDER.sub(lambda m: " " * len(m[0]), passage.text)
        for match in _CODE_AND_NAME.finditer(text):
            code, name = match[1], match[2]
            named = next(
                (c for c, r in areas.items() if _is(name, view.text(r, "name"))),
                None,
            )
            if named is None or named == code:
                continue
            told = "finnes ikke"
            if code in areas:
                told = f"er {nb.quoted(view.text(areas[code], 'name'))}"
            meant = f" {nb.quoted(name)} er {named} ({areas[named].cells['code']})."
            yield Hit(
                f"Teksten sier {nb.quoted(match[0])}, men område {code} {told}.{meant}",
                cell=passage.cell,
                expected=named,
                actual=code,
            )
        for match in _CHAPTER_REFERENCE.finditer(text):
            if match[1] not in chapters and not any(c.startswith(match[1]) for c in chapters):
                yield Hit(
                    f"Teksten viser til {nb.quoted(match[0])}, men saken har ikke noe kapittel "
                    f"{match[1]}.",
                    cell=passage.cell,
                    actual=match[1],
                )


def _is(said: str, name: str) -> bool:
    """Whether *said* begins with the area's name or with words of it."""
    mine, theirs = stems(said), stems(name)
    return bool(mine & theirs) and (theirs <= mine or said.split()[0].strip(",") in name)


def _see_also(view: View, areas: Mapping[str, BoundRow]) -> Hits:
    """The areas of «Se også» are those that the introduction names, where it names any."""
    for row in view.rows(AREAS) if view.has(AREAS, "cross_references", "introduction") else ():
        told = set(_CODE.findall(view.text(row, "cross_references")))
        text = view.text(row, "introduction")
        said = [match[2] for match in _CODE_AND_NAME.finditer(text)]
        named = {c for c, r in areas.items() if any(_is(n, view.text(r, "name")) for n in said)}
        wrong, lacking = sorted(told - named), sorted(named - told)
        if told and wrong and lacking:
            yield Hit(
                f"«Se også» viser til {nb.listed(wrong)}, men innledningen nevner "
                f"{nb.listed(lacking)}.",
                cell=row.cells["cross_references"],
                expected=nb.listed(sorted(named)),
                actual=view.text(row, "cross_references"),
            )


@RULE.bad("«Se også» viser til et annet område enn innledningen.")
def _another_area(e: Editor) -> Place:
    return e.put(AREAS, "2.2", "cross_references", "2.4, 3.5")


@RULE.bad("Sirkulær økonomi er 3.1, ikke 3.2.")
def _code(e: Editor) -> Place:
    text = "Tverrgående prosjekter er 3.2 Sirkulær økonomi og 3.5 Internasjonal profilering."
    return e.put(AREAS, "2.1", "introduction", text)


@RULE.bad("Oslofjorden er 3.4.")
def _short(e: Editor) -> Place:
    text = "Tiltakene er relevante for 2.4 By- og regionutvikling og om 3.5 Oslofjorden."
    return e.put(AREAS, "2.2", "introduction", text)


@RULE.bad("Kapittelet finnes ikke.")
def _chapter(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Posten er omtalt i kapittel 5.2.1.")


@RULE.good("Koder og kapitler som finnes.")
def _sound(e: Editor) -> None:
    e.put(AREAS, "2.3", "introduction", "Godstransport dekkes av 3.2 Grønn næringstransport.")
    e.put(PARAGRAPHS, "5.1.4-4", "text", "Se kapittel 5.1.3, jf. 3.4, og 2.5 Millioner er nok.")
