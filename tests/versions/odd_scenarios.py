"""Odder things two people do, written down when the merge was there, and before they were tried."""

from __future__ import annotations

from tests.versions.scenarios import ALL, TITLE_13, WHO_11, WHO_12, Scenario, Step

STOL = [("put", "tblEgen|Stol|Sum", "=C5*D5"), ("put", "tblEgen|Bord|Sum", "=C6*D6"),
        ("put", "tblEgen|Lampe|Sum", "=C7*D7")]  # fmt: skip


def _s(name: str, mine: list[Step], theirs: list[Step], **right: object) -> Scenario:
    for key in ("conflicts", "told"):
        right[key] = tuple(right.get(key, ()))  # type: ignore[arg-type]
    return Scenario(name, tuple(mine), tuple(theirs), **right)  # type: ignore[arg-type]


ODD = [
    _s(
        "I sorted, you deleted",
        [("sort", "tblTiltak", "Tiltak")],
        [("delete", "tblTiltak", "1.3"), ("put", WHO_12, "Ola")],
        then={WHO_12: "Ola", "tblTiltak|1.4|Tiltak": "same"},
    ),
    _s(
        "you swapped neighbours and changed both, I changed one",
        [("put", "tblTiltak|1.4|Kommentar", "Min")],
        [
            ("move", "tblTiltak", "1.3", "1.4"),
            ("put", "tblTiltak|1.3|Ansvarlig", "Ola"),
            ("put", "tblTiltak|1.4|Ansvarlig", "Per"),
        ],
        then={
            "tblTiltak|1.3|Ansvarlig": "Ola",
            "tblTiltak|1.4|Ansvarlig": "Per",
            "tblTiltak|1.4|Kommentar": "Min",
        },
        keys={"tblTiltak": ["1.1", "1.2", "1.4", "1.3", *ALL[4:]]},
    ),
    _s(
        "you deleted all targets of a measure, I added one",
        [("add", "tblMål", {"Mål ID": "1.2-R9", "Tiltak": "1.2", "Mål": "Mitt"}, "1.2-E1")],
        [("delete", "tblMål", "1.2-R1"), ("delete", "tblMål", "1.2-E1")],
        then={"tblMål|1.2-R9|Mål": "Mitt", "tblMål|count": 7},
    ),
    _s(
        "you filled a whole column, I put rows in and out",
        [
            ("add", "tblTiltak", {"Nr": "1.25", "Tiltak": "Min"}, "1.2"),
            ("delete", "tblTiltak", "1.5"),
        ],
        [("put", f"tblTiltak|{key}|Ansvarlig", f"Til {key}") for key in ALL if key != "1.5"],
        then={f"tblTiltak|{key}|Ansvarlig": f"Til {key}" for key in ALL if key != "1.5"}
        | {"tblTiltak|1.25|Ansvarlig": None},
        keys={"tblTiltak": ["1.1", "1.2", "1.25", "1.3", "1.4", "1.6", "2.1.1", "2.1.2"]},
    ),
    _s(
        "minus nought is nought",
        [("put", "Egne!B4", 0.0)],
        [("put", "Egne!B4", -0.0)],
        then={"Egne!B4": 0.0},
    ),
    _s(
        "I renamed our own column, you wrote in it",
        [("header", "tblEgen", "Pris", "Stykkpris")],
        [("put", "tblEgen|Bord|Pris", 450.0)],
        then={"tblEgen|Bord|Stykkpris": 450.0},
    ),
    _s(
        "I hid a sheet on which you wrote",
        [("hide_sheet", "Egne")],
        [("put", "Egne!B3", 25.0)],
        then={"Egne!B3": 25.0},
    ),
    _s(
        "I put a column in between, you added a row with a formula",
        [("column", "tblEgen", "Farge", {"Stol": "rød"}, "Pris"), ("put", WHO_11, "Kari")],
        [
            *STOL,
            ("add", "tblEgen", {"Hva": "Lys", "Pris": 5.0, "Antall": 2.0, "Sum": "=C8*D8"}, ""),
        ],
        then={
            "tblEgen|Stol|Sum": "=D5*E5",
            "tblEgen|Lys|Sum": "=D8*E8",
            "tblEgen|Lys|Pris": 5.0,
            "tblEgen|Stol|Farge": "rød",
        },
    ),
    _s(
        "your new sheet reads a cell that I have moved",
        [("insert", "Egne", 3, {"A": "Imellom", "B": 1.0})],
        [("sheet", "Ditt", {"A1": "=Egne!B6", "A2": "=SUM(Egne!B2:B5)"})],
        then={"Ditt!A1": "=Egne!B7", "Ditt!A2": "=SUM(Egne!B2:B6)"},
    ),
    _s(
        "you moved a name to a cell that I have moved",
        [("insert", "Egne", 3, {"A": "Imellom", "B": 1.0})],
        [("name", "EgenSum", "Egne!$B$6")],
        then={"name:EgenSum": "Egne!$B$7"},
    ),
    _s(
        "you moved a partner to another measure, I wrote beside it",
        [("put", "tblPartnere|KS|Tillegg", "m.fl.")],
        [("put", "tblPartnere|KS|Tiltak", "1.2")],
        then={"tblPartnere|KS|Tillegg": "m.fl.", "tblPartnere|KS|Tiltak": "1.2"},
    ),
    _s(
        "you changed small letters to capitals",
        [],
        [("put", TITLE_13, "BIDRA TIL VIKTIGE NØKKELTALL")],
        then={TITLE_13: "BIDRA TIL VIKTIGE NØKKELTALL"},
    ),
    _s(
        "you wrote a note in a row that I deleted",
        [("delete", "tblTiltak", "1.3")],
        [("note", TITLE_13, "Spør styret")],
        told=["Spør styret"],
    ),
    _s(
        "both wrote a new line at the same place of an own list",
        [("put", "Egne!A8", "Min post"), ("put", "Egne!B8", 1.0)],
        [("put", "Egne!A8", "Din post"), ("put", "Egne!B8", 1.0)],
        then={"Egne!A8": "Min post", "Egne!B8": 1.0},
        conflicts=["Egne!A8"],
    ),
    _s(
        "you took the number of a measure that I deleted",
        [("delete", "tblTiltak", "1.3")],
        [("delete", "tblTiltak", "1.3"), ("renumber", "1.4", "1.3")],
        keys={"tblTiltak": ["1.1", "1.2", "1.3", "1.5", "1.6", "2.1.1", "2.1.2"]},
    ),
    _s(
        "you took the number of a measure that I have kept and changed",
        [("put", "tblTiltak|1.4|Ansvarlig", "Kari")],
        [("renumber", "1.4", "1.9"), ("renumber", "1.5", "1.4")],
        then={"tblTiltak|1.9|Ansvarlig": "Kari", "tblTiltak|1.4|Tiltak": "same:1.5"},
    ),
    _s(
        "you inserted three rows, I sorted and inserted one",
        [
            ("sort", "tblTiltak", "Tiltak", True),
            ("add", "tblTiltak", {"Nr": "1.7", "Tiltak": "Min"}, ""),
        ],
        [("add", "tblTiltak", {"Nr": f"1.{n}", "Tiltak": f"Din {n}"}, "1.6") for n in (10, 9, 8)],
        then={f"tblTiltak|1.{n}|Tiltak": f"Din {n}" for n in (8, 9, 10)}
        | {"tblTiltak|1.7|Tiltak": "Min"},
    ),
    _s(
        "you emptied a table of our own, I changed a row in it",
        [("put", "tblEgen|Bord|Pris", 450.0)],
        [("delete", "tblEgen", "Stol"), ("delete", "tblEgen", "Bord")],
        then={"tblEgen|Bord|Pris": 450.0},
        keys={"tblEgen": ["Bord", "Lampe"]},
        conflicts=["tblEgen|Bord"],
    ),
    _s(
        "LibreOffice saved both, and both changed a formula cell to the same number",
        [("libreoffice",), ("put", "tblHovedtall|Sum inntekter|Budsjett 2026", 9000.0)],
        [("libreoffice",), ("put", "tblHovedtall|Sum inntekter|Budsjett 2026", 9000.0)],
        then={"tblHovedtall|Sum inntekter|Budsjett 2026": 9000.0},
    ),
    _s(
        "an error typed on one side, text on the other",
        [("put", "Egne!B4", "#N/A")],
        [("put", "Egne!B4", "mangler")],
        then={"Egne!B4": "#N/A"},
        conflicts=["Egne!B4"],
    ),
]
