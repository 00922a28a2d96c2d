"""Edits of every kind over small workbooks: what the writing side is tried with, mutant by mutant.

A scenario gives the bytes of a new workbook, or raises what a user would be told. The same
scenarios always give the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from functools import cache, partial

from orxl.core.edits import (
    AppendRows,
    Edit,
    Formula,
    RecommendReadOnly,
    ReplaceRows,
    SetCached,
    SetCell,
    SetFullCalcOnLoad,
    SetName,
)
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError
from tests.xlsx import test_button
from tests.xlsx.books import replaced, sheet_xml, workbook
from tests.xlsx.crowded_scenarios import CROWDED
from tests.xlsx.graft_scenarios import graft_scenarios
from tests.xlsx.graft_scenarios import warm as warm_grafts
from tests.xlsx.move_scenarios import move_scenarios
from tests.xlsx.rich_scenarios import rich_scenarios
from tests.xlsx.rich_scenarios import warm as warm_rich
from tests.xlsx.scenario_books import (
    book,
    bound,
    described,
    encoded,
    linked,
    odd,
    prefixed,
    quoted,
    shared,
    zipped_otherwise,
)
from tests.xlsx.seldom_scenarios import seldom_scenarios
from tests.xlsx.seldom_scenarios import warm as warm_seldom
from tests.xlsx.styled_scenarios import ODD, STYLED
from tests.xlsx.whole import OWN, SUM, moving

Scenario = Callable[[], bytes]


def _patched(make: Callable[[], bytes], edits: Sequence[Edit]) -> bytes:
    from orxl.xlsx import patch  # asked for anew: a mutant may have come

    return patch(make(), edits)


def _normalised(make: Callable[[], bytes], moment: datetime) -> bytes:
    from orxl.xlsx import normalise

    return normalise(make(), moment)


# --- edits ----------------------------------------------------------------------------------------


def at(a1: str, sheet: str = "Ark") -> CellRef:
    return CellRef.of(sheet, a1)


VALUES = ("tekst", " rom ", "", "a\nb", "<&>\"_x0041_", 1.0, -2.5e-7, 1e15, True, BLANK,
          CellError("#N/A"), datetime(2026, 1, 2, 3, 4))  # fmt: skip
FORMULAS = (Formula("1+1"), Formula("SUM(C2:C4)", 6.0), Formula(" B1 ", "s"), Formula("C2", True))
CACHED = (OWN, SUM, *map(moving, range(2, 7)), "SUM(C$2:C3)", "SUM(Ark!C2:C4)", "1+1")


def _rows(dice: random.Random, width: int, most: int) -> tuple[tuple[object, ...], ...]:
    kinds = (*VALUES[:7], *FORMULAS, None, None)
    free = VALUES[:7]
    return tuple(
        tuple(dice.choice(free if column < 2 else kinds) for column in range(width))
        for _ in range(dice.randint(0, most))
    )


def _random_edit(dice: random.Random) -> Edit:
    place = CellRef("Ark", dice.randint(1, 7), dice.randint(1, 8))
    kind = dice.randrange(9)
    if kind <= 2:
        content = dice.choice((*VALUES, *FORMULAS))
        return SetCell(place, content, number_format=dice.choice(["", "", "0.00", "#,##0.0"]))
    if kind == 3:
        column, formula = dice.choice([(4, OWN), (4, SUM), (5, moving(3)), (1, "SUM(C$2:C3)")])
        return SetCached(
            CellRef("Ark", dice.randint(2, 4), column), formula, dice.choice([None, 5.0])
        )
    if kind <= 6:
        edit = dice.choice([AppendRows, ReplaceRows])
        return edit("tblX", _rows(dice, 4, 4))  # type: ignore[arg-type]
    if kind == 7:
        return AppendRows("tblY", _rows(dice, 1, 2))  # type: ignore[arg-type]
    return dice.choice([SetName("ny", "Ark!$C$2:$C$4"), SetFullCalcOnLoad(True)])


def _random_scenarios(count: int) -> dict[str, Scenario]:
    found: dict[str, Scenario] = {}
    dice = random.Random(11)
    for number in range(count):
        edits = [_random_edit(dice) for _ in range(dice.randint(1, 5))]
        found[f"tilfeldig {number}"] = partial(_patched, book, edits)
    return found


GROWS = [AppendRows("tblX", (("d", 4.0, None, None),))]
LISTS: Mapping[str, tuple[Callable[[], bytes], Sequence[Edit]]] = {
    **{f"innhold {n}": (book, [SetCell(at("C3"), value)]) for n, value in enumerate(VALUES)},
    **{f"nytt {n}": (book, [SetCell(at("J9"), value)]) for n, value in enumerate(VALUES)},
    **{f"formel {n}": (book, [SetCell(at("B2"), value)]) for n, value in enumerate(FORMULAS)},
    "over en delt formel": (book, [SetCell(at("A3"), 1.0)]),
    "over en avhengig celle": (book, [SetCell(at("A4"), 1.0)]),
    "over en delt formel i et ark uten tall": (book, [SetCell(at("B1", "To"), 1.0)]),
    "verdi i en delt formel": (book, [SetCached(at("A4"), "SUM(C$2:C4)", 7.0)]),
    "verdi og rad": (book, [SetCached(at("D3"), SUM, 7.0), *GROWS]),
    "rad og verdi": (book, [*GROWS, SetCached(at("D5"), OWN, 8.0)]),
    "rad og ny verdi": (book, [*GROWS, SetCell(at("B5"), "D"), SetCell(at("B5"), "E")]),
    "verdi som tekst": (book, [SetCached(at("D2"), OWN, "to")]),
    "verdi bort": (book, [SetCached(at("D2"), OWN, None)]),
    "verdi i feil formel": (book, [SetCached(at("D2"), "1+1", 5.0)]),
    "forventet": (book, [SetCell(at("C3"), 9.0, expected=2.0)]),
    "uventet": (book, [SetCell(at("C3"), 9.0, expected=3.0)]),
    "uventet formel": (book, [SetCell(at("D3"), 9.0, expected=Formula("1"))]),
    "forventet formel": (book, [SetCell(at("D3"), 9.0, expected=Formula(SUM))]),
    "rad": (book, GROWS),
    "to rader": (book, [*GROWS, AppendRows("tblX", (("e", BLANK, 5.0, FORMULAS[1]),))]),
    "rad og rad": (book, [*GROWS, AppendRows("TBLX", (("e", 5.0, None, None),))]),
    "ingen rader": (book, [AppendRows("tblX", ())]),
    "rad i begge tabeller": (book, [*GROWS, AppendRows("tblY", (("z",), ("å",)))]),
    "rad i begge tabeller, så i den ene": (book, [
        AppendRows("tblY", (("z",), ("å",))), *GROWS,
        ReplaceRows("tblX", (("a", 1.0, None, 2.0),) * 3),
    ]),
    "rad i den korte tabellen": (book, [AppendRows("tblY", (("z",),))]),
    "én rad igjen": (book, [ReplaceRows("tblX", (("a", 1.0, None, None),))]),
    "ingen rad igjen": (book, [ReplaceRows("tblX", ())]),
    "like mange rader": (book, [ReplaceRows("tblX", (("a", 1.0, None, None),) * 3)]),
    "flere rader": (book, [ReplaceRows("tblX", (("a", 1.0, None, None),) * 5)]),
    "flere, så færre": (book, [ReplaceRows("tblX", (("a", 1.0, None, 2.0),) * 6), *GROWS,
                        ReplaceRows("tblX", (("b", 2.0, 3.0, None),) * 2)]),
    "flere, så færre, hele rader": (book, [
        ReplaceRows("tblX", (("a", 1.0, None, 2.0),) * 6),
        ReplaceRows("tblX", (("b", 2.0, 3.0, 4.0),) * 2),
    ]),
    "færre, så flere": (book, [ReplaceRows("tblX", ()), *GROWS, *GROWS]),
    "rader som ikke passer": (book, [AppendRows("tblX", (("d", 4.0),))]),
    "kolonne uten formel": (book, [AppendRows("tblX", ((None, 4.0, None, None),))]),
    "ukjent tabell": (book, [AppendRows("tblZ", (("d",),))]),
    "noe under": (book, [SetCell(at("D5"), 1.0), *GROWS]),
    "noe langt under": (book, [SetCell(at("D8"), 1.0), *GROWS]),
    "overskrift": (book, [SetCell(at("C1"), "Ny")]),
    "samme overskrift": (book, [SetCell(at("C1"), "Sum")]),
    "ukjent ark": (book, [SetCell(at("A1", "Nei"), 1.0)]),
    "utenfor arket": (book, [SetCell(CellRef("Ark", 1, 16385), 1.0)]),
    "ytterst": (book, [SetCell(CellRef("Ark", 1_048_576, 16_384), 1.0)]),
    "utenfor arket nedover": (book, [SetCell(CellRef("Ark", 1_048_577, 1), 1.0)]),
    "tekstcelle": (book, [SetCell(at("B2"), 5.0, number_format="0.0"),
                          SetCell(at("B4"), 5.0, number_format="0.0"),
                          SetCell(at("G2"), 5.0, number_format="#,##0.00")]),
    "vanlig celle med format": (book, [SetCell(at("C2"), 5.0, number_format="0.0")]),
    "tom celle med format": (book, [SetCell(at("A9"), 5.0, number_format="0.0")]),
    "navn": (book, [SetName("nytt", "Ark!$A$1"), SetName("ALT", "2"), *GROWS]),
    "navn med likhetstegn": (book, [SetName("nytt", "=1")]),
    "navn uten navn": (book, [SetName(" ", "1")]),
    "navn uten innhold": (book, [SetName("nytt", " ")]),
    "navn på usynlig tegn": (book, [SetName("nytt", "A\x011")]),
    "matriseverdi i én rad": (bound, [SetCached(at("O1"), "B1:C1*2", 3.0)]),
    "tøm flettet": (bound, [SetCell(at("I2"), BLANK)]),
    "ukjent feilverdi": (book, [SetCell(at("C3"), CellError("#FEIL!"))]),
    "ukjent feilverdi i formel": (book, [SetCached(at("D2"), OWN, CellError("#FEIL!"))]),
    "navn foran beregningsvalg": (linked, [SetName("nytt", "1")]),
    "navn der ingen er": (odd, [SetName("nytt", "A&B"), SetName("to", "2")]),
    "navn med forstavelse": (prefixed, [SetName("nytt", "1"), SetFullCalcOnLoad(True)]),
    "full beregning": (odd, [SetFullCalcOnLoad(True)]),
    "ikke full beregning": (odd, [SetFullCalcOnLoad(False)]),
    "full beregning av og på": (book, [SetFullCalcOnLoad(True), SetFullCalcOnLoad(False)]),
    "anbefalt skrivebeskyttet": (odd, [RecommendReadOnly()]),
    "anbefalt skrivebeskyttet to ganger": (prefixed, [RecommendReadOnly(), RecommendReadOnly()]),
    "rare rader": (odd, [SetCell(at("A1"), 5.0), SetCell(at("B1"), 6.0), SetCell(at("D1"), 7.0)]),
    "foran rader": (odd, [SetCell(at("A2"), "x"), SetCell(at("E2"), 1.0), SetCell(at("A3"), 2.0)]),
    "mellom rader": (odd, [SetCell(at("B4"), 1.0), SetCell(at("B6"), 1.0), SetCell(at("B5"), 1.0)]),
    "celle med vedlegg": (odd, [SetCell(at("B7"), 1.0), SetCell(at("A7"), 1.0)]),
    "verdi med vedlegg": (odd, [SetCached(at("B7"), "B1", 4.0)]),
    "tøm": (odd, [SetCell(at("A1"), BLANK), SetCell(at("A2"), BLANK), SetCell(at("B7"), BLANK)]),
    "fyll og tøm": (odd, [SetCell(at("K9"), 1.0), SetCell(at("K9"), BLANK)]),
    "tomt ark": (odd, [SetCell(at("B3", "Tomt"), "ord"), SetCell(at("A3", "Tomt"), 1.0)]),
    "forstavelse": (prefixed, [SetCell(at("B2"), "ord"), SetCell(at("C2"), Formula("B2", 1.0)),
                               SetCell(at("A4"), datetime(2026, 1, 2))]),
    "dato for tidlig": (prefixed, [SetCell(at("B2"), datetime(1900, 1, 1))]),
    "utf-16": (partial(encoded, "utf-16"), [SetCell(at("B1"), "æ€")]),
    "latin-1": (partial(encoded, "iso-8859-1"), [SetCell(at("B1"), "æ€")]),
    "matrise": (bound, [SetCell(at("A2"), 1.0)]),
    "matriseverdi": (bound, [SetCached(at("C1"), "SUM(E5:E6)", 3.0)]),
    "matriseverdi i flere celler": (bound, [SetCached(at("A1"), "B1:B2*2", 3.0)]),
    "datatabell": (bound, [SetCell(at("D3"), 1.0)]),
    "flettet": (bound, [SetCell(at("I2"), 1.0)]),
    "flettet hjørne": (bound, [SetCell(at("H1"), 1.0)]),
    "pivot": (bound, [SetCell(at("M2"), 1.0)]),
    "ved siden av pivot": (bound, [SetCell(at("N2"), 1.0), SetCell(at("L4"), 1.0)]),
    "matrise over tabellen": (bound, [AppendRows("tblE", ((7.0,),))]),
    "summeringsrad": (bound, [AppendRows("tblSum", ((7.0,),))]),
    "celle i summeringsrad": (bound, [SetCell(at("G6"), 7.0)]),
    "nye rader og regler": (linked, [AppendRows("tblK", ((3.0,), (4.0,)))]),
    "egen formel i ny rad": (linked, [AppendRows("tblK", ((None,),))]),
    "lenker bort": (linked, [ReplaceRows("tblK", ((3.0,),))]),
    "venter på Excel": (linked, [AppendRows("tblVenter", ((3.0,),))]),
    **{
        f"delt formel {n}": (shared, [SetCell(at(f"D{4 * n + 3}"), 1.0)]) for n in range(3)
    },
    "navn på ark i fnutter": (quoted, [AppendRows("tblQ", ((3.0, None),))]),
    "færre rader i fnutter": (quoted, [ReplaceRows("tblQ", ((3.0, None),))]),
    "rar zip": (zipped_otherwise, [SetCell(at("A1"), 5.0), SetCell(at("A1", "To"), 6.0)]),
    "for lang tekst": (book, [SetCell(at("A1"), "x" * 32_768)]),
    "for lang formel": (book, [SetCell(at("A1"), Formula("1" * 8193))]),
    "tom formel": (book, [SetCell(at("A1"), Formula(" "))]),
    "ukjent celle i formel": (book, [SetCell(at("A1"), Formula("A0+1"))]),
    "norsk funksjon i ny rad": (
        book, [AppendRows("tblX", ((Formula("SUMMER(A1,A2)"), 1.0, 2.0, 3.0),))],
    ),
    "navn som ligner en celle": (
        book, [SetName("XFE1", "Ark!$A$1"), SetCell(at("A1"), Formula("xfe1+1"))],
    ),
    "ulovlig tegn": (book, [SetCell(at("A1"), "a\x01")]),
    "uendelig": (book, [SetCell(at("A1"), float("inf"))]),
}  # fmt: skip


@cache
def buttoned() -> bytes:
    """A workbook with a part that is no XML, before others."""
    data = replaced(test_button.book(), "xl/a.bin", b"&#230;")
    return replaced(data, "xl/b.xml", "<a>&#230;</a>")


@cache
def two_encodings() -> bytes:
    """A part in another encoding before one that has letters as numbers."""
    text = sheet_xml('<row r="1"><c r="A1" t="str"><v>&#230;</v></c></row>')
    data = workbook({"Ark": "", "To": text})
    latin = text.replace('encoding="UTF-8"', 'encoding="iso-8859-1"')
    return replaced(data, "xl/worksheets/sheet1.xml", latin.encode("iso-8859-1"))


NORMALISED: Mapping[str, Callable[[], bytes]] = {
    "bok": book, "rar zip": zipped_otherwise, "utf-16": partial(encoded, "utf-16"),
    "latin-1": partial(encoded, "iso-8859-1"), "knapp": buttoned, "to skriftsett": two_encodings,
}  # fmt: skip
MOMENTS = (
    datetime(2026, 11, 27, 13, 45, 51),
    datetime(1979, 12, 31, 23, 59, 59, 999),
    datetime(2026, 1, 2, 0, 30, tzinfo=timezone(timedelta(hours=2))),
    datetime(2107, 12, 31, 23, 59, 58),
)


EVERY = {**LISTS, **CROWDED, **STYLED, **ODD}


@cache
def scenarios(random_ones: int = 60) -> Mapping[str, Scenario]:
    """The scenarios by name; the first are made by hand, then come *random_ones* of chance."""
    by_hand: dict[str, Scenario] = {
        name: partial(_patched, make, edits) for name, (make, edits) in EVERY.items()
    }
    for name, make in NORMALISED.items():
        by_hand[f"normalisert {name}"] = partial(_normalised, make, MOMENTS[0])
    for number, moment in enumerate(MOMENTS):
        by_hand[f"normalisert {number}"] = partial(_normalised, described, moment)
    others = {**graft_scenarios(), **move_scenarios(), **rich_scenarios(), **seldom_scenarios()}
    return {**by_hand, **_random_scenarios(random_ones), **others}


def warm() -> None:
    """Make all workbooks now, so that processes that are forked from this one have the same."""
    for make, _ in EVERY.values():
        make()
    zipped_otherwise()
    described()
    warm_grafts()
    warm_rich()
    warm_seldom()
