"""A sheet out of sight, a format by another formula: that and nothing else, or a refusal."""

import io

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference, Series

from orxl.core.errors import FailedGate, RefusedEdit
from orxl.core.grafts import HideSheet, SetChartWords, SetMark, SetPageText
from orxl.xlsx import mark_formulas, page_texts, read_bytes, tidy, tidying
from orxl.xlsx.gate.tidied import check_tidied
from tests.xlsx.books import part, replaced, sheet_xml, workbook

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
MARKS = "".join(
    f'<conditionalFormatting sqref="A{row}"><cfRule type="expression" priority="{row}">'
    f"<formula>{formula}</formula></cfRule></conditionalFormatting>"
    for row, formula in ((1, "$A1&lt;TODAY()"), (2, "$A2=3"), (3, "$A1&lt;TODAY()"))
)
HIDE, MARK = HideSheet("To"), SetMark("Ark", "$A1<TODAY()", "$A1<Dag")
BOOK, FIRST, SECOND = (
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
)


def book():
    return workbook({"Ark": sheet_xml(ROWS, after=MARKS), "To": sheet_xml(ROWS)})


def test_the_sheet_is_hidden_and_every_such_format_goes_by_the_new_formula():
    new = tidy(book(), [HIDE, MARK])
    assert [sheet.state for sheet in read_bytes(new).sheets] == ["visible", "hidden"]
    assert mark_formulas(book(), "Ark") == ("$A1<TODAY()", "$A2=3", "$A1<TODAY()")
    assert mark_formulas(new, "Ark") == ("$A1<Dag", "$A2=3", "$A1<Dag")
    assert mark_formulas(new, "Fins ikke") == ()


def test_nothing_to_do_is_the_same_bytes():
    data = book()
    assert tidy(data, []) is data


@pytest.mark.parametrize(
    "wrong",
    [
        HideSheet("Fins ikke"),
        HideSheet("Ark"),  # the one the workbook opens with
        SetMark("Ark", "$A1>TODAY()", "1"),
        SetMark("Fins ikke", "1", "2"),
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    with pytest.raises(RefusedEdit):
        tidy(book(), [wrong])


def test_a_sheet_that_is_hidden_already_is_refused():
    with pytest.raises(RefusedEdit):
        tidy(tidy(book(), [HIDE]), [HIDE])


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (BOOK, 'state="hidden"', 'state="veryHidden"'),
        (FIRST, "$A2=3", "$A2=4"),
        (FIRST, "&lt;Dag", "&lt;Dag+1"),
        (FIRST, "<v>1</v>", "<v>2</v>"),
        (SECOND, "<v>1</v>", "<v>2</v>"),
    ],
)
def test_the_gate_sees_what_nobody_asked_for(name, old, new):
    right = tidy(book(), [HIDE, MARK])
    check_tidied(book(), right, [HIDE, MARK])
    assert old in part(right, name)
    wrong = replaced(right, name, part(right, name).replace(old, new))
    with pytest.raises(FailedGate):
        check_tidied(book(), wrong, [HIDE, MARK])


def test_the_gate_sees_what_was_not_done(monkeypatch):
    for one in (HIDE, MARK):
        with pytest.raises(FailedGate):
            check_tidied(book(), book(), [one])
    monkeypatch.setattr(tidying, "rebuilt", lambda archive, *_: archive.data)
    with pytest.raises(FailedGate):
        tidy(book(), [HIDE])


HEAD = SetPageText("Ark", "Budsjett 2026", "Budsjett 2027 & 28")
HEADS = (
    "<headerFooter><oddHeader>&amp;L Rådet&amp;R Budsjett 2026</oddHeader>"
    "<oddFooter>Side &amp;P, budsjett 2026</oddFooter></headerFooter>"
)


def paged():
    return workbook({"Ark": sheet_xml(ROWS, after=HEADS), "To": sheet_xml(ROWS)})


def test_the_printed_head_says_the_new_words_and_the_foot_stays():
    new = tidy(paged(), [HEAD])
    assert page_texts(new) == {
        "Ark": ("&L Rådet&R Budsjett 2027 & 28", "Side &P, budsjett 2026"), "To": (),
    }  # fmt: skip
    assert part(new, SECOND) == part(paged(), SECOND)


@pytest.mark.parametrize(
    "wrong", [SetPageText("Ark", "2031", "2032"), SetPageText("Nei", "a", "b")]
)
def test_words_that_no_head_has_are_refused(wrong):
    with pytest.raises(RefusedEdit):
        tidy(paged(), [wrong])


@pytest.mark.parametrize(
    ("old", "new"), [("2027 &amp; 28", "2028"), ("Side", "Ark"), ("Rådet", "Styret"),
                     ("<v>1</v>", "<v>2</v>")],
)  # fmt: skip
def test_the_gate_sees_another_head_than_was_asked_for(old, new):
    right = tidy(paged(), [HEAD])
    check_tidied(paged(), right, [HEAD])
    assert old in part(right, FIRST)
    with pytest.raises(FailedGate):
        check_tidied(paged(), replaced(right, FIRST, part(right, FIRST).replace(old, new)), [HEAD])
    with pytest.raises(FailedGate):
        check_tidied(paged(), paged(), [HEAD])


def charted():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ark"
    for row in ((1, 4), (2, 5)):
        sheet.append(row)
    chart = BarChart()
    for column, name in ((1, "Budsjett 2025"), (2, "Budsjett 2026")):
        series = Series(Reference(sheet, min_col=column, min_row=1, max_row=2), title=name)
        chart.series.append(series)
    sheet.add_chart(chart, "D2")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


YEARS = SetChartWords(
    "Ark", (("Budsjett 2025", "Budsjett 2026"), ("Budsjett 2026", "Budsjett 2027"))
)
CHART = "xl/charts/chart1.xml"


def test_the_series_of_a_chart_are_called_otherwise_all_at_once():
    new = part(tidy(charted(), [YEARS]), CHART)
    assert [new.count(f">Budsjett {year}<") for year in (2025, 2026, 2027)] == [0, 1, 1]


def test_a_chart_that_says_something_else_keeps_its_bytes():
    same = SetChartWords("Ark", (("Regnskap", "Prognose"),))
    assert part(tidy(charted(), [same]), CHART) == part(charted(), CHART)
    with pytest.raises(RefusedEdit):
        tidy(charted(), [SetChartWords("Fins ikke", (("a", "b"),))])


@pytest.mark.parametrize(
    ("old", "new"), [(">Budsjett 2027<", ">Budsjett 2028<"), ("$B$1", "$B$2"), ("barDir", "dir")]
)
def test_the_gate_sees_another_chart_than_was_asked_for(old, new):
    right = tidy(charted(), [YEARS])
    check_tidied(charted(), right, [YEARS])
    assert old in part(right, CHART)
    wrong = replaced(right, CHART, part(right, CHART).replace(old, new))
    with pytest.raises(FailedGate):
        check_tidied(charted(), wrong, [YEARS])
    with pytest.raises(FailedGate):
        check_tidied(charted(), charted(), [YEARS])
