"""The document that a paper is written into where there is no template: small, and made here."""

from __future__ import annotations

from typing import Final, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.settings import CT_Settings
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart

from orxl.report.paper.docx.settings import put
from orxl.report.paper.docx.styles import font_name, twips
from orxl.report.paper.docx.xml import Element, add, new
from orxl.report.paper.theme import Theme

POINTS: Final = 72 / 25.4
"""In a millimetre."""
_DOCUMENT_SPACES: Final = ("r", "wp", "a", "pic", "c")


def blank(theme: Theme) -> DocumentPart:
    """An empty document with the paper size, margins and running text of *theme*."""
    package = Package()
    root = new("w:document", *_DOCUMENT_SPACES)
    body = add(root, "w:body")
    _section(body, theme)
    main = DocumentPart(
        PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, root, package
    )
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    styles = StylesPart(
        PackURI("/word/styles.xml"), CONTENT_TYPE.WML_STYLES, _styles(theme), package
    )
    main.relate_to(styles, RELATIONSHIP_TYPE.STYLES)
    settings = SettingsPart(
        PackURI("/word/settings.xml"),
        CONTENT_TYPE.WML_SETTINGS,
        cast("CT_Settings", new("w:settings")),
        package,
    )
    _settings(settings.element)
    main.relate_to(settings, RELATIONSHIP_TYPE.SETTINGS)
    return main


def _section(body: Element, theme: Theme) -> None:
    section = add(body, "w:sectPr")
    add(section, "w:pgSz", w=twips(theme.width * POINTS), h=twips(theme.height * POINTS))
    side = twips(theme.margin_side * POINTS)
    add(
        section, "w:pgMar",
        top=twips(theme.margin_top * POINTS), right=side,
        bottom=twips(theme.margin_bottom * POINTS), left=side,
        header=twips(theme.margin_top * POINTS / 2), footer=twips(theme.margin_bottom * POINTS / 2),
        gutter=0,
    )  # fmt: skip
    add(section, "w:cols", space=708)
    add(section, "w:titlePg")


def _styles(theme: Theme) -> Element:
    root = new("w:styles")
    defaults = add(root, "w:docDefaults")
    runs = add(add(defaults, "w:rPrDefault"), "w:rPr")
    font = font_name(theme.font)
    add(runs, "w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    add(runs, "w:color", val=theme.text.lstrip("#"))
    add(runs, "w:sz", val=round(theme.size * 2))
    add(runs, "w:szCs", val=round(theme.size * 2))
    paragraphs = add(add(defaults, "w:pPrDefault"), "w:pPr")
    add(paragraphs, "w:spacing", after=twips(7), line=264, lineRule="auto")
    return root


def _settings(root: Element) -> None:
    put(root, "w:defaultTabStop", val=708)
    put(root, "w:autoHyphenation", val="true")
    put(root, "w:characterSpacingControl", val="doNotCompress")
    compat = put(root, "w:compat")
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    ):
        add(
            compat, "w:compatSetting",
            name=name, uri="http://schemas.microsoft.com/office/word", val=value,
        )  # fmt: skip
    put(root, "w:decimalSymbol", val=",")
    put(root, "w:listSeparator", val=";")
