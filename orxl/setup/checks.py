"""Checks whether the button can work on this machine; says in plain bokmål what is missing."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Final

from orxl.core.light import dataclass
from orxl.setup.machine import INTERPRETER, Machine, add_in_path, config_path, read_config

_OFFICE: Final = r"Software\Microsoft\Office\16.0\Excel\Security"
_POLICY: Final = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_AGAIN: Final = "Kjør Installer.cmd, eller «py scripts\\kom_i_gang.py» i orxl-mappen, en gang til."
_CLOUDS: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


class Way(Enum):
    """The three ways to click."""

    RIBBON = "Run main i båndet"
    SHORTCUT = "snarveien"
    SHEET = "knappen på arket"


ALL: Final = (Way.RIBBON, Way.SHORTCUT, Way.SHEET)
MACROS: Final = (Way.RIBBON, Way.SHEET)


class State(Enum):
    """How a check went."""

    GOOD = "i orden"
    CARE = "obs"
    MISSING = "mangler"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the button needs: how it stands, what to do, and which ways it stops."""

    state: State
    text: str
    remedy: str = ""
    ways: tuple[Way, ...] = ALL

    @property
    def stops(self) -> tuple[Way, ...]:
        """The ways that do not work until this is mended."""
        return self.ways if self.state is State.MISSING else ()


def checks(machine: Machine, workbook: Path) -> list[Check]:
    """Everything the button needs for *workbook* on *machine*, in the order to mend it."""
    if machine.platform != "win32":
        return [
            Check(
                State.MISSING,
                "Dette er ikke Windows: knappen virker bare i Excel for Windows.",
                "Bruk «orxl beregn» på filen i stedet. Det gir de samme funnene.",
            )
        ]
    found = [_excel(machine), _xlwings(machine), _pywin32(machine), *_book(machine, workbook)]
    found += [_add_in(machine), _interpreter(machine), *_trust(machine), *_sheet(workbook)]
    return found


def _excel(machine: Machine) -> Check:
    if machine.class_exists("Excel.Application"):
        return Check(State.GOOD, "Excel er installert.")
    return Check(
        State.MISSING,
        "Excel er ikke installert på denne maskinen (bare Excel på nett holder ikke).",
        "Be IT om skrivebordsutgaven av Excel.",
    )


def _xlwings(machine: Machine) -> Check:
    version = machine.version_of("xlwings")
    if version:
        return Check(State.GOOD, f"xlwings {version} er installert.")
    return Check(State.MISSING, "xlwings er ikke installert i denne Pythonen.", _AGAIN)


def _pywin32(machine: Machine) -> Check:
    if machine.version_of("pywin32"):
        return Check(State.GOOD, "Forbindelsen mellom Python og Excel (pywin32) er på plass.")
    return Check(
        State.MISSING,
        "pywin32 mangler, så Python når ikke Excel.",
        _AGAIN,
    )


def _book(machine: Machine, workbook: Path) -> list[Check]:
    found: list[Check] = []
    if not workbook.is_file():
        found.append(
            Check(State.MISSING, f"Finner ikke arbeidsboken «{workbook}».", "Sjekk navn og mappe.")
        )
    name = workbook.name
    if workbook.stem.isidentifier():
        found.append(Check(State.GOOD, f"Filnavnet «{name}» kan brukes av knappen."))
    else:
        found.append(
            Check(
                State.MISSING,
                f"Filnavnet «{name}» kan ikke brukes: bare bokstaver, tall og understrek, og ikke "
                "tall først.",
                "Gi filen navnet «handlingsprogram.xlsx». Nedlastede kopier heter ofte «… (1)».",
                MACROS,
            )
        )
    module = workbook.with_suffix(".py")
    if module.is_file():
        found.append(Check(State.GOOD, f"«{module.name}» ligger ved siden av arbeidsboken."))
    else:
        found.append(
            Check(
                State.MISSING,
                f"«{module.name}» ligger ikke ved siden av arbeidsboken.",
                "Kopier «handlingsprogram.py» fra mappen «workbook» og gi den arbeidsbokens navn.",
                MACROS,
            )
        )
    clouds = [machine.environment.get(key, "") for key in _CLOUDS]
    if any(c and workbook.is_relative_to(c) for c in clouds) or str(workbook).startswith("http"):
        found.append(
            Check(
                State.CARE,
                "Arbeidsboken ligger i OneDrive. Da finner ikke Excel alltid filene ved siden av.",
                "Virker ikke «Run main», så legg mappen på maskinen, eller bruk snarveien.",
                MACROS,
            )
        )
    return found


