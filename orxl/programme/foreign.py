"""Records from data that another program or a person has written: read, and refused, by pydantic.

Only what reads files from outside and what tells others the form of our data needs this.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from orxl.programme.record import Record, kinds_of, limits_of

R = TypeVar("R", bound=Record)
_TWINS: Final[dict[type[Record], type[BaseModel]]] = {}


def validated(model: type[R], given: Mapping[str, Any]) -> R:
    """The record of *model* that *given* spells. Raises pydantic's ValidationError."""
    found = twin_of(model).model_validate(given)
    return model.of({name: getattr(found, name) for name in model.model_fields})


def twin_of(model: type[Record]) -> type[BaseModel]:
    """The pydantic model with the fields of *model*."""
    if model not in _TWINS:
        _TWINS[model] = _made(model)
    return _TWINS[model]


def _made(model: type[Record]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        name: (_with_limits(field.annotation), ... if field.is_required() else field.default)
        for name, field in model.model_fields.items()
    }
    config = ConfigDict(frozen=True, extra="forbid")
    return create_model(model.__name__, __config__=config, __doc__=model.__doc__, **fields)


def _with_limits(annotation: Any) -> Any:
    """*annotation* with its limits as pydantic has them."""
    return reduce(or_, [_limited(kind) for kind in kinds_of(annotation)])


def _limited(kind: Any) -> Any:
    found, limits = limits_of(kind)
    if found is kind:
        return kind
    said = Field(
        pattern=limits.pattern,
        min_length=1 if limits.filled else None,
        ge=limits.least,
        le=limits.most,
    )
    return Annotated[found, said]
