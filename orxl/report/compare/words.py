"""A change as a sentence that a board can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.core.values import BLANK, Value
from orxl.layout import Layout
from orxl.layout import names as tables
from orxl.report.compare.diff import told
from orxl.report.compare.figures import LONG, pair, shown
from orxl.report.compare.names import called, place, unit
from orxl.versions.changes import Change, Kind


def sentence(change: Change, layout: Layout | None, with_it: Sequence[Change] = ()) -> str:
    """What *change* says; *with_it* are the rows that came or went with it."""
    said = _SENTENCES[change.kind](change, layout)
    children = _children(change, with_it)
    return f"{said} {children}".rstrip()


def _value(change: Change, layout: Layout | None) -> str:
    old, new = change.old, change.new
    where = place(change)
    was, now = pair(change, layout)
    if old is BLANK:
        return f"{where} er fylt ut med {now}{unit(change)}."
    if new is BLANK:
        return f"{where} er tømt; der stod det {was}{unit(change)}."
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > LONG:
        how = told(old, new)
        return f"{where} har fått ny ordlyd: {how}." if how else f"{where} er skrevet om."
    return f"{where} er endret fra {was} til {now}{unit(change)}."


def _formula(change: Change, layout: Layout | None) -> str:
    old, new = change.old, change.new
    if len(change.cells) > 1:
        where = f"{nb.number(len(change.cells))} celler {_spread(change)}"
        if isinstance(old, Formula):
            return f"{where} har fått en annen formel: {shown(new)} i stedet for {shown(old)}."
        return f"{where} har fått formelen {shown(new)}."
    where = place(change)
    if isinstance(old, Formula) and isinstance(new, Formula):
        return f"{where} har fått en annen formel: {shown(new)} i stedet for {shown(old)}."
    if isinstance(old, Formula):
        if new is BLANK:
            return f"{where} har mistet formelen {shown(old)}."
        was = f", som ga {shown(old.cached, new)}" if old.cached not in (None, BLANK) else ""
        return f"{where} er skrevet over med {shown(new)} der formelen {shown(old)} stod{was}."
    return f"{where} har fått formelen {shown(new)}; der stod det {shown(old)}."


def _spread(change: Change) -> str:
    """Where the cells of a change that is one in several are."""
    places = [after for _, after in change.cells if after is not None]
    columns = {at.column for at in places}
    name = f"i kolonnen «{change.column}» " if change.column and len(columns) == 1 else ""
    first, last = min(places), max(places)
    return f"{name}på arket «{change.sheet}» ({first.a1}–{last.a1})"


def _result(change: Change, layout: Layout | None) -> str:
    was, now = _results(change)
    return (
        f"{place(change)} viser {now} i stedet for {was}, uten at formelen eller noe den bygger "
        "på, er endret."
    )


def _results(change: Change) -> tuple[str, str]:
    values: list[Value | None] = [
        c.cached if isinstance(c, Formula) else None for c in (change.old, change.new)
    ]
    return shown(values[0], values[1]), shown(values[1], values[0])


def _row_added(change: Change, layout: Layout | None) -> str:
    name, new = called(change)
    return f"{name} er {new}{_title(change)}."


def _row_removed(change: Change, layout: Layout | None) -> str:
    return f"{called(change)[0]} er tatt ut{_title(change)}."


def _title(change: Change) -> str:
    """What a row that came or went is about: its longest text."""
    texts = [held for _, held in change.contents if isinstance(held, str) and held != change.row]
    if not change.table or change.table not in _TITLED:
        told = (held for _, held in change.contents if held is not BLANK)
        typed = (held for held in told if not (change.table and isinstance(held, Formula)))
        cells = [shown(held) for held in typed if str(held) not in _named(change)][:4]
        return f": {', '.join(cells)}" if cells else ""
    longest = max(texts, key=len, default="")
    return f": {nb.quoted(longest, 160)}" if longest else ""


def _named(change: Change) -> tuple[str, ...]:
    """The words that already stand in what the row is called."""
    key, _, rest = change.row.partition(" (")
    return tuple(filter(None, (key, *rest.rstrip(")").split(", ")))) if change.table else ()


_TITLED: Final = frozenset(
    {tables.MEASURES, tables.TARGETS, tables.AREAS, tables.STRATEGY, tables.PARAGRAPHS,
     tables.NOTES, tables.GRANTS, tables.BODIES}
)  # fmt: skip


def _children(change: Change, with_it: Sequence[Change]) -> str:
    """What came or went with a row: «Det har 2 mål og 1 partner.»"""
    words: Mapping[str, tuple[str, str]] = {
        tables.TARGETS: ("mål", "mål"),
        tables.PARTNERS: ("partner", "partnere"),
        tables.GRANT_YEARS: ("år", "år"),
    }
    counts = [
        nb.counted(count, *words.get(table, ("annen rad", "andre rader")))
        for table in dict.fromkeys(c.table for c in with_it)
        if (count := sum(c.table == table for c in with_it))
    ]
    if not counts:
        return ""
    what = nb.listed(counts)
    return f"Med det gikk {what} ut." if change.kind is Kind.ROW_REMOVED else f"Det har {what}."


def _renamed(change: Change, layout: Layout | None) -> str:
    old = change.old if isinstance(change.old, str) else shown(change.old)
    name = called(change, old)[0]
    if change.table == tables.MEASURES:
        return f"{name} har fått nummeret {change.new}."
    return f"{name} heter nå {shown(change.new)}."


def _swapped(change: Change, layout: Layout | None) -> str:
    if change.table and change.row:
        return f"{change.row} har byttet plass på arket «{change.sheet}»."
    rows = sorted(after.row for _, after in change.cells if after is not None)
    return (
        f"Rad {nb.listed([str(row) for row in rows])} på arket «{change.sheet}» har byttet plass."
    )


def _sorted(change: Change, layout: Layout | None) -> str:
    return (
        f"{nb.number(len(change.cells))} rader på arket «{change.sheet}» har fått en annen "
        "rekkefølge."
    )


def _moved(change: Change, layout: Layout | None) -> str:
    return f"{called(change)[0]} er flyttet til en annen plass."


def _column(what: str) -> Callable[[Change, Layout | None], str]:
    def said(change: Change, layout: Layout | None) -> str:
        held = (
            f" ({nb.counted(len(change.contents), 'celle', 'celler')})" if change.contents else ""
        )
        return f"Kolonnen «{change.column}» på arket «{change.sheet}» {what}{held}."

    return said


def _column_formula(change: Change, layout: Layout | None) -> str:
    if not change.column:
        return (
            f"Tabellene har mistet formlene som nye rader skal få, i {change.name} kolonner. "
            "LibreOffice gjør det når den lagrer."
        )
    where = f"Nye rader i kolonnen «{change.column}» på arket «{change.sheet}»"
    if change.new is None:
        return f"{where} får ikke lenger formelen {shown(change.old)}."
    was = f" (før {shown(change.old)})" if change.old is not None else ""
    return f"{where} får nå formelen {shown(change.new)}{was}."


def _beside(change: Change, layout: Layout | None) -> str:
    where = f"arket «{change.sheet}»" if change.sheet else f"{len(change.contents)} ark"
    old, new = _plain(change.old), _plain(change.new)
    if change.old is None:
        return f"{change.name} på {where} er ny: «{new}»."
    if change.new is None:
        return f"{change.name} på {where} er borte; der stod det «{old}»."
    return f"{change.name} på {where} er endret fra «{old}» til «{new}»."


def _looks(change: Change, layout: Layout | None) -> str:
    if not change.cells or change.at is None:
        return f"{change.name} på arket «{change.sheet}» er endret."
    cells = nb.counted(len(change.cells), "celle", "celler")
    return (f"{cells} på arket «{change.sheet}» ser annerledes ut ({change.name}); "
            f"den første er {change.at.a1}.")  # fmt: skip


def _simple(words: str) -> Callable[[Change, Layout | None], str]:
    """A sentence with the change's own words put in."""

    def said(change: Change, layout: Layout | None) -> str:
        return words.format(
            sheet=change.sheet, name=change.name, table=change.table, column=change.column,
            old=_plain(change.old), new=_plain(change.new),
            at="" if change.at is None else change.at.a1,
            held=nb.listed([f"{count} {what}" for what, count in change.contents]),
        )  # fmt: skip

    return said


