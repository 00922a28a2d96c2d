"""A text with letters that were broken on their way between programs."""

from __future__ import annotations

from orxl.core.edits import SetCell
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, MEASURES, PARAGRAPHS, PARTNERS, STRATEGY
from orxl.rules.shared.broken import broken, repaired
from orxl.rules.shared.inputs import inputs

RULE = Rule(
    "T021",
    "ødelagte-bokstaver",
    Severity.WARNING,
    finds="En tekst med tegn som «Ã¸», «â€“», «�» eller «m?te» der det skulle stått æ, ø, å eller "
    "en strek.",
    why="Teksten er lest med feil tegnsett da den ble limt inn, og trykkes slik.",
    remedy="Skriv teksten på nytt, eller lim den inn fra kilden én gang til.",
    fix=Fix.UNSAFE,
    fix_safety="Teksten skrives slik den var før den ble lest med feil tegnsett, der det er "
    "sikkert hva den var. Derfor spørres det om hver tekst.",
)


@RULE.check
def check(view: View) -> Hits:
    for _, _, _, cell, value in inputs(view):
        if isinstance(value, str) and (not value.isascii() or "?" in value or "&" in value):
            word = broken(value)
            if word:
                meant = repaired(value)
                near = f" Det skal trolig være {nb.quoted(repaired(word))}." if meant else ""
                yield Hit(
                    f"Teksten har ødelagte bokstaver: {nb.quoted(word)}.{near}",
                    cell=cell,
                    expected=meant or None,
                    actual=word,
                    fix=(SetCell(cell, meant, value),) if meant else (),
                )


@RULE.bad("UTF-8 lest som Windows-tekst.")
def _windows(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Posten dekker mÃ¸ter og reiser â€“ ogsÃ¥ hotell.")


@RULE.bad("Bokstaver som er byttet med �.")
def _replaced(e: Editor) -> Place:
    return e.put(STRATEGY, "U1", "text", "Klimaendringer og naturkrise er to utfordringer for v�r")


@RULE.bad("Bokstaver som er byttet med spørsmålstegn.")
def _questions(e: Editor) -> Place:
    return e.put(PARTNERS, "Transportører", "name", "Transport?rer")


@RULE.good("Spørsmål, nettadresser og bokstaver fra andre språk.")
def _sound(e: Editor) -> None:
    e.put(
        AREAS, "3.5", "introduction", "Hva nå? Se https://osloregionen.no/sak?nr=5 og Malmö, Ånge."
    )
    e.put(MEASURES, "1.1", "comment", "Møte? Ja. Avtalt med Zoë og Fyrbodals Kommunalförbund.")
