"""Which version of an engine's package is installed, without importing the package."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import lru_cache
from typing import Final

_TOLD: Final = ".dist-info"
"""The ending of the folder that an installed package leaves beside it, named for its version."""


@lru_cache
def installed(package: str) -> str:
    """The installed version of *package*, or ``""`` where it is not installed."""
    stem = package.replace("-", "_").casefold() + "-"
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):  # noqa: PTH208 - pathlib takes ten times as long
                if name.casefold().startswith(stem) and name.endswith(_TOLD):
                    return name[len(stem) : -len(_TOLD)]
    # An odd installation. That module is slow to import: most of the time of a small check.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
