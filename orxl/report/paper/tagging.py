"""What typst's tags lack is put in afterwards: the first cell of each row of a table is its header.

Typst marks the headings of columns (TH, Scope Column) and leaves every other cell a TD; that the
first cell says what the row is about, it can only say with features its package does not offer.
ISO 14289-1, 7.5 asks that a table's headers can be found from each cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final
from zlib import compress

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, String

_MISTAKABLE: Final = b"\r\nendstream"
_TRIES: Final = 20
"""A paper of 40 pages has about 60 streams that saving makes: one try in five fails."""


def with_row_headers(pdf: bytes, summaries: Sequence[str]) -> bytes:
    """*pdf* with a header for each row of each table, and what each table shows said of it.

    Args:
        pdf: As typst made it.
        summaries: A sentence for each table in order; ``""``: none.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        tables = list(_tables(root))
        names: list[tuple[bytes, Object]] = []
        for at, table in enumerate(tables):
            if at < len(summaries) and summaries[at]:
                _attributes(table).Summary = String(summaries[at])
            names += _mark_rows(table, at)
        _into_id_tree(document, root, names)
        return _saved(document)


def _saved(document: Pdf) -> bytes:
    """*document* as bytes, with no stream whose end can be mistaken.

    A stream may end with a carriage return (one in 256 does), and then a line feed before
    ``endstream``: a reader that looks for the end of the line takes both for it, and finds the
    stream a byte too short (ISO 19005-2, 6.1.7.1). What document's own streams hold is made one
    byte longer; the streams that saving makes, of many objects each, are shared out anew.
    """
    for stream in document.objects:
        if isinstance(stream, Stream) and stream.read_raw_bytes().endswith(b"\r"):
            _lengthen(stream)
    for _ in range(_TRIES):
        out = BytesIO()
        document.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,  # typst has said it; the look itself loads a reader of XMP
            object_stream_mode=ObjectStreamMode.generate,
            compress_streams=True,
        )
        if _MISTAKABLE not in out.getvalue():
            break
        # The first that saving comes to, so that every stream gets other objects.
        fillers = document.Root.get("/AFillers", Array())
        document.Root["/AFillers"] = Array([*fillers, document.make_indirect(Dictionary())])
    return out.getvalue()


def _lengthen(stream: Stream) -> None:
    """Give *stream* bytes that mean nothing, so that it ends otherwise."""
    font = "/Length1" in stream
    while stream.read_raw_bytes().endswith(b"\r"):
        data = stream.read_bytes() + (b"\0" if font else b"\n")
        stream.write(compress(data), filter=Name.FlateDecode)
        if font:
            stream.Length1 = len(data)


def _kids(element: Object) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _elements(element: Object) -> Iterator[Any]:
    return (kid for kid in _kids(element) if isinstance(kid, Dictionary) and "/S" in kid)


def _tables(element: Object) -> Iterator[Any]:
    """Every table below *element*, in reading order; a table within a table is none of ours."""
    pending = [element]
    while pending:
        one = pending.pop()
        if one.get("/S") == Name.Table:
            yield one
        else:
            pending += reversed(list(_elements(one)))


def _attributes(element: Any) -> Any:
    """The table attributes of *element*, made where there are none."""
    held = element.get("/A")
    for one in held if isinstance(held, Array) else [held]:
        if isinstance(one, Dictionary) and one.get("/O") == Name.Table:
            return one
    made = Dictionary(O=Name.Table)
    if held is None:
        element.A = made
        return element.A
    element.A = Array([*(held if isinstance(held, Array) else [held]), made])
    return element.A[-1]


def _mark_rows(table: Object, number: int) -> list[tuple[bytes, Object]]:
    """Make the first cell of each row of *table* its header; returns the headers by their ids."""
    made = []
    rows = [
        row
        for part in _elements(table)
        if part.S in (Name.TBody, Name.TFoot)
        for row in _elements(part)
    ]
    for at, row in enumerate(rows):
        cells = list(_elements(row))
        if not cells or cells[0].S != Name.TD:
            continue
        name = b"R%05dx%06d" % (number, at)
        first = cells[0]
        first.S = Name.TH
        first.ID = String(name)
        _attributes(first).Scope = Name.Row
        for cell in cells[1:]:
            attributes = _attributes(cell)
            attributes.Headers = Array([*attributes.get("/Headers", Array()), String(name)])
        made.append((name, first))
    return made


def _into_id_tree(document: Pdf, root: Any, names: list[tuple[bytes, Object]]) -> None:
    """Put the headers into the tree of ids, which is sorted and kept in leaves of a thousand."""
    if not names:
        return
    found = dict(_leaves(root.get("/IDTree")))
    found.update(names)
    held = sorted(found.items())
    size = 1000
    leaves = []
    for at in range(0, len(held), size):
        part = held[at : at + size]
        pairs = [value for name, element in part for value in (String(name), element)]
        leaf = Dictionary(
            Names=Array(pairs), Limits=Array([String(part[0][0]), String(part[-1][0])])
        )
        leaves.append(document.make_indirect(leaf))
    root.IDTree = document.make_indirect(Dictionary(Kids=Array(leaves)))


def _leaves(node: Any) -> Iterator[tuple[bytes, Object]]:
    if node is None:
        return
    names = list(node.get("/Names", ()))
    for at in range(0, len(names), 2):
        yield bytes(names[at]), names[at + 1]
    for kid in node.get("/Kids", ()):
        yield from _leaves(kid)
