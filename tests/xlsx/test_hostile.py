import contextlib
import io
import struct
import sys
import zipfile

import pytest

from orxl.core.edits import SetCell
from orxl.core.errors import OrxlError, UnreadableFile
from orxl.core.refs import CellRef
from orxl.xlsx import patch, read_book, read_bytes
from orxl.xlsx.read import book as reading
from orxl.xlsx.read import cells as read_cells
from orxl.xlsx.read import formulas as read_formulas
from orxl.xlsx.xml import tree
from tests.xlsx.books import MAIN, one_sheet, part, replaced, sheet_xml, workbook, zipped
from tests.xlsx.scenarios import scenarios

pytestmark = pytest.mark.slow

SHEET = "xl/worksheets/sheet1.xml"


class TooMuchWork(BaseException):
    """No Exception: nothing that is being tested may take it for a fault in the file."""


@contextlib.contextmanager
def little_work(size=0):
    """In here no more functions may be called than reading *size* bytes of XML can need.

    Work is counted, not timed, so that a slow machine, a tracer or a neighbour changes nothing.
    What hangs in one call, as a regular expression may, is stopped by ``faulthandler_timeout``.
    """
    left = 40_000 + 10 * size

    def count(frame, event, argument):  # a call and its return
        nonlocal left
        left -= 1
        if left < 0:
            sys.setprofile(None)
            raise TooMuchWork

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


@pytest.fixture(autouse=True, scope="module")
def expressions_compiled():
    """The reader's expressions are compiled when they are first used: that is no work on a file."""
    read_bytes(one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))


def refused(data):
    with pytest.raises(UnreadableFile) as caught, little_work():
        read_bytes(data, "bok.xlsx")
    with pytest.raises(OrxlError), little_work():
        patch(data, [SetCell(CellRef("Ark", 1, 1), 1.0)])
    assert caught.value.message.startswith("Kan ikke lese «bok.xlsx»: ")
    assert caught.value.message.endswith(".")
    assert caught.value.remedy
    return caught.value.message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "tom"),
        (b"navn;sum\n", "ikke en .xlsx-fil"),
        (b"PK\x03\x04 halv fil", "hel zip-fil"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gamle formatet"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "kryptert",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "DRMEncryptedDataSpace\0EncryptedPackage".encode("utf-16-le"),
            "følsomhetsetikett",
        ),
        (zipped({"a.txt": "x"}), "ingen arbeidsbok"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (zipped({}), "skadet"),
    ],
)
def test_what_is_no_workbook_is_told_apart(data, word):
    assert word in refused(data)


def test_a_missing_file_a_folder_and_a_text_file_are_named(tmp_path):
    (tmp_path / "tekst.xlsx").write_text("hei")
    for name, word in (("borte.xlsx", "Finner ikke"), (".", "mappe"), ("tekst.xlsx", "tekst")):
        with pytest.raises(UnreadableFile) as caught:
            read_book(tmp_path / name)
        assert word in caught.value.message


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_part(codec):
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    data = replaced(one_sheet(""), "docProps/app.xml", xml.encode(codec))
    assert "DOCTYPE" in refused(data)
    bomb = sheet_xml("").replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')
    assert "DOCTYPE" in refused(replaced(one_sheet(""), SHEET, bomb.encode()))


@pytest.mark.parametrize("name", ["pode: celle", "endre: navn", "endre: flyttet", "knapp: vanlig"])
def test_no_writer_carries_a_doctype_on_in_a_part_that_it_does_not_read(name):
    write, make, *rest = (lambda found: (found.func, *found.args))(scenarios()[name])
    xml = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        write(lambda: replaced(make(), "xl/ukjent.xml", xml), *rest)


def test_a_zip_bomb_is_refused_before_it_is_inflated():
    data = replaced(one_sheet(""), "xl/media/a.bin", b"\0" * (200 * 2**20))
    assert "urimelig" in refused(data)
    small = replaced(one_sheet(""), "xl/media/a.bin", b"\0" * (8 * 2**20))
    assert "urimelig" in refused(small)


