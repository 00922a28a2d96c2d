"""One private LibreOffice, started without windows, reached over a pipe, ended for certain."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import pytest

from tests.libreoffice import soffice

_NORWEGIAN = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" '
    'oor:op="fuse"><value>nb-NO</value></prop></item></oor:items>'
)
"""The users' Excel is Norwegian: decimal comma, dates with points."""
START = 40.0


def _why_not() -> str:
    if soffice() is None:
        return "LibreOffice is not installed on this machine"
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


def desktop_at(pipe: str) -> Any:
    """The running LibreOffice that listens at *pipe*."""
    import uno

    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


class Office:
    """A soffice process of our own, with a profile and a pipe of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="orxl-calc-"))
        user = self.folder / "profil" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_NORWEGIAN, encoding="utf-8")
        self.pipe = f"orxl{uuid.uuid4().hex[:12]}"
        environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY"}}
        self.process = subprocess.Popen(
            [
                str(soffice()), "--headless", "--norestore", "--nologo", "--nodefault",
                "--nolockcheck", f"-env:UserInstallation={(self.folder / 'profil').as_uri()}",
                f"--accept=pipe,name={self.pipe};urp;",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment,
            start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + START
        while True:
            try:
                self.desktop = desktop_at(self.pipe)
            except Exception:
                if time.monotonic() > until or self.process.poll() is not None:
                    self.close()
                    raise
                time.sleep(0.05)
            else:
                return

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
