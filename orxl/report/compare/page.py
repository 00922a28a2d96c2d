"""A comparison as a page, the two versions side by side."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from orxl.core.edits import Content, Formula
from orxl.core.showing import fit
from orxl.core.values import BLANK
from orxl.report.compare.diff import Run, runs
from orxl.report.compare.figures import shown
from orxl.report.compare.outline import (
    Item,
    budget,
    consequences,
    interplay,
    sections,
    verdict,
)
from orxl.report.compare.values import Comparison
from orxl.report.page import page, write
from orxl.versions.changes import Kind

if TYPE_CHECKING:
    from jinja2 import Template

_STYLE: Final = """
.side { max-width: 80rem; }
.sammenligning td, .sammenligning th { width: 27%; }
.sammenligning .hva { width: 30%; }
.sammenligning .virkning { width: 16%; }
del { color: #9C0006; background: #FFE3E5; }
ins { color: #0B5D1E; background: #E3F4E5; text-decoration: underline; }
.tom { color: #595959; font-style: italic; }
td p { margin: 0 0 .25rem; white-space: pre-line; }
"""


class Line(NamedTuple):
    """A change as a line of the page: what, the two sides, what it does to the budget."""

    what: str
    before: tuple[Run, ...]
    after: tuple[Run, ...]
    effect: str


def write_comparison(comparison: Comparison, target: Path) -> None:
    """Write *comparison* to the page *target*. Raises UnwritableFile."""
    write(target, html(comparison))


def html(comparison: Comparison) -> str:
    """*comparison* as a whole page, that fetches nothing."""
    parts = [
        (section.title, [_line(item) for item in section.items])
        for section in sections(comparison, quiet=True)
    ]
    body = _template().render(
        budget=" ".join(filter(None, (budget(comparison), interplay(comparison)))),
        notes=comparison.notes,
        parts=parts,
        before=comparison.before.name,
        after=comparison.after.name,
        consequences=consequences(comparison),
        clean=lambda text: fit(text, lines=True),
        effects=comparison.effects is not None,
    )
    title = f"Endringer fra {comparison.before.name} til {comparison.after.name}"
    return page(title, verdict(comparison), "", body, style=_STYLE)


def _line(item: Item) -> Line:
    """The two sides of a change; what is in both texts stands plain, the rest is marked."""
    change = item.change
    if change.kind in (Kind.ROW_ADDED, Kind.ROW_REMOVED):
        held = "\n".join(
            f"{name}: {shown(content)}" for name, content in change.contents
            if content is not BLANK and not isinstance(content, Formula)
        )  # fmt: skip
        gone = change.kind is Kind.ROW_REMOVED
        before, after = (held, "") if gone else ("", held)
    else:
        before, after = _side(change.old), _side(change.new)
    words = runs(before, after) if before and after else (Run("out", before), Run("in", after))
    return Line(
        item.sentence,
        tuple(run for run in words if run.what != "in" and run.text),
        tuple(run for run in words if run.what != "out" and run.text),
        item.effect,
    )


def _side(content: Content | None) -> str:
    if content is None or content is BLANK:
        return ""
    return content if isinstance(content, str) else shown(content)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment

    text = Path(__file__).with_name("side.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)
