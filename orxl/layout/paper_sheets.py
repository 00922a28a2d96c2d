"""The budget's two tables as the paper prints them, by formula from the sheets staff work in.

The lines, the projects and the notes that there are fill the tables from above; technical columns
say which one a row shows. A line without any amount is left out, as in the paper.
"""

from __future__ import annotations

from typing import Final

from orxl.core.light import replace
from orxl.layout.columns import HEADER_ROW, amount, integer, long_text, row, table, text
from orxl.layout.looks import FixedMark, Look, Mark, Page
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import Group
from orxl.layout.tables import Column, Row, TableSpec

LINES: Final = 26
"""Rows for budget lines and headings; the case has 22."""
PROJECTS: Final = 15
"""Rows for projects and their total; the case has 10."""
NOTES: Final = 5
"""Room for notes under a table; the case has 3 at most."""
_BEYOND: Final = 1000
"""More than any table has rows."""
NOTE_LINES: Final = 12
"""Room for the lines of the notes, each as wide as the table."""
_LINE: Final = 140
"""Characters of a line: no cell is merged, so a note is broken into cells that run over the next.
"""
_TOO_MANY: Final = "Alle får ikke plass i tabellen. Meld fra til den som vedlikeholder orxl."
_BACK: Final = "T1"
"""The link to the front page, outside what is printed."""


def _nth(chosen: str, column: str, number: str) -> str:
    """The row of a table, counted from 1, of the *number*-th one that is *chosen*; 0: none is."""
    falling = f"({_BEYOND}-ROW({{{column}}})+ROW({{{column}#}}))"
    return (
        f"IF(OR({number}=0,{number}>SUMPRODUCT({chosen}*1)),0,"
        f"{_BEYOND}-SUMPRODUCT(LARGE({chosen}*{falling},MAX(1,{number}))))"
    )


def _amounts(formula: str) -> tuple[Column, ...]:
    """The printed amounts; *formula* has «KEY» for the column's key."""
    return tuple(
        amount(key, header, 15.5, formula=formula.replace("KEY", key), public=True)
        for key, header in (
            ("budget_prior", "Budsjett {prior}"),
            ("forecast_prior", "Prognose {prior}"),
            ("budget", "Budsjett {year}"),
            ("change", "Endring"),
        )
    )


def _technical(key: str, header: str, formula: str | None = None) -> Column:
    return integer(key, header, 10, formula=formula, by_row=formula is None, hidden=True)


_NOTE_COLUMNS: Final = (
    _technical("note_index", "Note nr"),
    long_text("note", "Note", 10, by_row=True, hidden=True),
    *(
        long_text(key, header, 10, by_row=True, hidden=True, since=5)
        for key, header in (("rest", "Resten av notene"), ("head", "Til neste linje"))
    ),
    *(
        integer(key, header, 10, by_row=True, hidden=True, since=5)
        for key, header in (("ends", "Noten slutter"), ("space", "Siste mellomrom"),
                            ("cut", "Tegn i linjen"))
    ),
    long_text("note_line", "Notelinje", 10, by_row=True, hidden=True, since=5),
)  # fmt: skip
"""The notes under the table, in its first rows: those that the sheet «Noter» has for it; and
their lines, one after another, each what is left of the notes up to its last space."""


def _mark(source: str) -> str:
    """The stars of the note that the shown row refers to, after a space."""
    note = f"INDEX({{{source}.note}},{{index}})"
    stars = f"INDEX({{tblNoter.mark}},MATCH({note},{{tblNoter.note_id}},0))"
    return f'IF({{index}}=0,"",IFERROR(" "&{stars},""))'


def _note(number: int, under: str) -> dict[str, str]:
    """The formulas of note *number* of the table *under*."""
    if number > NOTES:
        return {}
    mine = f'({{tblNoter.table}}="{under}")'
    shown = 'INDEX({tblNoter.mark},{note_index})&" "&INDEX({tblNoter.printed},{note_index})'
    return {
        "note_index": _nth(mine, "tblNoter.table", str(number)),
        "note": f'IF({{note_index}}=0,"",{shown})',
    }


