"""The state of the workbook on the front page: the lamp, what it means, and the last run."""

from __future__ import annotations

from orxl.layout.controls import ACCEPTED, DEVIATION, FILL_IN, OK
from orxl.layout.looks import FixedMark, Look
from orxl.layout.model import Fixed, Kind

BUTTON = "Forside!$E$5:$F$7"
"""The cells kept free for the button; the defined name «Knapp»."""


def state_cells(top: int) -> list[Fixed]:
    """The cells of the state, from the row *top* on."""
    wrong, missing = _counted(DEVIATION), _counted(FILL_IN)
    last = "MAX(tblEndringslogg[Tidspunkt])"

    def logged(column: str) -> str:
        return f"SUMIFS(tblEndringslogg[{column}],tblEndringslogg[Tidspunkt],{last})"

    return [
        Fixed("A3", formula='Organisasjon&" – "&Versjon', role="subtitle", span=4),
        Fixed(f"A{top}", "Kontrollene", role="label_strong"),
        Fixed(
            f"B{top}",
            formula=f'IF({wrong}>0,{wrong}&IF({wrong}=1," kontroll"," kontroller")'
            f'&" viser {DEVIATION}: se Kontroll",'
            f'IF({missing}>0,"Fyll ut det som mangler: se Forutsetninger",'
            '"OK: alle kontroller stemmer"))',
            role="lamp",
            span=3,
        ),
        Fixed(f"C{top}", role="lamp"),
        Fixed(f"D{top}", role="lamp"),
        Fixed(
            f"B{top + 1}",
            formula=f"IF({wrong}>0,{_nth_deviation(1)},IF({missing}>0,"
            f'INDEX(tblKontroller[Differanse],MATCH("{FILL_IN}",tblKontroller[Tilstand],0))*-1'
            f'&" forutsetninger er ikke fylt ut",{_counted(OK)}&" stemmer, "'
            f'&{_counted(ACCEPTED)}&" er godtatt med begrunnelse"))',
            role="value_left",
            span=3,
        ),
        Fixed(
            f"B{top + 2}",
            formula=f'IF({wrong}<2,"",{_nth_deviation(2)}'
            f'&IF({wrong}>2," – og "&({wrong}-2)&" til",""))',
            role="value_left",
            span=3,
        ),
        Fixed(f"A{top + 3}", "Siste kjøring", role="label_strong"),
        Fixed(f"B{top + 3}", formula=last, kind=Kind.MOMENT, role="value_left"),
        Fixed(
            f"C{top + 3}",
            formula=f'{logged("Feil")}&" feil, "&{logged("Advarsler")}&" advarsler, "'
            f'&{logged("Merknader")}&" merknader"',
            role="value_left",
            span=2,
        ),
        # The block named «Knapp»: framed, so that it is seen to be kept free.
        *(
            Fixed(f"{column}{row}", role="button")
            for row in range(top, top + 3)
            for column in "EF"
            if (column, row) != ("E", top + 1)
        ),
        Fixed(f"E{top + 1}", "Dobbeltklikk på filen «Beregn og kontroller»", role="button", span=2),
    ]


def _counted(state: str) -> str:
    return f'SUMPRODUCT((tblKontroller[Tilstand]="{state}")*1)'


def _nth_deviation(number: int) -> str:
    """The words of the control that is off, counted from above."""
    rows = "ROW(tblKontroller[Tilstand])-ROW(tblKontroller[[#Headers],[Tilstand]])"
    # LARGE over falling numbers counts from above; SUMPRODUCT makes it see all rows.
    off = f'(tblKontroller[Tilstand]="{DEVIATION}")*(1000-({rows}))'
    return f"INDEX(tblKontroller[Kontroll],1000-SUMPRODUCT(LARGE({off},{number})))"


def state_marks(top: int) -> tuple[FixedMark, ...]:
    """The colours of the lamp."""
    lamp, says = f"B{top}:D{top}", f"$B${top}"
    return (
        FixedMark(lamp, f'LEFT({says},2)="OK"', Look.GOOD),
        FixedMark(lamp, f'LEFT({says},4)="Fyll"', Look.KNOWN),
        FixedMark(lamp, f'ISNUMBER(FIND(LEFT({says},1),"0123456789"))', Look.BAD),
    )
