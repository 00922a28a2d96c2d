"""A reservation in its column that the measure's text does not have, or the other way about."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import MEASURES
from orxl.rules.shared.spelling import bare

RULE = Rule(
    "P028",
    "forbehold-mot-tiltaket",
    Severity.WARNING,
    finds="Et forbehold i kolonnen «Forbehold» som ikke står i tiltakets tekst, eller et forbehold "
    "i teksten («(forutsatt finansiering)») når kolonnen er tom. Et forbehold som er en hel "
    "setning for seg, hører ikke til i teksten.",
    why="Det som er vedtatt med forbehold, leses ellers som lovet.",
    remedy="Skriv det samme forbeholdet begge steder, eller ta det bort begge steder.",
)

_SAID: Final = regex(
    r"\(((?:forutsatt|om tilsagn|dersom|hvis|med forbehold|under forutsetning|avhengig av)\b"
    r"[^()]{0,120})\)"
)
"""Of a measure with a grant, P010 tells that its reservation is missing."""


@RULE.check
def check(view: View) -> Hits:
    if not view.has(MEASURES, "title", "condition"):
        return
    for row in view.rows(MEASURES):
        title, condition = view.text(row, "title"), view.text(row, "condition")
        number = view.text(row, "number")
        if condition and title and condition[0].islower() and bare(condition) not in bare(title):
            yield Hit(
                f"Tiltak {number} har forbeholdet {nb.quoted(condition, 80)}, men det står ikke i "
                "tiltakets tekst.",
                cell=row.cells["condition"],
                actual=condition,
            )
            continue
        said = None if condition or view.text(row, "grant") else _SAID.search(title)
        if said is not None:
            yield Hit(
                f"Tiltak {number} sier {nb.quoted(said[1], 80)}, men «Forbehold» er tomt.",
                cell=row.cells["condition"],
                expected=said[1],
                actual=BLANK,
            )


@RULE.bad("Forbeholdet i kolonnen er et annet enn i teksten.")
def _another(e: Editor) -> Place:
    return e.put(MEASURES, "3.4.3", "condition", "forutsatt politisk vedtak")


@RULE.bad("Forbeholdet er tatt ut av teksten.")
def _out_of_the_text(e: Editor) -> Place:
    e.put(MEASURES, "3.4.3", "title", "Delta i prosjektet «Fjorden vår».")
    return e.where(MEASURES, "3.4.3", "condition")


@RULE.bad("Forbeholdet står bare i teksten.")
def _only_in_the_text(e: Editor) -> Place:
    return e.put(MEASURES, "3.4.3", "condition", BLANK)


@RULE.good("Et forbehold som er en setning for seg, og et som er tatt bort begge steder.")
def _sentence(e: Editor) -> None:
    e.put(MEASURES, "1.1", "condition", "Gjennomføres bare hvis styret ber om det.")
    e.put(MEASURES, "3.4.3", "title", "Delta i prosjektet «Fjorden vår».")
    e.put(MEASURES, "3.4.3", "condition", BLANK)
