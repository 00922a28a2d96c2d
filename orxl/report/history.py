"""Shows what a cell or a measure has been: value, when, who, and in which file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from orxl.core import nb
from orxl.core.edits import Content, Formula
from orxl.core.light import dataclass
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.report.compare.as_json import content_as_json
from orxl.report.compare.figures import shown

if TYPE_CHECKING:
    from rich.console import Console

VERSION: Final = 1
_FEW: Final = 3
"""So many lines of the log are told."""


class Logged(NamedTuple):
    """A line of the workbook's own log: a run of orxl, and whose it was."""

    when: datetime
    who: str
    action: str


@dataclass(frozen=True)
class Event:
    """Something that was otherwise from a version on."""

    when: datetime
    """When it is known to have been so: the backup or the commit was made, or the file saved."""
    who: str
    where: str
    """What kind of version it was found in, in words."""
    file: str
    commit: str
    """What the commit says of itself."""
    content: Content | None = None
    before: Content | None = None
    cell: CellRef | None = None
    """Where the cell stood then."""
    said: str = ""
    """What happened, of a measure."""
    first: bool = False
    """Whether it is the oldest that is known."""
    now: bool = False
    since: datetime | None = None
    """When the version before it was: then it was not so yet."""
    log: tuple[Logged, ...] = ()
    """The runs of orxl that the workbook's log tells of since the version before it."""


@dataclass(frozen=True)
class History:
    """What became of something, the oldest first."""

    file: str
    what: str
    events: tuple[Event, ...]
    versions: int
    """How many different versions were looked in."""
    remarks: tuple[str, ...] = ()


def print_history(found: History, out: Console) -> None:
    """Print *found*, a line for each event."""
    from rich.padding import Padding
    from rich.text import Text

    out.print(Text(f"{found.what} i «{found.file}»", style="bold"))
    looked = nb.counted(found.versions, "utgave", "ulike utgaver")
    out.print(f"Lest i {looked}.")
    for event in found.events:
        out.print(Padding(Text(line(event)), (0, 0, 0, 2)))
    for sentence in summary(found):
        out.print(sentence)
    for remark in found.remarks:
        out.print(f"Merk: {remark}")


def line(event: Event) -> str:
    """An event on a line: when, what, who, where."""
    what = event.said or value(event.content)
    who = f", {event.who}" if event.who else ""
    commit = f": {nb.quoted(event.commit)}" if event.commit else ""
    at = f" i {event.cell.a1}" if event.cell is not None else ""
    return f"{moment(event.when)}  {what}{at} ({event.where}{commit}{who})"


def moment(when: datetime) -> str:
    """«27.11.2026 kl. 21.05»."""
    return f"{nb.day(when)} kl. {when:%H.%M}"


def value(content: Content | None) -> str:
    """What the cell held: a formula with what it gave."""
    if isinstance(content, Formula):
        gave = "" if content.cached in (None, BLANK) else f"{shown(content.cached)} av "
        return f"{gave}{shown(content)}"
    return "tom" if content is BLANK else shown(content)


def summary(found: History) -> Iterator[str]:
    """When a value became another, and by whom, as sentences."""
    events = found.events
    if not events:
        yield "Ingenting er funnet."
        return
    if events[0].cell is None:
        return
    if len(events) == 1:
        yield "Verdien har vært den samme i alle utgavene."
    for earlier, later in pairwise(events):
        by = f" Lagret av {later.who}." if later.who else " Hvem som lagret, sier ikke filen."
        by += _runs(later)
        was, now = _told(earlier.content, later.content)
        since = moment(later.since or earlier.when)
        yield f"{was} ble {now} etter {since} og senest {moment(later.when)}.{by}"


def _runs(event: Event) -> str:
    """Who ran orxl in the meantime, as the workbook's log has it: the last few."""
    if not event.log:
        return ""
    lines = [
        " ".join(filter(None, (one.who, f"«{one.action}»" if one.action else "", moment(one.when))))
        for one in event.log[-_FEW:]
    ]
    more = len(event.log) - _FEW
    before = f", og {nb.counted(more, 'linje', 'linjer')} før det" if more > 0 else ""
    return f" Endringsloggen i mellomtiden: {nb.listed(lines)}{before}."


def _told(old: Content | None, new: Content | None) -> tuple[str, str]:
    one, other = (c.cached if isinstance(c, Formula) else c for c in (old, new))
    was = "Tom celle" if one in (None, BLANK) else shown(one, other)
    now = "tom" if other in (None, BLANK) else shown(other, one)
    if was == now and old != new:
        return f"Formelen ({was})", "en annen"
    return was, now


def as_json(found: History) -> str:
    """The whole history as JSON (docs/json.md)."""
    told: dict[str, Any] = {
        "versjon": VERSION,
        "fil": found.file,
        "gjelder": found.what,
        "utgaver": found.versions,
        "hendelser": [
            {
                "når": event.when.isoformat(timespec="seconds"),
                "hvem": event.who,
                "kilde": event.where,
                "fil": event.file,
                "melding": event.commit,
                "logg": [
                    {
                        "når": one.when.isoformat(timespec="seconds"),
                        "hvem": one.who,
                        "handling": one.action,
                    }
                    for one in event.log
                ],
                "celle": None if event.cell is None else str(event.cell),
                "verdi": content_as_json(event.content),
                "før": content_as_json(event.before),
                "sagt": event.said,
                "eldste": event.first,
            }
            for event in found.events
        ],
        "oppsummert": list(summary(found)),
        "merknader": list(found.remarks),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
