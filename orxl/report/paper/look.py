"""A theme as the data that ``paper.typ`` sets by: fonts, measures, colours and the logo."""

from __future__ import annotations

from orxl.report.paper.theme import Theme


def look_of(theme: Theme) -> dict[str, object]:
    """All that ``paper.typ`` needs of *theme*; an SVG logo is text, any other its bytes."""
    logo: object = None
    if theme.logo is not None:
        raw = theme.logo.read_bytes()
        logo = (
            raw.decode("utf-8", "replace") if theme.logo.suffix.casefold() == ".svg" else list(raw)
        )
    return {
        "logo": logo,
        "logoalt": theme.logo_alt,
        "theme": {
            "font": theme.font,
            "headingfont": theme.heading_font,
            "size": theme.size,
            "width": theme.width,
            "height": theme.height,
            "top": theme.margin_top,
            "bottom": theme.margin_bottom,
            "side": theme.margin_side,
            "logowidth": theme.logo_width,
            "series": list(theme.series),
            **{
                name: getattr(theme, name)
                for name in (
                    "text", "heading", "muted", "link", "background", "line", "shade", "total",
                    "draft",
                )
            },
        },
    }  # fmt: skip
