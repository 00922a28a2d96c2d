"""A chart that does not read what the layout has it read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from orxl.core.refs import Range
from orxl.layout import SheetSpec
from orxl.layout.looks import Cells, ChartSpec
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb

RULE = Rule(
    "S025",
    "diagram-leser-andre-celler",
    Severity.WARNING,
    finds="Et diagram som leser en kortere, lengre eller annen rekke celler enn oppsettet har for "
    "det, og et diagram som er slettet.",
    why="Diagrammet viser da bare noen av postene, eller et annet år, under den samme tittelen.",
    remedy="Høyreklikk diagrammet, velg «Merk data», og sett rekkene tilbake til hele kolonnene.",
)


@RULE.check
def check(view: View) -> Hits:
    for spec in view.layout.sheets:
        sheet = view.book.sheet(spec.name) if spec.charts else None
        if sheet is None or sheet.charts is None:
            continue
        left = [tuple(filter(None, map(_area, chart))) for chart in sheet.charts]
        for chart in spec.charts:
            wanted = list(_wanted(view, spec, chart))
            if any(area is None for area in wanted):
                continue  # its table is gone: S002
            areas = [area for area in wanted if area is not None]
            best = max(left, key=lambda held: _shared(areas, held), default=())
            near = [a for a in best if any(a.sheet == w.sheet for w in areas)]
            if best in left and (_shared(areas, best) or near):
                left.remove(best)
                yield from _compared(spec, chart, areas, best)
            else:
                yield Hit(
                    f"Diagrammet «{chart.title}» på arket «{spec.name}» er borte.",
                    sheet=spec.name,
                    severity=Severity.NOTE,
                )


def _compared(
    spec: SheetSpec, chart: ChartSpec, wanted: Sequence[Range], held: Collection[Range]
) -> Hits:
    missing = [area for area in wanted if area not in held]
    if missing:
        others = [area for area in held if area not in wanted]
        reads = f"leser {_named(others)}" if others else f"leser ikke {_named(missing)}"
        yield Hit(
            f"Diagrammet «{chart.title}» på arket «{spec.name}» {reads}"
            + (f", men skal lese {_named(missing)}." if others else "."),
            sheet=spec.name,
            expected=_named(missing),
            actual=_named(others) if others else None,
        )


def _wanted(view: View, spec: SheetSpec, chart: ChartSpec) -> Iterator[Range | None]:
    yield _cells(view, spec, chart.categories)
    for series in chart.series:
        yield _cells(view, spec, series.cells)


def _cells(view: View, spec: SheetSpec, cells: Cells) -> Range | None:
    if not cells.table:
        return Range.of(spec.name, cells.column.replace("$", ""))
    bound = view.bound.tables.get(cells.table)
    if bound is None or cells.column not in bound.columns:
        return None
    column, table = bound.columns[cells.column], bound.table
    return Range(table.sheet, table.first_data_row, column, table.last_data_row, column)


def _area(formula: str) -> Range | None:
    """The cells that a chart's formula names; None for a name, a text or several areas."""
    sheet, mark, ref = formula.rpartition("!")
    try:
        return Range.of(sheet.strip("'").replace("''", "'"), ref.replace("$", "")) if mark else None
    except ValueError:
        return None


def _shared(wanted: Collection[Range], held: Collection[Range]) -> int:
    return sum(area in wanted for area in held)


def _named(areas: Sequence[Range]) -> str:
    return nb.listed([f"{a.sheet} {a.a1}" for a in dict.fromkeys(areas)])


def _changed(e: Editor, old: str, new: str) -> Place:
    charts = [tuple(f.replace(old, new) for f in chart) for chart in e.charts_of("Forside")]
    e.charts("Forside", charts)
    return "Forside"


@RULE.bad("De to siste postene er falt ut av diagrammet.")
def _cut(e: Editor) -> Place:
    return _changed(e, "$N$6:$N$11", "$N$6:$N$9")


@RULE.bad("Diagrammet leser budsjettet året før to ganger.")
def _last_year(e: Editor) -> Place:
    return _changed(e, "$N$6", "$O$6")


@RULE.good("Et eget diagram er satt inn ved siden av.")
def _ones_own(e: Editor) -> None:
    e.charts("Forside", [*e.charts_of("Forside"), ("Hovedtall!$A$6:$A$9", "Hovedtall!$E$6:$E$9")])
