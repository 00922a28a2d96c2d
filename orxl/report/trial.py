"""The trial in Excel, told twice: as JSON to send back, and as a page to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from orxl.core import nb
from orxl.core.errors import UnwritableFile
from orxl.core.light import dataclass, field
from orxl.core.version import __version__
from orxl.report.expectations import Expectation, expectations
from orxl.report.page import page, text, write

JSON_NAME: Final = "excel-prøve.json"
PAGE_NAME: Final = "excel-prove.html"
"""Without ø: the double-click names it to a console, whatever that makes of other letters."""
VERSION: Final = 1
"""Of the JSON's form."""
DONE: Final = "gjort"
NOT_TRIED: Final = "ikke prøvd"


@dataclass(frozen=True)
class StepReport:
    """What became of a step: its state is «gjort», «feilet», «stanset» or «ikke prøvd»."""

    name: str
    state: str
    seconds: float = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    dialogs: Sequence[Mapping[str, Any]] = ()
    error: Mapping[str, Any] | None = None

    @property
    def expected(self) -> list[Expectation]:
        """What was expected of the step, with what was found; that it came to its end, too."""
        if self.state == NOT_TRIED:
            return [Expectation("Steget", "prøves", NOT_TRIED, None)]
        found = expectations(self.name, self.facts)
        ended = self.state
        if self.error is not None:
            ended += f" ({self.error.get('feil')}, {self.error.get('kode')})"
        if self.state != DONE or not found:
            found.insert(0, Expectation("Steget", DONE, ended, self.state == DONE))
        for dialog in self.dialogs:
            seen = (str(dialog.get("tittel", "")), *map(str, dialog.get("tekst", ())))
            found.append(Expectation("Excel viser ingen dialogboks", "ingen", "én", False, seen))
        return found


@dataclass(frozen=True)
class TrialReport:
    """A whole trial."""

    book: str
    moment: datetime
    steps: tuple[StepReport, ...]

    @property
    def judged(self) -> list[tuple[str, Expectation]]:
        """Every expectation with the name of its step."""
        return [(step.name, e) for step in self.steps for e in step.expected]

    @property
    def as_expected(self) -> bool:
        """Whether everything was tried and came true."""
        return all(e.ok is True for _, e in self.judged)

    def count(self, ok: bool | None) -> int:
        """How many expectations came true, did not, or (None) were not tried."""
        return sum(e.ok is ok for _, e in self.judged)


def summary(report: TrialReport) -> str:
    """The outcome in one sentence."""
    return (
        f"{nb.counted(report.count(True), 'ting', 'ting')} var som ventet, "
        f"{nb.number(report.count(False))} var ikke som ventet, og "
        f"{nb.number(report.count(None))} ble ikke prøvd."
    )


