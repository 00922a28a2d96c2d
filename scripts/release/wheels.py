"""Which wheels each Python for Windows needs, fetched at release time and locked with hashes."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from email.parser import HeaderParser
from hashlib import sha256
from pathlib import Path
from typing import Final

PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14", "3.15")
MACHINES: Final = {"AMD64": ("x86_64-pc-windows-msvc", "win_amd64"),
                   "ARM64": ("aarch64-pc-windows-msvc", "win_arm64")}  # fmt: skip
"""Each processor by Python's name for it: uv's name, and the wheels' tag."""
ENGINES: Final = ("betteroffice-xlsx", "ironcalc")
PIP: Final = "pip==26.3"

Run = Callable[[Sequence[str]], str]
"""Runs a command and gives what it printed; raises Failed."""


class Failed(Exception):
    """A command that did not do what it should, with what it said."""


def run(command: Sequence[str]) -> str:
    """Run *command* for real. Raises Failed."""
    try:
        done = subprocess.run(list(command), capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise Failed(f"{command[0]} mangler: «pip install .[release]»") from error
    if done.returncode != 0:
        raise Failed(f"{' '.join(command[:4])} …: {done.stderr.strip()[-2000:]}")
    return done.stdout


@dataclass(frozen=True)
class Wheel:
    """A wheel file: what it holds says the file itself."""

    path: Path
    name: str
    version: str

    @classmethod
    def of(cls, path: Path) -> Wheel:
        """The wheel at *path*. Raises ValueError where its name is none of a wheel."""
        match = re.fullmatch(r"([^-]+)-([^-]+)(-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl", path.name)
        if match is None:
            raise ValueError(f"not a wheel: {path.name}")
        return cls(path, canonical(match[1]), match[2])

    @property
    def digest(self) -> str:
        """Its SHA-256."""
        return sha256(self.path.read_bytes()).hexdigest()

    def metadata(self) -> dict[str, list[str]]:
        """The fields of its METADATA."""
        with zipfile.ZipFile(self.path) as held:
            (name,) = (n for n in held.namelist() if n.endswith(".dist-info/METADATA"))
            message = HeaderParser().parsestr(held.read(name).decode())
        return {key.lower(): list(map(str, message.get_all(key) or ())) for key in message}

    def licences(self) -> dict[str, bytes]:
        """The texts of its licences, by file name within its dist-info."""
        with zipfile.ZipFile(self.path) as held:
            inside = {n.partition(".dist-info/")[2]: n for n in held.namelist() if n[-1] != "/"}
            return {
                name.removeprefix("licenses/"): held.read(whole)
                for name, whole in inside.items()
                if re.search(r"(?i)licen[sc]e|copying|notice|authors", name)
            }


@dataclass(frozen=True)
class Target:
    """What one Python for Windows needs: its wheels."""

    python: str
    machine: str
    wheels: tuple[Wheel, ...]

    @property
    def lock(self) -> str:
        """The name of its lock."""
        return f"cp{self.python.replace('.', '')}-{MACHINES[self.machine][1]}.txt"

    @property
    def engines(self) -> list[str]:
        """The formula engines it has."""
        return sorted(wheel.name for wheel in self.wheels if wheel.name in ENGINES)

    def text(self) -> str:
        """The lock: each wheel with its hash, for ``pip install --require-hashes``."""
        pins = (f"{w.name}=={w.version} --hash=sha256:{w.digest}" for w in self.wheels)
        return "\n".join([f"# Python {self.python}, {self.machine}", *sorted(pins), ""])


@dataclass
class Gathered:
    """The wheels for every Python asked for, and why those that are missing are."""

    targets: list[Target] = field(default_factory=list)
    without: dict[str, str] = field(default_factory=dict)
    pip: Wheel | None = None

    @property
    def wheels(self) -> list[Wheel]:
        """Every wheel once, by file name."""
        once = {w.path.name: w for target in self.targets for w in target.wheels}
        if self.pip is not None:
            once[self.pip.path.name] = self.pip
        return [once[name] for name in sorted(once)]


def canonical(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def gather(
    own: Wheel,
    requirements: Path,
    folder: Path,
    pythons: Iterable[str] = PYTHONS,
    machines: Iterable[str] = tuple(MACHINES),
    run: Run = run,
) -> Gathered:
    """Resolve and download into *folder*, for each Python, what *requirements* (a pyproject) needs.

    uv resolves: pip evaluates markers on the machine it runs on, and would miss pywin32. A Python
    that lacks a wheel of something required is left out, with the reason. Raises Failed where none
    is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = Gathered()
    for machine in machines:
        platform, tag = MACHINES[machine]
        for python in pythons:
            given = ["--python-version", python, "--only-binary", ":all:"]
            try:
                text = run(
                    ["uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate",
                     "--python-platform", platform, *given, str(requirements)]
                )  # fmt: skip
            except Failed as why:
                found.without[f"{python} {machine}"] = _cause(str(why))
                continue
            pins = re.findall(r"(?m)^([A-Za-z0-9_.-]+==\S+)", text)
            before = set(folder.glob("*.whl"))
            run([*_pip(), *given, "--platform", tag, "--implementation", "cp", *pins,
                 "--dest", str(folder)])  # fmt: skip
            found.targets.append(Target(python, machine, (own, *_taken(folder, pins, python, tag))))
            print(
                f"{python} {machine}: {len(pins)} ({len(set(folder.glob('*.whl')) - before)} nye)"
            )
    if not found.targets:
        raise Failed("; ".join(f"{at}: {why}" for at, why in found.without.items()))
    run([*_pip(), PIP, "--dest", str(folder)])
    found.pip = Wheel.of(next(folder.glob(f"pip-{PIP.split('==')[1]}-*.whl")))
    return found


def _pip() -> list[str]:
    return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
            "--disable-pip-version-check"]  # fmt: skip


def _cause(said: str) -> str:
    """The package without a wheel, out of uv's explanation."""
    match = re.search(r"[Bb]ecause ([\w.-]+)\S* has no (?:usable )?wheels", said)
    return f"{match[1].split('>')[0].split('=')[0]} har ingen wheel" if match else said


def _taken(folder: Path, pins: Sequence[str], python: str, tag: str) -> tuple[Wheel, ...]:
    """The wheel in *folder* that pip takes for each of *pins*: the most particular one."""
    here = [Wheel.of(path) for path in sorted(folder.glob("*.whl"))]
    chosen = []
    for pin in pins:
        name, version = pin.split("==")
        fit = [
            wheel
            for wheel in here
            if (wheel.name, wheel.version) == (canonical(name), version)
            and _rank(wheel.path.name, python, tag)
        ]
        if not fit:
            raise Failed(f"ingen wheel for {pin} til Python {python} {tag}")
        chosen.append(max(fit, key=lambda wheel: _rank(wheel.path.name, python, tag)))
    return tuple(chosen)


def _rank(file: str, python: str, tag: str) -> int:
    """How well a wheel fits; 0 where it doesn't."""
    tags, abi, platform = file.removesuffix(".whl").split("-")[-3:]
    if platform not in ("any", tag):
        return 0
    own = f"cp{python.replace('.', '')}"
    if own in tags.split(".") and abi == own:
        return 3
    minor = int(python.split(".")[1])
    if abi == "abi3":
        return 2 if any(int(t[3:]) <= minor for t in tags.split(".")) else 0
    return 1 if abi == "none" and any(t in ("py3", own) for t in tags.split(".")) else 0
