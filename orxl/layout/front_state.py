"""The state of the workbook on the front page: the lamp, what it means, and the last run."""

from __future__ import annotations

from typing import Final

from orxl.core.button import ButtonTask
from orxl.layout.code_lists import TASK_LIST
from orxl.layout.controls import ACCEPTED, DEVIATION, FILL_IN, OK, PRINTED
from orxl.layout.fingerprint import COUNT_CHANGED, COUNT_UNRECORDED, SAME
from orxl.layout.kinds import Kind
from orxl.layout.looks import FixedMark, Look
from orxl.layout.model import Fixed
from orxl.layout.state_figures import LAMP, LAST_RUN, SECOND, THIRD, told

BUTTON: Final = "Forside!$E$5:$F$7"
"""The cells kept free for the button; the defined name «Knapp»."""
TASK: Final = "Knappens_oppgave"
"""The defined name of the cell that says what the button does."""
TASK_SINCE: Final = 6
TASK_CELL: Final = "Forside!$F$8"
_LAST = "MAX({tblEndringslogg.time})"


def state_cells(top: int) -> list[Fixed]:
    """The cells of the state, from the row *top* on."""
    return [
        Fixed("A3", formula='Organisasjon&" – "&Versjon', role="subtitle", span=4),
        Fixed(f"A{top}", "Kontrollene", role="label_strong"),
        Fixed(f"B{top}", role="lamp", span=3, formula=told(LAMP),
              earlier=((2, _lamp(_GOOD)),
                       (3, _lamp(_unless_the_last_run_found(_warned()))),
                       (4, _lamp(_unless_the_last_run_found(_unless_changed()))))),
        Fixed(f"C{top}", role="lamp"),
        Fixed(f"D{top}", role="lamp"),
        Fixed(f"B{top + 1}", role="value_left", span=3, formula=told(SECOND),
              earlier=((2, _second_line(_held_before())), (4, _second_line(_holds())))),
        Fixed(f"B{top + 2}", role="value_left", span=3, formula=told(THIRD),
              earlier=((3, _third_line('""')), (4, _third_line(_change())))),
        Fixed(f"A{top + 3}", "Siste kontroll", role="label_strong",
              former=((3, "Siste kjøring"),)),
        Fixed(f"B{top + 3}", formula=_LAST, kind=Kind.MOMENT, role="value_left"),
        Fixed(f"C{top + 3}", role="value_left", span=2, formula=told(LAST_RUN),
              earlier=((4, _found_before()),)),
        # The block named «Knapp»: framed, so that it is seen to be kept free.
        *(
            Fixed(f"{column}{row}", role="button")
            for row in range(top, top + 3)
            for column in "EF"
            if (column, row) != ("E", top + 1)
        ),
        Fixed(f"E{top + 1}", "Dobbeltklikk på filen «Beregn og kontroller»", role="button", span=2),
        Fixed(f"E{top + 3}", "Hva skal knappen gjøre?", role="label", since=TASK_SINCE),
        Fixed(f"F{top + 3}", ButtonTask.CHECK.value, role="choice", choices=TASK_LIST,
              since=TASK_SINCE, help=
              "Velg en oppgave, og bruk knappen. Skal en celle forklares, så merk den først. "
              "Etterpå står det «Beregn og kontroller» her igjen."),
    ]  # fmt: skip


def state_marks(top: int) -> tuple[FixedMark, ...]:
    """The colours of the lamp."""
    lamp, says = f"B{top}:D{top}", f"$B${top}"
    return (
        FixedMark(lamp, f'LEFT({says},2)="OK"', Look.GOOD),
        FixedMark(lamp, f'LEFT({says},4)="Fyll"', Look.KNOWN),
        FixedMark(lamp, f'LEFT({says},5)="Se på"', Look.KNOWN),
        FixedMark(lamp, f'LEFT({says},5)="Siste"', Look.BAD),
        FixedMark(lamp, f'OR(LEFT({says},6)="Endret",LEFT({says},4)="Ikke")', Look.KNOWN),
        FixedMark(lamp, f'ISNUMBER(FIND(LEFT({says},1),"0123456789"))', Look.BAD),
    )


