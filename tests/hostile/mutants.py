"""Workbooks that are nearly whole: one part's XML, cut, doubled or given an odd value."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO

from tests.xlsx.books import zipped

ODD = (b"", b"0", b"-1", b"1E400", b"NaN", b"A1:XFD1048576", b"rId1", b"s", b"shared", b"array",
       b"9" * 20, b"\xc3\xa5", b"&#10;", b"javascript:x", b"../../x", b"true")  # fmt: skip
_PIECE = re.compile(rb"<[^<>]*>|[^<>]+")
_VALUE = re.compile(rb'"[^"<>]*"')


def mutant(data: bytes, seed: int) -> bytes:
    """*data* with a few changes in one or two of its parts; the same *seed* gives the same."""
    chance = random.Random(seed)
    with zipfile.ZipFile(BytesIO(data)) as whole:
        parts: dict[str, bytes | str] = {i.filename: whole.read(i) for i in whole.infolist()}
    for name in chance.sample(sorted(parts), k=chance.choice((1, 1, 2))):
        content = parts[name]
        assert isinstance(content, bytes)
        for _ in range(chance.randint(1, 3)):
            content = _changed(content, chance)
        parts[name] = content
    return zipped(parts)


def _changed(content: bytes, chance: random.Random) -> bytes:
    values = list(_VALUE.finditer(content))
    if values and chance.random() < 0.6:
        value = chance.choice(values)
        return content[: value.start()] + b'"' + chance.choice(ODD) + b'"' + content[value.end() :]
    pieces = _PIECE.findall(content)
    if not pieces:
        return chance.choice(ODD)
    at = chance.randrange(len(pieces))
    other = pieces[chance.randrange(len(pieces))]
    pieces[at] = chance.choice((b"", pieces[at] * 2, other, chance.choice(ODD)))
    return b"".join(pieces)
