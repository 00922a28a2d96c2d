"""A unit in a text that is not that of the figure or the table it stands at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from orxl.core.patterns import regex
from orxl.layout import Kind
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ASSUMED, PARAGRAPHS
from orxl.rules.shared.placeholders import kind_of
from orxl.rules.shared.spoken import Fetched, Sentence, spoken

RULE = Rule(
    "T027",
    "enhet-i-teksten",
    Severity.ERROR,
    finds="Et tall hentet i ett format med en annen enhet bak («{…|heltall} millioner», «{…|kr} "
    "mill.»), en tabell i 1000 kr som teksten sier er i kroner, eller en enhet på Forutsetninger "
    "som er en annen enn verdiens.",
    why="Tallet leses tusen eller en million ganger for stort.",
    remedy="Bruk formatet som passer til enheten, eller rett enheten.",
    references=(paper("5.1.1"), paper("5.1.4")),
)

_MILLIONS: Final = ("mill1", "mill2")
_SCALED: Final = regex(r"^[ \u00a0]*(mill\w*|tusen|mrd|milliard\w*)", re.IGNORECASE)
_PERCENT: Final = regex(r"^[ \u00a0]*(?:%|prosent\b)", re.IGNORECASE)
_EACH: Final = regex(r"^(?:\s?(?:kr|kroner))?\s(?:per|pr\.?)\s(\w{3,20})", re.IGNORECASE)
_OF_A_TABLE: Final = regex(
    r"\((?:(?:alle )?(?:tall|beløp) )?i (?P<unit>[^()]{0,20}?\b(?:kr|kroner|NOK|EUR|euro))\)",
    re.IGNORECASE,
)
_IN_THOUSANDS: Final = regex(r"\b(?:tusen|1[ \u00a0.]?000)\s(?:kr|kroner|NOK)\b", re.IGNORECASE)
_WANTED: Final = {spec.name: spec.unit for spec in ASSUMPTIONS if spec.unit}


@RULE.check
def check(view: View) -> Hits:
    for sentence in spoken(view):
        for fetched in sentence.fetched:
            yield from _behind(view, sentence, fetched)
        if "(" in sentence.text:
            match = _OF_A_TABLE.search(sentence.text)
            if match is not None and not _IN_THOUSANDS.search(match["unit"]):
                yield Hit(
                    f"Teksten sier {nb.quoted(match['unit'])}, men tabellene i saken er i 1000 kr.",
                    cell=sentence.cell,
                    expected="tusen kroner",
                    actual=match["unit"],
                )
    for row in view.rows(ASSUMED):
        unit = view.text(row, "unit")
        wanted = _WANTED.get(view.text(row, "name"), "")
        if unit and wanted and unit.casefold() != wanted.casefold():
            yield Hit(
                f"Enheten er {nb.quoted(unit)}, men verdien leses i {nb.quoted(wanted)}.",
                cell=row.cells["unit"],
                expected=wanted,
                actual=unit,
            )


def _behind(view: View, sentence: Sentence, fetched: Fetched) -> Iterator[Hit]:
    """The unit that stands right behind what is fetched."""
    behind = sentence.text[fetched.end : fetched.end + 30]
    scaled = _SCALED.match(behind)
    kind = kind_of(view, fetched.cell) if fetched.cell is not None else None
    said, wrong = "", ""
    each = _EACH.match(behind)
    if kind is Kind.RATE and each is not None and not each[1].casefold().startswith("innbygg"):
        said, wrong = each[0].strip(), "satsen er i kr per innbygger"
    elif fetched.form in _MILLIONS and not (scaled and scaled[1].casefold().startswith("mill")):
        said, wrong = behind.split(" ")[0] or "ingenting", "tallet er i millioner"
    elif scaled and isinstance(fetched.value, float) and fetched.form not in _MILLIONS:
        thousands = kind is Kind.THOUSANDS and fetched.form in ("", "heltall")
        if not (thousands and scaled[1].casefold() == "tusen"):
            said, wrong = scaled[1], "tallet er ikke delt på det"
    elif _PERCENT.match(behind) and sentence.text[fetched.start : fetched.end].endswith("%"):
        said, wrong = behind.split()[0], "prosenttegnet følger med tallet"
    if wrong:
        shown = sentence.text[fetched.start : fetched.end]
        yield Hit(
            f"{{{fetched.name}|{fetched.form}}} gir {nb.quoted(shown)}, og bak står "
            f"{nb.quoted(said)}: {wrong}.",
            cell=sentence.cell,
            actual=fetched.form,
        )


@RULE.bad("Lønnen er hentet som heltall foran «millioner».")
def _whole(e: Editor) -> Place:
    text = "Lønnskostnadene er beregnet til {Lønn_sekretariatet|heltall} millioner NOK."
    return e.put(PARAGRAPHS, "5.1.4-2", "text", text)


@RULE.bad("«millioner» er falt ut bak et tall i millioner.")
def _lost(e: Editor) -> Place:
    text = "Lønnskostnadene er beregnet til {Lønn_sekretariatet|mill1} NOK."
    return e.put(PARAGRAPHS, "5.1.4-2", "text", text)


@RULE.bad("Teksten sier at tabellen er i hele kroner.")
def _table(e: Editor) -> Place:
    text = "Tabellen under angir hovedrammer for budsjettet (i hele kroner)"
    return e.put(PARAGRAPHS, "5.1.1-2", "text", text)


@RULE.bad("Satsen har fått enheten 1000 kr.")
def _assumption(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentsats", "unit", "1000 kr", by="name")


@RULE.good("Enheter som passer.")
def _sound(e: Editor) -> None:
    text = (
        "Lønnen er {Lønn_sekretariatet|mill1} mill. kr, {Lønn_sekretariatet|kr} kroner. Tabellen "
        "er i 1 000 kr (alle tall i 1000 kr)."
    )
    e.put(PARAGRAPHS, "5.1.4-2", "text", text)
