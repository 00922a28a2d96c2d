"""The caution that every engine is run with.

No engine is right everywhere, and the worst faults are silent. So an engine is asked only what
it has been seen to answer right: circular formulas, formulas that read other workbooks and the
idioms in its own table of weaknesses are declined, and so is everything that rests on them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, cast

from orxl.core.errors import OrxlError
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import CellError, Value
from orxl.formulas.circles import cycle_text
from orxl.formulas.engine import Answer, Declined, Run, Suspect, Weakness
from orxl.formulas.form import Form
from orxl.formulas.graph import Graph, graph_of
from orxl.formulas.locale_doubts import Held, doubt, may_be_doubted, speaks_a_language
from orxl.formulas.portions import portions
from orxl.formulas.sheet_names import run_named
from orxl.formulas.subtotals import subtotals_in_doubt
from orxl.formulas.telling import REASON
from orxl.formulas.tokens import Kind

_DEEPEST: Final = 80  # Excel's limit is 64; lowering a name adds a few
_DATES: Final = frozenset(
    {
        "DATE", "YEAR", "MONTH", "DAY", "EDATE", "EOMONTH", "WEEKDAY", "WEEKNUM", "ISOWEEKNUM",
        "NETWORKDAYS", "WORKDAY", "DATEDIF", "DAYS", "YEARFRAC", "DATEVALUE", "TEXT",
    }
)  # fmt: skip


def guarded(
    book: Book,
    wanted: Collection[CellRef] | None,
    weaknesses: Collection[Weakness],
    run: Run,
    *,
    norwegian: bool = False,
    portion: int | None = None,
) -> dict[CellRef, Answer]:
    """Run an engine on what it can be trusted with, and decline the rest.

    ``run`` gets the formulas that are needed for *wanted* and that neither are declined nor rest
    on something declined. ``norwegian``: the engine knows decimal comma, date order and the
    alphabet of the users' Excel, so that values which hang on them need no decline.
    ``portion``: how many formulas it is given at a time, where there are many more.
    """
    graph = graph_of(book)
    needed = frozenset(graph.cells) if wanted is None else graph.needed_for(wanted)
    answers: dict[CellRef, Answer] = {}
    refused = _refusals(book, needed, weaknesses, norwegian)
    _decline(graph, needed, refused, answers)
    formulas = {
        cell: formula.text
        for cell, formula in graph.formulas.items()
        if cell in needed and cell not in answers
    }
    if formulas:
        try:
            values: dict[CellRef, Value | None] = {}
            for part, given in portions(book, graph, formulas, portion):
                values.update(run_named(run, part, given))
        except (OrxlError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a panic in Rust is no Exception
            broken = f"Motoren brøt sammen over arbeidsboken ({type(error).__name__})."
            answers.update(dict.fromkeys(formulas, Declined(broken)))
            return _only(answers, wanted)
        failed = _failed(book, formulas, values, weaknesses, norwegian)
        del formulas  # as large as all answers
        for cell in failed:
            values.pop(cell, None)
        believed = cast("dict[CellRef, Answer]", values)  # what is no value has failed
        answers = {**believed, **answers} if answers else believed
        # An error that came from elsewhere is told where it began.
        inherited = graph.resting_on_others(failed)
        first = {cell: reason for cell, reason in failed.items() if cell not in inherited}
        _decline(graph, needed, first, answers)
    return _only(answers, wanted)


def _only(
    answers: dict[CellRef, Answer], wanted: Collection[CellRef] | None
) -> dict[CellRef, Answer]:
    if wanted is None:
        return answers
    return {cell: answers[cell] for cell in wanted if cell in answers}


def _refusals(
    book: Book, needed: frozenset[CellRef], weaknesses: Collection[Weakness], norwegian: bool
) -> dict[CellRef, str]:
    """The needed cells whose formulas are not given to the engine, and why."""
    refused = dict(_for_every_engine(book))
    static = [weakness for weakness in weaknesses if weakness.when is None]
    for suspect, cells in _suspects(book).items():
        if not norwegian and speaks_a_language(suspect.form):
            reason: str | None = REASON
        else:
            reason = next((weak.reason for weak in static if weak.applies(suspect)), None)
        if reason is not None:
            for cell in cells:
                refused.setdefault(cell, reason)
    return _in_order(refused, [cell for cell in graph_of(book).cells if cell in needed])


def _in_order(reasons: Mapping[CellRef, str], cells: Iterable[CellRef]) -> dict[CellRef, str]:
    return {cell: reasons[cell] for cell in cells if cell in reasons} if reasons else {}


def _failed(
    book: Book,
    formulas: Mapping[CellRef, str],
    values: Mapping[CellRef, Value | None],
    weaknesses: Collection[Weakness],
    norwegian: bool,
) -> dict[CellRef, str]:
    """The cells among *formulas* whose values are not believed, and why."""
    compiled = graph_of(book).formulas
    held = Held.on_each_sheet(book, values.get)
    failed: dict[CellRef, str] = {}
    for suspect, cells in _suspects(book).items():
        weak = [w for w in weaknesses if w.when is not None and w.applies(suspect)]
        plain = norwegian or not may_be_doubted(suspect.form)
        for cell in cells:
            if cell not in formulas:
                continue
            value = values.get(cell)
            if plain and not weak and isinstance(value, (float, bool)):
                continue
            reason = _doubt(value)
            if value is not None and reason is None:
                if weak:
                    reason = next((w.reason for w in weak if w.when and w.when(value)), None)
                if reason is None and not norwegian:
                    reason = doubt(compiled[cell], value, held[cell.sheet])
            if reason is not None:
                failed[cell] = reason
    return _in_order(failed, formulas)


@per_object
def _suspects(book: Book) -> dict[Suspect, list[CellRef]]:
    """What is in the formula cells, with the cells: what is asked of a form is asked once."""
    suspects: dict[Suspect, list[CellRef]] = {}
    at = book.cell
    for form, cells in graph_of(book).by_form.items():
        kinds: dict[str, list[CellRef]] = {}
        for cell in cells:
            kinds.setdefault(at(cell).kind, []).append(cell)
        for kind, same in kinds.items():
            suspects[Suspect(form, kind)] = same
    return suspects


@per_object
def _for_every_engine(book: Book) -> dict[CellRef, str]:
    """The formulas no engine is asked for, and why."""
    graph = graph_of(book)
    refused = {cell: f"Sirkelreferanse: {text}" for cell, text in _circles(graph).items()}
    for cell in graph.readers(_filled_by_arrays(book)):
        refused.setdefault(cell, "Formelen leser resultatet av en matriseformel over flere celler.")
    for cell, reason in subtotals_in_doubt(book, graph).items():
        refused.setdefault(cell, reason)
    for suspect, cells in _suspects(book).items():
        common = _common_reason(suspect, book.date1904)
        if common is not None:
            for cell in cells:
                refused.setdefault(cell, common)
    return refused


def _common_reason(suspect: Suspect, date1904: bool) -> str | None:
    form = suspect.form
    if _deeper_than_excel(form):
        return "Formelen har flere parenteser inni hverandre enn Excel tillater."
    if form.external:
        return "Formelen leser en annen arbeidsbok."
    if form.untraceable:
        return "Formelen leser celler den ikke navngir (FORSKYVNING eller INDIREKTE)."
    if date1904 and not form.functions.isdisjoint(_DATES):
        return "Arbeidsboken regner datoer fra 1904, og det er motorene ikke prøvd med."
    if suspect.kind in ("datatable", "spill"):
        return "Formelen er av en type som ikke etterregnes."
    if suspect.use.intersected:
        return "Formelen bruker et område der Excel venter én verdi."
    return None


def _deeper_than_excel(form: Form) -> bool:
    """Whether parentheses are nested so deep that an engine might run out of stack."""
    depth = 0
    for token in form.tokens:
        if token.kind in (Kind.FUNCTION, Kind.OPEN):
            depth += 1
            if depth > _DEEPEST:
                return True
        elif token.kind is Kind.CLOSE:
            depth -= 1
    return False


def _filled_by_arrays(book: Book) -> list[CellRef]:
    """Cells whose values an array formula or data table elsewhere has put there: no inputs."""
    return [
        CellRef(sheet.name, row, column)
        for sheet in book.sheets
        for (row, column), cell in sheet.cells.items()
        if cell.formula is None and cell.kind
    ]


def _circles(graph: Graph) -> dict[CellRef, str]:
    """For each cell that takes part in a circle, the circle as text."""
    texts: dict[CellRef, str] = {}
    for knot, cycle in zip(graph.knots, graph.cycles, strict=True):
        text = cycle_text(cycle)
        texts.update((cell, text) for cell in knot)
    return texts


def _doubt(value: Value | None) -> str | None:
    """Why what came back is no answer, or None when it is one."""
    if value is None:
        return "Motoren ga ingen verdi."
    if isinstance(value, CellError) and value.code == "#NAME?":
        return "Motoren kjenner ikke en funksjon eller et navn i formelen."
    if isinstance(value, CellError) and value.code not in KNOWN_ERRORS:
        return f"Motoren ga feilen {value.code}, som Excel ikke har."
    return None


KNOWN_ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
)  # fmt: skip
"""The errors all versions of Excel have."""


def _decline(
    graph: Graph,
    needed: frozenset[CellRef],
    refused: Mapping[CellRef, str],
    answers: dict[CellRef, Answer],
) -> None:
    """Enter *refused* in *answers*, and with them all needed cells that rest on them."""
    for cell, source in graph.spread(refused).items():
        if cell in refused:
            answers[cell] = Declined(refused[cell])
        elif cell in needed and not isinstance(answers.get(cell), Declined):
            answers[cell] = Declined(f"Bygger på {source}, som ikke er etterregnet.")
