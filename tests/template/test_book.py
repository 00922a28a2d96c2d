"""The workbook as a whole: printing, tabs, charts, reading aloud, and the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from orxl.app.build import built
from orxl.core.refs import Range
from orxl.core.values import BLANK
from orxl.layout import layout_for
from orxl.programme.programme import Programme
from orxl.template import styles
from orxl.template.pages import LONG, MARGIN, POINTS_PER_UNIT, SHORT, parts
from orxl.xlsx import read_bytes
from tests.template.walk import width_of

LAYOUT = layout_for(2026)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_no_sheet_prints_too_small_to_read_or_too_wide(formulas: Workbook) -> None:
    for spec in LAYOUT.sheets:
        if spec.hidden:
            continue  # it is not printed
        sheet = formulas[spec.name]
        side = LONG if spec.page.landscape else SHORT
        free = side - 2 * MARGIN * 72
        if sheet.sheet_properties.pageSetUpPr is not None and (
            sheet.sheet_properties.pageSetUpPr.fitToPage
        ):
            assert sheet.page_setup.fitToWidth == 1
            last = sheet.max_column
            if spec.table is not None and spec.page.to:
                last = [c.key for c in spec.table.columns].index(spec.page.to) + 1
            letters = [get_column_letter(i + 1) for i in range(last)]
            shown = [i for i, at in enumerate(letters) if not sheet.column_dimensions[at].hidden]
            wide = sum(width_of(sheet, i + 1) for i in shown)
            scale = min(100, 100 * free / (wide * POINTS_PER_UNIT))
        else:
            assert spec.table is not None
            scale = sheet.page_setup.scale
            widest = max(parts(spec, spec.table)) * POINTS_PER_UNIT * scale / 100
            assert widest <= free, spec.name
        assert scale >= 65, (spec.name, scale)  # 11 points become 7


def test_tabs_have_the_colour_of_their_group(formulas: Workbook) -> None:
    for spec in LAYOUT.sheets:
        colour = formulas[spec.name].sheet_properties.tabColor
        assert colour is not None
        assert colour.rgb[-6:] == styles.TABS[spec.group]
    assert len(set(styles.TABS.values())) == len({s.group for s in LAYOUT.sheets})


def test_the_workbook_opens_on_a1_of_the_front_page(formulas: Workbook) -> None:
    assert formulas.active is not None
    assert formulas.active.title == "Forside"
    selection = formulas["Forside"].sheet_view.selection
    assert [s.activeCell for s in selection] == ["A1"]
    shown = [s.title for s in formulas.worksheets if s.sheet_state == "visible"]
    assert [s for s in formulas.sheetnames if s not in shown] == ["Lister"]
    assert formulas.sheetnames[-1] == "Lister"


def test_tables_stay_in_view_while_scrolling(formulas: Workbook) -> None:
    for spec in LAYOUT.sheets:
        if spec.table is not None:
            assert formulas[spec.name].freeze_panes is not None, spec.name


def test_the_document_has_a_title_and_the_language_bokmaal(finished: bytes) -> None:
    core = part(finished, "docProps/core.xml")
    assert "Handlingsprogram og budsjett 2026" in core
    assert re.search(r"<dc:language[^>]*>nb-NO</dc:language>", core)


def test_every_chart_is_native_and_has_a_text_to_be_read_aloud(finished: bytes) -> None:
    drawing = part(finished, "xl/drawings/drawing1.xml")
    described = re.findall(
        r'<(?:\w+:)?cNvPr id="\d+" name="([^"]+)" descr="([^"]+)" title="([^"]+)"', drawing
    )
    assert [name for name, _, title in described if name == title] == [
        "Inntekter etter kilde",
        "Driftsutgifter",
        "Mindreforbruk som overføres",
    ]
    assert all(len(text) > 40 for _, text, _ in described)
    for number in range(1, 4):
        chart = part(finished, f"xl/charts/chart{number}.xml")
        assert 'lang="nb-NO"' in chart
        assert "<c:barChart>" in chart or "<barChart>" in chart


def test_the_charts_read_the_figures_that_are_picked_for_them(
    finished: bytes, formulas: Workbook
) -> None:
    for number, (name, last) in enumerate(
        (("Inntekter", "Samarbeid om internasjonal arbeidskraft"), ("Utgifter", "Prosjekter")), 1
    ):
        chart = part(finished, f"xl/charts/chart{number}.xml")
        ref = formulas["Lister"].tables[f"tblDiagram{name}"].ref
        first, end = (int(n) for n in re.findall(r"\d+", ref))
        ranges = re.findall(r"<(?:c:)?f>([^<]+)</", chart)
        assert {tuple(re.findall(r"\$(\d+)", r)) for r in ranges if ":" in r} == {
            (str(first + 1), str(end))
        }
        labels = read_bytes(finished).sheet("Lister")
        assert labels is not None
        assert labels[end, 12].value == last


def test_the_place_for_the_button_is_named_and_free(finished: bytes, formulas: Workbook) -> None:
    names = {n.name: n.refers_to for n in read_bytes(finished).names}
    assert names["Knapp"] == "Forside!$E$5:$F$7"
    texts = [c.value for row in formulas["Forside"]["E5:F7"] for c in row if c.value is not None]
    assert texts == ["Dobbeltklikk på filen «Beregn og kontroller»"]


@pytest.mark.slow
@pytest.mark.thorough
def test_the_same_programme_gives_the_same_bytes(programme: Programme, finished: bytes) -> None:
    assert built(programme)[0] == finished


def test_sheets_that_need_not_grow_are_protected_without_a_password(formulas: Workbook) -> None:
    for spec in LAYOUT.sheets:
        protection = formulas[spec.name].protection
        assert protection.sheet == spec.protected, spec.name
        assert protection.password is None
        if spec.protected:
            assert not any(t.grows or t.owned for t in spec.tables), spec.name


def test_openpyxl_finds_nothing_to_complain_of(finished: bytes) -> None:
    assert load_workbook(io.BytesIO(finished)).sheetnames == [s.name for s in LAYOUT.sheets]


def test_every_chart_repeats_the_values_of_its_cells_for_those_who_preview_it(
    finished: bytes,
) -> None:
    book = read_bytes(finished)
    drawn = 0
    for number in range(1, 5):
        chart = part(finished, f"xl/charts/chart{number}.xml")
        assert "numRef><f>" in chart
        assert "<cat><strRef>" in chart
        for ref, inside in re.findall(r"<f>([^<]+)</f><(?:num|str)Cache>(.*?)</\w+Cache>", chart):
            name, _, area = ref.replace("$", "").replace("'", "").partition("!")
            sheet = book.sheet(name)
            assert sheet is not None
            cells = [sheet[at.row, at.column].value for at in Range.of(name, area).cells()]
            assert f'<ptCount val="{len(cells)}"/>' in inside
            kept = dict(re.findall(r'<pt idx="(\d+)"><v>(.*?)</v>', inside))
            told = {str(n): value for n, value in enumerate(cells) if value is not BLANK}
            assert {n: v if isinstance(told[n], str) else float(v) for n, v in kept.items()} == told
            drawn += len(kept)
    assert drawn > 60
