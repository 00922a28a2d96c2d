"""What Windows keeps for a user: the real folders, shortcuts, the list of programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final, Protocol

from orxl.core.errors import OrxlError, UnwritableFile

UNINSTALL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\orxl"
"""Under HKEY_CURRENT_USER: what «Installerte apper» shows."""


_DOWN: Final = 7
"""SW_SHOWMINNOACTIVE: on the taskbar, and Excel keeps the keyboard."""


class Folder(Enum):
    """A known folder: it may lie in OneDrive or on a server, whatever its usual name is."""

    DESKTOP = "{B4BFCC3A-DB2C-424C-B029-7FE99A87C641}"
    DOCUMENTS = "{FDD39AD0-238F-46AF-ADB4-6C85480369C7}"
    START_MENU = "{A77F5D77-2E2B-44C3-A6A2-ABA601054A51}"


class Shell(Protocol):
    """What is asked of Windows; the tests stand in for it."""

    def folder(self, which: Folder) -> Path:
        """Where *which* is. Raises OrxlError where Windows doesn't say."""

    def link(self, path: Path, target: Path, description: str, hidden: str = "") -> None:
        """Make the shortcut *path* (a .lnk) to *target*. Raises UnwritableFile.

        With *hidden*, which is said to the target, its window begins down on the taskbar.
        """

    def list_program(self, values: Mapping[str, str]) -> None:
        """Put orxl on the list of installed programs."""

    def unlist_program(self) -> None:
        """Take orxl off that list; nothing happens where it isn't there."""


class WindowsShell:
    """The Windows we run on."""

    def folder(self, which: Folder) -> Path:
        """See :class:`Shell`."""
        if sys.platform != "win32":
            raise OrxlError("Dette er ikke Windows: mappene dine er ikke kjent.", "")
        import ctypes
        from uuid import UUID

        raw = ctypes.c_wchar_p()
        wanted = (ctypes.c_byte * 16).from_buffer_copy(UUID(which.value).bytes_le)
        ask = ctypes.windll.shell32.SHGetKnownFolderPath
        if ask(ctypes.byref(wanted), 0, None, ctypes.byref(raw)) != 0 or not raw.value:
            raise OrxlError(
                "Windows sier ikke hvor skrivebordet og dokumentene dine ligger.",
                "Spør IT, eller lag snarveien i en annen mappe med «orxl excel lag-snarvei --ut».",
            )
        found = Path(raw.value)
        ctypes.windll.ole32.CoTaskMemFree(raw)
        return found

    def link(self, path: Path, target: Path, description: str, hidden: str = "") -> None:
        """See :class:`Shell`."""
        import pythoncom
        from win32com.shell import shell

        made: Any = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        made.SetPath(str(target))
        made.SetWorkingDirectory(str(target.parent))
        made.SetDescription(description)
        if hidden:
            made.SetArguments(hidden)
            made.SetShowCmd(_DOWN)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.QueryInterface(pythoncom.IID_IPersistFile).Save(str(path), 0)
        except (OSError, pythoncom.com_error) as error:
            raise UnwritableFile(
                f"Fikk ikke lagret snarveien «{path.stem}» i «{path.absolute().parent}».",
                f"Dobbeltklikk «{target}» i stedet.",
            ) from error

    def list_program(self, values: Mapping[str, str]) -> None:
        """See :class:`Shell`."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, UNINSTALL) as key:
                for name, value in values.items():
                    winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)

    def unlist_program(self) -> None:
        """See :class:`Shell`."""
        if sys.platform == "win32":
            import winreg
            from contextlib import suppress

            with suppress(OSError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, UNINSTALL)
