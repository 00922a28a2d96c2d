"""Shows a file that a task has made."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path


def open_file(file: Path) -> bool:
    """Show *file* in the program that the user has for it; whether it could be."""
    try:
        if sys.platform == "win32":
            os.startfile(file)  # noqa: S606  # nosec B606 - the user's program, our own file
            return True
        return webbrowser.open(file.as_uri())
    except (OSError, webbrowser.Error):
        return False
