"""The theme's logo in a DOCX, with the words for who cannot see it."""

from __future__ import annotations

import io
from typing import Final

from docx.image.exceptions import InvalidImageStreamError, UnrecognizedImageError
from docx.opc.part import XmlPart
from docx.parts.story import StoryPart

from orxl.core.errors import BadSource
from orxl.report.paper.docx.blank import POINTS
from orxl.report.paper.docx.charts import inline
from orxl.report.paper.docx.xml import Element, add
from orxl.report.paper.theme import Theme

_EMU: Final = 12700
_SHARP: Final = 300
"""Dots an inch of a drawing that Word gets as a picture."""


def logo(part: XmlPart, paragraph: Element, theme: Theme) -> None:
    """Put the logo into *paragraph* of *part*; nothing where the theme has none.

    Raises BadSource where the file is no picture.
    """
    if theme.logo is None or not isinstance(part, StoryPart):
        return
    try:
        data = theme.logo.read_bytes()
        if theme.logo.suffix.casefold() == ".svg":
            data = _drawn(data, theme)
        relation, image = part.get_or_add_image(io.BytesIO(data))
        ratio = image.px_height / image.px_width
    except ImportError as error:
        raise BadSource(
            f"Logoen «{theme.logo.name}» er en tegning, og kan ikke gjøres om til et bilde på "
            "denne maskinen.",
            "Bruk en .png eller .jpg i temaet.",
        ) from error
    except OSError as error:
        raise BadSource(f"Logoen «{theme.logo.name}» kan ikke leses.") from error
    except (
        UnrecognizedImageError, InvalidImageStreamError, ValueError, KeyError, ZeroDivisionError,
        IndexError, RuntimeError,
    ) as error:  # fmt: skip
        raise BadSource(
            f"Logoen «{theme.logo.name}» kan ikke leses som bilde.",
            "Bruk en .png, .jpg eller .svg, eller ta [logo] ut av temaet.",
        ) from error
    width = theme.logo_width * POINTS
    frame = inline(
        add(add(paragraph, "w:r"), "w:drawing"), width, width * ratio, 1, "Logo", theme.logo_alt
    )
    size = {"cx": round(width * _EMU), "cy": round(width * ratio * _EMU)}
    data_of = add(
        add(frame, "a:graphic"), "a:graphicData",
        {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"},
    )  # fmt: skip
    picture = add(data_of, "pic:pic")
    about = add(picture, "pic:nvPicPr")
    add(about, "pic:cNvPr", {"id": 0, "name": "Logo", "descr": theme.logo_alt})
    add(about, "pic:cNvPicPr")
    filled = add(picture, "pic:blipFill")
    add(filled, "a:blip", {"r:embed": relation})
    add(add(filled, "a:stretch"), "a:fillRect")
    shown = add(picture, "pic:spPr")
    placed = add(shown, "a:xfrm")
    add(placed, "a:off", {"x": 0, "y": 0})
    add(placed, "a:ext", size)
    add(add(shown, "a:prstGeom", {"prst": "rect"}), "a:avLst")


def _drawn(data: bytes, theme: Theme) -> bytes:
    """A drawing (SVG) as a picture: Word reads it everywhere. Raises RuntimeError, ValueError."""
    import typst

    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        '#image(bytes(sys.inputs.logo), format: "svg", '
        f"width: {theme.logo_width}mm)"
    )
    made = typst.compile(
        source.encode(), format="png", ppi=float(_SHARP),
        sys_inputs={"logo": data.decode("utf-8")},
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise ValueError("no picture")
    return made
