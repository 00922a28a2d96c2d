"""Builds the whole workbook: sheets in order, names, print set-up, protection."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from orxl.core.refs import column_letters, quote_sheet
from orxl.core.values import Value
from orxl.layout import Layout, NamedCell, SheetSpec, TableSpec
from orxl.programme.programme import Programme
from orxl.template import styles
from orxl.template.tables import rows_of, write_table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

A3: Final = 8
A4: Final = 9
WIDEST_ON_A4: Final = 215
"""Above this width, in column units, a landscape A4 would print too small to read."""

Rows = dict[str, list[dict[str, Value]]]


def build(layout: Layout, programme: Programme, moment: datetime) -> bytes:
    """The workbook as the bytes of an .xlsx, without cached values.

    *moment* becomes the document's time of creation, so that the same source gives the same file.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    rows: Rows = {}
    for spec in layout.sheets:
        sheet = book.create_sheet(spec.name)
        for table in spec.tables:
            records = getattr(programme, table.content) if table.content else ()
            rows[table.name] = rows_of(table, records)
            write_table(sheet, table, rows[table.name])
        _write_fixed(sheet, spec)
        _set_up(sheet, spec, programme, layout.year)
        _add_conditional_formats(sheet, spec, rows)
    _add_names(book, layout, rows)
    _set_properties(book, layout, programme, moment)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_fixed(sheet: Worksheet, spec: SheetSpec) -> None:
    _put(sheet, "A1", spec.title, "title")
    sheet.row_dimensions[1].height = 30
    unit = f" {spec.unit}." if spec.unit else ""
    _put(sheet, "A2", spec.purpose + unit, "purpose")
    if spec.name != "Forside":
        _put(sheet, "A3", "← Forside", "back")
        _link(sheet["A3"], "Forside")
    for item in spec.fixed:
        cell = sheet[item.at]
        cell.value = f"={item.formula}" if item.formula is not None else item.content
        styles.as_role(cell, item.role, item.kind)
        if item.role == "link":
            _link(cell, str(item.content))
        if item.role == "card_value":
            sheet.row_dimensions[cell.row].height = 28


def _put(sheet: Worksheet, at: str, text: str, role: str) -> None:
    sheet[at] = text
    look = styles.ROLES[role]
    sheet[at].font = look.font
    sheet[at].alignment = Alignment(vertical="center", horizontal="left")


def _link(cell: Any, sheet: str) -> None:
    # Always quoted: Excel accepts the apostrophes for every sheet name.
    location = "'" + sheet.replace("'", "''") + "'!A1"
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, location=location, tooltip=f"Gå til {sheet}", display=sheet
    )


def _set_up(sheet: Worksheet, spec: SheetSpec, programme: Programme, year: int) -> None:
    """Widths, frozen panes, protection and print set-up."""
    for table in spec.tables:
        for column in table.columns:
            letter = table.letter(column.key)
            size = sheet.column_dimensions[letter]
            if table is spec.table or size.width == 13:
                size.width = column.width
            if table is spec.table and table.grows:
                # New rows are typed below the table; «2.1.5» must stay text there, not a date.
                size.number_format = styles.NUMBER_FORMATS[column.kind]
                size.alignment = styles.align(column.kind)
    for letter, width in spec.widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_properties.tabColor = styles.TABS[spec.group]
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    if spec.table is not None and spec.name != "Lister":
        sheet.freeze_panes = f"B{spec.table.header_row + 1}"
    if spec.protected:
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False
    _set_up_page(sheet, spec, programme, year)


def _set_up_page(sheet: Worksheet, spec: SheetSpec, programme: Programme, year: int) -> None:
    page = sheet.page_setup
    width = sum(c.width for c in spec.table.columns) if spec.table is not None else 0
    page.paperSize = A3 if width > WIDEST_ON_A4 else A4
    page.orientation = "landscape" if spec.landscape else "portrait"
    page.fitToWidth, page.fitToHeight = 1, 0 if spec.tall else 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.75, 0.7
    if spec.table is not None:
        sheet.print_title_rows = f"{spec.table.header_row}:{spec.table.header_row}"
    owner = (programme.word("Organisasjon") or "").replace("&", "&&")
    header: Any = sheet.oddHeader
    footer: Any = sheet.oddFooter
    for part, text in (
        (header.left, owner),
        (header.right, f"Handlingsprogram og budsjett {year}"),
        (footer.left, "&A"),
        (footer.right, "Side &P av &N"),
    ):
        part.text, part.size = text, 9


