"""The styles of a DOCX: those that a template has, by English or Norwegian names, and the rest.

A style that a template has is used as it is; one that it lacks is added with the theme's look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from orxl.core.light import dataclass
from orxl.report.paper.docx.xml import Element, add, qname
from orxl.report.paper.theme import Theme

HEADINGS: Final = 6
"""How many levels of headings have a style; a deeper one has the last."""
CONTENTS: Final = 3
OWN: Final = ("Saksopplysning", "Tabelltekst", "Tabelltall", "Tabellnote", "Tabell")
"""Styles that Word does not know; a council that wants other looks makes styles of these names."""
_RUNNING: Final = ("body text", "brødtekst")
_PARAGRAPH: Final = "paragraph"
_CHARACTER: Final = "character"
_TABLE: Final = "table"


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says. Lengths are points; a colour is ``#RRGGBB``, or "" for what is there."""

    size: float = 0.0
    bold: bool = False
    colour: str = ""
    font: str = ""
    before: float = -1.0
    after: float = -1.0
    left: float = 0.0
    hanging: float = 0.0
    right_tab: float = 0.0
    left_tab: float = 0.0
    right: bool = False
    keep_next: bool = False
    outline: int = 0
    raised: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A style that papers need: its id where orxl adds it, and the names it may go under."""

    id: str
    names: tuple[str, ...]
    """As Word writes it in files first (in English, whatever its language), then in Norwegian."""
    look: Look
    kind: str = _PARAGRAPH


def wanted(theme: Theme, width: float) -> Iterator[Wanted]:
    """The styles of papers with the looks of *theme*, for text that is *width* points wide."""
    size, head, muted = theme.size, theme.heading, theme.muted
    face = font_name(theme.heading_font)
    yield Wanted(
        "Title",
        ("Title", "Tittel"),
        Look(size + 13.5, True, head, face, before=24, after=6),
    )
    yield Wanted(
        "Subtitle",
        ("Subtitle", "Undertittel"),
        Look(size + 2.5, colour=muted, after=14),
    )
    sizes = (7.5, 3.5, 1.5, 0.5, 0, 0)
    for level in range(1, HEADINGS + 1):
        look = Look(
            size + sizes[level - 1], True, head, face,
            before=20 if level == 1 else 14, after=5, keep_next=True, outline=level,
        )  # fmt: skip
        yield Wanted(f"Heading{level}", (f"heading {level}", f"Overskrift {level}"), look)
    yield Wanted(
        "Caption",
        ("caption", "Bildetekst"),
        Look(size - 0.5, True, head, before=10, after=4, keep_next=True),
    )
    yield Wanted("ListBullet", ("List Bullet", "Punktliste"), Look(after=3, left=18, hanging=18))
    yield Wanted(
        "ListNumber", ("List Number", "Nummerert liste"), Look(after=3, left=18, hanging=18)
    )
    for level in range(1, CONTENTS + 1):
        yield Wanted(
            f"TOC{level}",
            (f"toc {level}", f"INNH {level}", f"Innholdsfortegnelse {level}"),
            Look(after=3, left=(level - 1) * 12, right_tab=width, bold=level == 1),
        )
    yield Wanted(
        "TOCHeading",
        ("TOC Heading", "Overskrift for innholdsfortegnelse"),
        Look(size + 3.5, True, head, face, before=14, after=6, keep_next=True),
    )
    yield Wanted("FootnoteText", ("footnote text", "Fotnotetekst"), Look(size - 1.5, after=2))
    yield Wanted(
        "FootnoteReference",
        ("footnote reference", "Fotnotereferanse"),
        Look(raised=True),
        _CHARACTER,
    )
    yield Wanted(
        "Hyperlink",
        ("Hyperlink", "Hyperkobling"),
        Look(colour=theme.link, underlined=True),
        _CHARACTER,
    )
    yield Wanted(
        "Header",
        ("header", "Topptekst"),
        Look(size - 1.5, colour=muted, after=0, right_tab=width),
    )
    yield Wanted(
        "Footer",
        ("footer", "Bunntekst"),
        Look(size - 1.5, colour=muted, after=0, right_tab=width),
    )
    yield Wanted("Saksopplysning", ("Saksopplysning",), Look(after=2, left=110, hanging=110))
    yield Wanted("Tabelltekst", ("Tabelltekst",), Look(size - 1.5, before=1, after=1))
    yield Wanted("Tabelltall", ("Tabelltall",), Look(size - 1.5, before=1, after=1, right=True))
    yield Wanted("Tabellnote", ("Tabellnote",), Look(size - 1.5, before=3, after=2))
    yield Wanted("Tabell", ("Tabell", "orxl tabell"), Look(), _TABLE)


def font_name(font: str) -> str:
    """*font* as Word is asked for it: Carlito is the double of Calibri, which comes with Word."""
    return "Calibri" if font == "Carlito" else font


class Styles:
    """The styles of one document, by the id that orxl knows them under."""

    def __init__(self, root: Element, theme: Theme, width: float) -> None:
        self._root = root
        self._theme = theme
        self._taken = {str(style.get(qname("w:styleId"))) for style in _all(root)}
        self._default = self._default_style()
        self._ids: dict[str, str] = {}
        self.added: set[str] = set()
        """Those that the template did not have."""
        there = self._there()
        running = (there.get((_PARAGRAPH, name)) for name in _RUNNING)
        self.running = next((style for style in running if style is not None), "")
        """A template's own style of running text; "": the document's default."""
        for style in wanted(theme, width):
            keys = [(style.kind, name.casefold()) for name in (*style.names, style.id)]
            found = next((there[key] for key in keys if key in there), None)
            self._ids[style.id] = found if found is not None else self._add(style)

    def __getitem__(self, known: str) -> str:
        return self._ids[known]

    def style(self, known: str) -> Element:
        """The style element of *known*."""
        wanted_id = self._ids[known]
        return next(one for one in _all(self._root) if one.get(qname("w:styleId")) == wanted_id)

    def _there(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for style in _all(self._root):
            kind, key = style.get(qname("w:type"), _PARAGRAPH), str(style.get(qname("w:styleId")))
            found.setdefault((kind, _name(style)), key)
        for style in _all(self._root):  # names first: Word's ids are of its language
            kind, key = style.get(qname("w:type"), _PARAGRAPH), str(style.get(qname("w:styleId")))
            found.setdefault((kind, key.casefold()), key)
        return found

    def _default_style(self) -> str:
        """The style of running text; LibreOffice does not say which one it is."""
        paragraphs = [
            style for style in _all(self._root)
            if style.get(qname("w:type"), _PARAGRAPH) == _PARAGRAPH
        ]  # fmt: skip
        for style in paragraphs:
            if style.get(qname("w:default")) in ("1", "true", "on"):
                return str(style.get(qname("w:styleId")))
        for style in paragraphs:
            if _name(style) == "normal":
                style.set(qname("w:default"), "1")
                return str(style.get(qname("w:styleId")))
        return self._add_normal()

    def _add_normal(self) -> str:
        key = self._free("Normal")
        style = add(self._root, "w:style", type=_PARAGRAPH, default=1, styleId=key)
        add(style, "w:name", val="Normal")
        add(style, "w:qFormat")
        return key

    def _free(self, key: str) -> str:
        tried, count = key, 1
        while tried in self._taken:
            count += 1
            tried = f"{key}{count}"
        self._taken.add(tried)
        return tried

    def _add(self, wanted_style: Wanted) -> str:
        key = self._free(wanted_style.id)
        self.added.add(wanted_style.id)
        style = add(self._root, "w:style", type=wanted_style.kind, styleId=key)
        if wanted_style.id in OWN:
            style.set(qname("w:customStyle"), "1")
        add(style, "w:name", val=wanted_style.names[0])
        if wanted_style.kind == _TABLE:
            _table_style(style, self._theme)
            return key
        if wanted_style.kind == _PARAGRAPH:
            add(style, "w:basedOn", val=self._default)
            if wanted_style.look.outline or wanted_style.id in ("Title", "Subtitle"):
                add(style, "w:next", val=self._default)
        add(style, "w:uiPriority", val=10)
        add(style, "w:qFormat")
        if wanted_style.kind == _PARAGRAPH:
            _paragraph_look(style, wanted_style.look)
        _run_look(style, wanted_style.look)
        return key


def _all(root: Element) -> Iterator[Element]:
    yield from root.iterchildren(qname("w:style"))  # type: ignore[misc]


def _name(style: Element) -> str:
    """The name of *style* in small letters; "" where it has none."""
    name = style.find(qname("w:name"))
    return "" if name is None else str(name.get(qname("w:val"))).casefold()


def twips(points: float) -> int:
    """Points as Word counts lengths."""
    return round(points * 20)


def _paragraph_look(style: Element, look: Look) -> None:
    properties = add(style, "w:pPr")
    if look.keep_next:
        add(properties, "w:keepNext")
        add(properties, "w:keepLines")
    if look.right_tab:
        tabs = add(properties, "w:tabs")
        add(tabs, "w:tab", val="right", leader="none", pos=twips(look.right_tab))
    if look.font:  # a title or a heading: its words stay whole
        add(properties, "w:suppressAutoHyphens")
    if look.before >= 0 or look.after >= 0:
        spacing = add(properties, "w:spacing")
        if look.before >= 0:
            spacing.set(qname("w:before"), str(twips(look.before)))
        if look.after >= 0:
            spacing.set(qname("w:after"), str(twips(look.after)))
    if look.left:
        add(properties, "w:ind", left=twips(look.left), hanging=twips(look.hanging))
    if look.right:
        add(properties, "w:jc", val="right")
    if look.outline:
        add(properties, "w:outlineLvl", val=look.outline - 1)


def _run_look(style: Element, look: Look) -> None:
    properties = add(style, "w:rPr")
    if look.font:
        add(properties, "w:rFonts", ascii=look.font, hAnsi=look.font, cs=look.font)
    if look.bold:
        add(properties, "w:b")
    if look.colour:
        add(properties, "w:color", val=look.colour.lstrip("#"))
    if look.size:
        add(properties, "w:sz", val=round(look.size * 2))
        add(properties, "w:szCs", val=round(look.size * 2))
    if look.underlined:
        add(properties, "w:u", val="single")
    if look.raised:
        add(properties, "w:vertAlign", val="superscript")


def _table_style(style: Element, theme: Theme) -> None:
    """Thin lines between rows, a shaded header; what is a total says so in its own cells."""
    add(style, "w:uiPriority", val=99)
    add(style, "w:qFormat")
    properties = add(style, "w:tblPr")
    borders = add(properties, "w:tblBorders")
    colour = theme.line.lstrip("#")
    for side in ("top", "bottom", "insideH"):
        add(borders, f"w:{side}", val="single", sz=4, space=0, color=colour)
    margins = add(properties, "w:tblCellMar")
    for side in ("left", "right"):
        add(margins, f"w:{side}", w=85, type="dxa")
    first = add(style, "w:tblStylePr", type="firstRow")
    runs = add(first, "w:rPr")
    add(runs, "w:b")
    add(runs, "w:color", val=theme.heading.lstrip("#"))
    add(first, "w:tblPr")
    cells = add(first, "w:tcPr")
    add(cells, "w:shd", val="clear", color="auto", fill=theme.shade.lstrip("#"))
    add(cells, "w:vAlign", val="bottom")