def test_a_part_that_lies_about_its_size_is_refused():
    data = bytearray(one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    place = data.index(b"PK\x01\x02")
    while data[place + 46 : place + 46 + len(SHEET)] != SHEET.encode():
        place = data.index(b"PK\x01\x02", place + 1)
    struct.pack_into("<L", data, place + 24, 7)
    assert "skadet" in refused(bytes(data))


def test_a_wrong_checksum_is_refused():
    data = bytearray(one_sheet("", before="<!-- abcdefgh -->"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        header = archive.getinfo("_rels/.rels").header_offset
    place = data.rindex(b"_rels/.rels")
    data[place - 46 + 16] ^= 0xFF
    assert header >= 0
    assert "skadet" in refused(bytes(data))


@pytest.mark.parametrize("name", ["../ut.xml", "/xl/rot.xml", "c:/x.xml", "xl/../../ut.xml"])
def test_names_that_point_out_of_the_file_are_refused(name):
    assert "peker ut" in refused(replaced(one_sheet(""), name, "<a/>"))


def test_a_name_that_is_there_twice_is_refused():
    data = one_sheet("")
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/WORKSHEETS/Sheet1.xml", sheet_xml(""))
    assert "to ganger" in refused(buffer.getvalue())


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet9.xml", "mangler"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "workbook.xml", "ikke et regneark"),
        ("_rels/.rels", "xl/workbook.xml", "_rels/.rels", "ingen arbeidsbok"),
        ("xl/workbook.xml", '<sheet name="Ark"', '<noe name="Ark"', "ingen ark"),
        (SHEET, "</worksheet>", "</worksheet", "gyldig XML"),
        (SHEET, "UTF-8", "UTF-7", "tegnkoding"),
        (SHEET, "<sheetData>", "<sheetData><row r='0'/>", "rad"),
    ],
)
def test_broken_ways_through_the_package_are_refused(name, old, new, word):
    data = one_sheet("")
    text = part(data, name)
    assert old in text
    assert word in refused(replaced(data, name, text.replace(old, new, 1)))


def test_two_sheets_in_one_part_are_refused():
    data = workbook({"A": sheet_xml(""), "B": sheet_xml("")})
    rels = part(data, "xl/_rels/workbook.xml.rels").replace("sheet2.xml", "sheet1.xml")
    assert "to ganger" in refused(replaced(data, "xl/_rels/workbook.xml.rels", rels))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared" ref="A1:XFD1048576" si="0">B1</f></c></row>',
        "<row>" + "<c/>" * 20_000 + "</row>",
        "<row/>" * 30_000,
        "<!--" + "<row>" * 100_000 + "-->",
        f'<row r="1"><c r="A1" t="str"><v>{"&amp;" * 200_000}</v></c></row>',
        f'<row r="1"{" " * 500_000}><c r="A1"/></row>',
        "".join(f'<row r="1" a{n}="{n}"/>' for n in range(3)),
    ],
)
def test_odd_sheets_are_read_or_refused_with_little_work(rows):
    data = one_sheet(rows)
    for work in (read_bytes, lambda d: patch(d, [SetCell(CellRef("Ark", 1, 1), 1.0)])):
        with contextlib.suppress(OrxlError), little_work(len(rows)):
            work(data)


