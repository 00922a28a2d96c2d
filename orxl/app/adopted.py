"""Where the records of adopted versions lie: beside the workbook, named after the locked file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SUFFIX: Final = ".vedtak.json"
SIGNATURE: Final = ".minisig"


def record_of(path: Path) -> Path:
    """Where the record of the locked workbook at *path* lies."""
    return path.with_name(path.stem + SUFFIX)


def signature_of(record: Path) -> Path:
    """Where the signature of *record* lies, named as minisign names it."""
    return record.with_name(record.name + SIGNATURE)


def records_beside(path: Path) -> tuple[Path, ...]:
    """The records in the folder of *path*."""
    try:
        return tuple(sorted(p for p in path.parent.iterdir() if p.name.endswith(SUFFIX)))
    except OSError:
        return ()
