"""Texts from a file as they may be shown: what a screen would act on is made visible.

A cell, a sheet's or a file's name can hold an escape sequence that clears the terminal, a line
feed that makes a line of its own («Alt stemmer»), or a mark that turns the reading direction. The
report is what people trust, so nothing in a workbook may write in it.
"""

from __future__ import annotations

from typing import Final

_CONTROL: Final = {c: chr(0x2400 + c) for c in range(0x20)} | {0x7F: "\u2421"}
"""The control characters of ASCII, and the pictures that Unicode has of them (␛, ␊)."""
_TURNING: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_OTHER: Final = (*range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF, *_TURNING)
_SHOWN: Final = _CONTROL | {c: f"‹{c:04X}›" for c in _OTHER}
_IN_LINES: Final = {c: shown for c, shown in _SHOWN.items() if c != ord("\n")}
_ESCAPED: Final = {c: f"\\u{c:04x}" for c in (0x7F, *_OTHER)}


def fit(text: str, *, lines: bool = False) -> str:
    """*text* with pictures in place of what a screen acts on; line feeds stay where ``lines``."""
    if text.isprintable():  # none of those is
        return text
    return text.translate(_IN_LINES if lines else _SHOWN)


def fit_json(text: str) -> str:
    """JSON *text* that means the same and holds nothing that a screen acts on."""
    return text.translate(_ESCAPED)
