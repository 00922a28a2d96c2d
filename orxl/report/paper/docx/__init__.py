"""A paper as DOCX, for staff to finish in Word: real styles, notes, fields, tables and lists."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from docx.parts.document import DocumentPart

from orxl.core.errors import OrxlError
from orxl.report.paper.docx.blank import blank
from orxl.report.paper.docx.blocks import Page, bullets, contents, heading
from orxl.report.paper.docx.charts import chart
from orxl.report.paper.docx.inline import Places, Writer, anchors, run
from orxl.report.paper.docx.notes import Footnotes, Numbering
from orxl.report.paper.docx.pack import packed
from orxl.report.paper.docx.pages import Surroundings, text_width
from orxl.report.paper.docx.settings import describe, put, speak
from orxl.report.paper.docx.styles import Styles, twips
from orxl.report.paper.docx.tables import table
from orxl.report.paper.docx.template import damaged, open_template
from orxl.report.paper.docx.xml import add, child
from orxl.report.paper.model import (
    Block,
    Bullets,
    Chart,
    Contents,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Table,
    Words,
)
from orxl.report.paper.theme import Theme
from orxl.report.paper.words import draft_words, facts

__all__ = ["write_docx"]

_ABOVE: Final = 170
"""Points above the title on a front page."""
_DRAFT: Final = (
    "Dette er feilene som må rettes før dokumentet kan sendes. Når de er rettet, forsvinner "
    "denne siden."
)


def write_docx(paper: Paper, theme: Theme, template: Path | None = None) -> bytes:
    """*paper* as a Word document with the look of *theme*, or in a council's own *template*.

    The same paper, theme and template give the same bytes. Raises BadSource where the template or
    the logo cannot be used.
    """
    if template is None:
        return _written(paper, theme, blank(theme), own=True)
    main = open_template(template)
    try:
        return _written(paper, theme, main, own=False)
    except OrxlError:
        raise
    except Exception as error:  # python-docx meets a damaged part with whatever it trips over
        _written(paper, theme, blank(theme), own=True)  # what the paper trips over is no template's
        raise damaged(template) from error


def _written(paper: Paper, theme: Theme, main: DocumentPart, *, own: bool) -> bytes:
    """*paper* in the document *main*; its surroundings are the theme's *own*, or a template's."""
    width = text_width(main)
    body = main.element.body
    section = body[-1]
    body.remove(section)
    styles = Styles(main.styles.element, theme, width)
    footnotes = Footnotes(main, styles)
    writer = Writer(main, styles, Places(anchors(paper)), footnotes, paper.notes)
    page = Page(body, theme, writer, Numbering(main, styles), width)
    _front(page, paper)
    for block in paper.blocks:
        _block(page, block, paper)
    _draft(page, paper)
    page.close()
    body.append(section)
    around = Surroundings(main, styles)
    if own:
        around.fill(paper, theme)
    else:
        around.complete()
    if paper.draft:
        around.watermark(draft_words(paper), theme)
    if any(isinstance(block, Contents) for block in paper.blocks):
        put(main.settings.element, "w:updateFields", val="true")
    speak(main, paper.language)
    describe(main, paper)
    return packed(main)


def _front(page: Page, paper: Paper) -> None:
    """Who it is from, its title, and what case it is; on a page of its own before contents."""
    head = paper.head
    if head.organisation:
        run(page.paragraph("Saksopplysning"), head.organisation, strong=True)
    alone = any(isinstance(block, Contents) for block in paper.blocks)
    title = page.paragraph("Title")
    if alone and "Title" in page.writer.styles.added:
        add(child(title), "w:spacing", before=twips(_ABOVE), after=twips(8))
    run(title, paper.title)
    if paper.subtitle:
        page.writer.line(page.paragraph("Subtitle"), paper.subtitle)
    told = facts(paper)
    for name, value in told:
        made = page.paragraph("Saksopplysning")
        if (name, value) == told[-1]:
            add(child(made), "w:spacing", after=twips(14))
        run(made, f"{name}:")
        add(add(made, "w:r"), "w:tab")
        run(made, value)
    page.breaks = alone


def _block(page: Page, block: Block, paper: Paper) -> None:
    match block:
        case Heading():
            heading(page, block)
        case Paragraph(line=line):
            page.writer.line(page.paragraph(), line)
        case Bullets():
            bullets(page, block)
        case Table():
            table(page, block)
        case Chart():
            chart(page, block)
        case Contents():
            contents(page, block, paper)
        case PageBreak():
            page.breaks = True


def _draft(page: Page, paper: Paper) -> None:
    """What is to be mended, on a last page of its own."""
    if not paper.draft:
        return
    page.breaks = True
    heading(page, Heading(1, (Words(draft_words(paper)),), ""))
    run(page.paragraph(), _DRAFT)
    bullets(page, Bullets(tuple((Words(error),) for error in paper.draft), numbered=True))
