"""What one sheet holds beside its cells: hidden rows, filters, comments, page texts, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

from orxl.core.errors import UnreadableFile
from orxl.core.inspection import (
    Comment,
    Freeze,
    Link,
    PageText,
    SheetInspection,
    Span,
)
from orxl.core.patterns import regex
from orxl.core.refs import CellRef, parse_a1, runs
from orxl.xlsx.inspect.drawing import drawings_of
from orxl.xlsx.inspect.parts import Reader
from orxl.xlsx.inspect.rules import (
    ConditionalLook,
    colourings,
    conditionals,
    prompts,
    scenarios,
    validations,
)
from orxl.xlsx.package import SheetPart, is_true
from orxl.xlsx.read.filters import active_filters
from orxl.xlsx.read.grammar import attributes
from orxl.xlsx.xml.text import ATTRIBUTES, natural
from orxl.xlsx.xml.tree import MAIN, RELATIONSHIPS, Node, Tree

_ROW: Final = regex(rb"<(?:[\w.\-]+:)?row(?=[\s/>])(" + ATTRIBUTES + rb")>")
_CODE: Final = regex(
    r'&"[^"]*"|&K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|&\d+|&([A-Za-z&])', re.IGNORECASE
)
_ROW_HEIGHT: Final = 15.0
_COLUMN_WIDTH: Final = 8.43
_FLATTEST: Final = 2.0
_NARROWEST: Final = 0.3
"""Points of a row, and characters of a column, in which no text can be seen."""


def inspect_sheet(
    reader: Reader, part: SheetPart, persons: Mapping[str, str], looks: Sequence[ConditionalLook]
) -> SheetInspection:
    """What the sheet in *part* holds beside its cells. Raises UnreadableFile."""
    tree = Tree(reader.package.text(part.part), opaque=("sheetData",))
    rows = list(_rows(tree))
    return SheetInspection(
        part.name,
        part.kind,
        hidden_rows=_spans(number for number, found in rows if _unseen(found, "ht", _FLATTEST)),
        hidden_columns=_hidden_columns(tree),
        filters=tuple(active_filters(reader.package, part, tree)),
        comments=tuple(_comments(reader, part, persons)),
        drawings=tuple(drawings_of(reader, part)),
        page_texts=tuple(_page_texts(reader, part, tree)),
        links=tuple(_links(reader, part, tree)),
        freeze=_freeze(tree, rows),
        printers=tuple(_printers(reader, part)),
        conditionals=tuple(conditionals(part.name, tree, looks)),
        colourings=tuple(colourings(part.name, tree, looks)),
        widths=tuple(_widths(tree)),
        prompts=tuple(prompts(part.name, tree)),
        validations=tuple(validations(part.name, tree)),
        scenarios=tuple(scenarios(tree)),
    )


def _rows(tree: Tree) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that say something about themselves, with their attributes."""
    holder = tree.root.find("sheetData")
    if holder is None:
        return
    number = 0
    for match in _ROW.finditer(tree.text.lex, holder.open_end, holder.close):
        found = attributes(match[1])
        own = natural(found.get("r"))
        number = number + 1 if own is None else own
        if "hidden" in found or "ht" in found:
            yield number, found


def _unseen(found: Mapping[str, str], size: str, least: float) -> bool:
    """Whether a row or column is hidden, or squeezed until nothing can be seen of it."""
    return is_true(found.get("hidden")) or 0 <= _number(found.get(size), least + 1) <= least


def _spans(numbers: Iterator[int]) -> tuple[Span, ...]:
    return tuple(runs(sorted(set(numbers))))


def _columns(tree: Tree) -> Iterator[tuple[int, int, dict[str, str]]]:
    for holder in tree.root.all("cols"):
        for node in holder.all("col"):
            found = tree.attributes(node)
            first, last = natural(found.get("min")), natural(found.get("max"))
            if first is not None and last is not None:
                yield first, last, found


def _hidden_columns(tree: Tree) -> tuple[Span, ...]:
    spans: list[Span] = []
    hidden = ((a, b) for a, b, found in _columns(tree) if _unseen(found, "width", _NARROWEST))
    for first, last in sorted(hidden):
        if spans and spans[-1][1] >= first - 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return tuple(spans)


def _widths(tree: Tree) -> Iterator[tuple[int, int, float]]:
    """The columns whose width is written, as runs of one width."""
    for first, last, found in _columns(tree):
        width = _number(found.get("width"), _COLUMN_WIDTH)
        if width >= 0:
            yield first, last, width


def _comments(reader: Reader, part: SheetPart, persons: Mapping[str, str]) -> Iterator[Comment]:
    for name in reader.targets(part.part, "comments"):
        root = reader.root(name)
        authors = [
            "".join(str(t) for t in n.itertext()) for n in root.iterfind("{*}authors/{*}author")
        ]
        for node in root.iterfind("{*}commentList/{*}comment"):
            at = natural(node.get("authorId"))
            author = authors[at] if at is not None and at < len(authors) else ""
            if author.startswith("tc="):
                continue  # the twin of a thread, for older versions of Excel
            text = node.find("{*}text")
            words = "".join(n.text or "" for n in text.iter("{*}t")) if text is not None else ""
            yield Comment(_at(part.name, node.get("ref", "")), author.strip(), words.strip())
    for name in reader.targets(part.part, "threadedComment"):
        root = reader.root(name)
        done = {n.get("id") for n in root.iterfind("{*}threadedComment") if is_true(n.get("done"))}
        for node in root.iterfind("{*}threadedComment"):
            words = "".join(n.text or "" for n in node.iterfind("{*}text"))
            yield Comment(
                _at(part.name, node.get("ref", "")),
                persons.get(node.get("personId", ""), ""),
                words.strip(),
                threaded=True,
                resolved=node.get("id") in done or node.get("parentId") in done,
            )


