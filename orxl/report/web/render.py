"""The pages of the web edition: values and templates in, files out. Same edition, same bytes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from orxl.core import nb
from orxl.core.showing import fit
from orxl.core.version import __version__
from orxl.report.paper.model import (
    Bullets,
    Figure,
    Heading,
    Link,
    NoteMark,
    Paragraph,
    Words,
    plain,
)
from orxl.report.paper.theme import Theme
from orxl.report.web.addresses import safe_address, slug
from orxl.report.web.data import as_csv, as_json, tables_of
from orxl.report.web.edition import Edition, Measure, MoneyTable
from orxl.report.web.goals import goal_name
from orxl.report.web.look import style
from orxl.report.web.pages import MENU, Page, pages_of

_TEMPLATES: Final = Path(__file__).parent / "templates"
_LOGOS: Final = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_LONGEST_TITLE: Final = 70
_KINDS: Final[Mapping[type, str]] = {
    Heading: "heading", Paragraph: "paragraph", Bullets: "bullets", Words: "words",
    Figure: "figure", Link: "link", NoteMark: "note", MoneyTable: "money",
}  # fmt: skip


def render(edition: Edition, theme: Theme) -> dict[str, bytes]:
    """Every file of the edition by its name, «/» between folder and file.

    Raises OSError where the theme's logo cannot be read.
    """
    environment = _environment(edition, theme)
    files = {page.file: _page(page, edition, environment) for page in pages_of(edition)}
    for table in tables_of(edition):
        files[f"data/{table.name}.csv"] = as_csv(table)
        files[f"data/{table.name}.json"] = as_json(table, edition)
    return files


def standing(edition: Edition) -> str:
    """How firm the programme is, in a sentence: decided with the day, or a proposal."""
    if edition.decided is not None:
        return f"Vedtatt av representantskapet {nb.day(edition.decided)}."
    name = edition.name.rstrip(".")
    return f"{name}. Budsjettet er ikke vedtatt." if name else "Budsjettet er ikke vedtatt."


def _environment(edition: Edition, theme: Theme) -> Environment:
    sheet = style(theme)
    script = (_TEMPLATES / "tiltak.js").read_text(encoding="utf-8")
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    found.globals.update(
        edition=edition,
        # The package's own files, with colours and a font that were checked: no text of the book.
        style=Markup(sheet),  # noqa: S704  # nosec B704
        script=Markup(script),  # noqa: S704  # nosec B704
        policy=_policy(sheet, script),
        logo=_logo(theme),
        logo_alt=theme.logo_alt,
        version=__version__,
        standing=standing(edition),
        status_day=None if edition.status_day is None else nb.day(edition.status_day),
        menu=MENU,
        counted=nb.counted,
        goal_name=goal_name,
        anchor=slug,
        status_class=slug,
        safe_address=safe_address,
        plain=plain,
        haystack=_haystack(edition),
        hash=lambda partner: f"partner={quote(partner, safe='')}",
        basis_anchors={figure.anchor for sheet in edition.basis for figure in sheet.figures},
        block_kind=_kind,
        part_kind=_kind,
    )
    return found


def _policy(*texts: str) -> str:
    """Nothing is fetched, sent or run but the page's own style and script, by their digests."""
    sheet, script = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return (
        f"default-src 'none'; style-src 'sha256-{sheet}'; script-src 'sha256-{script}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _logo(theme: Theme) -> str:
    if theme.logo is None:
        return ""
    data = b64encode(theme.logo.read_bytes()).decode()
    return f"data:image/{_LOGOS[theme.logo.suffix.casefold()]};base64,{data}"


def _shown(value: object) -> object:
    """What a template puts out: a browser's control characters are made visible."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return fit(value, lines=True)
    return value


def _kind(thing: object) -> str:
    return _KINDS.get(type(thing), "")


def _haystack(edition: Edition) -> Callable[[Measure], str]:
    """What a search in a measure looks through."""

    def words(measure: Measure) -> str:
        area = edition.area(measure.area)
        parts = [measure.number, measure.title, area.name if area is not None else ""]
        parts += [target.text for target in (*measure.results, *measure.effects)]
        return " ".join((*parts, *measure.partners, *map(goal_name, measure.goals)))

    return words


def _page(page: Page, edition: Edition, environment: Environment) -> bytes:
    values: dict[str, Any] = dict(page.values)
    whole = environment.get_template(page.template).render(
        values, here=page.file, section=page.section, trail=page.trail, crumb=page.name,
        about=page.about, tab=_tab(page, edition),
    )  # fmt: skip
    return whole.encode("utf-8", "replace")


def _tab(page: Page, edition: Edition) -> str:
    """The page's title: what it is first, then whose it is."""
    site = edition.title if not edition.organisation else f"{edition.title}, {edition.organisation}"
    if page.file == "index.html":
        return site
    whole = f"{page.name} – {site}"
    return whole if len(whole) <= _LONGEST_TITLE else f"{page.name} – {edition.title}"
