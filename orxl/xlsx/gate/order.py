"""The order and the counts that the schema of SpreadsheetML asks for: Excel repairs other files."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final, cast

from lxml import etree

from orxl.xlsx.xml.elements import element, local_name

_ORDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "worksheet": (
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
        "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
        "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
        "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
        "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
        "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
        "controls", "webPublishItems", "tableParts", "extLst",
    ),
    "workbook": (
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
        "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize",
        "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
        "fileRecoveryPr", "webPublishObjects", "extLst",
    ),
    "styleSheet": (
        "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
        "tableStyles", "colors", "extLst",
    ),
    "table": ("autoFilter", "sortState", "tableColumns", "tableStyleInfo", "extLst"),
    "tableColumn": ("calculatedColumnFormula", "totalsRowFormula", "xmlColumnPr", "extLst"),
}  # fmt: skip
"""ECMA-376 part 1, CT_Worksheet, CT_Workbook, CT_Stylesheet, CT_Table and CT_TableColumn."""
_COUNTS_OTHERS: Final = ("sst",)
"""What counts something else than its children."""

_ORDERED: Final = tuple(f"{{*}}{name}" for name in _ORDERS)
_COUNTING: Final = etree.XPath("descendant-or-self::*[@count]")
"""Found by lxml itself: a sheet has a million cells, of which none is ordered or counts."""


def misplaced(root: element) -> str:
    """The first element of a part that stands or counts otherwise than the schema asks for.

    ``""``: none. What the schema does not name may stand anywhere.
    """
    for node in (*root.iter(*_ORDERED), *cast("list[element]", _COUNTING(root))):
        name = local_name(node)
        inside = [local_name(child) for child in node if isinstance(child.tag, str)]
        order = _ORDERS.get(name, ())
        places = [order.index(child) for child in inside if child in order]
        for before, after in pairwise(places):
            if after < before:
                return f"«{order[after]}» etter «{order[before]}»"
        count = node.get("count", "")
        if count.isdecimal() and int(count) != len(inside) and name not in _COUNTS_OTHERS:
            return f"«{name}» med feil antall"
    return ""
