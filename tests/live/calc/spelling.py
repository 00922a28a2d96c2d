"""The same formula as Excel writes it and as LibreOffice does."""

from __future__ import annotations

import re
from functools import lru_cache

from orxl.core.refs import quote_sheet
from orxl.formulas.tokens import REFERENCES, Kind, split_prefix, tokenize

_INNER = re.compile(r"\[(?:[^\[\]']|'.)*\]|,", re.DOTALL)
_PIECE = re.compile(
    r"""
    "(?:[^"]|"")*"
  | \$?(?P<sheet>\$'(?:[^']|'')*'|\$[\w]+)\.(?=\$?[A-Z])
  | '(?:[^']|'')*'
  | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]
  | [{};|~] | .
    """,
    re.VERBOSE | re.DOTALL,
)


def to_calc(formula: str) -> str:
    """``SUM(A1,Ark2!B1)`` → ``SUM(A1;$Ark2.B1)``."""
    out: list[str] = []
    depth = 0
    for token in tokenize(formula):
        text = token.text
        depth += (token.kind is Kind.ARRAY_OPEN) - (token.kind is Kind.ARRAY_CLOSE)
        if token.kind is Kind.COMMA:
            text = ";"
        elif token.kind is Kind.SEMICOLON:
            text = "|"
        elif token.kind is Kind.UNION:
            text = "~"
        elif token.kind is Kind.STRUCTURED:
            start = text.index("[") + 1
            inner = _INNER.sub(lambda m: ";" if m[0] == "," else m[0], text[start:-1])
            text = f"{text[:start]}{inner}]"
        elif token.kind in REFERENCES:
            prefix, body = split_prefix(text)
            text = f"${prefix[:-1]}.{body}" if prefix else body
        out.append(text)
    return "".join(out)


@lru_cache(maxsize=8192)
def from_calc(formula: str) -> str:
    """``SUM(A1;$Ark2.B1)`` → ``SUM(A1,Ark2!B1)``."""
    out: list[str] = []
    depth = 0
    for match in _PIECE.finditer(formula):
        text = match[0]
        if match["sheet"]:
            name = match["sheet"][1:]
            bare = name[1:-1].replace("''", "'") if name.startswith("'") else name
            text = quote_sheet(bare) + "!"
        elif text.startswith("[") and len(text) > 1:
            inner = re.sub(
                r"\[(?:[^\[\]']|'.)*\]|;", lambda m: "," if m[0] == ";" else m[0], text[1:-1]
            )
            text = f"[{inner}]"
        elif text in "{}":
            depth += 1 if text == "{" else -1
        elif text == ";":
            text = ","
        elif text == "|" and depth:
            text = ";"
        elif text == "~":
            text = ","
        out.append(text)
    return "".join(out)
