"""What two people did to the same workbook, and what is right when it is put together.

Written down before there was any code that merges. A place is ``table|row's key|header`` or
``sheet!address``; a formula begins with ``=``. ``mine`` and ``theirs`` are steps of ``hands.py``.
What a scenario does not name must be as MINE has it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Step = tuple[Any, ...]


@dataclass(frozen=True)
class Scenario:
    """Two people's edits of one workbook, and the right outcome."""

    name: str
    mine: tuple[Step, ...] = ()
    theirs: tuple[Step, ...] = ()
    then: dict[str, Any] = field(default_factory=dict)
    """What places hold afterwards; None: blank."""
    keys: dict[str, list[str]] = field(default_factory=dict)
    """The keys of a table's rows afterwards, in order."""
    conflicts: tuple[str, ...] = ()
    """The places that both changed, each otherwise; MINE's stands until somebody has chosen."""
    told: tuple[str, ...] = ()
    """Words that must be in what is told of what the writer could not bring over."""
    refused: str = ""
    """Words of the one sentence with which the merge is refused; nothing is written."""


def _s(name: str, mine: list[Step], theirs: list[Step], **right: Any) -> Scenario:
    for key in ("conflicts", "told"):
        right[key] = tuple(right.get(key, ()))
    return Scenario(name, tuple(mine), tuple(theirs), **right)


WHO_11 = "tblTiltak|1.1|Ansvarlig"
WHO_12 = "tblTiltak|1.2|Ansvarlig"
TITLE_13 = "tblTiltak|1.3|Tiltak"
RATE = "tblForutsetninger|Kontingentsats i dag|Verdi"
ALL = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1.1", "2.1.2"]
"""The measures of the common workbook."""
NEW_17 = ("add", "tblTiltak", {"Nr": "1.7", "Tiltak": "Nytt fra meg"}, "1.6")
THEIR_17 = ("add", "tblTiltak", {"Nr": "1.7", "Tiltak": "Nytt fra deg"}, "1.6")

