"""Installs orxl for one user in Windows, from the folder this file lies in and without a network.

Run by ``Installer.cmd`` with any Python from 3.7 on, so nothing newer is used here, and nothing but
the standard library. It chooses the Python that fits best, makes an environment of its own for this
version beside the one in use, installs the wheels in it by the lock with hashes, lets
``orxl.setup.pc`` put shortcuts, button and workbook in place, checks that orxl runs, and only then
removes the version before. Stopped anywhere, the version before works as it did.

Exit codes: 0 installed, 2 not; each with sentences in bokmål that say what is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = (3, 11)
ASK = (
    "import json, platform, struct, sys; print(json.dumps({"
    "'python': '%d.%d' % sys.version_info[:2], 'bits': 8 * struct.calcsize('P'), "
    "'machine': platform.machine(), 'base': sys.base_prefix, 'final': "
    "sys.version_info.releaselevel == 'final'}))"
)


class Stopped(Exception):
    """What is said to the user where the installation cannot go on."""


class Found:
    """A Python on this machine, as it describes itself."""

    def __init__(self, path, told):
        self.path = path
        self.python = told["python"]
        self.bits = told["bits"]
        self.machine = told["machine"].upper()
        self.store = "windowsapps" in told["base"].lower()
        self.final = told["final"]

    @property
    def version(self):
        """The version as two numbers, which can be compared."""
        return tuple(int(part) for part in self.python.split("."))


def refusal(found, targets):
    """Why *found* cannot be used, as a sentence in bokmål; ``""`` where it can."""
    named = f"Python {found.python} ({found.path})"
    if found.version < OLDEST:
        return f"{named} er for gammel: orxl trenger {OLDEST[0]}.{OLDEST[1]} eller nyere."
    if found.bits != 64:
        return f"{named} er en 32-bits Python: orxl trenger en 64-bits."
    if not found.final:
        return f"{named} er en prøveutgave: orxl trenger en ferdig utgave."
    if target_of(found, targets) is None:
        given = sorted({t["python"] for t in targets}, key=lambda v: int(v.split(".")[1]))
        return (
            f"{named} ({found.machine}) har denne utgaven av orxl ingen pakker for: den har for "
            f"Python {', '.join(given)}."
        )
    return ""


def target_of(found, targets):
    """The release's packages for *found*, or None."""
    for target in targets:
        if target["python"] == found.python and target["machine"] == found.machine:
            return target
    return None


def best(pythons, targets):
    """The Python to use: all engines before some, the Store's last, then the newest.

    Raises Stopped, with a sentence for each that does not fit.
    """
    fit = [found for found in pythons if not refusal(found, targets)]
    if fit:
        return max(
            fit,
            key=lambda p: (not p.store, len(target_of(p, targets)["engines"]), p.version),
        )
    said = [refusal(found, targets) for found in pythons]
    raise Stopped(
        "\n".join(
            [
                "Ingen Python på denne maskinen kan brukes.",
                *said,
                "Be IT om Python 3.14 (64-bits), eller last den ned fra python.org. Den legges ved "
                "siden av dem som er der.",
            ]
        )
    )


def ask(path, run=subprocess.run):
    """What the Python at *path* says of itself, or None where it is none (the Store's shortcut)."""
    try:
        done = run(
            [str(path), "-I", "-c", ASK],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
        )  # fmt: skip
        return Found(str(path), json.loads(done.stdout)) if done.returncode == 0 else None
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
        return None


def installed():
    """Every Python this machine knows: the one that runs, the registry's (PEP 514), PATH's."""
    paths = [getattr(sys, "_base_executable", None) or sys.executable, *_registered()]
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        program = Path(folder.strip('"')) / "python.exe"
        if folder and program.is_file():
            paths.append(str(program))
    once = {os.path.normcase(str(path)): path for path in reversed(paths)}
    found = (ask(path) for path in reversed(list(once.values())))
    return [python for python in found if python is not None]


def _registered():
    if sys.platform != "win32":
        return []
    import winreg

    paths = []
    for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            for company in _subkeys(hive, r"Software\Python", view):
                for tag in _subkeys(hive, company, view):
                    try:
                        with winreg.OpenKey(
                            hive, tag + r"\InstallPath", 0, winreg.KEY_READ | view
                        ) as key:
                            paths.append(winreg.QueryValueEx(key, "ExecutablePath")[0])
                    except OSError:
                        continue
    return paths


def _subkeys(hive, path, view):
    import winreg

    try:
        with winreg.OpenKey(hive, path, 0, winreg.KEY_READ | view) as key:
            count = winreg.QueryInfoKey(key)[0]
            return [path + "\\" + winreg.EnumKey(key, i) for i in range(count)]
    except OSError:
        return []


def home(found, environment):
    """Where orxl is put. The Store's Python sees an AppData of its own, so there it is elsewhere.

    Raises Stopped where Windows does not say where the user's folders are.
    """
    name = "USERPROFILE" if found.store else "LOCALAPPDATA"
    if not environment.get(name):
        raise Stopped(f"Windows sier ikke hvor mappen din er: {name} mangler. Spør IT.")
    return Path(environment[name]) / ("orxl-program" if found.store else "orxl")


def fresh(place, version):
    """A folder's name for this version that is not taken."""
    taken = {path.name for path in place.glob("program-*")}
    number = 1
    while f"program-{version}-{number}" in taken:
        number += 1
    return place / f"program-{version}-{number}"


def verify(release):
    """Raises Stopped where pip's own wheel is not the released one; pip sees to the rest."""
    wheel = HERE / "hjul" / release["pip"]["file"]
    try:
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    if digest != release["pip"]["sha256"]:
        raise Stopped(
            f"Filen «{wheel.name}» mangler eller er endret. Pakk ut zip-filen på nytt, eller last "
            "den ned en gang til."
        )
    return wheel


class Log:
    """What the programs said, kept for whoever is asked for help."""

    def __init__(self, path):
        self.path = path
        self.path.write_text("", encoding="utf-8")

    def run(self, command, what):
        """Run *command*; raises Stopped with the end of what it said where it fails.

        It writes to the file: a pipe would be waited for as long as anything that *command* started
        holds it, and Windows starts programs of its own.
        """
        words = [str(part) for part in command]
        with self.path.open("ab") as file:
            file.write(f"> {subprocess.list2cmdline(words)}\n".encode())
            file.flush()
            begun = file.tell()
            try:
                code = subprocess.run(
                    words,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    check=False,
                ).returncode
            except OSError as error:
                code = -1
                file.write(f"{error}\n".encode())
        text = self.path.read_bytes()[begun:].decode("utf-8", "replace")
        if code not in (0, 1) or (code == 1 and what != "kontroll"):
            last = "\n".join(text.strip().splitlines()[-5:])
            raise Stopped(f"{_WHY[what]}\n{last}\nAlt som ble sagt, står i {self.path}.")
        return text


_WHY = {
    "miljø": "Fikk ikke laget mappen for orxl. Er disken full, eller hindrer IT programmer i å "
    "kjøre der (AppLocker, WDAC)? Se for-it.html.",
    "pakker": "Fikk ikke installert pakkene. Er en fil endret eller blokkert, så pakk ut "
    "zip-filen på nytt.",
    "plass": "Fikk ikke satt opp snarveier og knapp.",
    "kontroll": "orxl er lagt inn, men kontrollen av arbeidsboken lot seg ikke kjøre.",
}  # fmt: skip


def install(found, release, environment, say=print):
    """Install the *release* for *found*. Raises Stopped; the version before is then as it was."""
    place = home(found, environment)
    target = target_of(found, release["targets"])
    try:
        place.mkdir(parents=True, exist_ok=True)
        log = Log(place / "installering.txt")
    except OSError as error:
        raise Stopped(f"Fikk ikke skrevet i {place} ({error.strerror}). Spør IT.") from error
    before = sorted(place.glob("program-*"))
    program = fresh(place, release["version"])
    python = program / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        say(f"1 av 4: lager {program} med Python {found.python} …")
        pip = verify(release)
        log.run([found.path, "-I", "-m", "venv", "--without-pip", program], "miljø")
        say("2 av 4: installerer orxl og det den trenger, uten nettet …")
        log.run(
            [python, "-I", "-X", "utf8", pip / "pip", "install", "--no-index", "--require-hashes",
             "--no-deps", "--only-binary", ":all:", "--find-links", HERE / "hjul",
             "--disable-pip-version-check", "--no-warn-script-location", "--no-compile",
             "-r", HERE / "krav" / target["lock"]],
            "pakker",
        )  # fmt: skip
        say("3 av 4: setter opp snarveier, knapp og arbeidsbok …")
        told = log.run(
            [
                python,
                "-I",
                "-X",
                "utf8",
                "-m",
                "orxl.setup.pc",
                "plasser",
                place,
                program.name,
                HERE,
            ],
            "plass",
        )
        say(told.rstrip())
        say("4 av 4: kontrollerer arbeidsboken …")
        book = json.loads((place / "installert.json").read_text(encoding="utf-8"))["workbook"]
        told = log.run([python, "-I", "-X", "utf8", "-m", "orxl", "kontroller", book], "kontroll")
        say(told.strip().splitlines()[-1] if told.strip() else "")
        say(older(told))
    except Stopped:
        _back(place, program, before)
        raise
    for old in before:  # a file in use stays, and goes the next time
        shutil.rmtree(str(old), ignore_errors=True)


def _back(place, program, before):
    """Take away what was begun, and let the shortcuts start the version before again."""
    shutil.rmtree(str(program), ignore_errors=True)
    if before:
        for path in place.glob("*.cmd"):
            text = path.read_bytes()
            path.write_bytes(text.replace(program.name.encode(), before[-1].name.encode()))


def older(told):
    """What to say of a workbook that the check *told* is of an older layout; ``""`` otherwise."""
    if "orxl oppgrader" not in " ".join(told.split()):  # a report may break it over two lines
        return ""
    return (
        "Arbeidsboken er laget for en eldre utgave. Skriv «orxl oppgrader» i «Ledetekst for orxl» "
        "i Start-menyen, så får den det som er nytt. Ingenting av det som står der, endres."
    )


def left_out(release, found):
    """The sentence on the engines that have no wheel for *found*; ``""`` where all have."""
    every = {engine for target in release["targets"] for engine in target["engines"]}
    missing = sorted(every - set(target_of(found, release["targets"])["engines"]))
    if not missing:
        return ""
    return (
        f"Etterregningen mangler {' og '.join(missing)}, som ikke finnes for Python {found.python} "
        f"({found.machine}). orxl virker, men bekrefter færre tall. Python 3.14 (x64) har alt."
    )


def main():
    """Install, and say how it went."""
    try:
        release = json.loads((HERE / "utgave.json").read_text(encoding="utf-8"))
        print(f"Installerer orxl {release['version']} for deg (ikke for andre på maskinen).")
        found = best(installed(), release["targets"])
        install(found, release, os.environ)
        print(left_out(release, found))
        print("Ferdig. «Beregn og kontroller» og «Klar til utsending» ligger på skrivebordet.")
    except Stopped as why:
        print(f"\norxl er ikke installert.\n{why}")
        return 2
    except (OSError, ValueError, KeyError) as error:
        print(
            f"\norxl er ikke installert: {type(error).__name__}: {error}\nPakk ut zip-filen på "
            "nytt. Hjelper ikke det, så vis denne meldingen til den som vedlikeholder orxl."
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
