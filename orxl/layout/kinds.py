"""What a cell may hold: kinds of values, with their number formats."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Level(Enum):
    """When an input is filled in."""

    NOW = "Fylles ut nå"
    SETUP = "Settes opp én gang"
    HISTORY = "Historie"
    """What has been printed, decided or done. Nothing the program does may change it."""


class Kind(Enum):
    """What a column or a fixed cell holds: decides type, number format and alignment."""

    TEXT = "tekst"
    LONG_TEXT = "lang tekst"
    CODE = "kode"
    SOURCE = "kilde"
    """Where a figure was found: a chapter («5.1.5») stays text, which Excel else makes a date."""
    INTEGER = "heltall"
    FLAG = "ja eller nei"
    NUMBER = "tall"
    YEAR = "årstall"
    MUNICIPALITY = "kommunenummer"
    THOUSANDS = "beløp i 1000 kr"
    KRONER = "beløp i kr"
    RATE = "sats i kr"
    AMOUNT = "beløp i valuta"
    EXCHANGE = "valutakurs"
    SHARE = "prosent"
    GROWTH = "vekst i prosent"
    DATE = "dato"
    MOMENT = "tidspunkt"
    LINK = "lenke"
    ANY = "verdi"

    __hash__ = object.__hash__  # asked for at each cell: the enumeration's own is not in C

    @property
    def numeric(self) -> bool:
        """Whether the cell must hold a number."""
        return self in _NUMERIC

    @property
    def textual(self) -> bool:
        """Whether the cell must hold text."""
        return self in (Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.SOURCE, Kind.LINK)


_NUMERIC: Final = frozenset(
    {
        Kind.INTEGER,
        Kind.FLAG,
        Kind.NUMBER,
        Kind.YEAR,
        Kind.MUNICIPALITY,
        Kind.THOUSANDS,
        Kind.KRONER,
        Kind.RATE,
        Kind.AMOUNT,
        Kind.EXCHANGE,
        Kind.SHARE,
        Kind.GROWTH,
    }
)


NUMBER_FORMATS: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "General",
    Kind.LONG_TEXT: "General",
    Kind.CODE: "@",
    Kind.SOURCE: "@",
    Kind.LINK: "General",
    Kind.ANY: "General",
    Kind.INTEGER: '#,##0_-;-#,##0_-;"–"_-',
    Kind.FLAG: '"Ja";;"Nei"',
    Kind.NUMBER: "General",
    Kind.YEAR: "0",
    Kind.MUNICIPALITY: "0000",
    Kind.THOUSANDS: '#,##0_-;-#,##0_-;"–"_-',
    Kind.KRONER: '#,##0_-;-#,##0_-;"–"_-',
    Kind.RATE: '#,##0.00_-;-#,##0.00_-;"–"_-',
    Kind.AMOUNT: '#,##0_-;-#,##0_-;"–"_-',
    Kind.EXCHANGE: "#,##0.00##_-",
    Kind.SHARE: "0%_-",
    Kind.GROWTH: "0.0%_-",
    Kind.DATE: "dd.mm.yyyy",
    Kind.MOMENT: "dd.mm.yyyy hh:mm",
}
"""Number formats by kind. Excel shows comma and point as its own language has them; «_-» leaves
room to the right, so that a number does not touch the text in the next column."""
