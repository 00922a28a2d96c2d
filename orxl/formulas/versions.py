"""Which version of an engine's package is installed, without importing the package."""

from __future__ import annotations

from functools import lru_cache


@lru_cache
def installed(package: str) -> str:
    """The installed version of *package*, or ``""`` where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import: only when asked

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