# What the formulas were up to version 4 of the layout, each with every count in it.

_GOOD: Final = '"OK: alle kontroller stemmer"'


def _lamp(good: str) -> str:
    wrong, missing = _counted(DEVIATION), _counted(FILL_IN)
    return (
        f'IF({wrong}>0,{wrong}&IF({wrong}=1," kontroll"," kontroller")'
        f'&" viser {DEVIATION}: se Kontroll",'
        f'IF({missing}>0,"Fyll ut det som mangler: se Forutsetninger",{good}))'
    )


def _unless_the_last_run_found(otherwise: str) -> str:
    """*otherwise*, unless the last run on record found something: the lamp never outdoes it."""
    return f'IF({_logged("errors")}>0,"Siste kontroll fant feil: se Kontroll",{otherwise})'


def _warned() -> str:
    return f'IF({_logged("warnings")}>0,"Se på advarslene fra siste kontroll",{_GOOD})'


def _unless_changed() -> str:
    """OK or the warnings, unless what is filled in is another than the last run saw."""
    return (
        f'IF({COUNT_CHANGED}>0,"Endret siden siste kontroll: kontroller på nytt",'
        f'IF({COUNT_UNRECORDED}>0,"Ikke kontrollert ennå: bruk «Beregn og kontroller»",'
        f"{_warned()}))"
    )


def _change() -> str:
    """Whether anything was seen to change; never that nothing has."""
    return (
        f'IF({COUNT_CHANGED}>0,"Noe er endret siden siste kontroll",'
        f'IF({COUNT_UNRECORDED}>0,"","{SAME} siden siste kontroll"))'
    )


def _second_line(holds: str) -> str:
    wrong, missing = _counted(DEVIATION), _counted(FILL_IN)
    return (
        f"IF({wrong}>0,{_nth_deviation(1)},IF({missing}>0,INDEX({{tblKontroller.difference}},"
        f'MATCH("{FILL_IN}",{{tblKontroller.state}},0))*-1'
        f'&" forutsetninger er ikke fylt ut",{holds}))'
    )


def _third_line(otherwise: str) -> str:
    wrong = _counted(DEVIATION)
    more = f'IF({wrong}>2," – og "&({wrong}-2)&" til","")'
    return f"IF({wrong}<2,{otherwise},{_nth_deviation(2)}&{more})"


def _holds() -> str:
    accepted, printed = _counted(ACCEPTED), _counted(PRINTED)
    return (
        f'{_counted(OK)}&" stemmer"'
        f'&IF({accepted}>0,", "&{accepted}&" er godtatt","")'
        f'&IF({printed}>0,", "&{printed}&" er trykt slik i saken","")'
    )


def _held_before() -> str:
    return f'{_counted(OK)}&" stemmer, "&{_counted(ACCEPTED)}&" er godtatt med begrunnelse"'


def _logged(key: str) -> str:
    return f"SUMIFS({{tblEndringslogg.{key}}},{{tblEndringslogg.time}},{_LAST})"


def _found_before() -> str:
    return (
        f'{_logged("errors")}&" feil, "&{_logged("warnings")}&" advarsler, "'
        f'&{_logged("notes")}&" merknader"'
    )


def _counted(state: str) -> str:
    return f'SUMPRODUCT(({{tblKontroller.state}}="{state}")*1)'


def _nth_deviation(number: int) -> str:
    """The words of the control that is off, counted from above."""
    rows = "ROW({tblKontroller.state})-ROW({tblKontroller.state#})"
    # LARGE over falling numbers counts from above; SUMPRODUCT makes it see all rows.
    off = f'({{tblKontroller.state}}="{DEVIATION}")*(1000-({rows}))'
    return f"INDEX({{tblKontroller.text}},1000-SUMPRODUCT(LARGE({off},{number})))"
