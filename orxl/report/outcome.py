"""What came out of a check, and the words for it: may the workbook be sent?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from orxl.core import nb
from orxl.core.findings import Finding, Severity, state
from orxl.core.light import dataclass


@dataclass(frozen=True)
class CheckReport:
    """What a check found in the file at ``path``.

    ``programme`` tells whether it is an action programme, ``sending`` whether the checks before
    sending were run as well; ``reservations`` are sentences on why the file may not be the newest.
    """

    path: Path
    findings: tuple[Finding, ...]
    programme: bool = True
    sending: bool = False
    reservations: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    """What is not as it was adopted, a sentence each, where an adopted version lies beside it."""

    def count(self, severity: Severity) -> int:
        """How many findings of *severity* are not accepted."""
        return state(self.findings)[severity]

    @property
    def accepted(self) -> int:
        """How many findings are accepted."""
        return sum(f.accepted is not None for f in self.findings)

    @property
    def printed(self) -> int:
        """How many findings are faults of the published case."""
        return sum(f.printed is not None for f in self.findings)

    @property
    def accepted_kroner(self) -> float:
        """How much money the accepted deviations are about, whatever their signs."""
        return accepted_kroner(self.findings)

    @property
    def exit_code(self) -> int:
        """1 where there is at least one Feil that is not accepted, else 0."""
        return 1 if self.count(Severity.ERROR) else 0


def summary(findings: Iterable[Finding]) -> str:
    """«2 feil, 1 advarsel, 3 merknader, 1 godtatt avvik, 1 trykt slik»."""
    every = list(findings)
    counts = state(every)
    accepted = sum(f.accepted is not None for f in every)
    printed = sum(f.printed is not None for f in every)
    follow = sum(f.follows is not None for f in every)
    return ", ".join(
        (
            nb.counted(counts[Severity.ERROR], "feil", "feil"),
            nb.counted(counts[Severity.WARNING], "advarsel", "advarsler"),
            nb.counted(counts[Severity.NOTE], "merknad", "merknader"),
            nb.counted(accepted, "godtatt avvik", "godtatte avvik"),
            *((f"{printed} trykt slik",) if printed else ()),
            *((f"{follow} følgefunn",) if follow else ()),
        )
    )


def accepted_kroner(findings: Iterable[Finding]) -> float:
    """How much money the accepted deviations are about, whatever their signs."""
    return sum(abs(f.kroner) for f in findings if f.accepted is not None and f.kroner is not None)


def outcome(findings: Sequence[Finding]) -> str:
    """May it be sent? In words, with the number of findings of each kind."""
    grave = {f.severity for f in findings if f.told}
    counts = summary(findings)
    if kroner := accepted_kroner(findings):
        counts += f". Det som er godtatt, gjelder {nb.number(kroner)} kr"
    if Severity.ERROR in grave:
        return f"Ikke klar til å sendes: {counts}."
    if Severity.WARNING in grave:
        return f"Se på advarslene: {counts}."
    if missing := missing_assumptions(findings):
        asked = nb.counted(missing, "forutsetning", "forutsetninger")
        return f"{asked} er ikke fylt ut ennå: {counts}."
    return f"Alt stemmer: {counts}."


_NAMED = 6
"""So many consequences are named beside the finding that they follow."""


Following = Mapping[tuple[str, str], Sequence[tuple[int, Finding]]]
"""The consequences of each finding that has any, by its rule and its place, numbered."""


def consequences(findings: Iterable[Finding]) -> Following:
    """Which of *findings* follow from which."""
    found: dict[tuple[str, str], list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(findings):
        if finding.follows is not None:
            found.setdefault(finding.follows, []).append((number, finding))
    return found


def following(known: Following, leads: Iterable[Finding]) -> list[Finding]:
    """The consequences of *leads*, in the order of all findings."""
    causes = {(lead.code, lead.place) for lead in leads}
    numbered = [item for cause in causes for item in known.get(cause, ())]
    return [finding for _, finding in sorted(numbered, key=itemgetter(0))]


def and_more(follow: Sequence[Finding]) -> str:
    """«og 2 følgefunn: B002 Hovedtall!D24 og B003 Overføring!F8», or ``""`` where there is none."""
    if not follow:
        return ""
    named = [f"{f.code} {f.place}" for f in follow]
    if more := len(named) - _NAMED:
        named = [*named[:_NAMED], f"{more} til"] if more > 0 else named
    return f"og {len(follow)} følgefunn: {nb.listed(named)}"


def missing_assumptions(findings: Iterable[Finding]) -> int:
    """How many assumptions a workbook that nobody has begun on still asks for."""
    # Once there is content, D005 is an error: as a note it is always this request.
    return sum(f.code == "D005" and f.severity is Severity.NOTE and f.open for f in findings)


def unrecorded(why: str) -> str:
    """The sentences for a run that could not be put on record, and so did nothing."""
    return f"Funnene kunne ikke skrives i arbeidsboken, så ingenting er endret. {why}"