def _note_line(number: int) -> dict[str, str]:
    """The formulas of line *number* of the notes."""
    if number > NOTE_LINES:
        return {}
    before = f"{{{number - 1}|cut}}"
    following = f'IF({before}=0,"",TRIM(MID({{{number - 1}|rest}},{before}+1,2000)))'
    every = "{1|note}" + "".join(
        f'&IF({{{i}|note}}="","","¶"&{{{i}|note}})' for i in range(2, NOTES + 1)
    )
    spaces = 'LEN({head})-LEN(SUBSTITUTE({head}," ",""))'
    return {
        "rest": every if number == 1 else following,
        "head": f"LEFT({{rest}},{_LINE + 1})",
        "ends": 'IFERROR(FIND("¶",{head}),0)',
        "space": f'IFERROR(FIND("¤",SUBSTITUTE({{head}}," ","¤",{spaces})),{_LINE})',
        "cut": f"IF({{ends}}>0,{{ends}},IF(LEN({{rest}})<={_LINE},LEN({{rest}}),{{space}}))",
        "note_line": 'SUBSTITUTE(LEFT({rest},{cut}),"¶","")',
    }


def _line(number: int) -> Row:
    """Row *number* of table 5.1.1; the first one also says where the two headings stand."""
    lines, above = "{tblHovedtall.type}", "ROW({tblHovedtall.type})-ROW({tblHovedtall.type#})"
    first = {
        key: f"IFERROR({count}+SUMPRODUCT({{tblHovedtall.shown}}*({above}<MATCH({kind},{lines},0)))"
        ",0)"
        for key, count, kind in (
            ("income_at", 1, "{LineType.INCOME}"),
            ("expense_at", 2, "{LineType.EXPENSE}"),
        )
    }
    income, expense = "{1|income_at}", "{1|expense_at}"
    return row(
        {"number": str(number)},
        heading=f'IF({number}={income},"Inntekter",IF({number}={expense},"Utgifter",""))',
        post=f'IF({{heading}}="",{number}-({number}>{income})-({number}>{expense}),0)',
        **(first if number == 1 else {}),
        **_note(number, "Hovedtall"),
        **_note_line(number),
    )


_TOTAL: Final = (
    'OR({heading}<>"",{type}={LineType.INCOME_SUM},{type}={LineType.EXPENSE_SUM},'
    "{type}={LineType.RESULT},{type}={LineType.CARRY_OUT})"
)


_AS_PRINTED: Final = {
    "budget": 'IF({index}=0,"",INDEX({tblHovedtall.printed},{index}))',
    "change": 'IF({index}=0,"",{budget}-{budget_prior})',
}
"""The budget of the case: its opening is the prognosis', also when the accounts are known."""


def _main() -> TableSpec:
    return table(
        "tblTabell511", "number",
        text("label", "Post", 60, formula=
             'IF({index}=0,{heading},INDEX({tblHovedtall.label},{index})&{mark})', public=True),
        *(
            replace(column, formula=_AS_PRINTED[column.key], earlier=((6, column.formula),))
            if column.key in _AS_PRINTED
            else column
            for column in _amounts('IF({index}=0,"",INDEX({tblHovedtall.KEY},{index}))')
        ),
        text("number", "Nr", 10, hidden=True),
        text("heading", "Overskrift", 10, by_row=True, hidden=True),
        _technical("post", "Post nr"),
        _technical("index", "Rad", _nth("{tblHovedtall.shown}", "tblHovedtall.type", "{post}")),
        text("type", "Type", 10, hidden=True,
             formula='IF({index}=0,"",INDEX({tblHovedtall.type},{index}))'),
        text("mark", "Merke", 10, hidden=True, formula=_mark("tblHovedtall")),
        _technical("income_at", "Inntekter i rad"),
        _technical("expense_at", "Utgifter i rad"),
        *_NOTE_COLUMNS,
        fixed=True, paper=True, since=4,
        rows=tuple(_line(number) for number in range(1, LINES + 1)),
        marks=(Mark("label", "change", _TOTAL, Look.TOTAL),),
    )  # fmt: skip


