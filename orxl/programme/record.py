"""A row of the workbook as an immutable value whose fields are what they say they are.

A record is made at every check, from cells that are converted already; so its fields are looked at
here, and pydantic, which takes a tenth of a second to begin, reads only what comes from outside
(:mod:`orxl.programme.foreign`). The methods have the names they have there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, dataclass_transform, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSING: Final[Any] = object()
Check = Callable[[Any], Any]
"""A field's value as the record keeps it. Raises UnfitError."""


class Limits(NamedTuple):
    """What ``Annotated`` says of a field beside its type: its form, or between what it must be."""

    pattern: str | None = None
    filled: bool = False
    """Whether a text must have a character at least."""
    least: int | None = None
    most: int | None = None

    def allow(self, value: Any) -> bool:
        """Whether *value*, which is of the right type, is within the limits."""
        if self.pattern is not None and re.fullmatch(self.pattern, value) is None:
            return False
        return not (
            (self.filled and not value)
            or (self.least is not None and value < self.least)
            or (self.most is not None and value > self.most)
        )


class UnfitError(ValueError):
    """A value that a field cannot have; ``choice`` where it is none of a list's words."""

    def __init__(self, value: object, *, choice: bool = False) -> None:
        super().__init__(f"a field cannot be {value!r}")
        self.choice = choice


class Field(NamedTuple):
    """A field of a record."""

    annotation: Any
    """Its type, as it is evaluated; with :class:`Limits` where ``Annotated`` says any."""
    default: Any
    check: Check

    def is_required(self) -> bool:
        """Whether a record must be told it."""
        return self.default is _MISSING


class _Fields:
    """A record type's fields by name, found out when first asked for."""

    def __get__(self, obj: object, cls: type[Record]) -> Mapping[str, Field]:
        found: dict[str, Field] = {}
        for base in cls.__mro__[-2::-1]:
            names = vars(sys.modules[base.__module__])
            for name, text in vars(base).get("__annotations__", {}).items():
                if name not in vars(Record).get("__annotations__", {}):
                    annotation, check = _read(base.__module__, text, names)
                    found[name] = Field(annotation, vars(base).get(name, _MISSING), check)
        cls.model_fields = found
        return found


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """A row of the workbook: immutable, with no unknown fields. All are given by name.

    Raises UnfitError for a value that the field cannot have, TypeError for a field that there is
    not and for one that is missing.
    """

    model_fields: Any = _Fields()

    if not TYPE_CHECKING:

        def __init__(self, **given: Any) -> None:
            fields = self.model_fields
            for name in given.keys() - fields.keys():
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
            values = vars(self)
            for name, field in fields.items():
                if name in given:
                    values[name] = field.check(given[name])
                elif field.default is _MISSING:
                    raise TypeError(f"{type(self).__name__} must have {name!r}")
                else:
                    values[name] = field.default

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The record of *values*, all its fields, which have been checked."""
        made = cls.__new__(cls)
        vars(made).update(values)
        return made

    @classmethod
    def model_validate(cls, given: Mapping[str, Any]) -> Self:
        """The record that data from outside spell: «2.50», «2026-12-31».

        Raises pydantic's ValidationError, which says of every field what is wrong with it.
        """
        from orxl.programme.foreign import validated

        return validated(cls, given)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The record with other values, which are as the fields have them."""
        return self.of({**vars(self), **update})

    def model_dump(self) -> dict[str, Any]:
        """The fields by name."""
        return dict(vars(self))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(vars(self).items())

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash(tuple(vars(self).values()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({said})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name!r}")


_KNOWN: Final[dict[tuple[str, str], tuple[Any, Check]]] = {}


def _read(module: str, text: str, names: Mapping[str, Any]) -> tuple[Any, Check]:
    """The type that an annotation spells among the *names* of its *module*, and its check."""
    if (module, text) not in _KNOWN:
        found = eval(text, dict(names))  # noqa: S307 - our own source  # nosec B307
        _KNOWN[module, text] = found, _check(found)
    return _KNOWN[module, text]


def limits_of(kind: Any) -> tuple[Any, Limits]:
    """The type that *kind*, no union, is, and the limits that ``Annotated`` gives it."""
    limits = next((one for one in getattr(kind, "__metadata__", ())), Limits())
    return getattr(kind, "__origin__", kind), limits


def kinds_of(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, or the one type."""
    if hasattr(annotation, "__metadata__"):
        return (annotation,)
    return get_args(annotation) or (annotation,)


def _check(annotation: Any) -> Check:
    kinds = dict(limits_of(kind) for kind in kinds_of(annotation))
    quick = frozenset(k for k, limits in kinds.items() if limits == Limits() and k is not Decimal)
    words: type[Enum] | None = next((k for k in kinds if issubclass(k, Enum)), None)

    filled = kinds.get(str) == Limits(filled=True)
    decimal = Decimal in kinds

    def check(value: Any) -> Any:
        kind = type(value)
        if kind in quick or (filled and kind is str and value):
            return value
        if decimal and kind is Decimal and value.is_finite():
            return value
        if words is not None:
            return _word(words, value)
        value = _turned(value, kinds)
        if type(value) is Decimal and not value.is_finite():
            raise UnfitError(value)
        if not kinds[_kind_of(value, kinds)].allow(value):
            raise UnfitError(value)
        return value

    return check


def _word(words: type[Enum], value: Any) -> Enum:
    try:
        return words(value)
    except ValueError:
        raise UnfitError(value, choice=True) from None


def _kind_of(value: Any, kinds: Mapping[Any, Limits]) -> Any:
    """The one of *kinds* that *value* is of. Raises UnfitError."""
    if type(value) in kinds:
        return type(value)
    if isinstance(value, str) and str in kinds:  # a word of a list
        return str
    raise UnfitError(value)


def _turned(value: Any, kinds: Mapping[Any, Limits]) -> Any:
    """*value* as the same of a kind that the field has: a whole number, a day at midnight."""
    kind = type(value)
    if kind in kinds or kind is bool:
        return value
    if kind is int and Decimal in kinds:
        return Decimal(value)
    if kind is Decimal and int in kinds and value.is_finite() and value == int(value):
        return int(value)
    if kind is datetime and date in kinds and value == datetime(value.year, value.month, value.day):
        return value.date()
    if kind is date and datetime in kinds:
        return datetime(value.year, value.month, value.day)
    return value
