"""What «Forside» and «Kontroll» say, worked out step by step on «Lister», out of sight.

Each count and each sentence is calculated once, in a row of its own, so that the formulas that
staff meet on the front page are short.
"""

from __future__ import annotations

from typing import Final

from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.budget_formulas import of_line
from orxl.layout.columns import code, integer, long_text, row, table, text
from orxl.layout.controls import ACCEPTED, DEVIATION, FILL_IN, OK, PRINTED
from orxl.layout.fingerprint import COUNT_CHANGED, COUNT_UNRECORDED, SAME
from orxl.layout.names import CARRY_OUT, FILLED, RESULT, STATES
from orxl.layout.tables import Row, TableSpec

SINCE: Final = 5
LAMP, SECOND, THIRD = "Lampen", "Linjen under lampen", "Den neste linjen"
LAST_RUN = "Siste kontroll"
"""The rows whose words «Forside» shows."""
_FIRST_OFF, _SECOND_OFF, _UNFILLED = "Første avvik", "Andre avvik", "Forutsetninger som mangler"
_CHANGED, _UNRECORDED, _UNSEEN = "Endret", "Ikke registrert", "Lampen uten feil"
_LOGGED: Final = {"errors": "Feil", "warnings": "Advarsler", "notes": "Merknader"}


def told(what: str) -> str:
    """The words of the row *what*."""
    return f'INDEX({{{STATES}.text}},MATCH("{what}",{{{STATES}.what}},0))'


def state_tables(header_row: int, column: int) -> tuple[TableSpec, TableSpec]:
    """The tables of the state and of what must be filled in, from *column* on."""
    return (
        table(
            STATES, "what",
            text("what", "Det Forside sier", 30, required=True),
            integer("number", "Antall eller beløp", 22, by_row=True),
            long_text("text", "Ord", 60, by_row=True),
            rows=_states(), header_row=header_row, first_column=column, fixed=True, since=SINCE,
        ),
        table(
            FILLED, "name",
            code("name", "Må fylles ut", 28, required=True),
            integer("filled", "Utfylt", 10, by_row=True),
            integer("at", "Står i rad", 13, by_row=True),
            rows=tuple(
                row({"name": spec.name}, SINCE,
                    filled=f'IF({spec.name}="",0,1)', at=f"ROW({spec.name})")
                for spec in ASSUMPTIONS if spec.required
            ),
            header_row=header_row, first_column=column + 4, fixed=True, since=SINCE,
        ),
    )  # fmt: skip


def _states() -> tuple[Row, ...]:
    last = "MAX({tblEndringslogg.time})"
    return (
        *(
            _number(word, f'SUMPRODUCT(({{tblKontroller.state}}="{word}")*1)')
            for word in (DEVIATION, FILL_IN, OK, ACCEPTED, PRINTED)
        ),
        _number(_CHANGED, COUNT_CHANGED),
        _number(_UNRECORDED, COUNT_UNRECORDED),
        *(
            _number(word, f"SUMIFS({{tblEndringslogg.{key}}},{{tblEndringslogg.time}},{last})")
            for key, word in _LOGGED.items()
        ),
        _number(_UNFILLED, f"IF({_n(FILL_IN)}=0,0,INDEX({{tblKontroller.difference}},"
                           f'MATCH("{FILL_IN}",{{tblKontroller.state}},0))*-1)'),
        _nth_deviation(_FIRST_OFF, 1),
        _nth_deviation(_SECOND_OFF, 2),
        _text(_UNSEEN, _unseen()),
        _text(LAMP, _lamp()),
        _text(SECOND, _second_line()),
        _text(THIRD, _third_line()),
        _text(LAST_RUN, _found()),
        *(_beside(word, kind) for word, kind in BESIDE.items()),
    )  # fmt: skip


BESIDE: Final = {"Resultat": RESULT, "Utgående": CARRY_OUT}
"""What is shown beside the case's own figure, by the word of its row."""


def _n(what: str) -> str:
    return f"{{{what}|number}}"


