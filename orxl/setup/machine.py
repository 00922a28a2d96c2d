"""This machine, as far as the button cares: where Excel finds Python, add-in and settings."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

from orxl.core.light import dataclass, field

INTERPRETER: Final = "INTERPRETER_WIN"
ADD_IN: Final = "xlwings.xlam"


class Machine(Protocol):
    """What is asked of the machine; the tests stand in for one."""

    @property
    def platform(self) -> str:
        """Python's name for the operating system."""

    @property
    def python(self) -> Path:
        """The Python that has orxl."""

    @property
    def home(self) -> Path:
        """The user's folder."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment variables."""

    def registry(self, key: str, name: str) -> int | str | None:
        """The value *name* of *key* under HKEY_CURRENT_USER, or None."""

    def class_exists(self, name: str) -> bool:
        """Whether the COM class *name* is registered: whether the program is installed."""

    def version_of(self, package: str) -> str:
        """The installed version of a Python package, or ``""``."""


@dataclass(frozen=True)
class ThisMachine:
    """The machine we run on."""

    platform: str = sys.platform
    python: Path = field(default_factory=lambda: Path(sys.executable))
    home: Path = field(default_factory=Path.home)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def registry(self, key: str, name: str) -> int | str | None:
        """See :class:`Machine`."""
        if sys.platform != "win32":
            return None
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                value = winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
        return value if isinstance(value, int | str) else None

    def class_exists(self, name: str) -> bool:
        """See :class:`Machine`."""
        if sys.platform != "win32":
            return False
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, name))
        except OSError:
            return False
        return True

    def version_of(self, package: str) -> str:
        """See :class:`Machine`."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version(package)
        except PackageNotFoundError:
            return ""


def config_path(machine: Machine) -> Path:
    """xlwings' own settings for this user. The file beside a workbook goes before it."""
    return machine.home / ".xlwings" / "xlwings.conf"


def add_in_path(machine: Machine) -> Path | None:
    """Where Excel finds the add-in, or None where Windows doesn't say."""
    roaming = machine.environment.get("APPDATA", "")
    return Path(roaming) / "Microsoft" / "Excel" / "XLSTART" / ADD_IN if roaming else None


def read_config(path: Path) -> dict[str, str]:
    """The settings in xlwings' file: a name and a value a line, in quotation marks."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what Excel itself writes in Western Europe
    return {row[0]: row[1] for row in csv.reader(io.StringIO(text)) if len(row) == 2}