CELLS = [
    _s("only I changed a cell", [("put", WHO_11, "Kari")], [], then={WHO_11: "Kari"}),
    _s("only you changed a cell", [], [("put", WHO_11, "Ola")], then={WHO_11: "Ola"}),
    _s(
        "cells in two rows",
        [("put", WHO_11, "Kari")],
        [("put", WHO_12, "Ola")],
        then={WHO_11: "Kari", WHO_12: "Ola"},
    ),
    _s(
        "two cells in one row",
        [("put", WHO_11, "Kari")],
        [("put", "tblTiltak|1.1|Kommentar", "Se sak 4/26")],
        then={WHO_11: "Kari", "tblTiltak|1.1|Kommentar": "Se sak 4/26"},
    ),
    _s(
        "both wrote the same",
        [("put", WHO_11, "Kari")],
        [("put", WHO_11, "Kari")],
        then={WHO_11: "Kari"},
    ),
    _s(
        "both wrote, each otherwise",
        [("put", WHO_11, "Kari")],
        [("put", WHO_11, "Ola")],
        then={WHO_11: "Kari"},
        conflicts=[WHO_11],
    ),
    _s("both set the same rate", [("put", RATE, 2.75)], [("put", RATE, 2.75)], then={RATE: 2.75}),
    _s(
        "both set a rate, each otherwise",
        [("put", RATE, 2.75)],
        [("put", RATE, 3.0)],
        then={RATE: 2.75},
        conflicts=[RATE],
    ),
    _s(
        "I cleared what you changed",
        [("put", TITLE_13, None)],
        [("put", TITLE_13, "Annen tittel")],
        then={TITLE_13: None},
        conflicts=[TITLE_13],
    ),
    _s(
        "both cleared a cell",
        [("put", TITLE_13, None)],
        [("put", TITLE_13, None)],
        then={TITLE_13: None},
    ),
    _s("you cleared a cell", [], [("put", TITLE_13, None)], then={TITLE_13: None}),
    _s(
        "a number and the same digits as a text",
        [("put", RATE, 2.75)],
        [("put", RATE, "2,75")],
        then={RATE: 2.75},
        conflicts=[RATE],
    ),
    _s(
        "you wrote a nought where nothing stood",
        [],
        [("put", "tblHovedtall|Kommunikasjon|Regnskap hittil", 0.0)],
        then={"tblHovedtall|Kommunikasjon|Regnskap hittil": 0.0},
    ),
    _s(
        "one number to fifteen digits",
        [("put", RATE, 0.3)],
        [("put", RATE, 0.1 + 0.2)],
        then={RATE: 0.3},
    ),
    _s(
        "you set a date",
        [("put", WHO_11, "Kari")],
        [("put", "tblTiltak|1.1|Frist", datetime(2026, 6, 30))],
        then={"tblTiltak|1.1|Frist": datetime(2026, 6, 30), WHO_11: "Kari"},
    ),
    _s(
        "a blank behind the name",
        [("put", WHO_11, "Kari")],
        [("put", WHO_11, "Kari ")],
        then={WHO_11: "Kari"},
        conflicts=[WHO_11],
    ),
    _s("values of formulas differ on both sides", [("recalculated", 1.0)], [("recalculated", 2.0)]),
    _s(
        "you typed over a formula",
        [("put", WHO_11, "Kari")],
        [("put", "tblHovedtall|Sum inntekter|Budsjett 2026", 9000.0)],
        then={"tblHovedtall|Sum inntekter|Budsjett 2026": 9000.0},
    ),
    _s(
        "both changed a formula, each otherwise",
        [("put", "Egne!B6", "=SUM(B2:B5)/2")],
        [("put", "Egne!B6", "=SUM(B2:B5)*2")],
        then={"Egne!B6": "=SUM(B2:B5)/2"},
        conflicts=["Egne!B6"],
    ),
    _s(
        "I changed a formula, you recalculated",
        [("put", "Egne!B6", "=SUM(B2:B4)")],
        [("recalculated", 2.0)],
        then={"Egne!B6": "=SUM(B2:B4)"},
    ),
    _s(
        "you filled a formula down, I added a row",
        [("add", "tblEgen", {"Hva": "Lys", "Pris": 5.0, "Antall": 2.0}, "Bord")],
        [
            ("put", "tblEgen|Stol|Sum", "=C5*D5"),
            ("put", "tblEgen|Bord|Sum", "=C6*D6"),
            ("put", "tblEgen|Lampe|Sum", "=C7*D7"),
        ],
        then={
            "tblEgen|Stol|Sum": "=C5*D5",
            "tblEgen|Bord|Sum": "=C6*D6",
            "tblEgen|Lampe|Sum": "=C8*D8",
            "tblEgen|Lys|Pris": 5.0,
        },
        keys={"tblEgen": ["Stol", "Bord", "Lys", "Lampe"]},
    ),
    _s(
        "I filled a formula down, you added a row",
        [
            ("put", "tblEgen|Stol|Sum", "=C5*D5"),
            ("put", "tblEgen|Bord|Sum", "=C6*D6"),
            ("put", "tblEgen|Lampe|Sum", "=C7*D7"),
        ],
        [("add", "tblEgen", {"Hva": "Lys", "Pris": 5.0, "Antall": 2.0}, "Bord")],
        then={"tblEgen|Lampe|Sum": "=C8*D8", "tblEgen|Lys|Antall": 2.0},
        keys={"tblEgen": ["Stol", "Bord", "Lys", "Lampe"]},
    ),
    _s(
        "the common value came back on one side",
        [("put", WHO_11, "Kari"), ("put", WHO_11, None)],
        [("put", WHO_11, "Ola")],
        then={WHO_11: "Ola"},
    ),
    _s(
        "you wrote FALSE where I wrote nought",
        [("put", "Egne!B4", 0.0)],
        [("put", "Egne!B4", False)],
        then={"Egne!B4": 0.0},
        conflicts=["Egne!B4"],
    ),
]

