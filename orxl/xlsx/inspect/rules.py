"""What a sheet keeps for its cells: conditional formats, validation messages, scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from orxl.core.inspection import Conditional, Prompt, Validation
from orxl.core.refs import CellRef, Range, parse_a1
from orxl.xlsx.xml.text import natural
from orxl.xlsx.xml.tree import Node, Tree

_WITHOUT_OPERATOR = ("list", "custom", "none")
ConditionalLook = tuple[str | None, str | None, bool]
_AS_IT_IS: Final[ConditionalLook] = None, None, False
_DRAWN: Final = ("colorScale", "dataBar", "iconSet")
_TELLING: Final = ("type", "val", "rgb", "theme", "tint", "indexed")


def conditionals(sheet: str, tree: Tree, looks: Sequence[ConditionalLook]) -> Iterator[Conditional]:
    """The conditional formats of *sheet* that change the colour of a text or hide it."""
    for holder in tree.root.all("conditionalFormatting"):
        areas = tuple(_areas(sheet, tree.get(holder, "sqref") or ""))
        for node in holder.all("cfRule"):
            number = natural(tree.get(node, "dxfId"))
            if number is None or number >= len(looks):
                continue
            colour, background, invisible = looks[number]
            if areas and (colour is not None or invisible):
                words = [tree.get(node, "type") or "", tree.get(node, "operator") or ""]
                words += [tree.content(formula) for formula in node.all("formula")]
                condition = " ".join(word.strip() for word in words if word.strip())
                yield Conditional(areas, condition, colour, background, invisible)


def colourings(sheet: str, tree: Tree, looks: Sequence[ConditionalLook]) -> Iterator[Conditional]:
    """The other conditional formats of *sheet*: backgrounds, colour scales, bars and icons."""
    for holder in tree.root.all("conditionalFormatting"):
        areas = tuple(_areas(sheet, tree.get(holder, "sqref") or ""))
        for node in holder.all("cfRule"):
            number = natural(tree.get(node, "dxfId"))
            look = looks[number] if number is not None and number < len(looks) else _AS_IT_IS
            if not areas or look[0] is not None or look[2]:
                continue
            words = [tree.get(node, "type") or "", tree.get(node, "operator") or ""]
            words += [tree.content(formula) for formula in node.all("formula")]
            words += [_drawn(tree, child) for name in _DRAWN for child in node.all(name)]
            condition = " ".join(word.strip() for word in words if word.strip())
            yield Conditional(areas, condition, None, look[1])


def _drawn(tree: Tree, node: Node) -> str:
    """What a scale, bar or set of icons is made of: its points and its colours."""
    said = [node.name, tree.get(node, "iconSet") or ""]
    for child in node.children:
        said += [f"{name}={value}" for name, value in sorted(tree.attributes(child).items())
                 if name in _TELLING]  # fmt: skip
    return " ".join(filter(None, said))


def prompts(sheet: str, tree: Tree) -> Iterator[Prompt]:
    """The messages of the data validations of *sheet*, each at its first cell."""
    for holder in tree.root.all("dataValidations"):
        for node in holder.all("dataValidation"):
            found = tree.attributes(node)
            names = ("promptTitle", "prompt", "errorTitle", "error")
            text = " ".join(found[name].strip() for name in names if found.get(name))
            areas = list(_areas(sheet, found.get("sqref", "")))
            if text and areas:
                yield Prompt(CellRef(sheet, areas[0].first_row, areas[0].first_column), text)


def validations(sheet: str, tree: Tree) -> Iterator[Validation]:
    """The data validations of *sheet*."""
    for holder in tree.root.all("dataValidations"):
        for node in holder.all("dataValidation"):
            found = tree.attributes(node)
            kind = found.get("type", "none")
            operator = found.get("operator", "between") if kind not in _WITHOUT_OPERATOR else ""
            texts = ("promptTitle", "prompt", "errorTitle", "error")
            formulas = (n for name in ("formula1", "formula2") for n in node.all(name))
            yield Validation(
                tuple(_areas(sheet, found.get("sqref", ""))),
                f"{kind} {operator}".strip(),
                tuple(tree.content(formula).strip() for formula in formulas),
                " ".join(found[name].strip() for name in texts if found.get(name)),
            )


def scenarios(tree: Tree) -> Iterator[str]:
    """The name of each scenario, with the name of who made it where one is noted."""
    for holder in tree.root.all("scenarios"):
        for node in holder.all("scenario"):
            name, user = tree.get(node, "name") or "", tree.get(node, "user") or ""
            yield f"{name} ({user})" if user else name


def _areas(sheet: str, sqref: str) -> Iterator[Range]:
    for text in sqref.split():
        first, _, last = text.partition(":")
        try:
            corners = (*parse_a1(first), *parse_a1(last if last else first))
        except ValueError:
            continue  # a place that is none: Excel repairs the file and drops the format
        yield Range(sheet, *corners)
