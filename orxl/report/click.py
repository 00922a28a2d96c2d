"""What a click in Excel says: the question before it mends, the message box with the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from orxl.core import nb
from orxl.core.edits import SetName
from orxl.core.findings import Finding, Severity, state
from orxl.core.light import dataclass
from orxl.report.fixes import describe_fix
from orxl.report.outcome import outcome, unrecorded

WORST = 3
"""So many findings are named in the message; all of them stand on «Kontroll»."""
SHOWN_FIXES = 8
_LONGEST = 220


@dataclass(frozen=True)
class ClickReport:
    """What a click found and did."""

    name: str
    findings: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    copy: Path | None
    unrecorded: str
    """Why the findings and the log line could not be left in the workbook; ``""`` where they are.

    Then nothing at all is written."""
    read_only: bool
    saves_itself: bool = False
    """Whether Excel has saved and shared already what the click wrote (OneDrive, SharePoint)."""
    withheld: tuple[str, ...] = ()
    """Why some fixes were not offered, in words for the user."""
    beside: tuple[str, ...] = ()
    """A sentence about each other edition of the workbook that lies beside it."""

    @property
    def errors(self) -> int:
        """How many findings of severity Feil are not accepted."""
        return state(self.findings)[Severity.ERROR]


def question(offered: Sequence[Finding]) -> str:
    """What to ask before the fixes in *offered* are made."""
    changes = [cut(line, 110) for finding in offered for line in describe_fix(finding)]
    names = sum(isinstance(edit, SetName) for finding in offered for edit in finding.fix)
    cells = len(changes) - names
    counted = [nb.counted(cells, "celle", "celler")] if cells else []
    counted += [nb.counted(names, "navn", "navn")] if names else []
    more = [f"… og {len(changes) - SHOWN_FIXES} til"] if len(changes) > SHOWN_FIXES else []
    return "\n".join(
        (
            f"{nb.listed(counted)} kan rettes nå, for eksempel der en formel er skrevet over:",
            "",
            *changes[:SHOWN_FIXES],
            *more,
            "",
            "Vil du rette dette? Velger du Nei, blir det stående og meldt som funn.",
        )
    )


def gone_question(gone: Sequence[Finding]) -> str:
    """What to ask about what is gone or changed since the last run: rows, history, words."""
    return "\n".join(
        (
            *(cut(finding.message, _LONGEST) for finding in gone[:SHOWN_FIXES]),
            *([f"… og {len(gone) - SHOWN_FIXES} til"] if len(gone) > SHOWN_FIXES else []),
            "",
            "Stemmer dette? Velger du Nei, meldes det som funn til det er slik det var.",
        )
    )


def message(report: ClickReport) -> str:
    """The text of the message box: the outcome, the three worst and where, what was done."""
    open_ = [f for f in report.findings if f.told]
    lines = [outcome(report.findings), ""]
    serious = [f for f in open_ if f.severity is not Severity.NOTE][:WORST]
    for number, finding in enumerate(serious, start=1):
        text = f"{number}. {finding.severity.label} i {finding.place}: {finding.message}"
        lines += [cut(text, _LONGEST), ""]
    if report.fixed:
        places = nb.listed([f.place for f in report.fixed[:SHOWN_FIXES]])
        lines.append(f"Rettet: {places}.")
    for why in report.withheld[:WORST]:
        lines.append(f"Ikke rettet: {cut(why, _LONGEST)}")
    lines += (cut(sentence, _LONGEST) for sentence in report.beside[:WORST])
    if report.unrecorded:
        lines.append(unrecorded(report.unrecorded))
        return "\n".join(lines)
    if open_:
        lines.append("Alle funn står på arket Kontroll, med lenke til cellen.")
    if report.copy is not None:
        lines.append(f"Kopi fra før kontrollen: {near(report.copy)}")
    lines.append(to_save(read_only=report.read_only, saves_itself=report.saves_itself))
    return "\n".join(lines)


def to_save(*, read_only: bool, saves_itself: bool) -> str:
    """What the user has to do so that what was written stays."""
    if read_only:
        return "Arbeidsboken er skrivebeskyttet: lagre den under et annet navn."
    if saves_itself:
        return (
            "Excel lagrer arbeidsboken selv (Autolagring er på), så det som ble skrevet, er alt "
            "lagret og delt. Forrige versjon finner du under Fil → Informasjon → Versjonslogg."
        )
    return "Husk å lagre arbeidsboken."


def near(copy: Path) -> str:
    """Where *copy* is: beside the workbook, unless it is said to be in the user's own folder."""
    there = f"{copy.parent.name}/{copy.name}"
    return f"{there} (i brukermappen din)" if copy.parent.parent == Path.home() else there


def cut(text: str, longest: int) -> str:
    """*text*, no longer than *longest* characters."""
    return (
        text
        if len(text) <= longest
        else text[: nb.edge(text, longest - 1) or longest - 1].rstrip() + "…"
    )
