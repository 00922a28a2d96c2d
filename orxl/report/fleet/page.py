"""The overview of many workbooks as a page: which of them to begin with, and which rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.core.showing import fit
from orxl.report.fleet.overview import MOST, Overview
from orxl.report.page import page

if TYPE_CHECKING:
    from jinja2 import Template

_STYLE = """
.sti { white-space: normal; overflow-wrap: anywhere; font-weight: 400; min-width: 12rem; }
.rulle { overflow-x: auto; } .rulle:focus-visible, h2:focus-visible { outline: 3px solid #0B4F9E; }
.regel { white-space: normal; overflow-wrap: anywhere; min-width: 9rem; }
nav ul { padding-left: 1.25rem; }
"""


@dataclass(frozen=True)
class Circumstances:
    """How a run was made."""

    moment: datetime
    day: date
    """The day that accepted deviations were judged by."""
    edition: str
    places: Sequence[str]
    sending: bool = False
    everywhere: bool = False
    broken_off: bool = False
    files: Sequence[str] = ()
    """What lies beside the page."""


def as_html(overview: Overview, how: Circumstances) -> str:
    """The page."""
    worst, reasons = overview.worst, overview.reasons
    before = common(place for place in (*(b.place for b in worst), *(r[0] for r in reasons)))
    body = _template().render(
        o=overview, how=how, worst=worst, rules=overview.rules, reasons=reasons, before=before,
        short=lambda place: place[len(before):], look=_look(overview), most=MOST,
        unlisted=overview.with_errors + overview.with_warnings - len(worst),
        unreasoned=overview.unchecked - len(reasons),
    )  # fmt: skip
    title = f"Kontroll av {nb.counted(overview.books, 'arbeidsbok', 'arbeidsbøker')}"
    clock = f"{nb.day(how.moment)} kl. {how.moment:%H.%M}"
    fact = f'<p class="fakta"><time datetime="{how.moment:%Y-%m-%dT%H:%M}">{clock}</time></p>'
    return page(f"{title}, {nb.day(how.moment)}", title, fact, body, style=_STYLE)


def common(places: Iterable[str]) -> str:
    """The folder that all *places* begin with, with its last stroke; ``""`` where there is none."""
    every = sorted(places)
    if not every:
        return ""
    pairs = zip(every[0], every[-1], strict=False)
    prefix = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return prefix[: max(prefix.rfind("/"), prefix.rfind("\\")) + 1]


def _look(overview: Overview) -> str:
    if overview.exit_code:
        return "feil"
    return "advarsel" if overview.with_warnings else "bra"


def _shown(value: Any) -> Any:
    """A text from outside with pictures in place of what a screen acts on."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return fit(value)
    return nb.number(value) if isinstance(value, int | float) else value


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    made = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_shown,
    )  # fmt: skip
    made.filters["day"] = nb.day
    made.filters["whole"] = lambda amount: round(amount)
    return made.from_string(Path(__file__).with_name("oversikt.html.j2").read_text("utf-8"))
