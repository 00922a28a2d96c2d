"""How papers look: colours, fonts, logo and paper, read from one small file that can be swapped.

``tema.toml`` beside the workbook, or the one in the package. What a file does not say is as in the
package's. Text must be readable: a contrast of at least 4,5 : 1 with what it stands on (WCAG 2.2,
success criterion 1.4.3), and the same is asked of a chart's bars.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.core.patterns import regex

FILE: Final = "tema.toml"
CONTRAST: Final = 4.5
"""The least contrast of text with its background."""
PAPERS: Final = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210), "Letter": (215.9, 279.4)}
"""Width and height in millimetres, standing."""
PACKAGE: Final = Path(__file__).parent
_COLOUR: Final = regex(r"#[0-9A-Fa-f]{6}")
_LOGOS: Final = (".svg", ".png", ".jpg", ".jpeg")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of a paper. Colours are ``#RRGGBB``, lengths are millimetres."""

    text: str
    heading: str
    muted: str
    """Running heads, page numbers, notes."""
    link: str
    background: str
    line: str
    """The lines of tables; no text has it."""
    shade: str
    """Behind the headings of a table's columns."""
    total: str
    """Behind totals and headings among a table's rows."""
    draft: str
    """«UTKAST – n feil»."""
    series: tuple[str, ...]
    """The bars of a chart's series, in order; the first again when there are no more."""
    font: str
    heading_font: str
    font_folder: Path
    """Where the fonts lie, as files; Carlito's in the package."""
    size: float
    """Of running text, in points."""
    logo: Path | None
    logo_alt: str
    """What the logo shows; never blank where there is one."""
    logo_width: float
    paper: str
    """A name in :data:`PAPERS`."""
    margin_top: float
    margin_bottom: float
    margin_side: float

    @property
    def width(self) -> float:
        """Of the paper."""
        return PAPERS[self.paper][0]

    @property
    def height(self) -> float:
        """Of the paper."""
        return PAPERS[self.paper][1]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 … 21 (WCAG 2.2, «contrast ratio»)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def default_theme() -> Theme:
    """The theme of the package."""
    return _theme({}, PACKAGE / FILE)


def theme_for(workbook: Path) -> Theme:
    """The theme that lies beside *workbook*, else the package's.

    Raises:
        BadSource: The file cannot be read as a theme, or makes text hard to read.
    """
    beside = workbook.parent / FILE
    return read_theme(beside) if beside.is_file() else default_theme()


def read_theme(path: Path) -> Theme:
    """The theme that stands in *path*.

    Raises:
        BadSource: The file cannot be read as a theme, or makes text hard to read.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSource(f"Temaet «{path.name}» kan ikke leses: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadSource(
            f"Temaet «{path.name}» er ikke lagret som UTF-8.", "Lagre filen som UTF-8."
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadSource(
            f"Temaet «{path.name}» er ikke skrevet som TOML{_place(error)}.",
            'Hver linje er «navn = "verdi"» under et navn i hakeparenteser, som i eksemplet.',
        ) from error
    return _theme(given, path)


def _place(error: Exception) -> str:
    found = re.search(r"line (\d+)", str(error))
    return f" (linje {found[1]})" if found else ""


@cache
def _defaults() -> dict[str, dict[str, object]]:
    return tomllib.loads((PACKAGE / FILE).read_text(encoding="utf-8"))


_OWN: Final = {"skrift": ("mappe",), "logo": ("fil", "beskrivelse")}
"""What may be said, and is not said in the package's file."""


def _known(path: Path, given: Mapping[str, object]) -> None:
    """Every name in *given* is one that the theme knows."""
    for part, values in given.items():
        if part not in _defaults():
            raise _unknown(path, f"[{part}]", part, list(_defaults()), "delen")
        if not isinstance(values, dict):
            raise BadSource(
                f"Temaet «{path.name}»: «{part}» skal være en del for seg.", f"Skriv [{part}]."
            )
        names = [*_defaults()[part], *_OWN.get(part, ())]
        for name in values:
            if name not in names:
                raise _unknown(path, f"{name} i [{part}]", name, names, "navnet")


def _unknown(path: Path, shown: str, name: str, names: list[str], what: str) -> BadSource:
    near = get_close_matches(name, names, 1)
    return BadSource(
        f"Temaet «{path.name}» har {what} «{shown}», som ikke finnes.",
        f"Mente du «{near[0]}»?" if near else f"Det kan være: {', '.join(names)}.",
    )


