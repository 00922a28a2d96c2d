"""A text of which a few words are others than at the last run, and they turn what it says."""

from __future__ import annotations

from collections import Counter
from typing import Final

from orxl.core.findings import Severity
from orxl.layout.names import ROWS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, View, nb
from orxl.rules.kit.tables import PARAGRAPHS
from orxl.rules.shared.recorded_texts import written
from orxl.rules.shared.reworded import reworded
from orxl.rules.shared.turned import turned

RULE = Rule(
    "T037",
    "ord-er-byttet-siden-sist",
    Severity.NOTE,
    finds="En tekst der bare noen få ord er andre enn ved siste kontroll, og de endrer meningen: "
    "en plassholder som henter noe annet, et navn, et tall, «ikke», «økes» for «reduseres».",
    why="Ett ord som er byttet ved et uhell, ser ingen når resten av avsnittet er som før.",
    remedy="Sett det tilbake som det var. Var det meningen, så svar ja når «orxl beregn» eller "
    "knappen spør, eller kjør «orxl beregn --bekreft».",
)

_MANY: Final = 10
"""With more texts changed than this the paper is being written; mere notes would be noise."""


@RULE.check
def check(view: View) -> Hits:
    texts = reworded(view)
    same = Counter(tuple(w.key for w in spot.new) for text in texts for spot in text.spots)
    for text in texts:
        told = [
            (severity, words, " ".join(word.text for word in spot.new))
            for spot in text.spots
            if not spot.new or same[tuple(w.key for w in spot.new)] == 1
            for severity, words in turned(view, text, spot)
        ]
        if told:
            severity, words, now = max(told, key=lambda one: one[0])
            if severity > Severity.NOTE or len(texts) <= _MANY:
                header = nb.quoted(view.header(text.table, text.column.key))
                name = nb.quoted(view.text(text.row, view.layout.table(text.table).key))
                yield Hit(
                    f"{header} for {name} er endret siden siste kontroll: {words}. Stemmer det?",
                    cell=text.cell,
                    actual=now or None,
                    severity=severity,
                )


def _was(e: Editor, key: str, text: str) -> None:
    """Leave on record that *text* stood at *key* of «Tekster»."""
    e.put(ROWS, "Tekster", "figures", f"2026 | {key}/text = {written(text)}")


@RULE.bad("«Ned» er blitt «opp».")
def _opposite(e: Editor) -> Place:
    _was(e, "5.1.3-7", "Beløpet er justert noe ned i år.")
    return e.put(PARAGRAPHS, "5.1.3-7", "text", "Beløpet er justert noe opp i år.")


@RULE.bad("Plassholderen henter noe annet.")
def _other_cell(e: Editor) -> Place:
    _was(e, "5.1.4-2", "Kostnadene er {Lønn_sekretariatet|mill1} millioner NOK.")
    text = "Kostnadene er {Bundne_midler|mill1} millioner NOK."
    return e.put(PARAGRAPHS, "5.1.4-2", "text", text)


@RULE.bad("Et navn er byttet med et annet, og «ikke» er kommet til i en annen tekst.")
def _name(e: Editor) -> tuple[Place, ...]:
    texts = ("Et eksempel er Arendalsuka i år.", "Posten skal økes med en halv million.")
    record = " | ".join(
        f"{key}/text = {written(text)}"
        for key, text in zip(("5.1.4-7", "5.1.4-6"), texts, strict=True)
    )
    e.put(ROWS, "Tekster", "figures", f"2026 | {record}")
    first = e.put(PARAGRAPHS, "5.1.4-7", "text", texts[0].replace("Arendalsuka", "Zero"))
    return first, e.put(PARAGRAPHS, "5.1.4-6", "text", texts[1].replace("skal", "skal ikke"))


@RULE.good("Ordvalget er et annet, meningen er den samme.")
def _choice_of_words(e: Editor) -> None:
    _was(e, "5.1.4-7", "Midlene benyttes til å dekke arrangementer.")
    e.put(PARAGRAPHS, "5.1.4-7", "text", "Midlene brukes til å dekke ulike arrangementer.")


@RULE.good("Avsnittet er skrevet helt om.")
def _written_anew(e: Editor) -> None:
    _was(e, "5.1.4-7", "Et eksempel er Arendalsuka, der vi ikke har hatt stand.")
    text = "Osloregionen deltar på flere nasjonale møteplasser i løpet av året, som i fjor."
    e.put(PARAGRAPHS, "5.1.4-7", "text", text)
