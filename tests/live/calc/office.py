"""One private LibreOffice, started without windows, reached over a pipe, ended for certain."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import pytest

from orxl.formulas.libreoffice import soffice

_UNO = Path("/usr/lib/python3/dist-packages")
"""Where Debian's python3-uno lies; it fits a Python of the same minor version."""
START = 40.0


def _why_not() -> str:
    if soffice() is None:
        return "LibreOffice is not installed on this machine"
    try:
        import uno
    except ImportError:
        if (_UNO / "uno.py").is_file():
            sys.path.append(str(_UNO))
        try:
            import uno  # noqa: F401
        except ImportError:
            return "UNO for this Python is not installed (Debian: python3-uno)"
    return ""


def _missing() -> str:
    reason = _why_not()
    if reason and os.environ.get("CI"):
        pytest.fail(f"{reason}; in CI the button must be pressed", pytrace=False)
    return reason


_REASON = _missing()
needs_calc = pytest.mark.skipif(bool(_REASON), reason=_REASON or "LibreOffice is there")


def prop(name: str, value: Any) -> Any:
    """A UNO property."""
    from com.sun.star.beans import PropertyValue

    held = PropertyValue()
    held.Name, held.Value = name, value
    return held


class Office:
    """A soffice process of our own, with a profile and a pipe of its own."""

    def __init__(self) -> None:
        import uno

        self.folder = Path(tempfile.mkdtemp(prefix="orxl-calc-"))
        pipe = f"orxl{uuid.uuid4().hex[:12]}"
        environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY"}}
        self.process = subprocess.Popen(
            [
                str(soffice()), "--headless", "--norestore", "--nologo", "--nodefault",
                "--nolockcheck", f"-env:UserInstallation={(self.folder / 'profil').as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
            start_new_session=True,
        )  # fmt: skip
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", here
        )
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.context = self._reached(resolver, address)
        self.desktop = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", self.context
        )

    def _reached(self, resolver: Any, address: str) -> Any:
        until = time.monotonic() + START
        while True:
            try:
                return resolver.resolve(address)
            except Exception:
                if time.monotonic() > until or self.process.poll() is not None:
                    self.close()
                    raise
                time.sleep(0.05)

    def close(self) -> None:
        """End the process; the profile goes with it."""
        try:
            self.desktop.terminate()
        except Exception:  # the bridge breaks when the office goes
            self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            # soffice is a script around soffice.bin: the whole of our own group has to go.
            os.killpg(self.process.pid, 9)
            self.process.wait(5)
        shutil.rmtree(self.folder, ignore_errors=True)