def _at(sheet: str, ref: str) -> CellRef:
    try:
        row, column = parse_a1(ref.partition(":")[0])
    except ValueError as error:
        raise UnreadableFile(
            f"arket «{sheet}» har en kommentar eller lenke ved det ugyldige stedet «{ref}».",
            "Åpne og lagre filen på nytt i Excel.",
        ) from error
    return CellRef(sheet, row, column)


def _page_texts(reader: Reader, part: SheetPart, tree: Tree) -> Iterator[PageText]:
    holder = tree.root.find("headerFooter")
    if holder is None:
        return
    found = tree.attributes(holder)
    prefixes = ["odd"]
    prefixes += ["even"] if is_true(found.get("differentOddEven")) else []
    prefixes += ["first"] if is_true(found.get("differentFirst")) else []
    places: tuple[tuple[str, Literal["topptekst", "bunntekst"]], ...] = (
        ("Header", "topptekst"),
        ("Footer", "bunntekst"),
    )
    seen: set[PageText] = set()
    for prefix in prefixes:
        for kind, place in places:
            node = holder.find(prefix + kind)
            raw = tree.content(node) if node is not None else ""
            text = PageText(place, " ".join(_CODE.sub(_plain, raw).split()))
            if text.text and text not in seen:
                seen.add(text)
                yield text
    for title in _page_pictures(reader, part, tree):
        yield PageText("topptekst", title)


def _plain(match: re.Match[str]) -> str:
    if match[1] == "&":
        return "&"
    return " " if match[1] and match[1].upper() in "LCR" else ""


def _page_pictures(reader: Reader, part: SheetPart, tree: Tree) -> Iterator[str]:
    """The titles of pictures in headers and footers, which is how watermarks are made."""
    node = tree.root.find("legacyDrawingHF")
    ident = tree.get_in(node, RELATIONSHIPS, "id") if node is not None else None
    for arrow in reader.arrows(part.part):
        if arrow.id == ident and arrow.target in reader.package.archive:
            try:
                root = reader.root(arrow.target)
            except UnreadableFile:
                return  # VML is not always XML; a title is not worth refusing the file for
            for image in root.iter("{urn:schemas-microsoft-com:vml}imagedata"):
                title = image.get("{urn:schemas-microsoft-com:office:office}title", "")
                if title:
                    yield title


def _links(reader: Reader, part: SheetPart, tree: Tree) -> Iterator[Link]:
    targets = {a.id: a.target for a in reader.arrows(part.part) if a.external}
    for holder in tree.root.all("hyperlinks"):
        for node in holder.all("hyperlink"):
            ident = tree.get_in(node, RELATIONSHIPS, "id")
            if ident in targets:
                yield Link(_at(part.name, tree.get(node, "ref") or ""), targets[ident])


def _freeze(tree: Tree, rows: list[tuple[int, dict[str, str]]]) -> Freeze | None:
    for holder in tree.root.all("sheetViews"):
        for view in holder.all("sheetView"):
            pane = view.find("pane", MAIN)
            found = tree.attributes(pane) if pane is not None else {}
            if found.get("state") not in ("frozen", "frozenSplit"):
                continue
            first_row, first_column = _corner(tree, view)
            down, right = _whole(found.get("ySplit")), _whole(found.get("xSplit"))
            last_row, last_column = first_row + down - 1, first_column + right - 1
            return Freeze(
                down,
                right,
                _width(tree, first_column, last_column),
                _height(rows, first_row, last_row),
                first_row,
                first_column,
            )
    return None


def _corner(tree: Tree, view: Node) -> tuple[int, int]:
    try:
        return parse_a1(tree.get(view, "topLeftCell") or "A1")
    except ValueError:
        return 1, 1


def _whole(raw: str | None) -> int:
    try:
        return min(int(float(raw)), 100_000) if raw is not None else 0
    except (ValueError, OverflowError):
        return 0


def _number(raw: str | None, default: float) -> float:
    try:
        return float(raw) if raw is not None else default
    except ValueError:
        return default


def _width(tree: Tree, first: int, last: int) -> float:
    widths = dict.fromkeys(range(first, min(last, first + 500) + 1), _COLUMN_WIDTH)
    for start, stop, found in _columns(tree):
        for column in range(max(start, first), min(stop, last, first + 500) + 1):
            hidden = is_true(found.get("hidden"))
            widths[column] = 0.0 if hidden else _number(found.get("width"), _COLUMN_WIDTH)
    return sum(widths.values())


def _height(rows: list[tuple[int, dict[str, str]]], first: int, last: int) -> float:
    total = (last - first + 1) * _ROW_HEIGHT
    for number, found in rows:
        if first <= number <= last:
            hidden = is_true(found.get("hidden"))
            height = 0.0 if hidden else _number(found.get("ht"), _ROW_HEIGHT)
            total += height - _ROW_HEIGHT
    return total


def _printers(reader: Reader, part: SheetPart) -> Iterator[str]:
    """The names in the sheet's printer settings: a Windows device starts with 32 letters of it."""
    for name in reader.targets(part.part, "printerSettings"):
        raw = reader.package.archive.read(name)[:64]
        device = raw.decode("utf-16-le", "replace").partition("\0")[0].strip()
        if device and device.isprintable() and "\ufffd" not in device:
            yield device
