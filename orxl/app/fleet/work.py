"""The work on one workbook, in the process that may be ended for it."""

from __future__ import annotations

import hashlib
import time
from datetime import date
from pathlib import Path
from typing import Any

from orxl.app.check import checked
from orxl.app.fleet.orders import (
    FAULT,
    MEMORY,
    OTHER_EDITION,
    UNREADABLE,
    Answer,
    Order,
    edition,
    kept,
    unchecked,
)
from orxl.app.fleet.places import fetched, shown
from orxl.app.workbook import Opened
from orxl.core.errors import OrxlError
from orxl.report.present import content_of


def answered(order: Order) -> Answer:
    """What is to be said of the workbook that *order* names; never an exception."""
    begun = time.perf_counter()
    try:
        answer = _answered(order)
    except OrxlError as error:
        answer = unchecked(order, UNREADABLE, str(error))
    except MemoryError:
        answer = unchecked(order, MEMORY, too_much(order))
    except Exception as error:
        answer = unchecked(order, FAULT, fault(error))
    answer["sekunder"] = round(time.perf_counter() - begun, 3)
    return answer


def _answered(order: Order) -> Answer:
    if order.edition != edition():
        return unchecked(order, OTHER_EDITION, edition())
    data = fetched(order.place)
    digest = hashlib.sha256(data).hexdigest()
    known = kept(order, digest)
    if known is not None:
        return {**known, "sted": shown(order.place), "gjenbrukt": True}
    about = {"sha256": digest, "byte": len(data)}
    try:
        said = _checked(order, data)
    except OrxlError as error:
        return unchecked(order, UNREADABLE, str(error), **about)
    except MemoryError:
        return unchecked(order, MEMORY, too_much(order), **about)
    except Exception as error:
        return unchecked(order, FAULT, fault(error), **about)
    return {**unchecked(order, "", ""), **about, "slag": None, "grunn": None, **said}


def _checked(order: Order, data: bytes) -> dict[str, Any]:
    from orxl.xlsx import read_bytes

    # The answer is kept by what is in the file: it must not tell what the file is called.
    opened = Opened(Path("arbeidsboken"), data, read_bytes(data))
    report = checked(
        opened,
        today=date.fromisoformat(order.day),
        sending=order.sending,
        everywhere=order.everywhere,
        beside=False,
    )
    content = content_of(report)
    return {
        "status": "kontrollert",
        "handlingsprogram": report.programme,
        "oppsummering": content["oppsummering"],
        "funn": content["funn"],
    }


def too_much(order: Order) -> str:
    """Why a workbook was given up that takes more memory than it may."""
    limit = (
        f" enn grensen på {order.memory} MB" if order.memory is not None else " enn maskinen har"
    )
    return f"Den trenger mer minne{limit}."


def fault(error: Exception) -> str:
    """Why a workbook was given up that made orxl fail."""
    return (
        f"Noe uventet gikk galt ({type(error).__name__}: {error}). Meld fra til den som "
        "vedlikeholder orxl."
    )
