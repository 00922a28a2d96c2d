"""Sheets out of sight, and other formulas in conditional formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.grafts import HideSheet, SetChartWords, SetMark, SetPageText, Tidying
from orxl.xlsx.package import Package
from orxl.xlsx.xml.text import escape
from orxl.xlsx.xml.tree import Node, Splice, Tree


def marks_of(tree: Tree) -> Iterator[Node]:
    """The formulas of the conditional formats of a sheet."""
    for holder in tree.root.all("conditionalFormatting"):
        for rule in holder.all("cfRule"):
            yield from (node for node in rule.all("formula") if not node.children)


def tidied(package: Package, tidyings: Sequence[Tidying]) -> Iterator[tuple[Tree, list[Splice]]]:
    """The parts that change, with their splices.

    Raises RefusedEdit where there is no such sheet in sight, none would be left, or no format goes
    by that formula.
    """
    hidden = [t.name for t in tidyings if isinstance(t, HideSheet)]
    if hidden:
        yield package.workbook, _hidden(package, hidden)
    for one in tidyings:
        if isinstance(one, SetChartWords):
            yield from _said_by_charts(package, one)
    on_sheets = (t.sheet for t in tidyings if isinstance(t, SetMark | SetPageText))
    for sheet in dict.fromkeys(on_sheets):
        part = next((s.part for s in package.sheets if s.name == sheet), "")
        if not part:
            raise _no_sheet(sheet)
        tree = package.tree(part)
        marks = [t for t in tidyings if isinstance(t, SetMark) and t.sheet == sheet]
        texts = [t for t in tidyings if isinstance(t, SetPageText) and t.sheet == sheet]
        yield tree, [*_marked(tree, sheet, marks), *_headed(tree, sheet, texts)]


def _hidden(package: Package, names: Sequence[str]) -> list[Splice]:
    holder = package.workbook.root.find("sheets")
    nodes = list(holder.all("sheet")) if holder is not None else []
    states = {sheet.name: sheet.state for sheet in package.sheets}
    for name in names:
        if states.get(name) != "visible":
            raise _no_sheet(name)
        states[name] = "hidden"
    if "visible" not in states.values() or _shown_first(package) in names:
        raise RefusedEdit(
            f"Arket {nb.quoted(names[0])} kan ikke skjules: det er det arket boken åpner med.",
            "Velg et annet ark i Excel og lagre boken.",
        )
    out: list[Splice] = []
    for node, sheet in zip(nodes, package.sheets, strict=True):
        if sheet.name in names:
            out += package.workbook.set(node, "state", "hidden")
    return out


def _shown_first(package: Package) -> str:
    """The sheet that is in front when the workbook is opened."""
    views = package.workbook.root.find("bookViews")
    view = views.find("workbookView") if views is not None else None
    at = package.workbook.get(view, "activeTab") if view is not None else None
    index = int(at) if at is not None and at.isdigit() else 0
    return package.sheets[index].name if index < len(package.sheets) else ""


def _marked(tree: Tree, sheet: str, marks: Sequence[SetMark]) -> list[Splice]:
    wanted = {mark.expected: mark.formula for mark in marks}
    nodes = [(node, tree.content(node)) for node in marks_of(tree)]
    lacking = wanted.keys() - {text for _, text in nodes}
    if lacking:
        raise RefusedEdit(
            f"Den betingede formateringen på {nb.quoted(sheet)} er en annen enn ventet.",
            "Les arbeidsboken på nytt og prøv igjen.",
        )
    return [
        splice
        for node, text in nodes
        if text in wanted
        for splice in tree.set_content(node, escape(wanted[text]))
    ]


def page_texts_of(tree: Tree) -> Iterator[Node]:
    """The printed heads and feet of a sheet."""
    for holder in tree.root.all("headerFooter"):
        yield from (node for node in holder.children if not node.children)


def _headed(tree: Tree, sheet: str, texts: Sequence[SetPageText]) -> list[Splice]:
    splices = []
    for node in page_texts_of(tree):
        said = held = tree.content(node)
        for one in texts:
            said = said.replace(one.expected, one.text)
        if said != held:
            splices += tree.set_content(node, escape(said))
    if texts and not splices:
        raise RefusedEdit(
            f"Toppteksten på {nb.quoted(sheet)} er en annen enn ventet.",
            "Les arbeidsboken på nytt og prøv igjen.",
        )
    return splices


def _said_by_charts(package: Package, one: SetChartWords) -> Iterator[tuple[Tree, list[Splice]]]:
    part = next((s.part for s in package.sheets if s.name == one.sheet), "")
    if not part:
        raise _no_sheet(one.sheet)
    words = dict(one.words)
    for drawing in package.targets(part, "drawing"):
        yield from _changed(package.tree(drawing), _read_aloud, words)
        for chart in package.targets(drawing, "chart"):
            yield from _changed(package.tree(chart), _series_names, words)


Say = Callable[[Tree, Mapping[str, str]], Iterator[Splice]]


def _changed(tree: Tree, say: Say, words: Mapping[str, str]) -> Iterator[tuple[Tree, list[Splice]]]:
    splices = list(say(tree, words))
    if splices:
        yield tree, splices


def _read_aloud(tree: Tree, words: Mapping[str, str]) -> Iterator[Splice]:
    for node in tree.root.walk():
        said = tree.get(node, "descr") if node.local == "cNvPr" else None
        if said is not None and said in words:
            yield from tree.set(node, "descr", words[said])


def _series_names(tree: Tree, words: Mapping[str, str]) -> Iterator[Splice]:
    for series in tree.root.walk():
        for holder in series.children if series.local == "ser" else ():
            for node in holder.children if holder.local == "tx" else ():
                if node.local == "v" and tree.content(node) in words:
                    yield from tree.set_content(node, escape(words[tree.content(node)]))


def _no_sheet(name: str) -> RefusedEdit:
    return RefusedEdit(
        f"Det er ikke noe synlig ark som heter {nb.quoted(name)}.",
        "Les arbeidsboken på nytt og prøv igjen.",
    )