def as_json(report: TrialReport) -> str:
    """The file to send back."""
    told = {
        "versjon": VERSION,
        "orxl": __version__,
        "arbeidsbok": report.book,
        "tidspunkt": report.moment.isoformat(timespec="seconds"),
        "oppsummering": {
            "som_ventet": report.count(True), "ikke_som_ventet": report.count(False),
            "ikke_prøvd": report.count(None),
        },
        "steg": [_step(step) for step in report.steps],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def _step(step: StepReport) -> dict[str, Any]:
    return {
        "navn": step.name, "tilstand": step.state, "sekunder": step.seconds,
        "ventet": [_expectation(expectation) for expectation in step.expected],
        "svar": step.facts, "dialogbokser": list(step.dialogs), "feil": step.error,
    }  # fmt: skip


def _expectation(e: Expectation) -> dict[str, Any]:
    return {
        "hva": e.what, "ventet": e.expected, "fant": e.found, "stemmer": e.ok,
        "steder": list(e.places),
    }  # fmt: skip


def refuse_bad_folder(folder: Path) -> None:
    """Make *folder*, and see now that it takes files. Raises UnwritableFile."""
    data = folder / JSON_NAME
    new = not data.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data.open("ab").close()
        if new:
            data.unlink()
    except OSError as error:
        raise _unwritable(data) from error


def _unwritable(path: Path) -> UnwritableFile:
    return UnwritableFile(f"Kan ikke skrive «{path}».", "Velg en annen mappe med --ut.")


def write_trial(report: TrialReport, folder: Path) -> tuple[Path, Path]:
    """Write the file and the page to *folder*; where they are. Raises UnwritableFile."""
    data, shown = folder / JSON_NAME, folder / PAGE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data.write_text(as_json(report), encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(data) from error
    write(shown, as_page(report))
    return data, shown


def as_page(report: TrialReport) -> str:
    """The page to read: what was not as expected first."""
    judged = report.judged
    look = "feil" if report.count(False) else "advarsel" if report.count(None) else "bra"
    clock = f"{nb.day(report.moment)} kl. {report.moment:%H.%M}"
    body = "\n".join(
        (
            '<section aria-labelledby="tilstand"><h2 id="tilstand">Tilstand</h2>'
            f'<p class="tilstand {look}">{text(summary(report))}</p>'
            f"<p>Send filen {JSON_NAME} til dem som vedlikeholder orxl. Den sier ikke hva som står "
            "i cellene dine, bare hva slags ting det er, og hvor.</p></section>",
            *_table("Ikke som ventet", "feil", [j for j in judged if j[1].ok is False]),
            *_table("Ikke prøvd", "advarsel", [j for j in judged if j[1].ok is None]),
            *_table("Som ventet", "bra", [j for j in judged if j[1].ok]),
            *_facts(report.steps),
            _times(report.steps),
        )
    )
    heading = f"Prøve i Excel av {report.book}"
    return page(f"{heading}, {clock}", heading, f'<p class="fakta">{clock}</p>', body)


def _table(title: str, look: str, judged: Sequence[tuple[str, Expectation]]) -> Iterator[str]:
    if not judged:
        return
    rows = "".join(
        f'<tr><th scope="row">{text(step)}</th><td>{text(e.what)}{_places(e.places)}</td>'
        f'<td>{text(e.expected)}</td><td><span class="merke {look}">{text(e.found)}</span></td>'
        "</tr>\n"
        for step, e in judged
    )
    yield (
        f"<section><h2>{title}</h2><table><thead><tr>"
        '<th scope="col">Steg</th><th scope="col">Hva</th><th scope="col">Ventet</th>'
        f'<th scope="col">Fant</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


_SHOWN: Final = 12


def _places(places: Sequence[str]) -> str:
    if not places:
        return ""
    shown = "<br>".join(text(place) for place in places[:_SHOWN])
    more = f"<br>… og {len(places) - _SHOWN} til" if len(places) > _SHOWN else ""
    return f'<p class="verdier">{shown}{more}</p>'


def _facts(steps: Sequence[StepReport]) -> Iterator[str]:
    """The machine, as far as it was told."""
    told = next((s.facts for s in steps if s.name == "Maskinen" and s.facts), None)
    if told is None:
        return
    rows = "".join(
        f'<tr><th scope="row">{text(name)}</th><td>{text(_plain(value))}</td></tr>'
        for name, value in told.items()
    )
    yield f"<section><h2>Maskinen</h2><table><tbody>{rows}</tbody></table></section>"


def _plain(value: Any) -> str:
    if isinstance(value, list) and len(value) == 2:
        value = value[1]  # the type of an answer is for the file
    if isinstance(value, bool):
        return "ja" if value else "nei"
    return "ikke kjent" if isinstance(value, Mapping) else str(value)


def _times(steps: Sequence[StepReport]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(s.name)}</th><td>{text(s.state)}</td>'
        f'<td class="tall">{nb.number(round(s.seconds, 1))}</td></tr>'
        for s in steps
    )
    return (
        '<section><h2>Stegene</h2><table><thead><tr><th scope="col">Steg</th>'
        '<th scope="col">Tilstand</th><th scope="col" class="tall">Sekunder</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )
