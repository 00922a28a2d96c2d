"""Runs scenarios with one module of the writing side replaced by a mutant of it.

Each mutant runs in a process of its own, forked from one in which everything else is loaded: what
it breaks stays there.
"""

from __future__ import annotations

import hashlib
import importlib.abc
import importlib.machinery
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from orxl.core.errors import FailedGate, OrxlError
from tests.xlsx.scenarios import Scenario, scenarios, warm

ROOT = Path(__file__).parents[2]
KEPT = ("orxl.xlsx.gate", "orxl.xlsx.xml", "orxl.xlsx.package")
"""What no mutant touches; the rest of the room is loaded anew around it."""
WRITERS = ("orxl.xlsx.package.zipwriting",)
SECONDS = 20
HANGS = 1.5
"""Seconds of processor time for a scenario; it takes some hundredths."""
MOST_HANGS = 2
MEMORY = 3 * 2**30

Outcome = str
"""``file …`` with a digest, ``gate``, ``refused …`` with the message, or ``crash …``."""


@dataclass(frozen=True)
class Mutant:
    """One module with one change in it."""

    path: str
    """From the root of the project."""
    line: int
    before: str
    after: str
    source: str

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".")

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before} → {self.after}"


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the mutant instead of the module it was made of."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        mine = name == self._mutant.module
        return importlib.machinery.ModuleSpec(name, self) if mine else None

    def exec_module(self, module: ModuleType) -> None:
        path = str(ROOT / self._mutant.path)
        exec(compile(self._mutant.source, path, "exec"), vars(module))


def load(mutant: Mutant | None) -> None:
    """Let *mutant* take its module's place, in this process and for good."""
    for name in list(sys.modules):
        own = name == "orxl.xlsx" or name.startswith("orxl.xlsx.")
        if own and (name in WRITERS or not name.startswith(KEPT)):
            del sys.modules[name]
    if mutant is not None:
        sys.meta_path.insert(0, _Finder(mutant))


class Hangs(Exception):
    """A scenario takes a hundred times as long as it should."""


def _hangs(*_: object) -> NoReturn:
    raise Hangs


def outcome(scenario: Scenario) -> Outcome:
    signal.signal(signal.SIGPROF, _hangs)
    signal.setitimer(signal.ITIMER_PROF, HANGS)
    try:
        return "file " + hashlib.sha256(scenario()).hexdigest()
    except FailedGate:
        return "gate"
    except OrxlError as error:
        return f"refused {type(error).__name__}: {error.message}"
    except Exception as error:
        return f"crash {type(error).__name__}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def outcomes(names: Iterable[str], every: Mapping[str, Scenario]) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for name in names:
        hangs = sum(1 for known in found.values() if known.endswith("Hangs"))
        found[name] = outcome(every[name]) if hangs < MOST_HANGS else "crash"
    return found


def forked(job: Callable[[], object], seconds: int = SECONDS) -> object:
    """What *job* gives in a process of its own; None where it takes too long or dies."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        status = 1
        try:
            signal.signal(signal.SIGXCPU, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            sys.setrecursionlimit(1000)
            with os.fdopen(write, "w") as pipe:
                json.dump(job(), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def tried(mutant: Mutant, names: Iterable[str]) -> dict[str, Outcome]:
    """The outcomes of the scenarios *names* with *mutant*; ``crash`` for all where it hangs."""
    chosen = list(names)

    def job() -> object:
        load(mutant)
        return outcomes(chosen, scenarios())

    found = forked(job)
    return found if isinstance(found, dict) else dict.fromkeys(chosen, "crash")


def baseline(names: Iterable[str] = ()) -> dict[str, Outcome]:
    """The outcomes without a mutant, of the scenarios *names* (none: of all)."""
    chosen = list(names) or list(scenarios())
    warm()

    def job() -> object:
        load(None)
        return outcomes(chosen, scenarios())

    found = forked(job, 10 * SECONDS)
    if not isinstance(found, dict):
        raise RuntimeError("the scenarios fail without a mutant")
    return found


def verdict(right: Mapping[str, Outcome], found: Mapping[str, Outcome]) -> tuple[str, str]:
    """What became of a mutant, and the first scenario that shows it.

    ``survived``: a file other than the right one was written, or one where none should be.
    ``says otherwise``: only the sentence of a refusal is another. ``gate``, ``refused``,
    ``crash``: nothing was written. ``unchanged``: all is as without the mutant.
    """
    kinds: dict[str, str] = {}
    for name, now in found.items():
        if now == right[name]:
            continue
        kind = now.partition(" ")[0]
        if kind == "file":
            return "survived", name
        if kind == "refused" and right[name].startswith("refused"):
            kind = "says otherwise"
        kinds.setdefault(kind, name)
    for kind in ("gate", "crash", "refused", "says otherwise"):
        if kind in kinds:
            return kind, kinds[kind]
    return "unchanged", ""