@dataclass(frozen=True)
class _Reader:
    """Values of a theme's file, each of its kind; the package's where the file says nothing."""

    given: Mapping[str, object]
    path: Path

    def _value(self, part: str, name: str) -> object:
        own = self.given.get(part)
        if isinstance(own, dict) and name in own:
            return own[name]
        return _defaults()[part].get(name, "")

    def refuse(self, part: str, name: str, wants: str) -> BadSource:
        return BadSource(
            f"Temaet «{self.path.name}»: «{name}» i [{part}] skal være {wants}.",
            "Rett det, eller ta linjen bort: da gjelder det vanlige utseendet.",
        )

    def read(self, part: str, name: str, kind: Callable[[object], T | None], wants: str) -> T:
        found = kind(self._value(part, name))
        if found is None:
            raise self.refuse(part, name, wants)
        return found

    def colour(self, name: str) -> str:
        return self.read("farger", name, _colour, "en farge som «#1F3864»")

    def text(self, part: str, name: str) -> str:
        return self.read(part, name, _text, "en tekst i anførselstegn på høyst 200 tegn")

    def length(self, part: str, name: str, low: float, high: float) -> float:
        wants = f"et tall fra {low:g} til {high:g}"
        return self.read(part, name, lambda value: _length(value, low, high), wants)

    def place(self, part: str, name: str) -> Path | None:
        """A path beside the theme's file; None where none is given."""
        said = self.text(part, name)
        return self.path.parent / said if said else None


def _colour(value: object) -> str | None:
    return value.upper() if isinstance(value, str) and _COLOUR.fullmatch(value) else None


def _colours(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not 1 <= len(value) <= 12:
        return None
    found = tuple(colour for one in value if (colour := _colour(one)) is not None)
    return found if len(found) == len(value) else None


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and len(value) <= 200 else None


def _length(value: object, low: float, high: float) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and low <= value <= high else None  # type: ignore[arg-type,operator]


def _theme(given: Mapping[str, object], path: Path) -> Theme:
    _known(path, given)
    read = _Reader(given, path)
    paper = read.read("papir", "format", lambda value: _paper(value), f"ett av {', '.join(PAPERS)}")
    logo, logo_alt = _logo(read)
    theme = Theme(
        text=read.colour("tekst"),
        heading=read.colour("overskrift"),
        muted=read.colour("dempet"),
        link=read.colour("lenke"),
        background=read.colour("bakgrunn"),
        line=read.colour("strek"),
        shade=read.colour("tabellhode"),
        total=read.colour("sumrad"),
        draft=read.colour("utkast"),
        series=read.read("farger", "serier", _colours, "en liste av farger, 1 til 12"),
        font=read.text("skrift", "tekst"),
        heading_font=read.text("skrift", "overskrift"),
        font_folder=_fonts(read),
        size=read.length("skrift", "storrelse", 8, 16),
        logo=logo,
        logo_alt=logo_alt,
        logo_width=read.length("logo", "bredde", 5, 120),
        paper=paper,
        margin_top=read.length("papir", "topp", 15, 60),
        margin_bottom=read.length("papir", "bunn", 15, 60),
        margin_side=read.length("papir", "sider", 10, 60),
    )
    _readable(theme, path)
    return theme


def _paper(value: object) -> str | None:
    named = {name.casefold(): name for name in PAPERS}
    return named.get(value.casefold()) if isinstance(value, str) else None


def _fonts(read: _Reader) -> Path:
    folder = read.place("skrift", "mappe")
    if folder is None:
        return PACKAGE / "fonts"
    if not folder.is_dir():
        raise read.refuse("skrift", "mappe", "en mappe som finnes")
    return folder


def _logo(read: _Reader) -> tuple[Path | None, str]:
    logo, alt = read.place("logo", "fil"), read.text("logo", "beskrivelse")
    if logo is None:
        return None, ""
    if logo.suffix.casefold() not in _LOGOS or not logo.is_file():
        raise read.refuse("logo", "fil", "et bilde som finnes (.svg, .png eller .jpg)")
    if not alt:
        raise read.refuse("logo", "beskrivelse", "det logoen viser, for den som ikke ser den")
    return logo, alt


def _readable(theme: Theme, path: Path) -> None:
    """Raises BadSource for the first pair of colours that cannot be told from each other."""
    grounds = {
        "bakgrunn": theme.background,
        "tabellhode": theme.shade,
        "sumrad": theme.total,
    }
    pairs = [
        *(("tekst", theme.text, name, ground) for name, ground in grounds.items()),
        *(("lenke", theme.link, name, ground) for name, ground in grounds.items()),
        ("overskrift", theme.heading, "bakgrunn", theme.background),
        ("overskrift", theme.heading, "tabellhode", theme.shade),
        ("dempet", theme.muted, "bakgrunn", theme.background),
        ("utkast", theme.draft, "bakgrunn", theme.background),
        *(("serier", colour, "bakgrunn", theme.background) for colour in theme.series),
    ]
    for name, colour, ground_name, ground in pairs:
        found = contrast(colour, ground)
        if found < CONTRAST:
            shown = f"{int(found * 10) / 10:.1f}".replace(".", ",")
            raise BadSource(
                f"Temaet «{path.name}»: «{name}» ({colour}) mot «{ground_name}» ({ground}) har en "
                f"kontrast på {shown} : 1, og det kreves minst 4,5 : 1.",
                "Velg en mørkere eller lysere farge.",
            )