_STATES = (("OK", styles.GOOD), ("AVVIK", styles.BAD), ("GODTATT", styles.KNOWN))
_SEVERITIES = (("Feil", styles.BAD), ("Advarsel", styles.KNOWN))


def _mark(formula: str, colours: tuple[str, str]) -> Any:
    look = {"font": Font(color=colours[0], bold=True), "fill": _solid(colours[1])}
    return _rule(formula, **look)


def _rule(formula: str, **look: Any) -> Any:
    return FormulaRule([formula], **look)  # type: ignore[no-untyped-call]


def _solid(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill(bgColor=colour, fill_type="solid")


def _add_conditional_formats(sheet: Worksheet, spec: SheetSpec, rows: Rows) -> None:
    """What must be seen at once: sums, states, a member without population, a late target."""

    def span(table: TableSpec, first: str, last: str, spare: int = 0) -> tuple[str, int]:
        top = table.header_row + 1
        bottom = table.header_row + len(rows[table.name]) + spare
        return f"{table.letter(first)}{top}:{table.letter(last)}{bottom}", top

    table = spec.table
    rules = sheet.conditional_formatting
    if spec.name == "Forside":
        rules.add("C4:F4", _mark('LEFT($C$4,2)="OK"', styles.GOOD))
        rules.add("C4:F4", _mark('LEFT($C$4,2)<>"OK"', styles.BAD))
    elif spec.name == "Hovedtall" and table is not None:
        ref, top = span(table, "line", "comment")
        total = _rule(
            f'OR(LEFT($C{top},3)="Sum",$C{top}="Resultat",$C{top}="Utgående")',
            font=Font(bold=True, color=styles.NAVY),
            border=Border(top=Side(style="thin", color=styles.NAVY)),
            fill=_solid(styles.CARD),
        )
        rules.add(ref, total)
    elif spec.name == "Kontroll" and table is not None:
        ref, top = span(table, "state", "state")
        for word, colours in _STATES:
            rules.add(ref, _mark(f'$A{top}="{word}"', colours))
        ref, top = span(spec.more_tables[0], "severity", "severity", 400)
        for word, colours in _SEVERITIES:
            rules.add(ref, _mark(f'$A{top}="{word}"', colours))
    elif spec.name == "Medlemmer" and table is not None:
        ref, top = span(table, "population", "fee")
        active, people = table.letter("active"), table.letter("population")
        rules.add(ref, _mark(f"AND(${active}{top}=1,${people}{top}=0)", styles.BAD))
    elif spec.name == "Mål" and table is not None:
        ref, top = span(table, "deadline", "status")
        due, status = table.letter("deadline"), table.letter("status")
        late = f'AND(${due}{top}<>"",${due}{top}<TODAY(),${status}{top}<>"Nådd")'
        rules.add(ref, _mark(late, styles.KNOWN))


def _add_names(book: Workbook, layout: Layout, rows: Rows) -> None:
    for named in layout.names:
        at = _address(layout, named, rows)
        if at is not None:
            book.defined_names[named.name] = DefinedName(named.name, attr_text=at)
    for name, refers_to in layout.lists.items():
        book.defined_names[name] = DefinedName(name, attr_text=refers_to)


def _address(layout: Layout, named: NamedCell, rows: Rows) -> str | None:
    sheet, table = layout.tables[named.table]
    by = named.by or table.key
    for index, row in enumerate(rows[named.table]):
        if row.get(by) == named.row:
            letter = column_letters(table.first_column + _index(table, named.column))
            return f"{quote_sheet(sheet.name)}!${letter}${table.header_row + 1 + index}"
    if named.optional:
        return None
    raise ValueError(f"no row {named.row} in {named.table} for the name {named.name}")


def _index(table: TableSpec, key: str) -> int:
    return [c.key for c in table.columns].index(key)


def _set_properties(book: Workbook, layout: Layout, programme: Programme, moment: datetime) -> None:
    properties = book.properties
    owner = programme.word("Organisasjon") or ""
    properties.title = f"Handlingsprogram og budsjett {layout.year}"
    properties.subject = owner
    properties.creator = properties.lastModifiedBy = owner
    properties.language = "nb-NO"
    properties.created = properties.modified = moment
    book.calculation.fullCalcOnLoad = True
    book.active = 0