ROWS = [
    _s(
        "you added a measure in its area",
        [],
        [THEIR_17],
        then={"tblTiltak|1.7|Tiltak": "Nytt fra deg"},
        keys={"tblTiltak": [*ALL[:6], "1.7", *ALL[6:]]},
    ),
    _s(
        "you added a measure at the end",
        [("put", WHO_11, "Kari")],
        [("add", "tblTiltak", {"Nr": "2.1.3", "Tiltak": "Sist"}, "2.1.2")],
        then={"tblTiltak|2.1.3|Tiltak": "Sist", WHO_11: "Kari"},
        keys={"tblTiltak": [*ALL, "2.1.3"]},
    ),
    _s(
        "both added measures in one place, numbered differently",
        [NEW_17],
        [("add", "tblTiltak", {"Nr": "1.8", "Tiltak": "Åtte"}, "1.6")],
        then={"tblTiltak|1.7|Tiltak": "Nytt fra meg", "tblTiltak|1.8|Tiltak": "Åtte"},
        keys={"tblTiltak": [*ALL[:6], "1.7", "1.8", *ALL[6:]]},
    ),
    _s(
        "both added a measure with the same number",
        [NEW_17],
        [THEIR_17],
        then={"tblTiltak|1.7|Tiltak": "Nytt fra meg"},
        keys={"tblTiltak": [*ALL[:6], "1.7", *ALL[6:]]},
        conflicts=["tblTiltak|1.7"],
    ),
    _s(
        "both added the very same measure",
        [NEW_17],
        [NEW_17],
        keys={"tblTiltak": [*ALL[:6], "1.7", *ALL[6:]]},
    ),
    _s(
        "I deleted a measure",
        [("delete", "tblTiltak", "1.3")],
        [("put", WHO_11, "Ola")],
        then={WHO_11: "Ola"},
        keys={"tblTiltak": [key for key in ALL if key != "1.3"]},
    ),
    _s(
        "you deleted a measure",
        [("put", WHO_11, "Kari")],
        [("delete", "tblTiltak", "1.3")],
        then={WHO_11: "Kari", "tblTiltak|1.4|Tiltak": "same"},
        keys={"tblTiltak": [key for key in ALL if key != "1.3"]},
    ),
    _s(
        "both deleted the same measure",
        [("delete", "tblTiltak", "1.3")],
        [("delete", "tblTiltak", "1.3")],
        keys={"tblTiltak": [key for key in ALL if key != "1.3"]},
    ),
    _s(
        "I deleted what you changed",
        [("delete", "tblTiltak", "1.3")],
        [("put", TITLE_13, "Annen tittel")],
        keys={"tblTiltak": [key for key in ALL if key != "1.3"]},
        conflicts=["tblTiltak|1.3"],
    ),
    _s(
        "you deleted what I changed",
        [("put", TITLE_13, "Min tittel")],
        [("delete", "tblTiltak", "1.3")],
        then={TITLE_13: "Min tittel"},
        keys={"tblTiltak": ALL},
        conflicts=["tblTiltak|1.3"],
    ),
    _s(
        "each deleted another measure",
        [("delete", "tblTiltak", "1.3")],
        [("delete", "tblTiltak", "1.5")],
        keys={"tblTiltak": ["1.1", "1.2", "1.4", "1.6", "2.1.1", "2.1.2"]},
    ),
    _s(
        "you deleted a measure to which I gave a partner",
        [("add", "tblPartnere", {"Tiltak": "1.3", "Partner": "NHO"}, "")],
        [("delete", "tblTiltak", "1.3")],
        keys={"tblTiltak": [key for key in ALL if key != "1.3"]},
        told=["1.3"],
    ),
    _s(
        "you renumbered a measure whose title I changed",
        [("put", TITLE_13, "Min tittel")],
        [("renumber", "1.3", "1.9")],
        then={"tblTiltak|1.9|Tiltak": "Min tittel"},
        keys={"tblTiltak": [*ALL[:2], "1.9", *ALL[3:]]},
    ),
    _s(
        "I renumbered a measure whose title you changed",
        [("renumber", "1.3", "1.9")],
        [("put", TITLE_13, "Din tittel")],
        then={"tblTiltak|1.9|Tiltak": "Din tittel"},
        keys={"tblTiltak": [*ALL[:2], "1.9", *ALL[3:]]},
    ),
    _s(
        "you renumbered a measure, I changed its target",
        [("put", "tblMål|1.1-R1|Oppnådd i ord", "I mål")],
        [("renumber", "1.1", "1.9")],
        then={"tblMål|1.1-R1|Oppnådd i ord": "I mål", "tblMål|1.1-R1|Tiltak": "1.9"},
    ),
    _s(
        "both renumbered a measure, each otherwise",
        [("renumber", "1.3", "1.8")],
        [("renumber", "1.3", "1.9")],
        then={"tblTiltak|1.8|Tiltak": "same:1.3"},
        conflicts=["tblTiltak|1.8|Nr"],
    ),
    _s(
        "I renumbered a measure to the number of your new one",
        [("renumber", "1.6", "1.7")],
        [THEIR_17],
        keys={"tblTiltak": [*ALL[:5], "1.7", *ALL[6:]]},
        conflicts=["tblTiltak|1.7"],
    ),
    _s(
        "both gave a measure a partner",
        [("add", "tblPartnere", {"Tiltak": "1.1", "Partner": "NHO"}, "")],
        [("add", "tblPartnere", {"Tiltak": "1.1", "Partner": "LO"}, "")],
        then={"tblPartnere|NHO|Tiltak": "1.1", "tblPartnere|LO|Tiltak": "1.1"},
    ),
    _s(
        "both gave a measure the same partner",
        [("add", "tblPartnere", {"Tiltak": "1.1", "Partner": "NHO"}, "")],
        [("add", "tblPartnere", {"Tiltak": "1.1", "Partner": "NHO"}, "")],
        then={"tblPartnere|count": 11},
    ),
    _s(
        "you moved a row that I changed",
        [("put", "tblTiltak|1.5|Ansvarlig", "Kari")],
        [("move", "tblTiltak", "1.5", "1.1")],
        then={"tblTiltak|1.5|Ansvarlig": "Kari"},
        keys={"tblTiltak": ["1.1", "1.5", "1.2", "1.3", "1.4", "1.6", "2.1.1", "2.1.2"]},
    ),
    _s(
        "you sorted, I changed",
        [("put", "tblTiltak|1.5|Ansvarlig", "Kari")],
        [("sort", "tblTiltak", "Tiltak")],
        then={"tblTiltak|1.5|Ansvarlig": "Kari", TITLE_13: "same"},
        keys={"tblTiltak": ["by", "Tiltak"]},
    ),
    _s(
        "I sorted, you changed",
        [("sort", "tblTiltak", "Tiltak")],
        [("put", "tblTiltak|1.5|Ansvarlig", "Ola")],
        then={"tblTiltak|1.5|Ansvarlig": "Ola", TITLE_13: "same"},
        keys={"tblTiltak": ["by", "Tiltak"]},
    ),
    _s(
        "I sorted, you added and changed",
        [("sort", "tblTiltak", "Tiltak")],
        [THEIR_17, ("put", WHO_12, "Ola")],
        then={"tblTiltak|1.7|Tiltak": "Nytt fra deg", WHO_12: "Ola"},
    ),
    _s(
        "both sorted, each otherwise",
        [("sort", "tblTiltak", "Tiltak")],
        [("sort", "tblTiltak", "Tiltak", True)],
        keys={"tblTiltak": ["by", "Tiltak"]},
        told=["rekkefølge"],
    ),
    _s(
        "you added two rows beside one that I deleted",
        [("delete", "tblTiltak", "1.3")],
        [
            ("add", "tblTiltak", {"Nr": "1.31", "Tiltak": "A"}, "1.3"),
            ("add", "tblTiltak", {"Nr": "1.32", "Tiltak": "B"}, "1.31"),
        ],
        keys={
            "tblTiltak": ["1.1", "1.2", "1.31", "1.32", "1.4", "1.5", "1.6", "2.1.1", "2.1.2"],
        },
    ),
    _s(
        "both gave a measure a target with the same ID",
        [("add", "tblMål", {"Mål ID": "1.1-R4", "Tiltak": "1.1", "Mål": "Mitt"}, "1.1-R3")],
        [("add", "tblMål", {"Mål ID": "1.1-R4", "Tiltak": "1.1", "Mål": "Ditt"}, "1.1-R3")],
        then={"tblMål|1.1-R4|Mål": "Mitt"},
        conflicts=["tblMål|1.1-R4"],
    ),
    _s(
        "a number stood twice before",
        [("put", WHO_12, "Kari")],
        [("put", "tblTvilling|A@2|Tekst", "endret")],
        then={"tblTvilling|A@2|Tekst": "endret", "tblTvilling|A@1|Tekst": "en"},
    ),
    _s(
        "both ran the calculation, which left lines in the log",
        [("log", "Kari", 5)],
        [("log", "Ola", 6)],
        then={"tblEndringslogg|count": 3},
    ),
    _s(
        "you added in the middle and I at the end",
        [("add", "tblTiltak", {"Nr": "2.1.3", "Tiltak": "Min siste"}, "2.1.2")],
        [THEIR_17],
        keys={"tblTiltak": [*ALL[:6], "1.7", *ALL[6:], "2.1.3"]},
    ),
    _s(
        "both added at the end",
        [("add", "tblTiltak", {"Nr": "2.1.3", "Tiltak": "Min"}, "2.1.2")],
        [("add", "tblTiltak", {"Nr": "2.1.4", "Tiltak": "Din"}, "2.1.2")],
        keys={"tblTiltak": [*ALL, "2.1.3", "2.1.4"]},
    ),
    _s(
        "you put a row first of all",
        [],
        [("add", "tblTiltak", {"Nr": "1.0", "Tiltak": "Først"}, None)],
        then={"tblTiltak|1.0|Tiltak": "Først", "tblTiltak|1.1|Tiltak": "same"},
    ),
    _s(
        "you deleted a row and I the one before it",
        [("delete", "tblTiltak", "1.2")],
        [("delete", "tblTiltak", "1.3"), ("put", "tblTiltak|1.4|Ansvarlig", "Ola")],
        then={"tblTiltak|1.4|Ansvarlig": "Ola"},
        keys={"tblTiltak": ["1.1", "1.4", "1.5", "1.6", "2.1.1", "2.1.2"]},
    ),
    _s(
        "you replaced a measure by another with the same number",
        [("put", "tblTiltak|1.3|Kommentar", "Min merknad")],
        [
            ("put", TITLE_13, "Noe helt annet"),
            ("put", "tblTiltak|1.3|FNs bærekraftsmål", "13"),
        ],
        then={TITLE_13: "Noe helt annet", "tblTiltak|1.3|Kommentar": "Min merknad"},
    ),
    _s(
        "two partners renamed, each one",
        [("put", "tblPartnere|KS|Partner", "KS (Kommunesektoren)")],
        [("put", "tblPartnere|Delregionene|Partner", "De fire delregionene")],
        then={
            "tblPartnere|KS (Kommunesektoren)|Tiltak": "1.1",
            "tblPartnere|De fire delregionene|Tiltak": "1.1",
            "tblPartnere|count": 10,
        },
    ),
    _s(
        "you added a row to my sheet's own list",
        [("put", "Egne!B3", 25.0)],
        [("put", "Egne!A8", "Ny post"), ("put", "Egne!B8", 7.0)],
        then={"Egne!B3": 25.0, "Egne!A8": "Ny post", "Egne!B8": 7.0},
    ),
    _s(
        "an empty table got its first row from both",
        [("put", "tblTom|#1|Navn", "Kari")],
        [("put", "tblTom|#1|Navn", "Ola")],
        then={"tblTom|Kari|Navn": "Kari"},
        conflicts=["tblTom|Kari|Navn"],
    ),
]

