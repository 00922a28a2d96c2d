import io
import zipfile
from datetime import UTC, datetime, timedelta, timezone

from orxl.xlsx import normalise, read_bytes
from tests.xlsx.books import one_sheet, part, replaced

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dcterms:created '
    'xsi:type="dcterms:W3CDTF">{0}</dcterms:created><dcterms:modified '
    'xsi:type="dcterms:W3CDTF">{0}</dcterms:modified></cp:coreProperties>'
)
MOMENT = datetime(2026, 11, 23, 12, 0, 2)


def built(time):
    data = one_sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    rels = part(data, "_rels/.rels").replace(
        "</Relationships>",
        '<Relationship Id="rId2" Target="docProps/core.xml" Type="http://schemas.openxmlformats.org/'
        'package/2006/relationships/metadata/core-properties"/></Relationships>',
    )
    data = replaced(replaced(data, "_rels/.rels", rels), "docProps/core.xml", CORE.format(time))
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(
                zipfile.ZipInfo(name, (2001, 1, int(time[-2:]), 0, 0, 0)), source.read(name)
            )
    return out.getvalue()


def test_two_builds_at_different_times_become_the_same_bytes():
    first, second = built("2020-01-01"), built("2021-02-03")
    assert first != second
    assert normalise(first, MOMENT) == normalise(second, MOMENT)


def test_every_date_is_the_given_moment():
    data = normalise(built("2020-01-01"), MOMENT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 23, 12, 0, 2)}
        assert archive.testzip() is None
    assert part(data, "docProps/core.xml").count(">2026-11-23T12:00:02Z<") == 2


def test_a_zone_is_taken_into_account():
    oslo = MOMENT.replace(tzinfo=timezone(timedelta(hours=1)))
    utc = oslo.astimezone(UTC)
    assert normalise(built("2020-01-01"), oslo) == normalise(built("2020-01-01"), utc)
    assert "T11:00:02Z" in part(normalise(built("2020-01-01"), oslo), "docProps/core.xml")


def test_order_and_contents_stay():
    before = built("2020-01-01")
    after = normalise(before, MOMENT)
    a, b = (zipfile.ZipFile(io.BytesIO(data)) for data in (before, after))
    assert a.namelist() == b.namelist()
    assert all(a.read(n) == b.read(n) for n in a.namelist() if n != "docProps/core.xml")
    assert read_bytes(after).sheets[0].cells[1, 1].value == 1.0


def test_a_letter_written_as_a_number_becomes_itself():
    text = "&#197;s &amp;#230; &#171;&#216;st&#187; 5&#160;kr&#10;&#128161;"
    before = one_sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')
    after = normalise(before, MOMENT)
    assert "<t>Ås &amp;#230; «Øst» 5&#160;kr&#10;&#128161;</t>" in part(
        after, "xl/worksheets/sheet1.xml"
    )
    assert read_bytes(after).sheets[0].cells == read_bytes(before).sheets[0].cells
