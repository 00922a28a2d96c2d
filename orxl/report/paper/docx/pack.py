"""A document as bytes: the same document, the same bytes, on every PC and every day."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from docx.parts.document import DocumentPart

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")


def packed(main: DocumentPart) -> bytes:
    """*main* and all that it holds as a file, with no clock and no PC's traces in the ZIP."""
    stream = io.BytesIO()
    main.save(stream)
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        names = sorted(set(old.namelist()), key=lambda name: (name not in _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            out.writestr(entry, old.read(name), compresslevel=6)
    return made.getvalue()
