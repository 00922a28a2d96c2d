"""JSON-stat, the form of SSB's PxWebApi: version 2, and 1 as the older API gives it.

Own reader: ``value`` as a list or as a sparse object, ``status``, and a ``size`` that must be right
(a common library cuts the values off without a word).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from orxl.core.errors import BadSource
from orxl.sources.cubes import Cube, Dimension, refuse_size
from orxl.sources.grids import Entry, decoded
from orxl.sources.population import MISSING

_REMEDY = "Hent tabellen på nytt som JSON-stat2."


def read_jsonstat(data: bytes, name: str) -> Cube:
    """The table in *data*. Raises BadSource for what is no whole JSON-stat table."""
    return _Reader(name).cube(data)


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name

    def _bad(self, what: str) -> BadSource:
        return BadSource(f"«{self._name}» {what}", _REMEDY)

    def cube(self, data: bytes) -> Cube:
        held = self._parsed(data)
        if isinstance(held, dict) and isinstance(held.get("dataset"), dict):
            held = held["dataset"]  # version 1
        if not isinstance(held, dict) or not isinstance(held.get("dimension"), dict):
            raise self._bad("er JSON, men ingen JSON-stat-tabell.")
        if held.get("class", "dataset") != "dataset":
            raise self._bad("er ingen enkelt JSON-stat-tabell.")
        dimension = held["dimension"]
        ids: Any = held.get("id", dimension.get("id"))
        sizes: Any = held.get("size", dimension.get("size"))
        if not isinstance(ids, list) or not isinstance(sizes, list) or len(ids) != len(sizes):
            raise self._bad("sier ikke hvilke variabler tabellen har.")
        if not _texts(ids):
            raise self._bad("har variabler uten navn.")
        dimensions = tuple(
            self._dimension(one, size, dimension.get(one))
            for one, size in zip(ids, sizes, strict=True)
        )
        values = held.get("value")
        given = len(values) if isinstance(values, list) else None
        wanted = refuse_size(dimensions, given, self._name)
        cells = self._cells(values, wanted)
        self._status(held.get("status"), cells)
        title, updated = held.get("label"), held.get("updated")
        return Cube(
            title if isinstance(title, str) else "",
            dimensions,
            cells,
            "JSON-stat2" if "id" in held else "JSON-stat",
            updated if isinstance(updated, str) else "",
        )

    def _parsed(self, data: bytes) -> Any:
        text, _ = decoded(data)
        try:
            return json.loads(text, parse_float=Decimal, parse_int=Decimal)
        except (ValueError, ArithmeticError) as error:
            at = getattr(error, "lineno", None)
            where = "" if at is None else f" (linje {at}, tegn {getattr(error, 'colno', '?')})"
            raise self._bad(f"er ikke hel JSON{where}.") from error
        except RecursionError as error:
            raise self._bad("er for dyp JSON.") from error

    def _dimension(self, name: str, size: Any, held: Any) -> Dimension:
        if not isinstance(held, dict) or not isinstance(held.get("category"), dict):
            raise self._bad(f"mangler variabelen «{name}».")
        category = held["category"]
        index, labels = category.get("index"), category.get("label")
        labels = labels if isinstance(labels, dict) else {}
        if _texts(index):
            codes = list(index)
        elif isinstance(index, dict) and sorted(index.values(), key=str) == sorted(
            map(Decimal, range(len(index))), key=str
        ):
            codes = sorted(index, key=index.__getitem__)
        elif index is None and len(labels) == 1:
            codes = list(labels)
        else:
            raise self._bad(f"har en uordnet variabel «{name}».")
        if not isinstance(size, Decimal) or len(codes) != size or len(set(codes)) != len(codes):
            raise self._bad(f"har {len(codes)} verdier av «{name}», men sier {size}.")
        label = held.get("label")
        return Dimension(
            name,
            label if isinstance(label, str) else name,
            tuple(codes),
            tuple(str(labels.get(code, code)) for code in codes),
        )

    def _cells(self, values: Any, wanted: int) -> list[Entry]:
        if isinstance(values, list):
            return [self._entry(value) for value in values]
        if not isinstance(values, dict):
            raise self._bad("har ingen tall.")
        cells: list[Entry] = [None] * wanted
        for place, value in values.items():
            cells[self._place(place, wanted)] = self._entry(value)
        return cells

    def _place(self, place: str, wanted: int) -> int:
        if not (place.isascii() and place.isdigit() and len(place) < 9 and int(place) < wanted):
            raise self._bad(f"har et tall på plass «{place}», utenfor tabellen.")
        return int(place)

    def _entry(self, value: Any) -> Entry:
        if value is None or isinstance(value, str | bool | Decimal):
            return value
        if isinstance(value, float):  # NaN, Infinity: no JSON, but written by some
            return str(value)
        raise self._bad("har noe annet enn tall som verdier.")

    def _status(self, status: Any, cells: list[Entry]) -> None:
        """A cell whose status says that there is no figure has none, whatever its value is."""
        if isinstance(status, str):
            marks: Mapping[int, Any] = dict.fromkeys(range(len(cells)), status)
        elif isinstance(status, list):
            if len(status) != len(cells):
                raise self._bad(f"har {len(status)} statuser for {len(cells)} tall.")
            marks = dict(enumerate(status))
        elif isinstance(status, dict):
            marks = {self._place(place, len(cells)): mark for place, mark in status.items()}
        else:
            return
        for place, mark in marks.items():
            if isinstance(mark, str) and mark.strip().casefold() in MISSING:
                cells[place] = mark


def _texts(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(one, str) for one in value)
    )
