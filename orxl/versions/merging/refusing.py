"""Which workbooks are no editions of one, and are not merged: one sentence each."""

from __future__ import annotations

from typing import Final

from orxl.core import nb
from orxl.core.errors import RefusedEdit
from orxl.core.values import BLANK, Value
from orxl.layout.names import ASSUMED, MEASURES
from orxl.versions.kinship import likeness, typed
from orxl.versions.rows import Version

SHEET: Final = "Fletting"
_NAMES: Final = ("FELLES", "MIN", "DIN")
_LIKE: Final = 0.5


def refuse_strangers(common: Version, mine: Version, theirs: Version) -> None:
    """Raise RefusedEdit where the three are no editions of one workbook that can be merged."""
    every = tuple(zip(_NAMES, (common, mine, theirs), strict=True))
    _refuse_half_merged(every)
    _refuse_layouts(every)
    _refuse_years(every)
    if len({version.book.date1904 for _, version in every}) > 1:
        raise RefusedEdit(
            "Bøkene regner datoer fra hvert sitt år (1900 og 1904), og kan ikke flettes.",
            "Lagre dem med samme innstilling i Excel.",
        )
    _refuse_others(common, mine, theirs)


Every = tuple[tuple[str, Version], ...]


def _refuse_half_merged(every: Every) -> None:
    for name, version in every:
        if version.book.sheet(SHEET) is not None and waiting(version):
            raise RefusedEdit(
                f"{name} er flettet halvveis: på arket {SHEET} er det ting som ikke er valgt.",
                "Velg der, og kjør «orxl flett --fullfør FIL», før den flettes igjen.",
            )


def waiting(version: Version) -> bool:
    """Whether the sheet of choices has a row that nobody has finished."""
    sheet = version.book.sheet(SHEET)
    return sheet is not None and any(
        column == 1 and isinstance(cell.value, float) for (_, column), cell in sheet.cells.items()
    )


def _refuse_layouts(every: Every) -> None:
    bound = [(name, version.bound) for name, version in every]
    strange = [name for name, one in bound if one is None]
    if strange and len(strange) < len(bound):
        raise RefusedEdit(
            f"{nb.listed(strange)} er ingen arbeidsbok for handlingsprogram og budsjett, som "
            "de andre er.",
            "Velg utgaver av samme arbeidsbok.",
        )
    known = [(name, one) for name, one in bound if one is not None]
    for name, one in known:
        if one.newer:
            raise RefusedEdit(
                f"{name} er laget med en nyere utgave av orxl (oppsett {one.version}).",
                "Installer den nyeste utgaven av orxl.",
            )
    versions = {one.version for _, one in known}
    if len(versions) > 1:
        told = nb.listed([f"{name} har oppsett {one.version}" for name, one in known])
        raise RefusedEdit(
            f"Bøkene har ikke samme oppsett: {told}.",
            "Kjør «orxl oppgrader» på kopier av dem som er eldre, og flett så.",
        )


def _refuse_years(every: Every) -> None:
    years = [(name, v.bound.layout.year) for name, v in every if v.bound is not None]
    if len({year for _, year in years}) > 1:
        told = nb.listed([f"{name} er for {year}" for name, year in years])
        raise RefusedEdit(
            f"Bøkene er for hvert sitt år: {told}.", "Flett utgaver av boken for samme budsjettår."
        )


def _refuse_others(common: Version, mine: Version, theirs: Version) -> None:
    held = typed(common.book)
    for name, version in (("MIN", mine), ("DIN", theirs)):
        other = likeness(held, typed(version.book)) < _LIKE
        if other or (_organisation(version) != _organisation(common) and _new(common, version)):
            raise RefusedEdit(
                f"{name} ser ikke ut til å være en utgave av samme bok som FELLES: innholdet eller "
                "organisasjonen er en annen.",
                "Velg en utgave som begge har kommet fra.",
            )


def _organisation(version: Version) -> Value:
    table = None if version.bound is None else version.bound.tables.get(ASSUMED)
    row = None if table is None else table.find("Organisasjon", "name")
    return BLANK if row is None else row.values.get("value", BLANK)


def _new(common: Version, version: Version) -> bool:
    """Whether most of the measures are others."""
    one, other = (
        {row.values.get("title") for row in v.bound.rows(MEASURES)} if v.bound else set()
        for v in (common, version)
    )
    return len(one & other) * 2 < len(one | other)