def test_formulas_that_would_fill_the_memory_are_refused(monkeypatch):
    monkeypatch.setattr(read_formulas, "MAX_GROWN", read_formulas.MAX_GROWN // 32)
    long = "+".join(["B1"] * 2000)
    dependents = "".join(
        f'<row r="{r}"><c r="A{r}"><f t="shared" si="0"/></c></row>' for r in range(2, 20_000)
    )
    master = f'<c r="A1"><f t="shared" ref="A1:A20000" si="0">{long}</f></c>'
    rows = f'<row r="1">{master}</row>{dependents}'
    data = one_sheet(rows)
    with pytest.raises(UnreadableFile, match="urimelig lange"), little_work(len(rows)):
        read_bytes(data)


SOONER = 16
"""Limits that are counted to one by one are as many times lower here, and so are the floods."""


@pytest.fixture
def counted_sooner(monkeypatch):
    limits = (
        (read_cells, "MAX_STYLES"), (read_cells, "MAX_ODD"), (tree, "MAX_TAGS"),
        (reading, "MAX_CELLS"),
    )  # fmt: skip
    for module, name in limits:
        monkeypatch.setattr(module, name, getattr(module, name) // SOONER)


FLOODS = {
    "rows": lambda: sheet_xml('<row r="1"/>' * 1_100_000),
    "cells": lambda: sheet_xml('<row r="1">' + "<c></c>" * 2_100_000 + "</row>"),
    "kinds of cells": lambda: sheet_xml(
        '<row r="1">' + "".join(f'<c r="A1" s="{n}"/>' for n in range(210_000 // SOONER)) + "</row>"
    ),
    "texts with formats": lambda: sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>'
        * (160_000 // SOONER)
    ),
    "other elements": lambda: sheet_xml("", after="<a/>" * (410_000 // SOONER)),
    "elements within elements": lambda: sheet_xml("", after="<a>" * 9_000 + "</a>" * 9_000),
    "prefixes": lambda: sheet_xml(
        "", after="".join(f'<a xmlns:p{n}="u">' for n in range(900)) + "</a>" * 900
    ),
    "one formula": lambda: sheet_xml(
        f'<row r="1"><c r="A1"><f t="shared" si="0">{"A1+" * 200_000}1</f></c></row>'
    ),
}


def stored(xml):
    """A workbook with this sheet, not packed: no limit on the ratio helps."""
    return zipped({**_parts(one_sheet("")), SHEET: xml}, stored=True)


@pytest.mark.usefixtures("counted_sooner")
@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_is_refused_before_anything_is_made_of_it(flood):
    data = stored(FLOODS[flood]())
    for work in (read_bytes, lambda d: patch(d, [SetCell(CellRef("Ark", 1, 1), 1.0)])):
        with (
            pytest.raises(OrxlError, match=r"urimelig|så mange celler|rekkefølge"),
            little_work(len(data)),
        ):
            work(data)


@pytest.mark.usefixtures("counted_sooner")
def test_cells_are_counted_over_all_sheets():
    rows = ("<row>" + "<c/>" * 10_000 + "</row>") * (1_120_000 // SOONER // 10_000)
    xml = sheet_xml(rows)
    parts = _parts(workbook({"En": "", "To": ""}))
    parts |= {SHEET: xml, SHEET.replace("1", "2"): xml}
    data = zipped(parts, stored=True)
    with pytest.raises(UnreadableFile, match="«To» har så mange celler"), little_work(len(xml)):
        read_bytes(data)


def test_phonetic_runs_cost_no_more_than_others():
    item = "<si>" + "<rPh><t>a</t></rPh><r><t>b</t></r>" * 20_000 + "</si>"
    strings = f'<sst xmlns="{MAIN}">{item}</sst>'
    data = workbook({"Ark": sheet_xml('<row r="1"><c t="s"><v>0</v></c></row>')}, strings=strings)
    with little_work(len(strings)):
        assert read_bytes(data).sheets[0].cells[1, 1].value == "b" * 20_000


@pytest.mark.parametrize("long", ["<!--{}-->", "<![CDATA[{}]]>", "<?x {}?>", '<a b="{}"/>'])
def test_one_endless_piece_of_markup_is_refused(long):
    """Excel writes none, and expat's time grows with the square of its length."""
    xml = sheet_xml("", after=long.format("abcdefgh" * 2**20))
    data = stored(xml)
    with pytest.raises(UnreadableFile, match="urimelig lang"), little_work():
        read_bytes(data)


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}