COLUMNS = [
    _s(
        "you gave the measures a column of your own",
        [("put", WHO_11, "Kari")],
        [("column", "tblTiltak", "Internt", {"1.1": "ja", "1.4": "nei"})],
        then={WHO_11: "Kari"},
        told=["Internt"],
    ),
    _s(
        "I gave the measures a column, you changed and added",
        [("column", "tblTiltak", "Internt", {"1.1": "ja", "1.4": "nei"})],
        [("put", WHO_12, "Ola"), THEIR_17],
        then={
            WHO_12: "Ola",
            "tblTiltak|1.1|Internt": "ja",
            "tblTiltak|1.4|Internt": "nei",
            "tblTiltak|1.7|Internt": None,
        },
    ),
    _s(
        "I put a column in between, you changed what is to the right of it",
        [("column", "tblTiltak", "Internt", {"1.1": "ja"}, "Ansvarlig")],
        [("put", WHO_11, "Ola"), ("put", "tblTiltak|1.2|Kommentar", "Hei")],
        then={WHO_11: "Ola", "tblTiltak|1.2|Kommentar": "Hei", "tblTiltak|1.1|Internt": "ja"},
    ),
    _s(
        "you put a column in between, and changed what is to the right of it",
        [("put", WHO_12, "Kari")],
        [("column", "tblTiltak", "Internt", {"1.1": "ja"}, "Ansvarlig"), ("put", WHO_11, "Ola")],
        then={WHO_11: "Ola", WHO_12: "Kari"},
        told=["Internt"],
    ),
    _s(
        "both made the same column, with one cell otherwise",
        [("column", "tblTiltak", "Internt", {"1.1": "ja", "1.2": "ja"})],
        [("column", "tblTiltak", "Internt", {"1.1": "ja", "1.2": "nei", "1.3": "ja"})],
        then={"tblTiltak|1.2|Internt": "ja", "tblTiltak|1.3|Internt": "ja"},
        conflicts=["tblTiltak|1.2|Internt"],
    ),
    _s(
        "you renamed a column of our own in which I wrote",
        [("put", "tblEgen|Stol|Pris", 120.0)],
        [("header", "tblEgen", "Pris", "Stykkpris")],
        then={"tblEgen|Stol|Pris": 120.0},
        told=["Stykkpris"],
    ),
    _s(
        "you deleted a column of our own in which I wrote",
        [("put", "tblEgen|Stol|Antall", 9.0)],
        [("drop_column", "tblEgen", "Antall")],
        then={"tblEgen|Stol|Antall": 9.0},
        told=["Antall"],
    ),
]