def _plain(content: Content | None) -> str:
    if isinstance(content, str):
        return nb.quoted(content, 120)[1:-1]
    return "ingenting" if content is None else shown(content)


_SENTENCES: Final[Mapping[Kind, Callable[[Change, Layout | None], str]]] = {
    Kind.SHEET_ADDED: _simple("Arket «{sheet}» er nytt ({held})."),
    Kind.SHEET_REMOVED: _simple("Arket «{sheet}» er tatt ut ({held})."),
    Kind.SHEET_RENAMED: _simple("Arket «{old}» heter nå «{new}»."),
    Kind.SHEET_MOVED: _simple("Arket «{sheet}» står på en annen plass blant arkene."),
    Kind.SHEET_STATE: _simple("Arket «{sheet}» var {old} og er nå {new}."),
    Kind.SHEET_PROTECTION: _simple("Beskyttelsen av arket «{sheet}» er endret: {new} (var {old})."),
    Kind.TABLE_ADDED: _simple("Tabellen {name} på arket «{sheet}» er ny."),
    Kind.TABLE_REMOVED: _simple("Tabellen {name} på arket «{sheet}» er ikke lenger en tabell."),
    Kind.TABLE_RENAMED: _simple("Tabellen {old} på arket «{sheet}» heter nå {new}."),
    Kind.COLUMN_ADDED: _column("er ny"),
    Kind.COLUMN_REMOVED: _column("er tatt ut"),
    Kind.COLUMN_MOVED: _column("er flyttet"),
    Kind.COLUMN_RENAMED: _simple("Kolonnen «{old}» på arket «{sheet}» heter nå «{new}»."),
    Kind.COLUMN_FORMULA: _column_formula,
    Kind.ROW_ADDED: _row_added,
    Kind.ROW_REMOVED: _row_removed,
    Kind.ROW_MOVED: _moved,
    Kind.ROWS_SWAPPED: _swapped,
    Kind.ROWS_SORTED: _sorted,
    Kind.ROW_RENAMED: _renamed,
    Kind.VALUE: _value,
    Kind.FORMULA: _formula,
    Kind.RESULT: _result,
    Kind.NAME_ADDED: _simple("Navnet {name} er nytt: {new}."),
    Kind.NAME_REMOVED: _simple("Navnet {name} er tatt ut (viste til {old})."),
    Kind.NAME_CHANGED: _simple("Navnet {name} viser nå til {new} i stedet for {old}."),
    Kind.COMMENT_ADDED: _simple("Celle {at} på arket «{sheet}» har fått en kommentar: «{new}»."),
    Kind.COMMENT_REMOVED: _simple("Kommentaren i {at} på arket «{sheet}» er borte: «{old}»."),
    Kind.COMMENT_CHANGED: _simple(
        "Kommentaren i {at} på arket «{sheet}» er endret fra «{old}» til «{new}»."
    ),
    Kind.MERGED: _simple(
        "Sammenslåingen av cellene {name} på arket «{sheet}» er endret: {new} (var {old})."
    ),
    Kind.HIDDEN_ROWS: _simple("Rad {name} på arket «{sheet}» var {old} og er nå {new}."),
    Kind.HIDDEN_COLUMNS: _simple("Kolonne {name} på arket «{sheet}» var {old} og er nå {new}."),
    Kind.SETTING: _simple("Innstillingen «{name}» er endret fra {old} til {new}."),
    Kind.BESIDE: _beside,
    Kind.SPELLING: _simple(
        "Formelen i {at} på arket «{sheet}» betyr det samme, men er skrevet annerledes."
    ),
    Kind.LOOKS: _looks,
}


def value_line(change: Change) -> str:
    """A calculated value that follows from something: where, and from what to what."""
    was, now = _results(change)
    return f"{place(change)} {was} → {now}"