def _add_in(machine: Machine) -> Check:
    path = add_in_path(machine)
    if path is not None and path.is_file():
        return Check(State.GOOD, "Tillegget xlwings er lagt inn i Excel.", ways=(Way.RIBBON,))
    return Check(
        State.MISSING,
        "Tillegget xlwings (fanen «xlwings» i båndet) er ikke lagt inn i Excel.",
        "Kjør «orxl excel sett-opp», og start Excel på nytt. Får du ikke lov, så be IT, eller bruk "
        "snarveien.",
        (Way.RIBBON,),
    )


def _interpreter(machine: Machine) -> Check:
    told = read_config(config_path(machine)).get(INTERPRETER, "")
    if told and Path(told) == machine.python:
        return Check(State.GOOD, "Excel er pekt på denne Pythonen.", ways=MACROS)
    what = f"Excel er pekt på «{told}»" if told else "Excel vet ikke hvilken Python som har orxl"
    return Check(
        State.MISSING, f"{what}. Den rette er «{machine.python}».",
        "Kjør «orxl excel sett-opp».", MACROS,
    )  # fmt: skip


def _trust(machine: Machine) -> list[Check]:
    """What the macro settings allow; a policy from IT goes before the user's own choice."""
    ruled = machine.registry(_POLICY, "VBAWarnings")
    level = ruled if ruled is not None else machine.registry(_OFFICE, "VBAWarnings")
    by = "IT har bestemt at makroer er slått av" if ruled is not None else "Makroer er slått av"
    if level in (3, 4):
        what = ", unntatt signerte" if level == 3 else ""
        trust = Check(
            State.MISSING,
            f"{by} i Excel{what}.",
            "Be IT godkjenne tillegget xlwings og mappen med arbeidsboken som klarert plassering. "
            "Snarveien virker uten.",
            MACROS,
        )
    else:
        trust = Check(State.GOOD, "Makroer er ikke sperret i Excel.", ways=MACROS)
    found = [trust]
    if machine.registry(_POLICY, "DisableAllAddins") == 1 or (
        machine.registry(_OFFICE, "DisableAllAddins") == 1
    ):
        found.append(
            Check(
                State.MISSING,
                "Tillegg er slått av i Excel.",
                "Fil → Alternativer → Klareringssenter → Tillegg, eller bruk snarveien.",
                (Way.RIBBON,),
            )
        )
    return found


def _sheet(workbook: Path) -> list[Check]:
    """Whether the copy with the button is there, and free of the mark that blocks its macro."""
    path = workbook.with_suffix(".xlsm")
    if not path.is_file():
        return [
            Check(
                State.MISSING,
                f"Kopien med knapp, «{path.name}», er ikke laget.",
                "Kjør «orxl excel lag-xlsm» hvis du vil ha en knapp på arket.",
                (Way.SHEET,),
            )
        ]
    # Windows marks files from the internet; Excel then blocks their macros.
    marked = False
    try:
        with Path(f"{path}:Zone.Identifier").open(encoding="ascii") as f:
            marked = "ZoneId=3" in f.read()
    except (OSError, UnicodeDecodeError):
        pass
    if not marked:
        text = "Kopien med knapp er laget, og den er ikke merket som lastet ned."
        return [Check(State.GOOD, text, ways=(Way.SHEET,))]
    return [
        Check(
            State.MISSING,
            "Filen med knappen er merket som lastet ned fra internett, så makroen er sperret.",
            "Høyreklikk filen → Egenskaper → Fjern blokkering.",
            (Way.SHEET,),
        )
    ]


def report(found: list[Check]) -> str:
    """The checks as the user reads them, and which ways work."""
    lines = []
    for check in found:
        mark = {State.GOOD: "  i orden ", State.CARE: "  OBS     ", State.MISSING: "  MANGLER "}
        lines.append(f"{mark[check.state]} {check.text}")
        if check.remedy:
            lines.append(f"             {check.remedy}")
    stopped = {way for check in found for way in check.stops}
    ways = (
        f"{way.value[0].upper()}{way.value[1:]}: {'nei' if way in stopped else 'ja'}" for way in ALL
    )
    return "\n".join((*lines, "", *ways))
