"""What refers to a sheet's cells when rows are put in between, as Excel lets it follow."""

from __future__ import annotations

from typing import Final

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.light import dataclass, replace
from orxl.core.patterns import regex
from orxl.core.refs import MAX_ROW, Range
from orxl.xlsx.references import shift
from orxl.xlsx.references.growth import sheet_before
from orxl.xlsx.references.shift import Corner, Piece

_SHEETS: Final = regex(
    r"""(?:(?<![\w.])[\w.]+|[$')\]])\s*:\s*(?:[\w.]+|'(?:[^']|'')+')!|'[^'!:]*:[^'!]*'!"""
)
"""``Ark1:Ark3!A1``, ``Ark!A1:Ark!A5``: through several sheets, or to be taken for that."""
_NUMBER_IN_FORMULA: Final = regex(r"[0-9]+")
_LONG: Final = 8  # digits: more than any row has


@dataclass(frozen=True, slots=True)
class Insertion:
    """*count* new rows in front of row *before* on *sheet*."""

    sheet: str
    before: int
    count: int

    def is_here(self, sheet: str) -> bool:
        """Whether *sheet* is the one that gets the rows."""
        return sheet.casefold() == self.sheet.casefold()

    def row(self, row: int) -> int:
        """Where *row* stands afterwards."""
        return row + self.count if row >= self.before else row

    def parts(self, area: Range) -> bool:
        """Whether the new rows come inside *area*, which grows."""
        return area.first_row < self.before <= area.last_row

    def area(self, area: Range) -> Range:
        """*area*, of this sheet, afterwards. Raises RefusedEdit where it falls off the sheet."""
        first = self.row(area.first_row)
        if first > MAX_ROW:
            raise self._full()
        return replace(area, first_row=first, last_row=min(MAX_ROW, self.row(area.last_row)))

    def ref(self, text: str) -> str:
        """One range of this sheet, as an attribute writes it; ``#REF!`` stays what it is.

        Raises RefusedEdit for what is no range.
        """
        if text == "#REF!":
            return text
        try:
            area = Range.of(self.sheet, text)
        except ValueError:
            raise RefusedEdit(
                f"Arket «{self.sheet}» har noe for området {nb.quoted(text)}, som orxl ikke "
                "kjenner.",
                "Sett inn raden i Excel.",
            ) from None
        new = self.area(area)
        return text if new == area else new.a1

    def sqref(self, text: str) -> str:
        """A list of ranges of this sheet. Raises RefusedEdit as :meth:`ref` does."""
        found = text.split()
        new = [self.ref(ref) for ref in found]
        return text if new == found else " ".join(new)

    def location(self, text: str, home: str) -> str:
        """Where a link (``Ark!A5``, ``A5``, a name) on the sheet *home* goes afterwards."""
        sheet, mark, cells = text.rpartition("!")
        named = sheet.removeprefix("#").strip()
        if len(named) > 1 and named[0] == named[-1] == "'":
            named = named[1:-1].replace("''", "'")
        return sheet + mark + self.formula(cells, named if mark else home)

    def formula(self, text: str, home: str, follows: int | None = None) -> str:
        """The formula *text* on the sheet *home* afterwards.

        *follows* is for a formula that is read from many cells: how many rows the first of them
        moves. Raises RefusedEdit where one text cannot follow for them all, where a reference goes
        through several sheets, and where it falls off the sheet.
        """
        if follows is None and self._stays(text, home):
            return text
        parts = shift.pieces(text)
        changed = False
        for place, part in enumerate(parts):
            if isinstance(part, str) or not part[-1].row:
                continue
            if self._sheet_of(parts, place, home).casefold() != self.sheet.casefold():
                continue
            new = self._corners(part)
            for old, now in zip(part, new, strict=True):
                if follows is not None and not old.row_fixed and now.row - old.row != follows:
                    raise RefusedEdit(
                        f"Formelen {nb.quoted('=' + text)}"
                        + (f" på arket «{home}»" if home else "")
                        + f" gjelder flere celler og kan ikke følge nye rader på «{self.sheet}».",
                        "Skriv radene i adressene med $, eller sett inn raden i Excel.",
                    )
            if new != part:
                parts[place] = new
                changed = True
        for found in _SHEETS.finditer(text):
            if changed or self.sheet.casefold() in found[0].casefold():
                raise RefusedEdit(
                    f"Formelen {nb.quoted('=' + text)} viser til flere ark på én gang.",
                    "Sett inn raden i Excel.",
                )
        return shift.render(parts, 0, 0) if changed else text

    def _stays(self, text: str, home: str) -> bool:
        """Whether a look tells that no reference in a formula moves, and that it names one sheet.

        Nothing in it names the sheet, or it names none and no number is as high as the first row
        that moves.
        """
        if "!" in text:
            folded = self.sheet.casefold()
            known = "'" not in folded and not self.is_here(home)
            return known and folded not in text.casefold()
        if not self.is_here(home):
            return True
        numbers = _NUMBER_IN_FORMULA.findall(text)
        return all(len(number) < _LONG and int(number) < self.before for number in numbers)

    def _corners(self, part: tuple[Corner, ...]) -> tuple[Corner, ...]:
        rows = [self.row(corner.row) for corner in part]
        if min(rows) > MAX_ROW:
            raise self._full()
        return tuple(
            replace(corner, row=min(MAX_ROW, row)) for corner, row in zip(part, rows, strict=True)
        )

    def _sheet_of(self, parts: list[Piece], place: int, home: str) -> str:
        before = parts[place - 1] if place else ""
        if not isinstance(before, str) or not before.endswith("!"):
            return home
        return sheet_before(before[:-1])

    def _full(self) -> RefusedEdit:
        return RefusedEdit(
            f"Arket «{self.sheet}» har ikke plass til flere rader.", "Slett noe nederst i arket."
        )
