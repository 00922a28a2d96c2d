"""Years of a project in one place that are not those in another."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.light import dataclass
from orxl.core.patterns import regex
from orxl.programme.models import Grant
from orxl.rules.kit import CellRef, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import GRANTS, MAIN, MEASURES, NOTES, PARAGRAPHS, PROJECTS
from orxl.rules.shared.amounts import grants
from orxl.rules.shared.placeholders import as_printed
from orxl.rules.shared.texts import FIELDS, before, excerpt, mentions, passages

RULE = Rule(
    "T003",
    "prosjektår-avviker",
    Severity.WARNING,
    finds="År for et prosjekt som er andre i budsjettposten, tiltaket eller teksten enn på "
    "Tilskudd, eller som slutter før de begynner.",
    why="Årene sier hvor lenge pengene kommer; to svar i samme sak er ett for mye.",
    remedy="Finn årene i tilsagnsbrevet og skriv dem likt overalt. Endres navnet på en post, må "
    "«Budsjettpost» på Tilskudd endres likt.",
    references=(paper("5.1.3"),),
)

_YEARS = regex(r"\b((?:19|20)\d\d)\s*[–-]\s*((?:19|20)\d\d)\b")
_REACH = 80
"""How many characters may stand between a grant's name and its years."""
_SEVERAL = 2
"""So many places that say the same are right, and one that says something else is not."""
_PLACES = (
    (MAIN, "label"),
    (PROJECTS, "label"),
    (MEASURES, "title"),
    *(f for f in FIELDS if f[0] != NOTES),
)


@dataclass(frozen=True, slots=True)
class _Said:
    grant: Grant
    years: tuple[int, int]
    cell: CellRef
    place: str
    text: str


@RULE.check
def check(view: View) -> Hits:
    yield from _reversed(view)
    said = list(_said(view))
    for grant in {s.grant.grant_id: s.grant for s in said}.values():
        about = [s for s in said if s.grant is grant]
        held = _held(grant)
        first, last = about[0].years if held is None else held
        if held is not None and first > last:
            continue  # told of the grant itself
        source = f"i {about[0].place}" if held is None else "på Tilskudd"
        alone = None if held is None else _against(view, grant, about, held)
        if alone is not None:
            (first, last), hit = alone
            source = "etter det andre steder sier"
            yield hit
        agree = sorted(
            {s.place for s in about if s.years == (first, last) and s.place != "Hovedtall"}
        )
        for other in about:
            if other.years == (first, last):
                continue
            also = f" Det samme sier {nb.listed(agree)}." if agree and held is not None else ""
            yield Hit(
                f"I {nb.quoted(other.text, 100)} står {_written(other.years)}, men "
                f"{nb.quoted(grant.label)} gjelder {_written((first, last))} {source}.{also}",
                cell=other.cell,
                expected=_written((first, last)),
                actual=_written(other.years),
            )


def _against(
    view: View, grant: Grant, about: list[_Said], held: tuple[int, int]
) -> tuple[tuple[int, int], Hit] | None:
    """The years that two or more places agree on, where nothing says what «Tilskudd» does."""
    places: dict[tuple[int, int], set[str]] = {}
    for said in about:
        places.setdefault(said.years, set()).add(said.place)
    years = max(places, key=lambda y: len(places[y]))
    key = "to_year" if years[0] == held[0] else "from_year"
    cell = view.cell(GRANTS, grant.grant_id, key)
    if held in places or len(places[years]) < _SEVERAL or cell is None:
        return None
    return years, Hit(
        f"{nb.quoted(grant.label)} gjelder {_written(held)} på Tilskudd, men "
        f"{nb.listed(sorted(places[years]))} sier {_written(years)}.",
        cell=cell,
        expected=float(years[1] if key == "to_year" else years[0]),
        actual=view.value(cell),
    )


def _held(grant: Grant) -> tuple[int, int] | None:
    """The first and the last year on «Tilskudd», or None where one is missing."""
    first, last = grant.from_year, grant.to_year
    return None if first is None or last is None else (first, last)


def _reversed(view: View) -> Hits:
    for row, grant in grants(view):
        held = _held(grant)
        if held is not None and held[0] > held[1] and "to_year" in row.cells:
            yield Hit(
                f"{nb.quoted(grant.label)} slutter i {held[1]}, før det begynner i {held[0]}.",
                cell=row.cells["to_year"],
                actual=float(held[1]),
                severity=Severity.ERROR,
                remedy="Rett «Fra år» eller «Til år» på Tilskudd.",
            )


def _said(view: View) -> Iterator[_Said]:
    """Every span of years that stands close after the name of a grant."""
    named = {g.budget_line: g for _, g in grants(view) if g.budget_line is not None}
    for passage in passages(view, _PLACES):
        spans = list(_YEARS.finditer(passage.text))
        found = mentions(view, passage.text) if spans else []
        for match in spans:
            near = before(found, match.start(), _REACH)
            # A budget line belongs to the grant that is entered on it, whatever it is called.
            own = named.get(passage.text) if passage.table == MAIN else None
            grant = own if own is not None else (near.grant if near is not None else None)
            if grant is not None:
                key = view.layout.table(passage.table).key
                sheet = passage.cell.sheet
                place = sheet if passage.table == MAIN else f"{sheet} {view.text(passage.row, key)}"
                yield _Said(
                    grant,
                    (int(match[1]), int(match[2])),
                    passage.cell,
                    place,
                    as_printed(view, excerpt(passage.text, *match.span(), 60)),
                )


def _written(years: tuple[int, int]) -> str:
    first, last = years
    return f"{first}–{last}" if first != last else str(first)


@RULE.bad("Posten sier 2025–2027, alt annet sier 2025–2026.")
def _as_printed(e: Editor) -> Place:
    return e.where(MAIN, "Klimasats – Energistasjonsprosjektet fase II 2025–2027", "label")


@RULE.bad("Tilskuddet er forlenget, men posten og teksten er ikke endret.")
def _grant_prolonged(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "to_year", 2028.0)


@RULE.bad("Tiltaket sier 2025–2028.")
def _measure_changed(e: Editor) -> Place:
    title = "Gjennomføre Energistasjonsprosjektet, fase II (2025-2028)"
    return e.put(MEASURES, "3.2.1", "title", title)


@RULE.bad("Til år er før fra år.")
def _ends_before_it_begins(e: Editor) -> Place:
    return e.put(GRANTS, "SEADITO", "to_year", 2023.0)


@RULE.good("År for andre planer i samme tekst.")
def _another_plan(e: Editor) -> None:
    text = "Strategien 2025–2028 og NTP 2025–2036 ligger til grunn. SEADITO varer i tre år."
    e.put(PARAGRAPHS, "5.1.4-4", "text", text)
