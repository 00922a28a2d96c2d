"""A text with letters that were broken on their way between programs."""

from __future__ import annotations

from typing import Final

from orxl.core.edits import SetCell
from orxl.core.patterns import regex
from orxl.layout import Kind
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import AREAS, MEASURES, PARAGRAPHS, PARTNERS, STRATEGY
from orxl.rules.shared.broken import broken, repaired
from orxl.rules.shared.inputs import inputs

RULE = Rule(
    "T021",
    "ødelagte-bokstaver",
    Severity.WARNING,
    finds="En tekst med tegn som «Ã¸», «â€“», «�» eller «m?te» der det skulle stått æ, ø, å eller "
    "en strek. Usynlige tegn inne i et ord, «ﬁ» i ett tegn og mange mellomrom på rad gir en "
    "merknad.",
    why="Teksten er lest med feil tegnsett da den ble limt inn, og trykkes slik.",
    remedy="Skriv teksten på nytt, eller lim den inn fra kilden én gang til.",
    fix=Fix.UNSAFE,
    fix_safety="Teksten skrives slik den var før den ble lest med feil tegnsett, der det er "
    "sikkert hva den var. Derfor spørres det om hver tekst.",
    by_table=True,
)

_GAP: Final = regex(r"\S[ \u00a0]{3,}\S")
_LIGATURE: Final = regex(r"[\ufb00-\ufb06]")
"""Two letters in one sign, as a PDF has them: a search for «finans» does not find it."""
_SOFT: Final = regex(r"\w[\u00ad\u200b-\u200d\u2060\ufeff]+\w")


def _unseen(text: str) -> str:
    """What a long text has that is not seen in its cell; in names and codes D008 tells of it."""
    if _SOFT.search(text):
        return "et usynlig tegn inne i et ord"
    if found := _LIGATURE.search(text):
        return f"et tegn fra en PDF, «{found[0]}», i stedet for to bokstaver"
    return "mange mellomrom på rad" if _GAP.search(text) else ""


def _plain(text: str) -> bool:
    return not any(sign in text for sign in ("?", "&", "   "))


@RULE.check
def check(view: View) -> Hits:
    for _, _, column, cell, value in inputs(view):
        if isinstance(value, str) and (not value.isascii() or not _plain(value)):
            word = broken(value)
            hidden = _unseen(value) if not word and column.kind is Kind.LONG_TEXT else ""
            if hidden:
                yield Hit(
                    f"Teksten har {hidden}: {nb.quoted(value)}.",
                    cell=cell,
                    actual=value,
                    severity=Severity.NOTE,
                )
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


@RULE.bad("Et ord er limt inn fra en PDF, med to bokstaver i ett tegn.")
def _ligature(e: Editor) -> Place:
    return e.put(PARAGRAPHS, "5.1.4-4", "text", "Posten dekker \ufb01nansiering av møter.")


@RULE.bad("Bokstaver som er byttet med �.")
def _replaced(e: Editor) -> Place:
    return e.put(STRATEGY, "U1", "text", "Klimaendringer og naturkrise er to utfordringer for v�r")


@RULE.bad("Bokstaver som er byttet med spørsmålstegn.")
def _questions(e: Editor) -> Place:
    return e.put(PARTNERS, "Transportører", "name", "Transport?rer")


@RULE.bad("En myk bindestrek midt i et ord, og mange mellomrom på rad.")
def _hidden(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PARAGRAPHS, "5.1.4-4", "text", "Posten dekker studie\u00adturer."),
        e.put(PARAGRAPHS, "5.1.4-5", "text", "Posten dekker       møter."),
    )


@RULE.good("Spørsmål, nettadresser og bokstaver fra andre språk.")
def _sound(e: Editor) -> None:
    e.put(
        AREAS, "3.5", "introduction", "Hva nå? Se https://osloregionen.no/sak?nr=5 og Malmö, Ånge."
    )
    e.put(MEASURES, "1.1", "comment", "Møte? Ja. Avtalt med Zoë og Fyrbodals Kommunalförbund.")
