"""Letters broken on their way between programs: «Ã¸», «â€“», «�», «m?te»."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex

BROKEN: Final = regex(
    r"Ã[\u0080-\u00bf\u2018-\u201e\u2020-\u2026\u2030\u20ac\u0152-\u017e\u02c6\u02dc]"
    r"|Â[\u00a0-\u00bf]|â€|Ã\Z|\ufffd|&(?:[a-z]{2,6}|#\d{2,5});"
    r"|(?<=[a-zæøå])\?(?=[a-zæøå]{2})"
)
"""A trace of a text read in another encoding than it was written in."""
_SIGNS: Final = ("Ã", "Â", "â", "\ufffd", "&", "?")
"""One of these is in every such trace."""
_WEB_ADDRESS: Final = regex(r"https?://\S+|www\.\S+")


def broken(text: str) -> str:
    """The word in *text* with a broken letter, ``""`` where there is none."""
    if not any([sign in text for sign in _SIGNS]):  # noqa: C419 - twice as fast
        return ""
    found = BROKEN.search(text)
    if found is None:
        return ""
    if found[0] == "?":  # a web address has its own use for it
        found = BROKEN.search(_WEB_ADDRESS.sub(lambda m: " " * len(m[0]), text))
        if found is None:
            return ""
    start = text.rfind(" ", 0, found.start()) + 1
    end = text.find(" ", found.end())
    return text[start : len(text) if end < 0 else end].strip("«»()[],.;:")


def repaired(text: str) -> str:
    """*text* as it was before it was read as Windows text, ``""`` where that cannot be known."""
    if "\ufffd" in text:
        return ""
    try:
        mended = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return mended if mended != text and not BROKEN.search(mended) else ""
