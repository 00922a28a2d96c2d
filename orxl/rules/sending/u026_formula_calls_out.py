"""A formula that fetches from, or calls, something outside the workbook."""

from __future__ import annotations

import re
from functools import lru_cache

from orxl.core.patterns import regex
from orxl.formulas.norwegian import function, shown
from orxl.formulas.tokens import Kind, tokenize
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INJECTION
from orxl.rules.shared.sending import few

RULE = Rule(
    "U026",
    "formel-kaller-ut",
    Severity.ERROR,
    asks=FileView,
    finds="Formler som henter fra nettet eller fra andre programmer: WEBSERVICE, FILTERXML, RTD, "
    "DDE, IMAGE.",
    why="Tallene kan endre seg etter at boken er sendt, mottakeren får en sikkerhetsadvarsel, og "
    "noen slike formler er kjente angrepsmåter.",
    remedy="Kopier cellen og lim inn som verdi. Skriv kilden ved siden av.",
    references=(INJECTION,),
)

_CALLS = {
    "WEBSERVICE": "henter data fra nettet",
    "FILTERXML": "leser XML, som regel hentet fra nettet",
    "RTD": "henter data fra et annet program",
    "DDE": "henter data fra et annet program",
    "CALL": "kjører kode utenfor arbeidsboken",
    "REGISTER.ID": "kjører kode utenfor arbeidsboken",
    "IMAGE": "henter et bilde fra nettet",
    "STOCKHISTORY": "henter kurser fra nettet",
    "SQL.REQUEST": "spør en database",
}
_SUSPECT = regex("|".join(map(re.escape, _CALLS)) + r"|[|]", re.IGNORECASE)
_DDE = regex(r"(?:(?<![\w.])[\w.]++|'[^'|]*+)[|](?:[\w.]++|'[^'|]*'|[^!|]*')!")


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    for sheet in view.book.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula is None or not _suspect(cell.formula):
                continue
            reason = _reason(cell.formula)
            if reason:
                yield Hit(
                    f"Formelen i {CellRef(sheet.name, row, column).a1} på arket «{sheet.name}» "
                    f"{reason}: {shown(cell.formula)[:80]}"
                    f"{'…' if len(shown(cell.formula)) > 80 else '.'}",
                    cell=CellRef(sheet.name, row, column),
                    actual=shown(cell.formula),
                )
    for arrow in view.inspection.external:
        if arrow.kind == "ddeLink":
            yield Hit(
                f"Arbeidsboken henter data fra programmet {nb.quoted(arrow.target)} (DDE).",
                actual=arrow.target,
            )


@lru_cache(maxsize=4096)  # copies of a formula in a table's column are one text
def _suspect(formula: str) -> bool:
    return _SUSPECT.search(formula) is not None


def _reason(formula: str) -> str:
    bare = []
    for token in tokenize(formula):
        if token.kind is Kind.FUNCTION:
            name = token.text.rstrip("( ").upper().removeprefix("_XLFN.")
            name = name.removeprefix("_XLWS.").removeprefix("_XLUDF.")
            if name in _CALLS:
                return f"({function(name)}) {_CALLS[name]}"
        if token.kind is not Kind.TEXT:
            bare.append(token.text)
    return "starter eller spør et annet program (DDE)" if _DDE.search("".join(bare)) else ""


@RULE.bad("En valutakurs hentes med WEBSERVICE.")
def _web(e: Editor) -> Place:
    at = CellRef("Forside", 60, 1)
    return e.formula(at, '_xlfn.WEBSERVICE("https://api.example.no/kurs")', "11,8")


@RULE.bad("En formel starter et annet program (DDE).")
def _dde(e: Editor) -> Place:
    return e.formula(CellRef("Forside", 60, 1), "cmd|'/c calc'!A0", 0.0)


@RULE.good("En tekst som bare nevner ordet.")
def _text(e: Editor) -> None:
    e.formula(CellRef("Forside", 60, 1), '"WEBSERVICE("&"a|b!c"', "WEBSERVICE(a|b!c")
