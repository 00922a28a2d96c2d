"""A text of which a few words are others than at the last run, and they turn what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from orxl.core.findings import Severity
from orxl.layout import Kind
from orxl.layout.names import ROWS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, View, nb
from orxl.rules.kit.tables import MEASURES, PARAGRAPHS
from orxl.rules.shared.numerals import NUMERALS
from orxl.rules.shared.placeholders import PLACEHOLDER, as_printed, quoted_cell
from orxl.rules.shared.poles import NEGATIONS, opposite
from orxl.rules.shared.recorded_texts import same_word, written
from orxl.rules.shared.reworded import UNKNOWN, Reworded, Spot, reworded
from orxl.rules.shared.texts import FIELDS

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
_OTHERS_SPEAK: Final = frozenset({*FIELDS, (MEASURES, "title"), (MEASURES, "condition")})
"""Where T012 asks of each figure where it comes from."""


@RULE.check
def check(view: View) -> Hits:
    texts = reworded(view)
    same = Counter(tuple(w.key for w in spot.new) for text in texts for spot in text.spots)
    for text in texts:
        told = [
            (severity, words)
            for spot in text.spots
            if not spot.new or same[tuple(w.key for w in spot.new)] == 1
            for severity, words in _told(view, text, spot)
        ]
        if told:
            severity, words = max(told, key=lambda one: one[0])
            if severity > Severity.NOTE or len(texts) <= _MANY:
                header = nb.quoted(view.header(text.table, text.column.key))
                name = nb.quoted(view.text(text.row, view.layout.table(text.table).key))
                yield Hit(
                    f"{header} for {name} er endret siden siste kontroll: {words}. Stemmer det?",
                    cell=text.cell,
                    severity=severity,
                )


def _told(view: View, text: Reworded, spot: Spot) -> Iterator[tuple[Severity, str]]:
    old, new = spot.old, [word.text for word in spot.new]
    fetched = [word for word in old if word.startswith("{")]
    if fetched or any(word.startswith("{") for word in new):
        yield from _fetched(view, fetched, new)
        return
    words = _swap(old, new)
    if any(opposite(a, b) for a in old for b in new) or _negated(old) != _negated(new):
        yield Severity.WARNING, words
    elif _names(old, first=False) or _names(new, first=spot.first):
        dropped = not new and len(old) <= 5
        both = old and new and (UNKNOWN in old or _names(old, first=False))
        yield Severity.WARNING if both or dropped else Severity.NOTE, words
    elif any(c.isdigit() for word in (*old, *new) for c in word):
        own = _numbers(text.row.values.values())
        mine = _numbers(new)
        agrees = bool(mine) and mine <= own | _numbers(old)
        if (text.table, text.column.key) not in _OTHERS_SPEAK and not agrees:
            yield Severity.NOTE, words
    elif old and text.column.kind is Kind.TEXT and text.column.key in _SHORT:
        yield Severity.NOTE, words


def _numbers(values: Iterable[object]) -> set[float]:
    """The numbers among cells' values or words, a share as per cent as well."""
    found: set[float] = set()
    for value in values:
        if isinstance(value, float):
            found |= {value, round(value * 100, 6), value * 1000}
        elif isinstance(value, str) and value[:1].isdigit() and len(value) < 16:
            with suppress(ValueError):
                found.add(float(same_word(value).replace(",", ".")))
        elif isinstance(value, str) and value.casefold() in NUMERALS:
            found.add(float(NUMERALS[value.casefold()]))
    return found


_SHORT: Final = frozenset({"unit", "unit2", "meetings", "giver", "mark", "remark"})
"""The columns of a few words, each of which counts."""


def _fetched(view: View, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Severity, str]]:
    """What is said of a placeholder that fetches something else, or in another form."""
    now = [word for word in new if word.startswith("{")]
    if len(old) != 1 or len(now) != 1:
        if old and not any(c.isdigit() for word in new for c in word):
            yield Severity.NOTE, _swap(old, new)
        return
    was, its = as_printed(view, old[0]), as_printed(view, now[0])
    if same_word(was) == same_word(its):
        yield Severity.NOTE, _swap(old, new)
        return
    told = f"{_swap(old, now)}, så det skrives «{its}» der det stod «{was}»"
    yield Severity.ERROR if _elsewhere(view, old[0], now[0]) else Severity.NOTE, told


def _elsewhere(view: View, old: str, new: str) -> bool:
    """Whether the two placeholders fetch other cells, or another year than the cell's."""
    one, other = PLACEHOLDER.fullmatch(old), PLACEHOLDER.fullmatch(new)
    if one is None or other is None:
        return False
    years = {"neste", "forrige"} & {(m[2] or "").strip() for m in (one, other)}
    cells = {quoted_cell(view, m[1].strip()) for m in (one, other)}
    return None not in cells and (len(cells) > 1 or bool(years))


def _swap(old: Sequence[str], new: Sequence[str]) -> str:
    then = nb.quoted(" ".join(old)) if set(old) - {UNKNOWN} else "noe annet"
    now = nb.quoted(" ".join(new))
    if not new:
        return f"{then} er borte"
    return f"{now} er kommet til" if not old else f"{now} der det stod {then}"


def _negated(words: Sequence[str]) -> bool:
    return any(word.casefold() in NEGATIONS for word in words)


def _names(words: Sequence[str], *, first: bool) -> bool:
    """Whether one of them is a name; the *first* of a sentence has a capital anyhow."""
    return any(
        word[0].isupper() and not (first and at == 0 and not word.isupper())
        for at, word in enumerate(words)
    )


def _was(e: Editor, key: str, text: str) -> None:
    """Leave on record that *text* stood at *key* of «Tekster»."""
    e.put(ROWS, "Tekster", "figures", f"2026 | {key}/text = {written(text)}")


@RULE.bad("«Ned» er blitt «opp».")
def _turned(e: Editor) -> Place:
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
