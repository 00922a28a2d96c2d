"""The code lists of the workbook: the words of the programme's enumerations, by list."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from orxl.core.button import ButtonTask
from orxl.layout.acceptance import GUARDED, GUARDED_LIST
from orxl.programme import codes

_ENUMERATIONS: Final[Mapping[str, type[StrEnum]]] = {
    "Liste_ja_nei": codes.YesNo,
    "Liste_tiltaksstatus": codes.MeasureStatus,
    "Liste_målstatus": codes.TargetStatus,
    "Liste_måltype": codes.TargetType,
    "Liste_operator": codes.Operator,
    "Liste_områdetype": codes.AreaType,
    "Liste_strategitype": codes.StrategyType,
    "Liste_organtype": codes.BodyType,
    "Liste_posttype": codes.LineType,
    "Liste_postkilde": codes.LineSource,
    "Liste_tilskuddsstatus": codes.GrantStatus,
    "Liste_valuta": codes.Currency,
    "Liste_teksttype": codes.ParagraphType,
}
_NEWER: Final[Mapping[str, type[StrEnum]]] = {
    "Liste_grunnlag": codes.Standing,
    "Liste_vekst": codes.Growth,
}
"""Those that came later: they stand below the others, so that none of these moves."""
TASK_LIST: Final = "Liste_oppgaver"
"""What the button in Excel can do."""
CODE_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: tuple(word.value for word in words) for name, words in _ENUMERATIONS.items()},
    "Liste_notetabell": ("Hovedtall", "Prosjektmidler"),
    **{name: tuple(word.value for word in words) for name, words in _NEWER.items()},
    GUARDED_LIST: GUARDED,
    "Liste_scenarioendring": tuple(word.value for word in codes.ScenarioChange),
    "Liste_framskrivning": tuple(word.value for word in codes.AheadMethod),
    "Liste_utenfor": tuple(word.value for word in codes.Outside),
    TASK_LIST: tuple(word.value for word in ButtonTask),
    "Liste_prognosemetode": tuple(word.value for word in codes.ForecastMethod),
}
"""The words of each list, in the order in which the lists stand on «Lister»."""
NEWER_LISTS: Final[Mapping[str, int]] = {
    **dict.fromkeys((*_NEWER, GUARDED_LIST), 3),
    **dict.fromkeys(("Liste_scenarioendring", "Liste_scenarioer"), 4),
    **dict.fromkeys(("Liste_framskrivning",), 4),
    **dict.fromkeys(("Liste_utenfor", TASK_LIST), 6),
    **dict.fromkeys(("Liste_prognosemetode",), 7),
}
"""The lists that came later, with the version of the layout that brought each."""
NEWER_WORDS: Final[Mapping[str, int]] = {
    ButtonTask.CASE.value: 7,
    ButtonTask.STATUS.value: 7,
    ButtonTask.COMPARE.value: 7,
    ButtonTask.BACKUP.value: 7,
}
"""The words that came into a list after the list itself, with the version that brought each."""
RUNNING_LISTS: Final[Mapping[str, str]] = {
    "Liste_tiltak": "{tblTiltak.number}",
    "Liste_områder": "{tblOmråder.code}",
    "Liste_tilskudd": "{tblTilskudd.grant_id}",
    "Liste_organer": "{tblOrganisering.body_id}",
    "Liste_poster": "{tblHovedtall.label}",
    "Liste_noter": "{tblNoter.note_id}",
    "Liste_scenarioer": "{tblScenarioer.name}",
    # The municipalities at the date of the population, which stand together; INDEX:INDEX is not
    # volatile, as OFFSET would be.
    "Liste_kommuner": (
        "INDEX({tblFolketall.municipality},MATCH(Folketallsdato,{tblFolketall.at},0)):"
        "INDEX({tblFolketall.municipality},MATCH(Folketallsdato,{tblFolketall.at},0)"
        "+COUNTIF({tblFolketall.at},Folketallsdato)-1)"
    ),
}
"""Lists that grow with the tables staff write in."""


def list_of(enumeration: type[StrEnum]) -> str:
    """The name of the list of *enumeration*'s words. Raises KeyError where there is none."""
    for name, words in (*_ENUMERATIONS.items(), *_NEWER.items()):
        if words is enumeration:
            return name
    raise KeyError(enumeration.__name__)


def list_header(name: str) -> str:
    """The header of the code list called *name*: «Liste_ja_nei» → «Ja nei»."""
    if name in RENAMED:
        return RENAMED[name]
    return former_header(name)


RENAMED: Final[Mapping[str, str]] = {
    "Liste_operator": "Krav", "Liste_utenfor": "Utenfor Hovedtall",
}  # fmt: skip
"""Headers that say what the column says that uses the list; since version 4 of the layout."""


def former_header(name: str) -> str:
    """What the list called *name* was called up to version 3 of the layout."""
    return name.removeprefix("Liste_").replace("_", " ").capitalize()
