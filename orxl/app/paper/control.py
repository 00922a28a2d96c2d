"""«Kan saken sendes?»: the check of a workbook as a paper for who answers for it.

The answer first; then what is open, by the kroner at stake; what the result becomes if things go
otherwise; what is new since the last check; what is accepted, by whom and until when. Codes,
places and commands stand in the details at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Final

from orxl.app.paper.control_tables import (
    accepted_table,
    anyone_named,
    details_table,
    facts_table,
    open_table,
    scenario_table,
)
from orxl.app.paper.inline import clean, own
from orxl.binding import BoundRow
from orxl.core import nb
from orxl.core.findings import Finding, Severity
from orxl.core.light import dataclass, field
from orxl.layout.names import FINDINGS
from orxl.programme.records import LogEntry
from orxl.report.outcome import summary
from orxl.report.paper.model import (
    Block,
    Bullets,
    CaseHead,
    Heading,
    Paper,
    Paragraph,
    Words,
)
from orxl.rules.kit.tables import LOG
from orxl.rules.kit.view import View

TITLE: Final = "Kan saken sendes?"
_KINDS: Final = frozenset(severity.label for severity in Severity)
_MOST: Final = 20
"""So many are named in a list of what is new, or gone."""


class Answer(Enum):
    """May it be sent?"""

    YES = "Ja"
    RESERVED = "Ja, med forbehold"
    NO = "Nei"


@dataclass(frozen=True)
class Checked:
    """A workbook that has been checked, and the file it stands in."""

    view: View
    findings: tuple[Finding, ...]
    file: str
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    saved: str
    """When it was last saved by Excel or its like, as its properties say; ``""``: they do not."""
    today: date
    reservations: tuple[str, ...] = ()
    """Why the file may not be the newest, a sentence each."""
    rules: int = 0
    """How many rules were asked."""

    @property
    def told(self) -> list[Finding]:
        """What is open, each slip once."""
        return [f for f in self.findings if f.told]

    @property
    def answer(self) -> Answer:
        """No while there is a Feil; with reservations while something open has weight."""
        told = self.told
        if self.view.unused or any(f.severity is Severity.ERROR for f in told):
            return Answer.NO
        if self.reservations or any(f.severity is Severity.WARNING or f.kroner for f in told):
            return Answer.RESERVED
        return Answer.YES


def by_stake(findings: Iterable[Finding]) -> list[Finding]:
    """*findings* by the kroner at stake, the most first; without an amount by how bad they are."""
    return sorted(findings, key=lambda f: (-abs(f.kroner or 0.0), -f.severity))


def control_paper(checked: Checked) -> Paper:
    """The paper about *checked*."""
    programme = checked.view.programme
    return Paper(
        title=TITLE,
        subtitle=own(f"{checked.answer.value} – kontroll av budsjettet for {checked.view.year}"),
        head=CaseHead(
            clean(programme.word("Organisasjon") or ""), meeting=programme.day("Vedtaksmøte")
        ),
        dated=checked.today,
        blocks=tuple(_Control(checked).blocks()),
    )


def _file(checked: Checked) -> str:
    return clean(checked.file)


@dataclass
class _Control:
    checked: Checked
    told: list[Finding] = field(init=False)

    def __post_init__(self) -> None:
        self.told = by_stake(self.checked.told)

    def blocks(self) -> Iterator[Block]:
        yield Heading(1, own("Svaret"), "svaret")
        yield from self._answer()
        errors = [f for f in self.told if f.severity is Severity.ERROR]
        rest = [f for f in self.told if f.severity is not Severity.ERROR]
        if errors:
            yield Heading(1, own("Dette må rettes først"), "feil")
            yield open_table(self.checked.view, errors, "feil", self.checked.today)
        if rest:
            yield Heading(1, own("Åpne spørsmål"), "spoersmaal")
            yield Paragraph(own("De som gjelder mest penger, står først."))
            if not anyone_named(self.checked.view, rest):
                yield Paragraph(
                    own("Arbeidsboken sier ikke hvem som skal avklare dem, så de må fordeles.")
                )
            yield open_table(self.checked.view, rest, "spoersmaal", self.checked.today)
        if (scenarios := scenario_table(self.checked.view)) is not None:
            yield Heading(1, own("Hva resultatet blir hvis noe går annerledes"), "hvis")
            yield scenarios
        yield Heading(1, own("Nytt siden siste kontroll"), "nytt")
        yield from self._news()
        yield Heading(1, own("Godtatt og trykt slik"), "godtatt")
        yield from self._accepted()
        yield Heading(1, own("Om kontrollen"), "om")
        yield facts_table(self._facts())
        yield Heading(1, own("Detaljer for den som retter"), "detaljer")
        yield from self._details()

    def _answer(self) -> Iterator[Block]:
        checked = self.checked
        yield Paragraph((Words(f"{checked.answer.value}.", strong=True), *own(f" {self._why()}")))
        first = next((f for f in self.told if f.kroner), None)
        if first is not None:
            yield Paragraph(
                (Words("Mest penger gjelder dette: ", strong=True), *own(clean(first.message)))
            )
        if checked.reservations:
            yield Bullets(tuple(own(clean(one)) for one in checked.reservations))

    def _why(self) -> str:
        counts = summary(self.checked.findings)
        if self.checked.view.unused:
            return "Arbeidsboken er ikke fylt ut ennå."
        if self.checked.answer is Answer.NO:
            return f"Arbeidsboken har feil som må rettes først: {counts}."
        if self.checked.answer is Answer.RESERVED:
            return (
                f"Ingen feil, men den som sender saken, skal ha tatt stilling til det som er "
                f"åpent: {counts}."
            )
        return f"Tallene stemmer, og ingenting av betydning står åpent: {counts}."

    # ---- since the last check

    def _news(self) -> Iterator[Block]:
        last, recorded = self._last(), self._recorded()
        if last is None or recorded is None:
            yield Paragraph(own("Arbeidsboken har ingen tidligere kontroll å sammenligne med."))
            return
        since = f"{nb.long_day(last)} kl. {last:%H.%M}"
        known = {place for place, _ in recorded}
        now = {_place(f) for f in self.checked.findings}
        new = [f.message for f in self.told if _place(f) not in known]
        gone = [message for place, message in recorded if place not in now]
        if not new and not gone:
            yield Paragraph(own(f"Ingenting nytt siden {since}."))
        yield from _list(f"Nytt siden {since}:", new)
        yield from _list(f"Borte siden {since}:", gone)

    def _last(self) -> datetime | None:
        """When the last check that put itself on record was made."""
        entries = [row.record for row in self.checked.view.rows(LOG)]
        times = [e.time for e in entries if isinstance(e, LogEntry) and e.errors is not None]
        return max(times, default=None)

    def _recorded(self) -> list[tuple[tuple[str, str, str], str]] | None:
        """The open findings of the last check by their places; None where not all were kept."""
        view, found = self.checked.view, []
        for row in view.rows(FINDINGS):
            code = view.text(row, "code")
            if not code and view.text(row, "message").startswith("…"):
                return None
            if code and view.text(row, "severity") in _KINDS:
                place = (code, view.text(row, "sheet"), _shown(view, row, "cell"))
                found.append((place, view.text(row, "message")))
        return found

    # ---- accepted, facts, details

    def _accepted(self) -> Iterator[Block]:
        table = accepted_table(self.checked.view, self.checked.findings)
        if table is None:
            yield Paragraph(own("Ingen avvik er godtatt."))
        else:
            yield table
        printed = [f for f in self.checked.findings if f.printed is not None]
        yield from _list(
            "Slik står det i den trykte saken, og det blir stående:",
            [f"{f.message} Slik står det i {f.printed}." for f in printed],
        )

    def _facts(self) -> list[tuple[str, str]]:
        checked, view = self.checked, self.checked.view
        verdicts, agreed = view.recalculation.verdicts, view.recalculation.agreed
        return [
            ("Fil", _file(checked)),
            ("SHA-256", checked.digest),
            ("Sist lagret i Excel, sier filen", _moment(checked.saved)),
            ("Siste linje i endringsloggen", self._logged()),
            ("Utgave", clean(view.programme.word("Versjon") or "Ikke oppgitt")),
            ("Kontrollert", nb.long_day(checked.today)),
            ("Regler som er prøvd", nb.number(checked.rules)),
            ("Formler som er regnet på nytt", nb.number(len(verdicts))),
            (
                "Av dem er regnemotorene enige om",
                f"{nb.number(len(agreed))} ({nb.listed(view.recalculation.engines)})",
            ),
        ]

    def _logged(self) -> str:
        """What orxl did last: its own saving leaves the file's properties as they are."""
        entries = [row.record for row in self.checked.view.rows(LOG)]
        logged = [e for e in entries if isinstance(e, LogEntry)]
        if not logged:
            return "Ingen"
        last = max(logged, key=lambda e: e.time)
        return f"{nb.long_day(last.time)} kl. {last.time:%H.%M}: {clean(last.action)}"

    def _details(self) -> Iterator[Block]:
        findings = self.checked.findings
        if not findings:
            yield Paragraph(own("Kontrollen fant ingenting å melde."))
            return
        yield Paragraph(
            own(
                "Med «orxl kontroller» ser du det samme i terminalen, med «orxl regel KODE» hva en "
                "regel ser etter, og med «orxl forklar CELLE» hvor et tall kommer fra."
            )
        )
        yield details_table(findings)


def _list(lead: str, sentences: Sequence[str]) -> Iterator[Block]:
    if not sentences:
        return
    shown = [own(clean(one)) for one in sentences[:_MOST]]
    if left := len(sentences) - _MOST:
        shown += [own(f"… og {nb.number(left)} til.")] if left > 0 else []
    yield Paragraph(own(lead))
    yield Bullets(tuple(shown))


def _place(finding: Finding) -> tuple[str, str, str]:
    """Where a finding is, as its row on «Kontroll» says it."""
    sheet = finding.sheet if finding.sheet is not None else "Arbeidsboken"
    return finding.code, sheet, finding.cell.a1 if finding.cell is not None else ""


def _shown(view: View, row: BoundRow, key: str) -> str:
    value = view.value(row.cells[key]) if key in row.cells else ""
    return value if isinstance(value, str) else ""


def _moment(saved: str) -> str:
    """«23. november 2026 kl. 12.00 (UTC)», as programs write it in a file's properties."""
    try:
        moment = datetime.fromisoformat(saved)
    except ValueError:
        return "Filen sier det ikke"
    zone = " (UTC)" if saved.endswith("Z") else ""
    return f"{nb.long_day(moment)} kl. {moment:%H.%M}{zone}"
