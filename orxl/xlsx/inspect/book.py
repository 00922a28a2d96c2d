"""Reads what a file holds beside its cells, for the checks before sending.

Everything goes through the checked archive: sizes, checksums and names are those the reader has
accepted, every XML part is refused when it declares a document type, and nothing outside the file
is looked up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from orxl.core.errors import UnreadableFile
from orxl.core.inspection import (
    Connection,
    External,
    Inspection,
    Part,
    Properties,
    SheetInspection,
)
from orxl.xlsx.inspect.looks import conditional_looks, looks_of
from orxl.xlsx.inspect.parts import Reader
from orxl.xlsx.inspect.rules import ConditionalLook
from orxl.xlsx.inspect.sheet import inspect_sheet
from orxl.xlsx.inspect.styles import styles_of
from orxl.xlsx.package import Package, SheetPart, is_true
from orxl.xlsx.xml.elements import element


def inspect(data: bytes, source: str = "", only: Collection[str] | None = None) -> Inspection:
    """What the workbook in *data* holds beside its cells; *source* names it in messages.

    *only*: no other sheets than these are looked at.
    Raises UnreadableFile when it is no workbook, damaged or hostile.
    """
    try:
        return _inspect(Package(data), only)
    except UnreadableFile as error:
        what = f"«{source}»" if source else "arbeidsboken"
        raise UnreadableFile(f"Kan ikke lese {what}: {error.message}", error.remedy) from error


def _inspect(package: Package, only: Collection[str] | None) -> Inspection:
    reader = Reader(package)
    book = package.workbook_part
    persons = _persons(reader, book)
    styles, theme = reader.first(book, "styles"), reader.first(book, "theme")
    looks = conditional_looks(styles, theme)
    sheets = tuple(
        _sheet(reader, part, persons, looks)
        for part in package.sheets
        if only is None or part.name in only
    )
    owners, kinds, external = _walk(reader)
    parts = tuple(
        Part(entry.name, kinds.get(entry.name, ""), owners.get(entry.name), entry.size)
        for entry in package.archive
        if not entry.name.endswith(("/", ".rels")) and entry.name != "[Content_Types].xml"
    )
    root = reader.root(book)
    return Inspection(
        parts=parts,
        external=(*external, *_dde(reader, book)),
        sheets=sheets,
        looks=looks_of(styles, theme),
        styles=styles_of(styles, theme),
        properties=_properties(reader),
        connections=_connections(reader, book),
        persons=tuple(dict.fromkeys(persons.values())),
        users=_users(reader, book, root),
        folder=next((n.get("url", "") for n in root.iter("{*}absPath")), ""),
        macro_enabled=_macro_enabled(reader, book),
        signed=package.signed,
        outside=package.archive.outside,
    )


def _sheet(
    reader: Reader, part: SheetPart, persons: Mapping[str, str], looks: Sequence[ConditionalLook]
) -> SheetInspection:
    if not part.part:
        return SheetInspection(part.name, part.kind)
    return inspect_sheet(reader, part, persons, looks)


def _walk(
    reader: Reader,
) -> tuple[dict[str, str], dict[str, str], tuple[External, ...]]:
    """The sheet each part belongs to, the kind of arrow that leads to it, and all arrows out."""
    sheets = {part.part: part.name for part in reader.package.sheets if part.part}
    owners: dict[str, str] = {}
    kinds: dict[str, str] = {}
    external: list[External] = []
    todo: list[tuple[str, str | None]] = [("", None)]
    seen = {""}
    while todo:
        part, sheet = todo.pop()
        for arrow in reader.arrows(part):
            if arrow.external:
                external.append(External(arrow.kind, arrow.target, sheet))
                continue
            kinds.setdefault(arrow.target, arrow.kind)
            if arrow.target in seen or arrow.target not in reader.package.archive:
                continue
            seen.add(arrow.target)
            owner = sheets.get(arrow.target, sheet)
            if owner is not None:
                owners[arrow.target] = owner
            todo.append((arrow.target, owner))
    return owners, kinds, tuple(external)


def _dde(reader: Reader, book: str) -> Iterator[External]:
    """Links to other programs, which stand in a part and not in a relationship."""
    for name in reader.targets(book, "externalLink"):
        for node in reader.root(name).iterfind("{*}ddeLink"):
            target = f"{node.get('ddeService', '')}|{node.get('ddeTopic', '')}"
            yield External("ddeLink", target)


def _persons(reader: Reader, book: str) -> dict[str, str]:
    """The display names of the threads' persons by their id."""
    root = reader.first(book, "person")
    if root is None:
        return {}
    return {n.get("id", ""): n.get("displayName", "") for n in root.iter("{*}person")}


def _properties(reader: Reader) -> Properties:
    core = reader.first("", "core-properties")
    # The Strict form of the standard writes the other two as one word.
    extended = reader.first("", "extended-properties", "extendedProperties")
    custom = reader.first("", "custom-properties", "customProperties")

    def word(root: element | None, name: str) -> str:
        node = root.find(f"{{*}}{name}") if root is not None else None
        return "".join(str(t) for t in node.itertext()).strip() if node is not None else ""

    return Properties(
        title=word(core, "title"),
        language=word(core, "language"),
        creator=word(core, "creator"),
        last_modified_by=word(core, "lastModifiedBy"),
        modified=word(core, "modified"),
        manager=word(extended, "Manager"),
        company=word(extended, "Company"),
        description=word(core, "description"),
        keywords=word(core, "keywords"),
        custom=tuple(
            (node.get("name", ""), "".join(str(t) for t in node.itertext()).strip())
            for node in (custom.iterfind("{*}property") if custom is not None else ())
        ),
    )


def _connections(reader: Reader, book: str) -> tuple[Connection, ...]:
    root = reader.first(book, "connections")
    if root is None:
        return ()
    found = []
    for node in root.iterfind("{*}connection"):
        web = node.find("{*}webPr")
        database = node.find("{*}dbPr")
        text = node.find("{*}textPr")
        source = node.get("sourceFile", "")
        if web is not None:
            source = web.get("url", source)
        elif text is not None:
            source = text.get("sourceFile", source)
        elif database is not None and not source:
            source = _without_password(database.get("connection", ""))
        found.append(Connection(node.get("name", ""), source))
    return tuple(found)


def _without_password(connection: str) -> str:
    fields = connection.split(";")
    return ";".join(
        f for f in fields if not f.strip().casefold().startswith(("password", "pwd", "user"))
    )


def _users(reader: Reader, book: str, root: element) -> tuple[str, ...]:
    found = [n.get("userName", "") for n in root.iterfind("{*}fileSharing")]
    views = root.iterfind("{*}customWorkbookViews/{*}customWorkbookView")
    # «Kari Nordmann - Personlig visning», which Excel keeps for each user of a shared workbook
    found += [
        v.get("name", "").rpartition(" - ")[0] for v in views if is_true(v.get("personalView"))
    ]
    for kind, local in (("revisionHeaders", "header"), ("usernames", "userInfo")):
        log = reader.first(book, kind)
        if log is not None:
            found += [n.get("userName", "") or n.get("name", "") for n in log.iter(f"{{*}}{local}")]
    return tuple(dict.fromkeys(name for name in found if name))


def _macro_enabled(reader: Reader, book: str) -> bool:
    types = reader.root(reader.package.archive.entry("[Content_Types].xml").name)
    return any(
        "macroEnabled" in node.get("ContentType", "")
        and node.get("PartName", "").lstrip("/").casefold() == book.casefold()
        for node in types
    )
