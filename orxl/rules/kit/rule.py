"""What a rule is, and what it says.

A rule lives in one file of one of the folders beside this one. The file reads from the top: the
constant ``RULE`` declares what the rule finds, why that matters and what to do; ``@RULE.check``
is the check; ``@RULE.bad`` and ``@RULE.good`` (of any workbook: ``RULE.bad_sheet`` and
``RULE.good_sheet``) are its examples, which are its tests and its documentation at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Generic, cast

from orxl.core.edits import Edit
from orxl.core.findings import Finding, Severity
from orxl.core.light import KW_ONLY, dataclass, field
from orxl.core.memo import per_object
from orxl.core.refs import CellRef
from orxl.core.showing import fit
from orxl.core.values import Value
from orxl.rules.kit.example import Damage, Example, Harmless
from orxl.rules.kit.references import Reference
from orxl.rules.kit.small_sheet import SmallSheet
from orxl.rules.kit.view import Sight, View

SURE: Final = 0.6
"""From this confidence on an unsure hit is an Advarsel; below it a Merknad."""
LEAST: Final = 0.35
"""Below this confidence nothing is said."""


class Fix(Enum):
    """Whether what the rule finds can be mended by ``orxl beregn``, or is but proposed."""

    NONE = "nei"
    SAFE = "ja"
    UNSAFE = "etter spørsmål"
    PROPOSED = "foreslås"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken. ``remedy`` and ``severity`` override the rule's own.

    ``confidence`` (0 to 1) is how sure a rule is that cannot know: below :data:`LEAST` nothing is
    said, and it decides the severity where the hit does not. ``hinders``: what other rules would
    say while this stands is wrong, so they are not asked (only of a rule about structure).
    ``kroner`` is how much money it is about, with its sign, where that is not what stands there
    minus what was expected in a cell of amounts (which the runner sees by itself).
    """

    message: str
    cell: CellRef | None = None
    sheet: str | None = None
    expected: Value | None = None
    actual: Value | None = None
    remedy: str = ""
    severity: Severity | None = None
    fix: tuple[Edit, ...] = ()
    confidence: float | None = None
    hinders: bool = False
    kroner: float | None = None


Hits = Iterator[Hit]
if TYPE_CHECKING:
    from typing_extensions import TypeVar

    V = TypeVar("V", bound=Sight, default=View)
else:
    from typing import TypeVar

    V = TypeVar("V", bound=Sight)
D = TypeVar("D", bound=Damage)
H = TypeVar("H", bound=Harmless)
_OF_A_PROGRAMME: Final = cast("type[Any]", View)
Check = Callable[[V], Hits]
"""Looks at a workbook and yields each place where the rule is broken. Changes nothing."""


@dataclass(eq=False)
class Rule(Generic[V]):
    """A rule: its code (never reused), its name, how bad what it finds is.

    ``asks`` is the view that its check looks at. ``finds``, ``why`` and ``remedy`` are sentences
    for the user: what it finds, why that matters, what to do. ``fix_safety`` says what a fix does
    and why that is safe, or why each case is asked about; ``references`` is what the rule rests
    on. A rule that is ``alone`` reports beside others on the same cell; of the unsure hits of all
    other rules on a cell only the surest is heard. One that goes table ``by_table``, and says of
    each what it says whatever the others hold, need not be asked of them all again where one has
    changed. The check and the examples are given to it by the decorators.
    """

    code: str
    name: str
    severity: Severity
    _: KW_ONLY
    asks: type[V] = _OF_A_PROGRAMME
    finds: str
    why: str
    remedy: str
    fix: Fix = Fix.NONE
    fix_safety: str = ""
    references: tuple[Reference, ...] = ()
    alone: bool = False
    by_table: bool = False
    bad_examples: list[Example] = field(default_factory=list, init=False, repr=False)
    good_examples: list[Example] = field(default_factory=list, init=False, repr=False)
    _check: Check[V] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        def none(view: V) -> Hits:
            raise NotImplementedError(f"{self.code} has no check")

        self._check = none

    @property
    def folder(self) -> str:
        """The folder that the rule lives in, which is its family."""
        return self._check.__module__.split(".")[-2]

    def check(self, work: Check[V]) -> Check[V]:
        """Decorator: *work* is the rule's check."""
        self._check = work
        return work

    def bad(self, text: str) -> Callable[[D], D]:
        """Decorator: an example in words; the function does it and returns what is reported."""

        def registered(damage: D) -> D:
            self.bad_examples.append(Example(text, damage))
            return damage

        return registered

    def good(self, text: str) -> Callable[[H], H]:
        """Decorator: an example that looks like a fault, but must not be reported."""

        def registered(change: H) -> H:
            self.good_examples.append(Example(text, change))
            return change

        return registered

    def bad_sheet(
        self, text: str, rows: str, *, at: str, formats: Mapping[str, str] | None = None
    ) -> None:
        """Declare a small sheet in which the cells *at* (parted by blanks) must be reported."""
        sheet = SmallSheet(rows, tuple(at.split()), formats or {})
        self.bad_examples.append(Example(text, sheet=sheet))

    def good_sheet(self, text: str, rows: str, *, formats: Mapping[str, str] | None = None) -> None:
        """Declare a small sheet of which nothing must be said."""
        self.good_examples.append(Example(text, sheet=SmallSheet(rows, (), formats or {})))

    def findings(self, view: V) -> Iterator[Finding]:
        """What the rule has to say about the workbook, where the view answers for the cell.

        Worked out once for each view: some rules ask what others have said.
        """
        return iter(_findings(view, self))

    def _each(self, view: V) -> Iterator[Finding]:
        for hit in self._check(view):
            sure = hit.confidence
            if sure is not None and sure < LEAST:
                continue
            if hit.cell is not None and not view.answers_for(hit.cell):
                continue
            yield Finding(
                self.code,
                self.name,
                self._severity(hit),
                fit(hit.message),
                cell=hit.cell,
                sheet=hit.cell.sheet if hit.cell is not None else hit.sheet,
                expected=hit.expected,
                actual=hit.actual,
                remedy=fit(hit.remedy) or self.remedy,
                fix=hit.fix,
                safe=self.fix in (Fix.NONE, Fix.SAFE),
                confidence=None if sure is None else round(sure, 2),
                hinders=hit.hinders,
                kroner=hit.kroner,
            )

    def _severity(self, hit: Hit) -> Severity:
        if hit.severity is not None:
            return hit.severity
        if hit.confidence is None:
            return self.severity
        return Severity.WARNING if hit.confidence >= SURE else Severity.NOTE


@per_object
def _findings(view: Sight, rule: AnyRule) -> tuple[Finding, ...]:
    if rule.by_table and isinstance(view, View) and (each := view.each_table()):
        return tuple(found for part in each for found in _findings(part, rule))
    return tuple(rule._each(view))  # noqa: SLF001 - its own


AnyRule = Rule[Any]
"""A rule, whatever view it asks for."""
