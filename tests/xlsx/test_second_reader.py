"""What writer and gate share, `package` and `xml`, read once more with zipfile and lxml alone."""

import io
import os
import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from orxl.core.errors import OrxlError, UnreadableFile
from orxl.xlsx.package import Package
from orxl.xlsx.xml.tree import Tree
from tests.xlsx.test_corpus import FOLDER
from tests.xlsx.whole import whole

BUILT = Path(__file__).parents[2] / "workbook" / "handlingsprogram.xlsx"
EVERY = int(os.environ.get("ORXL_CORPUS_EVERY", "20"))
STRANGERS = sorted(FOLDER.glob("*/*.xlsx"))[::EVERY]
LARGE = 2**20
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parsed(raw):
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, huge_tree=True))


def arrows(archive, part):
    """Id, kind and target of each relationship of *part*, read by lxml."""
    folder, base = posixpath.split(part)
    name = f"{folder}/_rels/{base}.rels".lstrip("/")
    names = {found.lower(): found for found in archive.namelist()}
    if name.lower() not in names:
        return []
    found = []
    for node in parsed(archive.read(names[name.lower()])).iter(RELATION):
        target = ""
        if node.get("TargetMode") != "External":
            path = posixpath.join("/", folder, node.get("Target").partition("#")[0])
            full = posixpath.normpath(path).lstrip("/")
            full = full if full.lower() in names else unquote(full)
            target = names.get(full.lower(), full)
        found.append((node.get("Id", ""), node.get("Type").rpartition("/")[2], target))
    return found


def listed(root, found):
    """Name, state and part of each sheet in the workbook part *root*, by its relationships."""
    targets = {key: target for key, _, target in found}
    return [
        (node.get("name"), node.get("state", "visible"), targets.get(key, ""))
        for node in root.iterfind("{*}sheets/{*}sheet")
        for key in (next(v for k, v in node.attrib.items() if k.endswith("}id")),)
    ]


def blanks(value):
    """An attribute's value; XML reads a line break as a blank unless it is written as a number."""
    return value.replace("\n", " ").replace("\t", " ")


def by_lxml(root):
    """Each element in document order: name, attributes, and the text of a leaf."""
    for node in root.iter("{*}*"):
        own = etree.QName(node)
        space = "" if own.namespace is None else own.namespace
        # The text of a leaf, whatever comments interrupt it.
        leaf = not any(isinstance(inner.tag, str) for inner in node)
        text = "".join(node.xpath("text()")) if leaf else ""
        attributes = sorted((name, blanks(value)) for name, value in node.attrib.items())
        yield space, own.localname, attributes, text


def by_spans(tree):
    for node in tree.root.walk():
        attributes = []
        for name, value in tree.attributes(node).items():
            prefix, colon, local = name.partition(":")
            if name == "xmlns" or prefix == "xmlns":
                continue
            xml = "http://www.w3.org/XML/1998/namespace"
            space = xml if prefix == "xml" else node.scope.get(prefix, "")
            attributes.append((f"{{{space}}}{local}" if colon else name, blanks(value)))
        text = "" if node.children else tree.content(node)
        yield node.ns, node.local, sorted(attributes), text


def read_twice(data):
    package = Package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [entry.name for entry in package.archive] == archive.namelist()
        workbook = next(t for _, kind, t in arrows(archive, "") if kind == "officeDocument")
        assert package.workbook_part == workbook
        root = parsed(archive.read(workbook))
        assert [(s.name, s.state, s.part) for s in package.sheets] == listed(
            root, arrows(archive, workbook)
        )
        settings = root.find("{*}workbookPr")
        since = None if settings is None else settings.get("date1904")
        assert package.date1904 is (since in ("1", "true"))
        for name in archive.namelist():
            raw = archive.read(name)
            assert package.archive.read(name) == raw
            found = [(one.id, one.kind, one.target) for one in package.relationships(name)]
            assert found == arrows(archive, name)
            if name.lower().endswith((".xml", ".rels")) and len(raw) < LARGE:
                assert list(by_spans(Tree(package.text(name)))) == list(by_lxml(parsed(raw)))


def test_the_books_own_workbook_reads_the_same():
    read_twice(BUILT.read_bytes())


def test_a_workbook_with_comments_prefixes_and_references_reads_the_same():
    data = whole()
    odd = (
        '<?xml version="1.0"?><!-- <a> --><x:a xmlns:x="u" xmlns="v" x:b=\'1 > 0\' c="&#10;&quot;">'
        "<d><![CDATA[<e>]]> &amp;&#xE6;<!-- f --></d><x:d/><?pi <g>?><d xmlns='w'>\r\n</d></x:a>"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {**parts, "customXml/item1.xml": odd.encode()}.items():
            archive.writestr(name, content)
    read_twice(buffer.getvalue())


@pytest.mark.skipif(not STRANGERS, reason="the folder of real workbooks is not on this machine")
@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.name[:40])
def test_a_strangers_workbook_reads_the_same(path):
    """A twentieth of them by default; ORXL_CORPUS_EVERY=1 takes all."""
    data = path.read_bytes()
    try:
        Package(data).refuse_hostile_parts()
        _ = Package(data).sheets
    except OrxlError as error:
        pytest.skip(f"refused: {error.message[:80]}")
    try:
        read_twice(data)
    except UnreadableFile as error:
        pytest.skip(f"refused: {error.message[:80]}")
