"""Words as Excel compares them: upper and lower case are one.

A cell keeps what is typed in it. In the rows a word of a list is spelled as the list has it, and in
the models what refers to a row as that row's key, so that nobody else need ask how it is spelled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.memo import per_object
from orxl.core.patterns import regex
from orxl.core.values import Value
from orxl.layout import Kind, Layout, TableSpec
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.code_lists import CODE_LISTS, RUNNING_LISTS
from orxl.programme.record import Record

Records = dict[str, tuple[Record, ...]]
_KEYS: Final = regex(r"\{(\w+)\.(\w+)\}")
_OF_ASSUMPTIONS: Final = {spec.name: spec.choices for spec in ASSUMPTIONS if spec.choices}
_LISTS: Final = {
    name: {word.casefold(): word for word in words} for name, words in CODE_LISTS.items()
}


def as_listed(table: TableSpec, values: dict[str, Value]) -> None:
    """Spell the words in *values*, a row of *table*, as their lists have them."""
    for column in table.columns:
        value = values.get(column.key)
        if not isinstance(value, str):
            continue
        name = column.choices
        if column.kind is Kind.ANY:
            name = _OF_ASSUMPTIONS.get(str(values.get("name")))
        if name is not None and (words := _LISTS.get(name)) is not None:
            values[column.key] = words.get(value.casefold(), value)


def respell(records: Records, layout: Layout) -> None:
    """Spell in *records* what refers to another row's key as that key is spelled."""
    for content, key, target, target_key in _references(layout):
        known = {_told(record, target_key) for record in records.get(target, ())}
        if known:
            _respell(records, content, key, known)


def _respell(records: Records, content: str, key: str, known: set[str]) -> None:
    rows = records.get(content, ())
    if all((told := _told(record, key)) in known or not told for record in rows):
        return
    spelled = {word.casefold(): word for word in sorted(known, reverse=True)}
    new = []
    for record in rows:
        word = _told(record, key)
        meant = word if word in known else spelled.get(word.casefold(), word)
        new.append(record if meant == word else record.model_copy(update={key: meant}))
    records[content] = tuple(new)


def _told(record: Record, key: str) -> str:
    value = getattr(record, key, None)
    return value if isinstance(value, str) else ""


@per_object
def _references(layout: Layout) -> tuple[tuple[str, str, str, str], ...]:
    """The columns that take their words from another table's key, each with that table and key."""
    specs = [spec for _, spec in layout.tables.values() if spec.content]
    return tuple(found for spec in specs for found in _references_of(layout, spec))


def _references_of(layout: Layout, spec: TableSpec) -> Iterator[tuple[str, str, str, str]]:
    for column in spec.columns:
        match = _KEYS.fullmatch(RUNNING_LISTS.get(column.choices or "", ""))
        if match is not None and not column.derived and match[1] in layout.tables:
            yield spec.content, column.key, layout.table(match[1]).content, match[2]
