"""What differs beside the cells: comments, links, charts, drop-down lists, page texts, looks.

Given the inspections of both files (:class:`orxl.core.inspection.Inspection`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from orxl.core.inspection import Inspection, SheetInspection
from orxl.core.light import replace
from orxl.core.refs import CellRef, Range
from orxl.versions.alignment import Alignment
from orxl.versions.changes import Change, Kind
from orxl.versions.same import Sameness, same_formula

_A_FEW: Final = 2
_FORMULAS: Final = {"none": 0, "list": 1, "custom": 1, "between": 2, "notBetween": 2}
"""How many formulas a rule for input has; some programs write zeros after them."""
_KINDS: Final = {"picture": "Bildet", "chart": "Diagrammet", "shape": "Figuren",
                 "object": "Objektet"}  # fmt: skip
_RULES: Final = {
    "none": "bare melding", "list": "liste", "custom": "formel", "whole": "heltall",
    "decimal": "tall", "date": "dato", "time": "klokkeslett", "textLength": "tekstlengde",
    "between": "mellom", "notBetween": "ikke mellom", "equal": "lik", "notEqual": "ikke lik",
    "lessThan": "mindre enn", "lessThanOrEqual": "høyst", "greaterThan": "større enn",
    "greaterThanOrEqual": "minst",
}  # fmt: skip
"""What the file calls the kinds of rules and their operators, in words."""
_LINK: Final = "Lenken i"
_RULE: Final = "Regelen for inntasting fra"
IN_CELLS: Final = (_LINK, _RULE)
"""The names of changes that end with the address of a cell, as it is after, begin so."""
_ALT: Final = "Den alternative teksten til"


class Fact(NamedTuple):
    """What a sheet holds at a place: as text, and the formulas in it with their cell."""

    text: str
    at: CellRef | None = None
    formulas: tuple[str, ...] = ()


def beside(alignment: Alignment, one: Inspection, other: Inspection) -> Iterator[Change]:
    """What differs from *one* to *other* beside the cells of *alignment*."""
    found = list(each_beside(alignment, one, other))
    yield from together([change for change in found if change.kind is Kind.BESIDE])
    yield from (change for change in found if change.kind is not Kind.BESIDE)


def each_beside(alignment: Alignment, one: Inspection, other: Inspection) -> Iterator[Change]:
    """As :func:`beside`, with what is changed alike on several sheets once for each."""
    for sheet in one.sheets:
        name = alignment.sheet_names.get(sheet.name.casefold())
        twin = None if name is None else other.sheet(name)
        if twin is not None:
            yield from _comments(alignment, sheet, twin)
            yield from _facts(alignment, sheet, twin)
            yield from _hidden_columns(alignment, sheet, twin)
    yield from _whole(one, other)


def together(facts: Sequence[Change]) -> Iterator[Change]:
    """*facts* with what is changed alike on several sheets, as a page text with a year, as one."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in facts:
        groups.setdefault((change.name, change.old, change.new), []).append(change)
    for group in groups.values():
        if len(group) <= _A_FEW:
            yield from group
        else:
            sheets = tuple((change.sheet, change.name) for change in group)
            yield replace(group[0], sheet="", contents=sheets)


def _comments(
    alignment: Alignment, one: SheetInspection, other: SheetInspection
) -> Iterator[Change]:
    before, after = _said(one), _said(other)
    there = {cell: alignment.after(cell) for cell in before}
    seen = set()
    for cell, text in before.items():
        now = there[cell]
        seen.add(now)
        said = None if now is None else after.get(now)
        if said is None:
            yield Change(Kind.COMMENT_REMOVED, other.name, before=cell, after=now, old=text)
        elif said != text:
            yield Change(Kind.COMMENT_CHANGED, other.name, before=cell, after=now, old=text,
                         new=said)  # fmt: skip
    for cell, text in after.items():
        if cell not in seen:
            yield Change(Kind.COMMENT_ADDED, other.name, after=cell, new=text)


def _said(sheet: SheetInspection) -> dict[CellRef, str]:
    """The comments of each cell, with who wrote them."""
    found: dict[CellRef, list[str]] = {}
    for comment in sheet.comments:
        by = f"{comment.author}: " if comment.author else ""
        done = " (løst)" if comment.resolved else ""
        found.setdefault(comment.cell, []).append(f"{by}{comment.text}{done}")
    return {cell: "\n".join(texts) for cell, texts in found.items()}


def _facts(alignment: Alignment, one: SheetInspection, other: SheetInspection) -> Iterator[Change]:
    before, after = _held(one, alignment), _held(other, None)
    _rename(before, after)
    for key, fact in before.items():
        now = after.get(key)
        if now is None and _drawing_of(key) in before and _drawing_of(key) not in after:
            continue  # gone with its drawing
        if now is None or fact.text != now.text or not _same(alignment, fact, now):
            yield _fact(other.name, key, fact, now)
    for key, fact in after.items():
        is_of_new = fact.at is not None and alignment.before(fact.at) is None
        came_with = is_of_new or (_drawing_of(key) in after and _drawing_of(key) not in before)
        if key not in before and not came_with:  # else it came with its column, row or drawing
            yield _fact(other.name, key, None, fact)


def _drawing_of(key: tuple[str, str]) -> tuple[str, str]:
    """The key of the drawing that *key* is the alternative text of."""
    kind, _, name = key[1].partition(" ")
    return (kind.capitalize(), name) if key[0] == _ALT else ("", "")


