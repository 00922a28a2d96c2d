"""The workbook with a real button: everything else unchanged, and the button bound to a Sub."""

from __future__ import annotations

import io
import os
import re
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference

from orxl.core.button import ButtonTask
from orxl.core.errors import RefusedEdit
from orxl.core.refs import Range
from orxl.setup.xlsm import (
    MACRO,
    button_place,
    vba_project,
    with_button,
)
from orxl.xlsx import read_bytes
from orxl.xlsx.package import Package
from tests.live.calc.office import needs_calc

if TYPE_CHECKING:
    from tests.live.calc.engine import App

pytestmark = pytest.mark.slow

try:
    with warnings.catch_warnings(action="ignore"):
        from oletools.olevba import VBA_Parser
except ImportError:
    VBA_Parser = None
    if os.environ.get("CI"):
        raise


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {info.filename: held.read(info) for info in held.infolist()}


@pytest.fixture(scope="module")
def made(shipped: bytes) -> bytes:
    return with_button(shipped, vba_project())[0]


def test_every_part_that_has_nothing_to_do_with_the_button_is_unchanged(
    shipped: bytes, made: bytes
) -> None:
    old, new = parts(shipped), parts(made)
    front = Package(shipped).sheets[0].part
    allowed = {
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        front, front.replace("worksheets/", "worksheets/_rels/") + ".rels",
    }  # fmt: skip
    sheets = {s.part for s in Package(shipped).sheets}
    drawings = {name for name in old if "drawings/drawing" in name}
    for name in old.keys() - allowed - sheets - drawings:
        assert new[name] == old[name], name
    code_name = re.compile(rb' codeName="Sheet\d+"|<sheetPr codeName="Sheet\d+"/>')
    for name in sheets - {front}:
        assert code_name.sub(b"", new[name]) == code_name.sub(b"", old[name]), name


def test_every_cell_table_and_name_is_the_same(shipped: bytes, made: bytes) -> None:
    old, new = read_bytes(shipped), read_bytes(made)
    assert new.sheets == old.sheets
    assert new.names == old.names


def modules(data: bytes) -> dict[str, str]:
    """The source of each module, as another program reads it."""
    return {name: text for _, _, name, text in VBA_Parser("x", data=data).extract_macros()}


@pytest.mark.skipif(VBA_Parser is None, reason="oletools is not installed")
def test_the_vba_project_is_xlwings_own_but_for_the_subs_of_the_tab(made: bytes) -> None:
    own, now = modules(vba_project()), modules(parts(made)["xl/vbaProject.bin"])
    assert own.keys() == now.keys()
    assert {name for name in own if own[name] != now[name]} == {"Module1.bas"}
    assert now["Module1.bas"].startswith(own["Module1.bas"].rstrip())


@pytest.mark.skipif(VBA_Parser is None, reason="oletools is not installed")
def test_every_control_of_the_tab_calls_a_sub_that_does_its_task(made: bytes) -> None:
    code = modules(parts(made)["xl/vbaProject.bin"])["Module1.bas"]
    controls = [
        dict(found.attrib)
        for found in etree.fromstring(parts(made)["customUI/customUI14.xml"]).iter("{*}button")
    ]
    assert [control["label"] for control in controls] == [task.value for task in ButtonTask]
    assert len({control["id"] for control in controls}) == len(controls)
    for control in controls:
        call = f'Sub {control["onAction"]}(control As IRibbonControl)\n    OrxlTask "{{}}"\nEnd Sub'
        assert call.format(control["label"]) in code.replace("\r\n", "\n")
        assert control["imageMso"]
        assert control["screentip"]
        assert control["supertip"].endswith(".")


@pytest.mark.skipif(VBA_Parser is None, reason="oletools is not installed")
def test_the_button_calls_a_sub_that_exists(made: bytes) -> None:
    drawings = [d for n, d in parts(made).items() if n.startswith("xl/drawings/drawing")]
    bound = {m for d in drawings for m in re.findall(rb'macro="\[0\]!(\w+)"', d)}
    parser = VBA_Parser("handlingsprogram.xlsm", data=made)
    code = "\n".join(text for *_, text in parser.extract_macros())
    assert bound == {MACRO.encode()}
    assert f"Sub {MACRO}()" in code
    assert '.main()"' in code


def test_the_button_joins_a_chart_that_is_there(shipped: bytes) -> None:
    book = load_workbook(io.BytesIO(shipped))
    chart = BarChart()
    chart.add_data(Reference(book["Hovedtall"], min_col=6, min_row=7, max_row=9))
    book["Forside"].add_chart(chart, "A30")
    stream = io.BytesIO()
    book.save(stream)
    made, _ = with_button(stream.getvalue(), vba_project())
    (drawing,) = (
        r.target
        for r in Package(made).relationships(Package(made).sheets[0].part)
        if r.kind == "drawing"
    )
    text = parts(made)[drawing].decode()
    assert "graphicFrame" in text
    assert f'macro="[0]!{MACRO}"' in text
    ids = re.findall(r'cNvPr [^>]*?id="(\d+)"', text)
    assert len(ids) == len(set(ids))


def test_the_button_lies_on_the_cells_called_knapp(shipped: bytes) -> None:
    from orxl.core.edits import SetName
    from orxl.xlsx import patch

    named = read_bytes(patch(shipped, [SetName("Knapp", "Forside!$E$4:$F$5")]))
    assert button_place(named) == Range.of("Forside", "E4:F5")


def test_a_workbook_with_macros_is_refused(made: bytes) -> None:
    with pytest.raises(RefusedEdit, match="makroer fra før"):
        with_button(made, vba_project())


@pytest.mark.libreoffice
@needs_calc
def test_libreoffice_shows_the_button_and_binds_its_click(
    office: App, made: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "handlingsprogram.xlsm"
    path.write_bytes(made)
    book = office.books.open(str(path))
    try:
        page = book.doc.Sheets.getByName("Forside").DrawPage
        shapes = [page.getByIndex(i) for i in range(page.Count)]
        button = next(s for s in shapes if s.Name == "Knapp")
        assert button.String == "Beregn og kontroller"
        event = {p.Name: p.Value for p in button.Events.getByName("OnClick")}
        assert MACRO in event["Script"]
        libraries = book.doc.BasicLibraries
        code = "".join(
            libraries.getByName(name).getByName(module)
            for name in libraries.ElementNames
            for module in libraries.getByName(name).ElementNames
        )
        assert f"Sub {MACRO}" in code
        assert "Sub OrxlMembers(control As IRibbonControl)" in code
    finally:
        book.close()
