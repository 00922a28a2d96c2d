"""What a text says of a grant (who gives it, when, how much) against the grant's row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from orxl.core.nb import MONTHS
from orxl.core.patterns import regex
from orxl.programme.models import Grant
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, PARAGRAPHS, PROJECTS
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.measures import WORDS, read
from orxl.rules.shared.spoken import Sentence, spoken
from orxl.rules.shared.texts import Mention, before, mentions, passages

RULE = Rule(
    "T025",
    "tilskudd-i-teksten",
    Severity.WARNING,
    finds="En tekst som sier noe annet om et tilskudd enn Tilskudd: en annen giver («EU-prosjektet "
    "ORBIFY»), andre måneder enn årene, en annen varighet, eller tilsagnet for et annet tilskudd.",
    why="Styret skal lese om det samme prosjektet i teksten og i tabellen.",
    remedy="Rett navnet eller opplysningen i teksten, eller raden på Tilskudd.",
    references=(paper("5.1.3"),),
)

_MONTH: Final = "|".join(MONTHS)
_SPAN: Final = regex(
    rf"\b(?:{_MONTH})\s(\d{{4}})\s?(?:til|–|-)\s?(?:{_MONTH})\s(\d{{4}})\b", re.IGNORECASE
)
_LASTS: Final = regex(
    r"\b(?:over|fordelt på|varer i|varighet på|går over)\s(\d{1,2}|[a-zæøåé]{2,6})\sår\b",
    re.IGNORECASE,
)
_GIVERS: Final = ("EU", "Interreg", "Horisont Europa", "Horizon Europe", "Horisont", "Life",
                  "Erasmus", "Klimasats", "Enova", "Innovasjon Norge", "Forskningsrådet",
                  "Miljødirektoratet", "NordForsk", "Nordisk ministerråd")  # fmt: skip
_GIVEN: Final = regex(
    rf"\b(?P<giver>{'|'.join(_GIVERS)})s?[ -]?(?:prosjekt(?:et)?|finansierte?|pilot(?:en)?)\b"
    rf"|\b(?P<scheme>{'|'.join(_GIVERS)})s\s(?:\w+-?)?(?:ordning|støtteordning)\w*",
)
_REACH: Final = 45


@RULE.check
def check(view: View) -> Hits:
    every = [grant for _, grant in grants(view)]
    by_code = {grant.grant_id.casefold(): grant for grant in every}
    yield from _of_comments(view, by_code)
    last: tuple[object, list[Mention]] = (None, [])
    for sentence in spoken(view):
        here = mentions(view, sentence.text)
        earlier = last[1] if last[0] == sentence.cell else []
        last = (sentence.cell, here or earlier)
        yield from _placeholders(sentence, here, by_code)
        if here:
            yield from _times(view, sentence, here)
        yield from _givers(sentence, here, every)


def _of_comments(view: View, by_code: dict[str, Grant]) -> Iterator[Hit]:
    """What a comment on a grant says of its months and how long it lasts."""
    for table, key in ((GRANTS, "grant_id"), (PROJECTS, "grant")):
        for passage in passages(view, ((table, "comment"),)):
            grant = by_code.get(view.text(passage.row, key).casefold())
            if grant is not None:
                sentence = Sentence(passage, passage.text, passage.text, ())
                yield from _times(view, sentence, [Mention(0, 0, grant)])


def _placeholders(
    sentence: Sentence, here: Sequence[Mention], by_code: dict[str, Grant]
) -> Iterator[Hit]:
    """A commitment is that of the grant named last before it, where the sentence names any."""
    for fetched in sentence.fetched:
        words = re.split(r"[._]", fetched.name.casefold())
        if words[0] not in ("tilsagn", "tilskudd") or len(words) < 2:
            continue
        grant = by_code.get("_".join(words[1:2]))
        near = before(here, fetched.start, len(sentence.text))
        if grant is None or near is None or near.grant.grant_id == grant.grant_id:
            continue
        yield Hit(
            f"Setningen handler om {nb.quoted(near.grant.grant_id)}, men "
            f"{{{fetched.name}}} er fra raden til {nb.quoted(grant.grant_id)}.",
            cell=sentence.cell,
            expected=near.grant.grant_id,
            actual=fetched.name,
        )


def _times(view: View, sentence: Sentence, here: Sequence[Mention]) -> Iterator[Hit]:
    spans = [(m, True) for m in _SPAN.finditer(sentence.text)]
    lasting = [(m, False) for m in _LASTS.finditer(sentence.text)]
    for match, is_span in (*spans, *lasting):
        itself = [m for m in here if not sentence.text[m.end : m.end + 1].isalpha()]
        near = before(itself, match.start(), len(sentence.text))
        grant = near.grant if near is not None else None
        if grant is None or grant.from_year is None or grant.to_year is None:
            continue
        first, last = grant.from_year, grant.to_year
        if is_span:
            wrong = (int(match[1]), int(match[2])) != (first, last)
        else:
            told = WORDS.get(match[1].casefold()) or read(match[1])
            wrong = told is not None and told not in (last - first, last - first + 1)
        if wrong:
            cell = view.cell(GRANTS, grant.grant_id, "from_year")
            yield Hit(
                f"Teksten sier {nb.quoted(match[0])} om {nb.quoted(grant.grant_id)}, som går fra "
                f"{first} til {last} på Tilskudd ({cell}).",
                cell=sentence.cell,
                expected=f"{first}–{last}",
                actual=match[0],
            )


def _givers(sentence: Sentence, here: Sequence[Mention], every: Sequence[Grant]) -> Iterator[Hit]:
    for match in _GIVEN.finditer(sentence.text):
        said = match["giver"] or match["scheme"]
        ends = match.end()
        about = _about(here, match.start(), ends)
        if about is not None and about.giver is not None:
            wrong = not _gives(said, about)
        else:
            wrong = not any(_gives(said, grant) for grant in every)
        if wrong:
            given = about.giver if about is not None else None
            whose = f"giveren til {nb.quoted(about.grant_id)}" if about else "en giver på Tilskudd"
            tail = f", som er {nb.quoted(given)}" if given else ""
            yield Hit(
                f"Teksten sier {nb.quoted(match[0])}, men {nb.quoted(said)} er ikke {whose}{tail}.",
                cell=sentence.cell,
                expected=given,
                actual=said,
            )


def _about(here: Sequence[Mention], start: int, end: int) -> Grant | None:
    """The grant named nearest to a place in a sentence, where one is near."""
    apart = [(min(abs(m.start - end), abs(start - m.end)), m.grant) for m in here if m.grant.giver]
    near = min(apart, key=lambda pair: pair[0], default=None)
    return near[1] if near is not None and near[0] <= _REACH else None


def _gives(said: str, grant: Grant) -> bool:
    held = f"{grant.giver or ''} {grant.label}".casefold()
    return re.search(rf"\b{re.escape(said.casefold())}", held) is not None


@RULE.bad("Tilsagnet er et annet prosjekts.")
def _commitment(e: Editor) -> Place:
    text = "Det ene prosjektet er SEADITO, med inntil {Tilsagn_GEO4WATER|heltall} EUR."
    return e.put(PARAGRAPHS, "5.1.3-6", "text", text)


@RULE.bad("Varigheten er et annet prosjekts.")
def _span(e: Editor) -> Place:
    text = "SEADITO har en varighet fra mai 2025 til august 2026."
    return e.put(PARAGRAPHS, "5.1.3-7", "text", text)


@RULE.bad("Giveren er en annen.")
def _giver(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(PARAGRAPHS, "5.1.5-2", "text", "Midlene er bundet til EU-prosjektet ORBIFY."),
        e.put(PARAGRAPHS, "5-2", "text", "Stillingen er finansiert av Enovas Klimasatsordning."),
    )


@RULE.good("Giver, år og tilsagn er prosjektets egne.")
def _sound(e: Editor) -> None:
    text = (
        "EU-prosjektet SEADITO går over tre år med {Tilsagn_SEADITO|heltall} EUR. Interreg-"
        "prosjekt ORBIFY er fordelt på tre år. Geo4Water varer fra mai 2025 til august 2026."
    )
    e.put(PARAGRAPHS, "5.1.3-6", "text", text)