def _number(what: str, formula: str) -> Row:
    return row({"what": what}, SINCE, number=formula)


def _text(what: str, formula: str) -> Row:
    return row({"what": what}, SINCE, text=formula)


def _nth_deviation(what: str, number: int) -> Row:
    """The words of the control that is off, counted from above."""
    rows = "ROW({tblKontroller.state})-ROW({tblKontroller.state#})"
    # LARGE over falling numbers counts from above; SUMPRODUCT makes it see all rows.
    off = f'({{tblKontroller.state}}="{DEVIATION}")*(1000-({rows}))'
    return row(
        {"what": what}, SINCE,
        number=f"1000-SUMPRODUCT(LARGE({off},{number}))",
        text=f'IF({_n(DEVIATION)}<{number},"",INDEX({{tblKontroller.text}},{_n(what)}))',
    )  # fmt: skip


def _lamp() -> str:
    """The lamp never outdoes the last run on record, nor what has changed since it."""
    wrong = _n(DEVIATION)
    return (
        f'IF({wrong}>0,{wrong}&IF({wrong}=1," kontroll"," kontroller")'
        f'&" viser {DEVIATION}: se Kontroll",'
        f'IF({_n(FILL_IN)}>0,"Fyll ut det som mangler: se Forutsetninger",'
        f'IF({_n("Feil")}>0,"Siste kontroll fant feil: se Kontroll",{{{_UNSEEN}|text}})))'
    )


def _unseen() -> str:
    """OK or the warnings, unless what is filled in is another than the last run saw."""
    return (
        f'IF({_n(_CHANGED)}>0,"Endret siden siste kontroll: kontroller på nytt",'
        f'IF({_n(_UNRECORDED)}>0,"Ikke kontrollert ennå: bruk «Beregn og kontroller»",'
        f'IF({_n("Advarsler")}>0,"Se på advarslene fra siste kontroll",'
        '"OK: alle kontroller stemmer")))'
    )


def _second_line() -> str:
    """The first control that is off, what is to be filled in, or how many controls hold."""
    return (
        f"IF({_n(DEVIATION)}>0,{{{_FIRST_OFF}|text}},IF({_n(FILL_IN)}>0,{_n(_UNFILLED)}"
        f'&" forutsetninger er ikke fylt ut",{_n(OK)}&" stemmer"'
        f'&IF({_n(ACCEPTED)}>0,", "&{_n(ACCEPTED)}&" er godtatt","")'
        f'&IF({_n(PRINTED)}>0,", "&{_n(PRINTED)}&" er trykt slik i saken","")))'
    )


def _third_line() -> str:
    """The second control that is off, and how many more; or whether anything was changed.

    Never that nothing has changed: that no fingerprint knows.
    """
    wrong = _n(DEVIATION)
    return (
        f'IF({wrong}>1,{{{_SECOND_OFF}|text}}&IF({wrong}>2," – og "&({wrong}-2)&" til",""),'
        f'IF({_n(_CHANGED)}>0,"Noe er endret siden siste kontroll",'
        f'IF({_n(_UNRECORDED)}>0,"","{SAME} siden siste kontroll")))'
    )


def _found() -> str:
    """What the last run found: «1 feil, 2 advarsler, 1 merknad»."""
    warnings, notes = _n("Advarsler"), _n("Merknader")
    return (
        f'{_n("Feil")}&" feil, "&{warnings}&IF({warnings}=1," advarsel, "," advarsler, ")'
        f'&{notes}&IF({notes}=1," merknad"," merknader")'
    )


def _beside(word: str, kind: str) -> Row:
    """Today's figure beside what the case says; nothing where nobody has said that.

    It reads the budget and not the card on «Forside», which moves where a row is put in.
    """
    now, case, since = (of_line(key, kind) for key in ("budget", "case", "since_case"))
    return row(
        {"what": word}, SINCE, number=since,
        text=f'IF({_n(word)}="","",IF({_n(word)}=0,"{word} som i saken",'
             f'"{word} "&{now}&"; saken sa "&{case}))',
    )  # fmt: skip
