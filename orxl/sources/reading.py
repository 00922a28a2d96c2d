"""Reads the files of a source: each fault is one sentence with the file, the place and the value.

Whatever else a file holds (shortcuts that unfold to gigabytes, a mark of byte order, quoted line
breaks, an empty last line), it is read as it was meant or refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from orxl.core import nb
from orxl.core.contents import unseen
from orxl.core.errors import BadSource
from orxl.core.light import dataclass
from orxl.programme.record import Record

LARGEST: Final = 20 * 2**20
"""Bytes in a source file: the longest real one, all municipalities for ten years, has 0.05 MB."""
LONGEST_TEXT: Final = 32_767
"""Characters in an Excel cell; more would be cut off."""
_WRONG: Final = {
    "missing": "mangler",
    "int_parsing": "ikke er et helt tall",
    "int_from_float": "ikke er et helt tall",
    "int_type": "ikke er et helt tall",
    "decimal_parsing": "ikke er et tall",
    "decimal_type": "ikke er et tall",
    "finite_number": "ikke er et endelig tall",
    "string_type": "ikke er en tekst",
    "string_too_short": "er tom",
    "string_pattern_mismatch": "har ikke den formen det skal ha",
    "extra_forbidden": "er et ukjent felt",
}
"""What pydantic calls the faults, and how they are said."""
Row = tuple[str, Mapping[str, Any]]
"""Where an entry stands («linje 14», «post 3»), and its fields by the names in the file."""


@dataclass(frozen=True)
class SourceFile:
    """One file of the source. Raises BadSource for whatever is wrong with it."""

    path: Path

    def bad(self, what: str, remedy: str = "Rett filen og prøv igjen.") -> BadSource:
        """The sentence about this file."""
        return BadSource(f"Kildefilen {self.path.name}{what}", remedy)

    def text(self) -> str:
        """The file's text; a mark of byte order, which Excel writes, is left out."""
        try:
            if self.path.stat().st_size > LARGEST:
                raise self.bad(f" er større enn {nb.number(LARGEST / 2**20)} MB.", "Del den opp.")
            return self.path.read_text(encoding="utf-8-sig")
        except FileNotFoundError as error:
            raise self.bad(f" finnes ikke i {self.path.parent}.", "") from error
        except UnicodeDecodeError as error:
            raise self.bad(" er ikke lagret som UTF-8.", "Lagre den som UTF-8.") from error
        except OSError as error:
            raise self.bad(f" kan ikke leses ({error.strerror}).", "Sjekk filen.") from error

    def lines(self, refuse: Callable[[str], object]) -> Iterator[Row]:
        """The rows of a CSV file with semicolons, by its header; lines without a value are none.

        *refuse* raises BadSource for a name in the header that has no place there: a file without
        a single row would pass for an empty table otherwise.
        """
        # Read as a stream: a value in quotes may hold line breaks.
        reader = csv.reader(io.StringIO(self.text(), newline=""), delimiter=";", strict=True)
        header: list[str] = []
        try:
            for values in reader:
                where = f"linje {reader.line_num}"
                if not any(value.strip() for value in values):
                    continue
                if not header and values[0].startswith("sep="):
                    continue  # what Excel writes to tell itself of the semicolon
                while len(values) > max(1, len(header)) and not values[-1].strip():
                    values.pop()  # a semicolon too many at the end
                if not header:
                    header = self._header(values)
                    for name in header:
                        refuse(name)
                elif len(values) != len(header):
                    raise self.bad(
                        f", {where}: har {len(values)} felt, men overskriften har {len(header)}."
                    )
                else:
                    pairs = zip(header, values, strict=True)
                    yield where, {name: v if v != "" else None for name, v in pairs}
        except csv.Error as error:
            raise self.bad(
                f", linje {reader.line_num}: anførselstegnene eller lengden stemmer ikke."
            ) from error
        if not header:
            raise self.bad(" er tom.")

    def _header(self, values: list[str]) -> list[str]:
        header = [value.strip() for value in values]
        twice = next((name for name in header if header.count(name) > 1), None)
        if twice is not None:
            raise self.bad(f": overskriften {nb.quoted(twice)} står to ganger.")
        return header

    def entries(self, top: str) -> Iterator[Row]:
        """The entries of the list *top* in a YAML file."""
        content = self._yaml()
        found = content.get(top) if isinstance(content, dict) else None
        if not isinstance(found, list):
            raise self.bad(f" mangler listen «{top}».")
        for number, entry in enumerate(found, start=1):
            if not isinstance(entry, dict):
                raise self.bad(f", post {number}: er ikke felt med verdier.")
            yield f"post {number}", entry

    def _yaml(self) -> Any:
        import yaml

        class Loader(yaml.SafeLoader):
            """Without shortcuts (``*a``): nine in nine, seven deep, are five million texts."""

            def compose_node(self, parent: Any, index: Any) -> Any:
                if self.check_event(yaml.AliasEvent):
                    line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
                    raise refused(f", linje {line}: bruker en snarvei (*navn).", "Skriv det ut.")
                return super().compose_node(parent, index)

        refused = self.bad
        text = self.text()
        try:
            return yaml.load(text, Loader)  # noqa: S506 - a SafeLoader  # nosec B506
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            at = "" if mark is None else f" på linje {mark.line + 1}, tegn {mark.column + 1}"
            raise self.bad(f" er ikke gyldig YAML{at}.") from error
        except (ValueError, RecursionError) as error:
            raise self.bad(" har en verdi som ikke finnes (en dato?), eller er for dyp.") from error

    def known(self, keys: Mapping[str, str]) -> Callable[[str], None]:
        """Refuses, in a header, what is not among *keys*; see :meth:`lines`."""

        def refuse(name: str) -> None:
            if name not in keys:
                raise self.bad(f", linje 1: {nb.quoted(name)} er et ukjent felt.")

        return refuse

    def records(
        self, model: type[Record], rows: Iterable[Row], keys: Mapping[str, str]
    ) -> tuple[Record, ...]:
        """The *rows* as records of *model*; ``keys`` tells which field each name in the file is."""
        from pydantic import ValidationError

        called = {field: name for name, field in keys.items()}
        records = []
        for where, row in rows:
            given = self.renamed(where, row, keys)
            try:
                records.append(model.model_validate(given))
            except ValidationError as error:
                raise self.bad(f", {where}: {_said(dict(error.errors()[0]), called)}") from error
            except InvalidOperation as error:
                raise self.bad(f", {where}: har et tall som ikke er et tall.") from error
        return tuple(records)

    def renamed(
        self, where: str, row: Mapping[str, Any], keys: Mapping[str, str]
    ) -> dict[str, Any]:
        """The fields of *row* by the model's names."""
        unknown = sorted(str(key) for key in row if key not in keys)
        if unknown:
            raise self.bad(f", {where}: {nb.quoted(unknown[0])} er et ukjent felt.")
        return {keys[key]: self.plain(where, key, value) for key, value in row.items()}

    def plain(self, where: str, key: str, value: Any) -> Any:
        """*value* as a model takes it: a list of paragraphs is one text."""
        if isinstance(value, list):
            if any(isinstance(part, list | dict) for part in value):
                raise self.bad(f", {where}: {nb.quoted(key)} er en liste i en liste.")
            # Cross references are codes on one line; everything else is paragraphs of text.
            value = (", " if key == "kryssreferanser" else "\n").join(map(str, value))
            value = value if value != "" else None
        if isinstance(value, float):
            return Decimal(str(value))
        if isinstance(value, str) and (sign := unseen(value)) is not None:
            raise self.bad(
                f", {where}: {nb.quoted(key)} har et usynlig tegn ({sign}) som ingen celle kan ha.",
                "Skriv verdien på nytt for hånd.",
            )
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise self.bad(
                f", {where}: {nb.quoted(key)} har {nb.number(len(value))} tegn, og en celle i "
                f"Excel har plass til {nb.number(LONGEST_TEXT)}."
            )
        return value


def _said(error: Mapping[str, Any], called: Mapping[str, str]) -> str:
    """The first fault of an entry, in bokmål."""
    field = str(error["loc"][0]) if error["loc"] else ""
    name = nb.quoted(called.get(field, field))
    kind = error["type"]
    if kind == "missing":
        return f"{name} mangler."
    value = "tom" if error["input"] is None else nb.quoted(str(error["input"]))
    if kind == "enum":
        return f"{name} er {value}. Velg blant {_choices(error)}."
    if kind.startswith(("date", "datetime", "time")):
        return f"{name} er {value}, som ikke er en dato. Skriv for eksempel 2026-12-31."
    if kind.startswith(("greater", "less")):
        return f"{name} er {value}, som er utenfor det som er mulig."
    return f"{name} er {value}, som {_WRONG.get(kind, 'ikke kan brukes her')}."


def _choices(error: Mapping[str, Any]) -> str:
    return str(error.get("ctx", {}).get("expected", "")).replace(" or ", " eller ").replace("'", "")
