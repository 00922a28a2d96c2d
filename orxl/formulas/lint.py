"""Formulas that are valid, but that Excel's versions, languages or the engines read differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from orxl.core.light import dataclass
from orxl.core.nb import listed, quoted
from orxl.core.refs import CellRef
from orxl.core.snapshot import Book
from orxl.core.values import Value
from orxl.formulas.engine import Suspect
from orxl.formulas.form import UNTRACEABLE, VOLATILE, Form, Formula
from orxl.formulas.graph import graph_of
from orxl.formulas.locale_doubts import Held, Own, ordered_text, speaks_a_language
from orxl.formulas.norwegian import function
from orxl.formulas.telling import LOOKS_LIKE_A_NUMBER, without_operator
from orxl.formulas.tokens import Kind, bare_function, pattern_of, tokenize


class LintKind(StrEnum):
    """What is doubtful about a formula."""

    MISSING_PREFIX = "missing prefix"
    TOO_NEW = "too new"
    LOCALE = "locale"
    TEXT_ORDER = "text order"
    CODE_CRITERION = "code criterion"
    UNTRACEABLE = "untraceable"
    VOLATILE = "volatile"
    INTERSECTION = "implicit intersection"


@dataclass(frozen=True, slots=True)
class Lint:
    """One doubtful formula: what kind of doubt, where, and an explanation in bokmål."""

    kind: LintKind
    cell: CellRef
    explanation: str


_SINCE_2010: Final = frozenset(
    """
    ACOT ACOTH AGGREGATE ARABIC BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV
    BITAND BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT
    CHISQ.INV CHISQ.INV.RT CHISQ.TEST COMBINA CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P
    COVARIANCE.S CSC CSCH DAYS DECIMAL ERF.PRECISE ERFC.PRECISE EXPON.DIST F.DIST F.DIST.RT F.INV
    F.INV.RT F.TEST FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS FORECAST.LINEAR FORMULATEXT
    GAMMA GAMMA.DIST GAMMA.INV GAMMALN.PRECISE GAUSS HYPGEOM.DIST IFNA ISFORMULA ISOWEEKNUM
    LOGNORM.DIST LOGNORM.INV MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NETWORKDAYS.INTL NORM.DIST
    NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC
    PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC QUARTILE.INC
    RANK.AVG RANK.EQ RRI SEC SECH SHEET SHEETS SKEW.P STDEV.P STDEV.S T.DIST T.DIST.2T T.DIST.RT
    T.INV T.INV.2T T.TEST UNICHAR UNICODE VAR.P VAR.S WEBSERVICE WEIBULL.DIST WORKDAY.INTL XOR
    Z.TEST
    """.split()  # noqa: SIM905 - a list of a hundred quoted words is harder to read
) - {"NETWORKDAYS.INTL", "WORKDAY.INTL", "AGGREGATE"}  # these three Excel stores without prefix
_SINCE_2019: Final = frozenset({"CONCAT", "IFS", "MAXIFS", "MINIFS", "SWITCH", "TEXTJOIN"})
_SINCE_2021: Final = frozenset(
    """
    ANCHORARRAY ARRAYTOTEXT BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FIELDVALUE FILTER GROUPBY
    HSTACK IMAGE ISOMITTED LAMBDA LET MAKEARRAY MAP PERCENTOF PIVOTBY RANDARRAY REDUCE REGEXEXTRACT
    REGEXREPLACE REGEXTEST SCAN SEQUENCE SINGLE SORT SORTBY STOCKHISTORY TAKE TEXTAFTER TEXTBEFORE
    TEXTSPLIT TOCOL TOROW TRIMRANGE UNIQUE VALUETOTEXT VSTACK WRAPCOLS WRAPROWS XLOOKUP XMATCH
    """.split()  # noqa: SIM905
)
_ZERO_FIRST: Final = re.compile(r"\s*[-+]?0[0-9]+\s*")


def _named(functions: Iterable[str]) -> str:
    """The functions as a Norwegian Excel calls them, in a list; a rare one keeps its name."""
    return listed(sorted(function(name) for name in functions))


def lint(
    book: Book, *, stored: bool = True, cells: Iterable[CellRef] | None = None
) -> tuple[Lint, ...]:
    """Every doubtful formula among *cells* of *book* (None: all), in their order.

    ``stored``: the formulas come from a file, where newer functions carry ``_xlfn.``; a live Excel
    gives them without.
    """
    graph = graph_of(book)
    held = Held.on_each_sheet(book, lambda at: book.cell(at).value)
    # A column of copies is one; a form is one object, and many to look up by what they hold.
    known: dict[tuple[int, str, str], list[tuple[LintKind, str]]] = {}
    found: list[Lint] = []
    for cell in graph.cells if cells is None else cells:
        stands, formula = book.cell(cell), graph.formulas[cell]
        text = "" if stands.formula is None else stands.formula
        # What a name stands for is not written in this formula.
        written = formula.form.text if formula.given is text else pattern_of(text)
        form = formula.form
        key = id(form), stands.kind, written
        said = known.get(key)
        if said is None:
            suspect = Suspect(form, stands.kind)
            said = known[key] = [*_functions(written, stored), *_of_form(suspect)]
        if said:
            found += [Lint(kind, cell, explanation) for kind, explanation in said]
        if form.telling_probes:
            found += _language(cell, formula, held[cell.sheet])
    return tuple(found)


def _of_form(suspect: Suspect) -> Iterator[tuple[LintKind, str]]:
    yield from _reading(suspect.form)
    if suspect.use.intersected:
        yield LintKind.INTERSECTION, _INTERSECTION
    if speaks_a_language(suspect.form):
        yield LintKind.LOCALE, _LOCALE


_LOCALE = (
    "Formelen gjør tall eller dato om til tekst (eller omvendt) med et format som norsk og "
    "engelsk Excel leser ulikt."
)
_INTERSECTION = (
    "Formelen bruker et helt område der Excel venter én verdi. Eldre Excel tar da bare verdien i "
    "samme rad eller kolonne, mens andre programmer regner med hele området."
)


@lru_cache(maxsize=4096)
def _functions(formula: str, stored: bool) -> tuple[tuple[LintKind, str], ...]:
    called = {t.text.rstrip("(").upper() for t in tokenize(formula) if t.kind is Kind.FUNCTION}
    found: list[tuple[LintKind, str]] = []
    bare = called & (_SINCE_2010 | _SINCE_2019 | _SINCE_2021) if stored else set()
    if bare:
        said = (
            f"{_named(bare)} er lagret uten «_xlfn.», så Excel viser #NAVN? til noen skriver "
            "formelen på nytt."
        )
        found.append((LintKind.MISSING_PREFIX, said))
    names = {bare_function(name) for name in called}
    modern = names & _SINCE_2021
    if modern:
        said = (
            f"{_named(modern)} finnes ikke i Excel 2019 og eldre, og heller ikke i LibreOffice 7.4."
        )
        found.append((LintKind.TOO_NEW, said))
    recent = names & _SINCE_2019
    if recent:
        said = f"{_named(recent)} finnes ikke i Excel 2016 og eldre."
        found.append((LintKind.TOO_NEW, said))
    return tuple(found)


def _reading(form: Form) -> Iterator[tuple[LintKind, str]]:
    hidden = form.functions & UNTRACEABLE
    if hidden:
        yield (
            LintKind.UNTRACEABLE,
            f"{_named(hidden)} henter celler som ikke står i formelen, så ingen kan se hva den "
            "bygger på.",
        )
    restless = form.functions & (VOLATILE - UNTRACEABLE)
    if restless:
        yield (
            LintKind.VOLATILE,
            f"{_named(restless)} gir ny verdi hver gang arbeidsboken regnes ut, så tallet kan ikke "
            "kontrolleres.",
        )


def _language(cell: CellRef, formula: Formula, held: Held) -> Iterator[Lint]:
    own = Own(formula, held.places)
    for probe in formula.form.telling_probes:
        if probe.concern == "order" and ordered_text(
            held.values(probe.operand, own), held.values(probe.other, own)
        ):
            yield Lint(
                LintKind.TEXT_ORDER,
                cell,
                "Formelen sammenligner tekster med < eller >, og rekkefølgen (særlig æ, ø og å) "
                "avhenger av språket.",
            )
            break
    for probe in formula.form.telling_probes:
        if probe.concern != "criterion":
            continue
        values = held.values(probe.operand, own) or ()
        code = next((v for v in values if looks_like_a_number(v)), None)
        if code is not None:
            yield Lint(LintKind.CODE_CRITERION, cell, _code_criterion(str(code)))
            break


def looks_like_a_number(value: Value) -> bool:
    """Whether a criterion is a text that Excel reads as a number or a date: «1.1», «007»."""
    if not isinstance(value, str):
        return False
    wanted = without_operator(value)
    return bool(LOOKS_LIKE_A_NUMBER.fullmatch(wanted) or _ZERO_FIRST.fullmatch(wanted))


def _code_criterion(code: str) -> str:
    return (
        f"Vilkåret {quoted(code)} ser ut som et tall eller en dato, og Excel sammenligner det "
        "slik: «1.1» treffer også «1.10» eller «01.01». Bruk SUMMERPRODUKT(--(område=kode))."
    )
