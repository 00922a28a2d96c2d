"""Why a figure is what it is: the answer as a tree, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.refs import CellRef, Range
from orxl.core.showing import fit
from orxl.core.values import Value
from orxl.report.present import plain

if TYPE_CHECKING:
    from rich.tree import Tree


@dataclass(frozen=True)
class Step:
    """A cell in the explanation of a figure.

    ``name`` says in the workbook's own words which cell it is, ``formula`` is as a Norwegian Excel
    shows it (``""`` for what is typed), ``facts`` are sentences about where a typed value comes
    from, ``parts`` what the formula takes from. ``end`` says why an explanation that could go on
    stops here: ``""`` where it does not.
    """

    cell: CellRef
    name: str
    value: Value
    formula: str = ""
    facts: tuple[str, ...] = ()
    parts: tuple[Step | Group, ...] = ()
    end: str = ""


@dataclass(frozen=True)
class Group:
    """Several cells that a formula takes together, such as a column of a table.

    ``numbers`` and ``total`` count and add up the numbers among them; ``steps`` are the largest of
    those, ``left`` is how many cells with a value are not shown.
    """

    area: Range
    name: str
    numbers: int
    total: float
    steps: tuple[Step, ...] = ()
    left: int = 0
    again: bool = False
    """Whether the same cells are shown further up."""


def lines(step: Step) -> Iterator[tuple[int, str]]:
    """The explanation as indented lines: level and text."""
    yield from _lines(step, 0)


def _lines(part: Step | Group, level: int) -> Iterator[tuple[int, str]]:
    if isinstance(part, Group):
        yield level, _group(part)
        if part.again:
            return
        for step in part.steps:
            yield from _lines(step, level + 1)
        if part.left:
            yield level + 1, f"… og {nb.counted(part.left, 'celle', 'celler')} til"
        return
    yield level, head(part)
    if part.formula:
        yield level + 1, f"Formel: {part.formula}"
    for fact in part.facts:
        yield level + 1, fact
    for inner in part.parts:
        yield from _lines(inner, level + 1)
    if part.end:
        yield level + 1, part.end


def head(step: Step) -> str:
    """«Resultat, Budsjett 2026 (Hovedtall!F23) er −336»."""
    name = f"{step.name} ({step.cell})" if step.name else str(step.cell)
    return f"{name} er {nb.brief(step.value)}"


def _group(group: Group) -> str:
    total = f", til sammen {nb.number(group.total)}" if group.numbers else ""
    numbers = nb.counted(group.numbers, "tall", "tall") if group.numbers else "ingen tall"
    again = " (vist lenger oppe)" if group.again else ""
    return f"{group.name} ({group.area}): {numbers}{total}{again}"


def as_tree(step: Step) -> Tree:
    """The explanation as a tree for the terminal."""
    from rich.text import Text
    from rich.tree import Tree

    tree: Tree | None = None
    branches: list[Tree] = []
    for level, text in lines(step):
        label = Text(fit(text), style="bold" if level == 0 else "")
        if tree is None:
            tree = Tree(label)
            branches = [tree]
            continue
        del branches[level:]
        branches.append(branches[-1].add(label))
    if tree is None:
        raise ValueError("an explanation has at least one line")
    return tree


def as_json(steps: tuple[Step, ...]) -> str:
    """The explanations as JSON: nested objects with the keys of docs/json.md."""
    return json.dumps(
        {"versjon": 1, "forklaringer": [_plain(step) for step in steps]},
        ensure_ascii=False,
        indent=2,
    )


def _plain(part: Step | Group) -> dict[str, Any]:
    if isinstance(part, Group):
        return {
            "område": str(part.area),
            "navn": part.name,
            "antall_tall": part.numbers,
            "sum": plain(part.total),
            "celler": [_plain(step) for step in part.steps],
            "utelatt": part.left,
        }
    return {
        "ark": part.cell.sheet,
        "celle": part.cell.a1,
        "navn": part.name,
        "verdi": plain(part.value),
        "formel": part.formula if part.formula else None,
        "opplysninger": list(part.facts),
        "bygger_på": [_plain(inner) for inner in part.parts],
        "stopper": part.end if part.end else None,
    }


def as_list(step: Step) -> str:
    """The explanation as nested lists that open and close, for an HTML page."""
    return f"<ul class='forklaring'>{_item(step, is_open=True)}</ul>"


def _item(part: Step | Group, *, is_open: bool = False) -> str:
    if isinstance(part, Group):
        inner = "".join(_item(step) for step in part.steps)
        if part.left and not part.again:
            inner += f"<li>… og {nb.counted(part.left, 'celle', 'celler')} til</li>"
        return _details(escape(_group(part)), inner, is_open=False)
    inner = f"<li>Formel: <code>{escape(part.formula)}</code></li>" if part.formula else ""
    inner += "".join(f"<li>{escape(fact)}</li>" for fact in part.facts)
    inner += "".join(_item(more, is_open=is_open) for more in part.parts)
    if part.end:
        inner += f"<li>{escape(part.end)}</li>"
    return _details(escape(head(part)), inner, is_open=is_open)


def _details(text: str, inner: str, *, is_open: bool) -> str:
    if not inner:
        return f"<li>{text}</li>"
    state = " open" if is_open else ""
    return f"<li><details{state}><summary>{text}</summary><ul>{inner}</ul></details></li>"