def _rename(before: dict[tuple[str, str], Fact], after: Mapping[tuple[str, str], Fact]) -> None:
    """Call a drawing before by its name after, where programs have named it anew."""
    for kind in _KINDS.values():
        gone = [key for key in before if key[0] == kind and key not in after]
        new = [key for key in after if key[0] == kind and key not in before]
        if len(gone) == len(new):
            for old, now in zip(gone, new, strict=True):
                before[now] = before.pop(old)
                if (alt := before.pop(_alt(old), None)) is not None:
                    before[_alt(now)] = alt


def _alt(drawing: tuple[str, str]) -> tuple[str, str]:
    return _ALT, f"{drawing[0].lower()} {drawing[1]}"


def _fact(sheet: str, key: tuple[str, str], before: Fact | None, after: Fact | None) -> Change:
    return Change(
        Kind.BESIDE, sheet, name=" ".join(filter(None, key)),
        old=None if before is None else _shown(before),
        new=None if after is None else _shown(after),
    )  # fmt: skip


def _shown(fact: Fact) -> str:
    return " ".join(filter(None, (fact.text, *(f"={formula}" for formula in fact.formulas))))


def _same(alignment: Alignment, one: Fact, other: Fact) -> bool:
    if len(one.formulas) != len(other.formulas):
        return False
    if one.at is None or other.at is None:
        return one.formulas == other.formulas
    return all(
        same_formula(alignment, (a, one.at), (b, other.at)) is not Sameness.CHANGED
        for a, b in zip(one.formulas, other.formulas, strict=True)
    )


def _held(sheet: SheetInspection, alignment: Alignment | None) -> dict[tuple[str, str], Fact]:
    """What *sheet* holds by what it is and where; in places of the version after."""
    found: dict[tuple[str, str], Fact] = {}
    for link in sheet.links:
        cell = link.cell if alignment is None else alignment.after(link.cell)
        if cell is not None:
            found[_LINK, cell.a1] = Fact(link.target)
    for number, drawing in enumerate(sheet.drawings):
        name = f"«{drawing.name or number + 1}»"
        at = CellRef(sheet.name, 1, 1)
        key = _KINDS[drawing.kind], name
        found[key] = Fact(" ".join(drawing.text.split()), at, drawing.refers_to)
        if drawing.alt:
            found[_alt(key)] = Fact(drawing.alt)
    for text in sheet.page_texts:
        key = text.place.capitalize() + "en", ""
        found[key] = Fact(" ".join(filter(None, (found.get(key, Fact("")).text, text.text))))
    for rule in sheet.validations:
        first = first_of(rule.areas, alignment)
        if first is not None and rule.areas:
            at = CellRef(sheet.name, rule.areas[0].first_row, rule.areas[0].first_column)
            kind, _, operator = rule.rule.partition(" ")
            count = _FORMULAS.get(kind, _FORMULAS.get(operator, 1))
            formulas = tuple(_plain(formula) for formula in rule.formulas[:count])
            words = _RULES.get(kind, kind), _RULES.get(operator, operator) if count else ""
            said = " ".join(filter(None, (*words, rule.text)))
            found[_RULE, first] = Fact(said, at, formulas)
    return found


def _plain(formula: str) -> str:
    return "FALSE" if formula == "0" else "TRUE" if formula == "1" else formula


def first_of(areas: Sequence[Range], alignment: Alignment | None) -> str | None:
    """The first cell of *areas*, as it is after; how far down they go is of no meaning."""
    if not areas:
        return None
    area = areas[0]
    if alignment is None:
        return CellRef("", area.first_row, area.first_column).a1
    row, column = alignment.shifted(area.sheet, area.first_row, area.first_column, last=False)
    return CellRef("", row or 1, column or 1).a1


def _hidden_columns(
    alignment: Alignment, one: SheetInspection, other: SheetInspection
) -> Iterator[Change]:
    before = {
        at[1]
        for first, last in one.hidden_columns
        for column in range(first, min(last, first + 500) + 1)
        if (at := alignment.followed(one.name, None, column)) is not None and at[1] is not None
    }
    after = {
        column
        for first, last in other.hidden_columns
        for column in range(first, min(last, first + 500) + 1)
    }
    new = {
        column
        for area in alignment.areas
        if area.after.sheet == other.name
        for column in area.columns.added
    }
    for columns, old, now in ((before - after, "skjult", "synlig"),
                              (after - before, "synlig", "skjult")):  # fmt: skip
        for column in sorted(columns - new):
            top = CellRef(other.name, 1, column)
            yield Change(Kind.HIDDEN_COLUMNS, other.name, name=top.a1.rstrip("1"), after=top,
                         old=old, new=now)  # fmt: skip


def _whole(one: Inspection, other: Inspection) -> Iterator[Change]:
    for name, held in _of_the_book(one).items():
        now = _of_the_book(other)[name]
        if held != now:
            yield Change(Kind.SETTING, name=name, old=held, new=now)


def _of_the_book(inspection: Inspection) -> Mapping[str, str]:
    linked = sorted({e.target for e in inspection.external if e.kind != "hyperlink"})
    return {
        "makroer": "ja" if inspection.macro_enabled else "nei",
        "forbindelser": ", ".join(sorted(c.name for c in inspection.connections)),
        "lenkede filer": ", ".join(linked),
    }
