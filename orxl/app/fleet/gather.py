"""The values of many workbooks in one set: CSV always, Parquet and DuckDB where there is DuckDB."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from orxl.app.fleet.orders import Answer
from orxl.app.fleet.results import GATHERED
from orxl.core import nb
from orxl.core.errors import UnwritableFile
from orxl.core.light import dataclass, field
from orxl.versions.export.gathered import COLUMNS

CSV: Final = "samlet.csv"
PARQUET, DUCKDB = "samlet.parquet", "samlet.duckdb"
_ORDER: Final = ("sted", "del", "tabell", "ark", "celle")


@dataclass
class Gathering:
    """What has come in so far."""

    books: int = 0
    values: int = 0
    reused: int = 0
    reasons: list[tuple[str, str]] = field(default_factory=list)
    """Those that were not gathered, each with why."""
    with_errors: int = 0
    _digests: Counter[str] = field(default_factory=Counter)
    _editions: dict[tuple[str, int], set[str]] = field(default_factory=dict)

    def add(self, answer: Answer) -> None:
        """One more workbook."""
        self.reused += answer["gjenbrukt"]
        if answer["grunn"] is not None:
            self.reasons.append((answer["sted"], answer["grunn"]))
            return
        self.books += 1
        self.values += len(answer["rader"])
        self.with_errors += bool(answer["feil"])
        digest = answer["sha256"]
        self._digests[digest] += 1
        whose = answer["organisasjon"] or "", answer["budsjettår"]
        self._editions.setdefault(whose, set()).add(digest)

    @property
    def exit_code(self) -> int:
        """2 where a workbook was not gathered, else 1 where one has a Feil, else 0."""
        return 2 if self.reasons else 1 if self.with_errors else 0

    def told(self) -> Iterator[str]:
        """What is to be known before figures are compared."""
        many = nb.counted(self.books, "arbeidsbok", "arbeidsbøker")
        yield f"{many} og {nb.counted(self.values, 'verdi', 'verdier')} er samlet."
        if self.with_errors:
            yield (
                f"{nb.counted(self.with_errors, 'arbeidsbok', 'arbeidsbøker')} har feil (orxl "
                "kontroller); tallene er tatt med slik de står."
            )
        copies = sum(count - 1 for count in self._digests.values())
        if copies:
            yield f"{nb.counted(copies, 'fil', 'filer')} har samme innhold som en annen."
        several = [whose for whose, found in self._editions.items() if len(found) > 1]
        for owner, year in sorted(several)[:10]:
            editions = len(self._editions[owner, year])
            yield (
                f"{owner or 'Uten navn'} {year} finnes i {editions} ulike utgaver: velg på «sted» "
                "eller «sha256» før du summerer."
            )


def write_csv(folder: Path) -> None:
    """Make the CSV file of the gathered lines in *folder*, workbook by workbook.

    Raises UnwritableFile.
    """
    target = folder / CSV
    new = target.with_name(f"{CSV}.ny")
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in _by_place(folder / GATHERED):
                writer.writerow([_plain(row.get(name)) for name in COLUMNS])
        new.replace(target)
    except OSError as error:
        raise UnwritableFile(
            f"Kan ikke skrive «{CSV}» i mappen «{folder}».", "Lukk filen hvis den er åpen."
        ) from error


def _by_place(lines: Path) -> Iterator[Mapping[str, Any]]:
    """The rows, sorted by their workbooks' places: those of one stand together already."""
    begins: list[tuple[str, int]] = []
    with lines.open("rb") as file:
        at = 0
        for line in file:
            place = json.loads(line)["sted"]
            if not begins or begins[-1][0] != place:
                begins.append((place, at))
            at += len(line)
        for place, start in sorted(begins):
            file.seek(start)
            for line in file:
                row = json.loads(line)
                if row["sted"] != place:
                    break
                yield row


def _plain(value: Any) -> Any:
    """A value as CSV has it: blank where there is none, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return int(value) if isinstance(value, float) and value.is_integer() else value


def write_parquet(folder: Path) -> None:
    """Make the Parquet file. Raises OrxlError where DuckDB is not installed."""
    from orxl.app.duck import lines_as_parquet

    lines_as_parquet(folder / GATHERED, folder / PARQUET, COLUMNS, _ORDER)


def write_database(folder: Path) -> None:
    """Make the DuckDB database. Raises OrxlError where DuckDB is not installed."""
    from orxl.app.duck import lines_as_database

    lines_as_database(folder / GATHERED, folder / DUCKDB, "samlet", COLUMNS, _ORDER)
