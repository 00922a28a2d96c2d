"""The record of an adopted version: the decision, the digest, and what was adopted; as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from orxl.core import nb
from orxl.core.errors import BadCall, BadSource
from orxl.core.light import dataclass, field
from orxl.core.patterns import regex
from orxl.versions.adopted.figures import AdoptedTable, Said

DECISION_NAME: Final = "Vedtak"
"""The defined name of a locked workbook that holds the decision, as a text."""
DIGEST_NAME: Final = "Vedtaksavtrykk"
"""The defined name of a locked workbook that holds its digest, as a text."""
_VERSION: Final = 1
_DAY_OF_DECISION: Final = regex(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_LONGEST: Final = 200
"""Letters of a decision: a text in a name's formula holds 255."""


@dataclass(frozen=True)
class Record:
    """What was adopted, when, and by which decision."""

    decision: str
    day: date
    year: int
    """The budget year."""
    owner: str
    book: str
    """The name of the locked file."""
    digest: str
    errors: int
    """How many Feil the workbook had when it was locked."""
    tables: tuple[AdoptedTable, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the files beside it, by name."""


def day_of_decision(decision: str, year: int) -> date:
    """The last date in *decision*. Raises BadCall where there is none that fits budget *year*."""
    if not decision.strip() or len(decision) > _LONGEST or not decision.isprintable():
        raise BadCall(
            f"Vedtaket må være en tekst på én linje, høyst {_LONGEST} tegn.",
            'Skriv for eksempel --vedtak "sak 12/25, 18.12.2025".',
        )
    found = _DAY_OF_DECISION.findall(decision)
    try:
        day = date(*(int(part) for part in reversed(found[-1])))
    except (IndexError, ValueError):
        raise BadCall(
            f"Vedtaket {nb.quoted(decision)} har ingen dato.",
            'Skriv for eksempel --vedtak "sak 12/25, 18.12.2025".',
        ) from None
    if not year - 1 <= day.year <= year:
        raise BadCall(
            f"Arbeidsboken er for {year}, men vedtaket er datert {nb.day(day)}.",
            "Sjekk datoen, og at det er riktig arbeidsbok.",
        )
    return day


def as_json(record: Record) -> bytes:
    """The record as it lies beside the locked file; the same record gives the same bytes."""
    said: dict[str, Any] = {
        "versjon": _VERSION,
        "vedtak": record.decision,
        "dato": record.day.isoformat(),
        "år": record.year,
        "organisasjon": record.owner,
        "fil": record.book,
        "avtrykk": record.digest,
        "feil": record.errors,
        "filer": dict(sorted(record.files.items())),
        "innhold": [
            {
                "tabell": table.name,
                "ark": table.sheet,
                "kolonner": dict(table.columns),
                "rader": [
                    {"nøkkel": list(key), "verdier": {k: _shown(v) for k, v in values.items()}}
                    for key, values in table.rows.items()
                ],
            }
            for table in record.tables
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _shown(value: Said) -> Said | int:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def from_json(data: bytes, name: str) -> Record:
    """The record in *data*, a file called *name*. Raises BadSource."""
    try:
        said = json.loads(data)
        if said["versjon"] > _VERSION:
            raise BadSource(
                f"«{name}» er laget av en nyere orxl enn denne.", "Oppgrader orxl først."
            )
        return Record(
            _text(said["vedtak"]),
            date.fromisoformat(said["dato"]),
            int(said["år"]),
            _text(said["organisasjon"]),
            _text(said["fil"]),
            _text(said["avtrykk"]),
            int(said["feil"]),
            tuple(_table(one) for one in said["innhold"]),
            {_text(file): _text(digest) for file, digest in said["filer"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadSource(
            f"«{name}» er ikke opplysningene om et vedtak, eller er ødelagt.",
            "Velg filen som slutter på «.vedtak.json», eller den låste arbeidsboken.",
        ) from error


def _table(said: Mapping[str, Any]) -> AdoptedTable:
    """Raises ValueError, KeyError, TypeError, AttributeError."""
    columns = {_text(key): _text(header) for key, header in said["kolonner"].items()}
    rows = {
        tuple(_text(part) for part in row["nøkkel"]): {
            key: _read(row["verdier"][key]) for key in columns
        }
        for row in said["rader"]
    }
    return AdoptedTable(_text(said["tabell"]), _text(said["ark"]), columns, rows)


def _read(value: object) -> Said:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return float(value)
    raise TypeError(type(value).__name__)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(type(value).__name__)
