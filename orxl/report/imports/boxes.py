"""An import as Excel shows it: message boxes with the figures, and the whole list as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.core.values import BLANK
from orxl.report.click import cut, near, to_save
from orxl.report.imports.terminal import (
    KINDS,
    NONE_OF_IT,
    NOTHING,
    WRONG,
    change_line,
    figures,
    problem_line,
    summary,
    tally,
    total,
    weighty,
)
from orxl.report.imports.terminal import content as shown
from orxl.report.imports.values import ImportReport
from orxl.report.outcome import outcome

PREVIEW: Final = "Forhåndsvisning"
"""What the new workbook with the whole list is called."""
_LISTED: Final = 8
_LOOK: Final = 4
_LONGEST: Final = 160
Row = tuple[Content, ...]


def question(report: ImportReport) -> str:
    """What to ask before an import is done: what it changes, what that does, what to look at."""
    lines = [*_head(report), "", summary(report.changes)]
    lines += [cut(change_line(change), _LONGEST) for change in weighty(report.moves)[:_LISTED]]
    lines += _more(len(report.moves), _LISTED)
    for effect in report.effects:
        lines += ["", f"{effect.case}:"]
        lines += [effect.doubt] if effect.doubt else []
        lines += figures(effect)
    looks = [f"Kontroller: {check}" for check in report.checks]
    looks += [f"Nytt funn: {found.message} ({found.code})" for found in report.new_findings]
    if looks:
        lines += ["", *(cut(look, _LONGEST) for look in looks[:_LOOK]), *_more(len(looks), _LOOK)]
    lines += [
        "",
        f"Hele listen står i den nye arbeidsboken «{PREVIEW}». Ingenting er endret ennå.",
        "Vil du importere dette?",
    ]
    return "\n".join(lines)


def hindered(report: ImportReport) -> str:
    """Why nothing can be imported, or that there is nothing to import."""
    if not report.problems:
        return "\n".join((*_head(report), "", NOTHING if report.changes else NONE_OF_IT))
    problems = [cut(problem_line(problem), 2 * _LONGEST) for problem in report.problems[:_LISTED]]
    return "\n".join(
        (
            *_head(report),
            "",
            f"{WRONG}:",
            *problems,
            *_more(len(report.problems), _LISTED),
            "",
            f"Ingenting er endret. Alt som ble lest, står i den nye arbeidsboken «{PREVIEW}».",
        )
    )


def done(report: ImportReport, *, read_only: bool, saves_itself: bool) -> str:
    """What was done, and how the workbook stands after it."""
    lines = [f"Importert {report.what} fra «{report.source}». {summary(report.changes)}", ""]
    written = report.written
    if written is not None:
        lines += [outcome(written.findings), "Alle funn står på arket Kontroll."]
        if written.backup is not None:
            lines.append(f"Kopi fra før importen: {near(written.backup)}")
    lines.append(to_save(read_only=read_only, saves_itself=saves_itself))
    return "\n".join(lines)


def rows(report: ImportReport) -> tuple[Row, ...]:
    """Everything that the import would do and everything that was read, for a sheet."""
    return tuple(_rows(report))


def _rows(report: ImportReport) -> Iterator[Row]:
    yield (f"{PREVIEW}: import av {report.what} fra «{report.source}»",)
    yield ("Ingenting av dette er skrevet i arbeidsboken før du svarer ja.",)
    yield from ((line,) for line in _head(report)[1:])
    yield ("SHA-256:", report.digest)
    if report.problems:
        yield from ((), (WRONG, "Verdi", "Hva som er galt"))
        yield from ((one.place, one.value, one.said) for one in report.problems)
    if report.checks:
        yield from ((), ("Kontroller",))
        yield from ((check,) for check in report.checks)
    if report.moves and not report.problems:
        yield from ((), ("Endring", "Rad", "Kolonne", "Før", "Etter", "Kontingent, kr"))
        for change in weighty(report.moves):
            kroner = BLANK if change.kroner is None else float(change.kroner)
            word = KINDS[change.kind][0]
            yield word, change.key, change.column, _cell(change.old), _cell(change.new), kroner
    for effect in report.effects:
        yield from ((), (effect.case, effect.doubt))
        yield from ((line,) for line in figures(effect))
        if effect.members:
            yield "Medlem", "Folketall før", "etter", "Kontingent før", "etter", "Endring, kr"
        for one in effect.members:
            name = one.name if one.code is None else f"{one.name} ({one.code:04})"
            yield name, *(float(amount) for amount in (*one.people, *one.fee, one.kroner))
    if report.new_findings:
        yield from ((), ("Etter importen sier kontrollen også",))
        yield from (
            (found.severity.label, found.place, found.message) for found in report.new_findings
        )
    for share in (share for one in report.tallies for share in one.shares if share.examples):
        yield from ((), (f"Lest, {share.label}", nb.number(share.count)))
        yield from ((example,) for example in share.examples)


def _head(report: ImportReport) -> list[str]:
    lines = [f"Import av {report.what} fra «{report.source}»"]
    lines += [f"Lest som {report.read_as}."] if report.read_as else []
    return [*lines, *map(tally, report.tallies), *map(total, report.totals)]


def _more(count: int, shown: int) -> Sequence[str]:
    return [f"… og {nb.number(count - shown)} til"] if count > shown else []


def _cell(content: Content | None) -> Content:
    """What a cell of the list holds: a formula and a day are shown as text, not entered."""
    if content is None:
        return BLANK
    return shown(content) if isinstance(content, Formula | datetime) else content