SHEETS = [
    _s(
        "you made a sheet",
        [("put", WHO_11, "Kari")],
        [("sheet", "Notater", {"A1": "Møte", "A2": "Kari tar saken", "B2": 4.0})],
        then={"Notater!A2": "Kari tar saken", "Notater!B2": 4.0, WHO_11: "Kari"},
    ),
    _s(
        "both made a sheet",
        [("sheet", "Mitt", {"A1": "mitt"})],
        [("sheet", "Ditt", {"A1": "ditt"})],
        then={"Mitt!A1": "mitt", "Ditt!A1": "ditt"},
    ),
    _s(
        "both made a sheet with the same name and the same content",
        [("sheet", "Notater", {"A1": "likt"})],
        [("sheet", "Notater", {"A1": "likt"})],
        then={"Notater!A1": "likt"},
    ),
    _s(
        "both made a sheet with the same name, each with its own content",
        [("sheet", "Notater", {"A1": "mitt"})],
        [("sheet", "Notater", {"A1": "ditt", "A2": "mer"})],
        then={"Notater!A1": "mitt", "Notater!A2": "mer"},
        conflicts=["Notater!A1"],
    ),
    _s(
        "you deleted a sheet of our own",
        [("put", WHO_11, "Kari")],
        [("drop_sheet", "Egne")],
        then={"Egne!A1": "Post", WHO_11: "Kari"},
        told=["Egne"],
    ),
    _s(
        "I deleted a sheet of our own in which you wrote",
        [("drop_sheet", "Egne")],
        [("put", "Egne!B3", 99.0)],
        told=["Egne"],
    ),
    _s(
        "you renamed a sheet of our own in which I wrote",
        [("put", "Egne!B3", 25.0)],
        [("rename_sheet", "Egne", "Våre poster")],
        then={"Egne!B3": 25.0},
        told=["Våre poster"],
    ),
    _s(
        "I renamed a sheet of our own in which you wrote",
        [("rename_sheet", "Egne", "Våre poster")],
        [("put", "Egne!B3", 99.0)],
        then={"Våre poster!B3": 99.0},
    ),
    _s(
        "both wrote on a sheet of our own",
        [("put", "Egne!B3", 25.0)],
        [("put", "Egne!B4", 35.0)],
        then={"Egne!B3": 25.0, "Egne!B4": 35.0},
    ),
    _s(
        "I put a row into a sheet of our own, you wrote further down",
        [("insert", "Egne", 3, {"A": "Imellom", "B": 1.0})],
        [("put", "Egne!B4", 35.0)],
        then={"Egne!A3": "Imellom", "Egne!B5": 35.0, "Egne!B4": 15.0},
    ),
    _s(
        "you put a row into a sheet of our own, I wrote further down",
        [("put", "Egne!B4", 25.0)],
        [("insert", "Egne", 3, {"A": "Imellom", "B": 1.0})],
        then={"Egne!B4": 25.0},
        told=["Imellom"],
    ),
    _s(
        "you put a row and changed a cell below it",
        [("put", "Egne!B5", 45.0)],
        [("insert", "Egne", 3, {"A": "Imellom", "B": 1.0}), ("put", "Egne!B5", 35.0)],
        then={"Egne!B4": 35.0, "Egne!B5": 45.0},
        told=["Imellom"],
    ),
    _s(
        "you wrote a note",
        [("put", WHO_11, "Kari")],
        [("note", WHO_12, "Ring henne")],
        told=["Ring henne"],
    ),
    _s(
        "both wrote notes on one cell",
        [("note", WHO_12, "Min merknad")],
        [("note", WHO_12, "Din merknad")],
        told=["Din merknad"],
    ),
    _s("I wrote a note", [("note", WHO_12, "Min merknad")], [("put", WHO_11, "Ola")]),
    _s(
        "you named a cell",
        [("put", WHO_11, "Kari")],
        [("name", "EgenSum", "Egne!$B$6")],
        then={"name:EgenSum": "Egne!$B$6"},
    ),
    _s(
        "both moved a name, each elsewhere",
        [("name", "EgetNavn", "Egne!$B$3")],
        [("name", "EgetNavn", "Egne!$B$4")],
        then={"name:EgetNavn": "Egne!$B$3"},
        conflicts=["name:EgetNavn"],
    ),
    _s(
        "you hid rows and a sheet",
        [("put", WHO_11, "Kari")],
        [("hide", "tblTiltak", "1.3"), ("hide_sheet", "Egne")],
        then={WHO_11: "Kari"},
        told=["Egne"],
    ),
]

BOOKS = [
    _s(
        "LibreOffice saved yours",
        [("put", WHO_11, "Kari")],
        [("libreoffice",), ("put", WHO_12, "Ola")],
        then={WHO_11: "Kari", WHO_12: "Ola"},
    ),
    _s(
        "another program saved yours without the formulas' values",
        [("put", WHO_11, "Kari")],
        [("valueless",), ("put", WHO_12, "Ola")],
        then={WHO_11: "Kari", WHO_12: "Ola"},
    ),
    _s(
        "LibreOffice saved mine",
        [("libreoffice",), ("put", WHO_11, "Kari")],
        [("put", WHO_12, "Ola"), THEIR_17],
        then={WHO_11: "Kari", WHO_12: "Ola", "tblTiltak|1.7|Tiltak": "Nytt fra deg"},
    ),
    _s("you changed the budget year", [("put", WHO_11, "Kari")], [("year", 2027)], refused="år"),
    _s("yours is of another layout", [("put", WHO_11, "Kari")], [("layout", 5)], refused="oppsett"),
    _s(
        "yours is of a later orxl",
        [("put", WHO_11, "Kari")],
        [("layout", 99)],
        refused="nyere",
    ),
    _s("yours is another organisation's", [], [("other_organisation",)], refused="organisasjon"),
    _s("yours is no programme", [("put", WHO_11, "Kari")], [("strange",)], refused="handlingsprog"),
    _s(
        "mine is half merged",
        [("sheet", "Fletting", {"A1": "Fletting", "A3": "Nr", "A4": 1.0})],
        [("put", WHO_12, "Ola")],
        refused="fullfør",
    ),
    _s(
        "you changed the organisation's name",
        [("put", WHO_11, "Kari")],
        [("put", "tblForutsetninger|Organisasjon|Verdi", "Osloregionen")],
        then={"tblForutsetninger|Organisasjon|Verdi": "Osloregionen", WHO_11: "Kari"},
    ),
]

SCENARIOS = [*CELLS, *ROWS, *COLUMNS, *SHEETS, *BOOKS]
