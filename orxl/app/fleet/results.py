"""The folder of results: what is kept of each workbook, and the lists that are made of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from orxl.app.fleet.orders import Answer, Order, keep
from orxl.core.errors import BadCall, UnwritableFile

STORE: Final = "resultater"
RUN: Final = "kjoring.json"
BOOKS, FINDINGS = "boker.jsonl", "funn.jsonl"
GATHERED_BOOKS, GATHERED = "samlede_boker.jsonl", "samlet.jsonl"
PAGE: Final = "oversikt.html"
BOOK_COLUMNS: Final = {
    "sted": "VARCHAR", "sha256": "VARCHAR", "byte": "BIGINT", "status": "VARCHAR",
    "slag": "VARCHAR", "grunn": "VARCHAR", "handlingsprogram": "BOOLEAN", "dag": "DATE",
    "utgave": "VARCHAR", "gjenbrukt": "BOOLEAN", "sekunder": "DOUBLE", "feil": "BIGINT",
    "advarsel": "BIGINT", "merknad": "BIGINT", "godtatt": "BIGINT", "trykt_slik": "BIGINT",
    "følgefunn": "BIGINT", "godtatt_beløp": "DOUBLE",
}  # fmt: skip
FINDING_COLUMNS: Final = {
    "sted": "VARCHAR", "sha256": "VARCHAR", "nr": "BIGINT", "kode": "VARCHAR", "navn": "VARCHAR",
    "alvorlighet": "VARCHAR", "ark": "VARCHAR", "celle": "VARCHAR", "melding": "VARCHAR",
    "forventet": "VARCHAR", "faktisk": "VARCHAR", "kan_rettes": "BOOLEAN", "godtatt": "BOOLEAN",
    "trykt_slik": "BOOLEAN", "kroner": "DOUBLE", "hindrer_resten": "BOOLEAN",
    "følger_av": "STRUCT(kode VARCHAR, sted VARCHAR)", "sikkerhet": "DOUBLE",
}  # fmt: skip
_NO_BOOK_FIELDS: Final = ("funn", "oppsummering", "rader")


class Results:
    """The folder as one run fills it. Made by :func:`opened`."""

    def __init__(self, folder: Path, day: date, files: Mapping[str, IO[str]]) -> None:
        self.folder = folder
        self.day = day
        """The day that the run judges by: it goes on over midnight with the day it began."""
        self._files = files

    @property
    def store(self) -> str:
        """Where answers are kept."""
        return str((self.folder / STORE).resolve())

    def keep(self, order: Order, answer: Answer) -> None:
        """Keep *answer*, and list it. Raises UnwritableFile."""
        try:
            keep(order, answer)
            if GATHERED in self._files:
                self._gather(answer)
            else:
                self._list(answer)
        except OSError as error:
            raise UnwritableFile(
                f"Kan ikke skrive i mappen «{self.folder}» ({error.strerror}).",
                "Sørg for plass og tilgang, og gi samme kommando: den fortsetter der den slapp.",
            ) from error

    def _list(self, answer: Answer) -> None:
        """A line about the workbook, and one for each finding."""
        _line(self._files[BOOKS], book_row(answer))
        for number, finding in enumerate(answer["funn"], start=1):
            head = {"sted": answer["sted"], "sha256": answer["sha256"], "nr": number}
            _line(self._files[FINDINGS], head | finding)

    def _gather(self, answer: Answer) -> None:
        row = {key: value for key, value in answer.items() if key not in _NO_BOOK_FIELDS}
        _line(self._files[GATHERED_BOOKS], row)
        for value in answer.get("rader", ()):
            _line(
                self._files[GATHERED],
                {"sted": answer["sted"], "sha256": answer["sha256"]} | value,
            )

    def finish(self) -> None:
        """The run has seen all there was: the next one judges by its own day."""
        for file in self._files.values():
            file.flush()
        _write_run(self.folder, self.day, done=True)


def book_row(answer: Answer) -> dict[str, Any]:
    """What stands in the list of workbooks about one: flat, with the counts."""
    counts = answer["oppsummering"] or dict.fromkeys(COUNTS)
    row = {key: value for key, value in answer.items() if key not in _NO_BOOK_FIELDS}
    return row | {key: counts.get(key) for key in COUNTS}


COUNTS: Final = (
    "feil", "advarsel", "merknad", "godtatt", "trykt_slik", "følgefunn", "godtatt_beløp",
)  # fmt: skip


@contextmanager
def opened(
    folder: Path, today: date, lists: tuple[str, ...] = (BOOKS, FINDINGS)
) -> Iterator[Results]:
    """The *folder* of results, made where it is not there, with new *lists*.

    Raises BadCall, UnwritableFile.

    A run that was broken off goes on with the day it began; else the day is *today*. Raises
    LockedFile where another orxl on this machine is at work in it.
    """
    if folder.exists() and not folder.is_dir():
        raise BadCall(f"«{folder}» er en fil og ikke en mappe.", "Velg en mappe med --ut.")
    from orxl.xlsx.saving.alone import alone

    foreign = folder.is_dir() and not (folder / RUN).exists() and any(folder.iterdir())
    if foreign:
        raise BadCall(
            f"Mappen «{folder}» har annet i seg enn resultater fra orxl.",
            "Velg en tom mappe, eller en ny, med --ut.",
        )
    with alone(folder.absolute(), patience=0.0, doing="brukes"):
        yield from _opened(folder, today, lists)


def _opened(folder: Path, today: date, lists: tuple[str, ...]) -> Iterator[Results]:
    begun = _begun(folder)
    day = today if begun is None else begun
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_run(folder, day, done=False)
        files = {name: (folder / name).open("w", encoding="utf-8", newline="\n") for name in lists}
    except OSError as error:
        raise UnwritableFile(
            f"Kan ikke skrive i mappen «{folder}».",
            "Lukk filene i den hvis de er åpne, eller velg en annen mappe.",
        ) from error
    try:
        yield Results(folder, day, files)
    finally:
        for file in files.values():
            file.close()


def _begun(folder: Path) -> date | None:
    """The day of a run in *folder* that was broken off."""
    try:
        said = json.loads((folder / RUN).read_bytes())
        return None if said["ferdig"] else date.fromisoformat(said["dag"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_run(folder: Path, day: date, *, done: bool) -> None:
    new = folder / f"{RUN}.{os.getpid()}.ny"
    new.write_text(json.dumps({"versjon": 1, "dag": day.isoformat(), "ferdig": done}) + "\n")
    new.replace(folder / RUN)


def _line(file: IO[str], row: Mapping[str, Any]) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def parquet(folder: Path) -> list[str]:
    """Make Parquet files of the lists in *folder*, sorted by place; gives their names.

    Raises OrxlError where DuckDB is not installed.
    """
    from orxl.app.duck import lines_as_parquet

    made = []
    for lines, columns, order in (
        (BOOKS, BOOK_COLUMNS, ["sted"]),
        (FINDINGS, FINDING_COLUMNS, ["sted", "nr"]),
    ):
        target = (folder / lines).with_suffix(".parquet")
        lines_as_parquet(folder / lines, target, columns, order)
        made.append(target.name)
    return made
