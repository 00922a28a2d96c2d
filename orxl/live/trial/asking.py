"""Excel's answers as plain JSON values; a question that fails is an answer too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from orxl.core.errors import OrxlError
from orxl.live.com import is_busy

_LONGEST: Final = 200


def shape(value: Any) -> Any:
    """How pywin32 hands *value* over: its type and itself; for several cells what they consist of.

    Only for what the trial has written itself: a cell's content is told as it is.
    """
    if isinstance(value, tuple):
        flat = [cell for row in value for cell in (row if isinstance(row, tuple) else (row,))]
        inner = len(value[0]) if value and isinstance(value[0], tuple) else None
        return ["flere", len(value), inner, sorted({type(cell).__name__ for cell in flat})]
    plain = value if value is None or isinstance(value, bool | int | float | str) else str(value)
    return [type(value).__name__, plain]


def refusal(error: BaseException) -> dict[str, Any]:
    """Excel's refusal: its code, and all that pywin32 tells.

    What orxl itself raises is told by its kind, and by what Excel answered it: its words may name
    what stands in a cell.
    """
    if isinstance(error, OrxlError):
        told: dict[str, Any] = {"feil": type(error).__name__}
        if error.__cause__ is not None:
            told["årsak"] = refusal(error.__cause__)
        return told
    return {
        "feil": type(error).__name__,
        "kode": getattr(error, "hresult", None),
        "detaljer": short(repr(error.args)),
        "opptatt": is_busy(error),
    }


def asked(question: Callable[[], Any]) -> Any:
    """The answer as :func:`shape` has it, or the refusal."""
    try:
        return shape(question())
    except Exception as error:
        return refusal(error)


def refused(order: Callable[[], Any]) -> dict[str, Any]:
    """Whether Excel refused *order*, and how."""
    try:
        order()
    except Exception as error:
        return {"avvist": True, **refusal(error)}
    return {"avvist": False}


def short(text: str) -> str:
    """*text*, cut where it is long."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class Bounds(NamedTuple):
    """Where a range lies in its sheet; counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def bounds(area: Any) -> Bounds:
    """Where the ``Range`` *area* lies."""
    top, left = int(area.Row), int(area.Column)
    return Bounds(top, left, top + int(area.Rows.Count) - 1, left + int(area.Columns.Count) - 1)


def items(collection: Any) -> list[Any]:
    """What a collection of COM holds, which is numbered from 1."""
    return [collection.Item(number) for number in range(1, int(collection.Count) + 1)]