def _projects() -> TableSpec:
    known = '({tblProsjektmidler.label}<>"")'
    total = 'IF({total}=1,SUM({tblProsjektmidler.KEY}),"")'
    return table(
        "tblTabell512", "number",
        text("label", "Prosjekt", 60, formula=
             'IF({index}=0,IF({total}=1,"Totalt",""),INDEX({tblProsjektmidler.label},{index})'
             "&{mark})", public=True),
        *_amounts(f"IF({{index}}=0,{total},INDEX({{tblProsjektmidler.KEY}},{{index}}))"),
        text("number", "Nr", 10, hidden=True),
        _technical("index", "Rad"),
        _technical("total", "Totalt"),
        text("mark", "Merke", 10, hidden=True, formula=_mark("tblProsjektmidler")),
        *_NOTE_COLUMNS,
        fixed=True, paper=True, since=4,
        rows=tuple(
            row(
                {"number": str(number)},
                index=_nth(known, "tblProsjektmidler.label", str(number)),
                total=f"IF(SUMPRODUCT({known}*1)={number - 1},1,0)",
                **_note(number, "Prosjektmidler"),
                **_note_line(number),
            )
            for number in range(1, PROJECTS + 1)
        ),
        marks=(Mark("label", "change", "{total}=1", Look.TOTAL),),
    )  # fmt: skip


def _sheet(name: str, title: str, source: str, shown: TableSpec, needed: str) -> SheetSpec:
    """The sheet of the table *shown*, with its notes below; *needed* is how many rows it needs."""
    rows = len(shown.rows)
    first_note = HEADER_ROW + rows + 2
    return SheetSpec(
        name, Group.BUDGET, title, f"Som i saken. Hentes fra {source} og Noter.",
        unit="Tall i 1000 kr", table=shown,
        fixed=(
            Fixed("B3", role="label_strong", span=4,
                  formula=f'IF({needed}>{rows},"{_TOO_MANY}","")'),
            *(
                Fixed(f"A{first_note + i}", role="note", span=5, since=4 if i < NOTES else 5,
                      formula=f"INDEX({{{shown.name}.note_line}},{i + 1})",
                      earlier=((4, f"INDEX({{{shown.name}.note}},{i + 1})"),) if i < NOTES else ())
                for i in range(NOTE_LINES)
            ),
        ),
        marks=(FixedMark("B3", '$B$3<>""', Look.BAD),),
        protected=True, since=4, back=_BACK,
        page=Page(landscape=False, to="change", one_page=True),
    )  # fmt: skip


TABLE_511_SHEET: Final = _sheet(
    "Tabell 5.1.1", "5.1.1 Hovedtall {year}", "Hovedtall", _main(), "SUM({tblHovedtall.shown})+2",
)  # fmt: skip
TABLE_512_SHEET: Final = _sheet(
    "Tabell 5.1.2", "5.1.2 Prosjektmidler {year}", "Prosjektmidler", _projects(),
    'SUMPRODUCT(({tblProsjektmidler.label}<>"")*1)+1',
)  # fmt: skip

CASE_PRINT: Final = (
    "Forside", "Strategi", "Områder", "Tiltak", "Mål", "Tilskudd", "Medlemmer", "Kontingent",
    "Overføring", "Scenarioer", "Tabell 5.1.1", "Tabell 5.1.2",
)  # fmt: skip
"""The sheets that are printed with the case, in tab order; the user guide says how to choose."""
CASE_PAGES: Final = 20
"""How many pages they may be together."""
