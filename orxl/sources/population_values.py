"""What is found of population in a file: observations, figures, and the account of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from orxl.core.light import dataclass, field
from orxl.sources.grids import Entry
from orxl.sources.problems import SourceProblem


class Observation(NamedTuple):
    """One figure of the file as it is written."""

    region: str
    at: date | None
    """None: the date could not be read; ``said`` tells what is wrong."""
    value: Entry
    place: str
    said: str = ""


class Population(NamedTuple):
    """A municipality's inhabitants at a date, and where the figure is from."""

    code: int
    at: date
    inhabitants: int
    place: str
    summed: tuple[int, ...] = ()
    """The codes that were added together, of a municipality that has been merged since."""
    renumbered: int | None = None
    """The code that the file has, of one that has another today."""


@dataclass(frozen=True)
class Counted:
    """What became of the observations: the sum of the counts is all of them."""

    read: int
    shares: Mapping[str, tuple[str, ...]]
    """By what became of them, each with how it stands in the file."""


TAKEN: Final = "tatt med"
SUMMED: Final = "slått sammen til dagens kommuner"
OTHER_REGION: Final = "er ingen kommune (landet, fylker, bydeler)"
ABSENT: Final = "uten tall i filen («..», «:» eller tomt)"
OTHER_TIME: Final = "med et kommunenummer som ikke gjaldt den datoen"
TWICE: Final = "står to ganger med samme tall"
UNKNOWN: Final = "med ukjent kommune"
NO_PARTS: Final = "kan ikke føres til dagens kommuner (delt, eller en del mangler)"
OTHER_YEAR: Final = "for år som ikke skal med"
WRONG: Final = "feil"


@dataclass(frozen=True)
class PopulationReading:
    """A file's population: what can be used, and an account of all that stood there."""

    read_as: str
    figures: tuple[Population, ...]
    counted: Counted
    problems: tuple[SourceProblem, ...] = ()
    notes: tuple[str, ...] = ()
    """What somebody should look at."""
    country: Mapping[date, int] = field(default_factory=dict)
    """What the file says of the whole country, by date."""
    counties: Mapping[tuple[int, date], int] = field(default_factory=dict)
    by_code: Mapping[tuple[int, date], int] = field(default_factory=dict)
    """The file's own figures by its own codes, for control totals."""
