"""What an import would change, and what that does to the budget: the values that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from orxl.core.edits import Content
from orxl.core.findings import Finding
from orxl.core.light import dataclass


class ChangeKind(StrEnum):
    """What happens to a row or a value of the workbook."""

    ADDED = "ny"
    CHANGED = "endret"
    GONE = "borte"
    SAME = "uendret"


@dataclass(frozen=True, slots=True)
class Change:
    """A row or a value of the workbook before and after."""

    kind: ChangeKind
    table: str
    """The table's name in the workbook (``tblFolketall``)."""
    key: str
    """The row in people's words: «Bærum (3201), 1.1.2026»."""
    column: str
    """The column's header."""
    old: Content | None
    new: Content | None
    kroner: Decimal | None = None
    """What it does to the fees, kr, where it is about a member."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of what was read: what became of it, how much, and examples of it."""

    label: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What was read, by what became of it. Nothing is dropped: the parts add up to all."""

    what: str
    """«tall», «rader»."""
    read: int
    shares: tuple[Share, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the parts are all that was read."""
        return sum(share.count for share in self.shares) == self.read


@dataclass(frozen=True, slots=True)
class Total:
    """A control total: what the file says, and what came of it; ``unit`` «innbyggere», «kr»."""

    label: str
    file: Decimal
    taken: Decimal
    unit: str
    outside: Decimal = Decimal(0)
    """Left out, openly."""
    unmapped: Decimal = Decimal(0)
    """Not known what to do with."""

    @property
    def difference(self) -> Decimal:
        """What nobody can account for: 0 where all is well."""
        return self.file - self.taken - self.outside - self.unmapped


@dataclass(frozen=True, slots=True)
class Problem:
    """A value of the file that cannot be used: nothing is written while there is one."""

    place: str
    value: str
    said: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The key figures: fees in kr, result and closing balance of the budget year in 1000 kr.

    None: it cannot be calculated, or the engines and orxl's own calculation differ.
    """

    fees: Decimal | None
    result: Decimal | None
    closing: Decimal | None


@dataclass(frozen=True, slots=True)
class MemberEffect:
    """What a member's population and fee (kr) become; ``code`` None: the unnamed together."""

    code: int | None
    name: str
    people: tuple[int, int]
    fee: tuple[Decimal, Decimal]

    @property
    def kroner(self) -> Decimal:
        """How much more the member pays."""
        return self.fee[1] - self.fee[0]


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of the key figures in a case: «Boken slik den står», «Hvis …»."""

    case: str
    before: Figures
    after: Figures
    members: tuple[MemberEffect, ...] = ()
    """Those whose fee moves, the most kroner first."""
    doubt: str = ""
    """Why a figure is not given, in words."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the saving did."""

    backup: Path | None
    warnings: tuple[str, ...]
    unconfirmed: int
    """Cells that are left for Excel to calculate."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """An import as it is shown: what was read, what would change, what it does."""

    what: str
    """«folketall»."""
    source: str
    """The file's name; ``""`` for what somebody has typed."""
    digest: str
    book: Path
    read_as: str = ""
    """What the file is taken to be: «SSB tabell 07459, CSV med semikolon»."""
    changes: tuple[Change, ...] = ()
    tallies: tuple[Tally, ...] = ()
    totals: tuple[Total, ...] = ()
    problems: tuple[Problem, ...] = ()
    checks: tuple[str, ...] = ()
    """What somebody should look at before saying yes."""
    effects: tuple[Effect, ...] = ()
    new_findings: tuple[Finding, ...] = ()
    """What a check would say that it does not say today."""
    written: Written | None = None

    @property
    def done(self) -> str:
        """What the log calls it."""
        return f"Importert {self.what}" if self.source else f"Lagt til {self.what}"

    @property
    def moves(self) -> tuple[Change, ...]:
        """The changes that are any."""
        return tuple(change for change in self.changes if change.kind is not ChangeKind.SAME)

    @property
    def can_be_written(self) -> bool:
        """Whether there is anything to write, and nothing in the way."""
        return bool(self.moves) and not self.problems


def counted(changes: Sequence[Change]) -> dict[ChangeKind, int]:
    """How many changes there are of each kind."""
    return {kind: sum(change.kind is kind for change in changes) for kind in ChangeKind}
