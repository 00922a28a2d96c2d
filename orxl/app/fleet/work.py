"""The work on one workbook, in the process that may be ended for it."""

from __future__ import annotations

import hashlib
import time
from datetime import date
from pathlib import Path
from typing import Any

from orxl.app.check import checked
from orxl.app.fleet.orders import (
    CHECK,
    DONE,
    FAULT,
    GATHER,
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
from orxl.app.workbook import Opened, view_of
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
        said = (_gathered if order.work == GATHER else _checked)(order, data)
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
        "status": DONE[CHECK],
        "handlingsprogram": report.programme,
        "oppsummering": content["oppsummering"],
        "funn": content["funn"],
    }


def _gathered(order: Order, data: bytes) -> dict[str, Any]:
    from orxl.binding import bind
    from orxl.core.findings import Severity, state
    from orxl.formulas.recalculate import refreshed
    from orxl.rules.kit.run import run
    from orxl.versions.export.gathered import gathered
    from orxl.xlsx import read_bytes

    book = read_bytes(data)
    view = view_of(book)
    findings = run(view, today=date.fromisoformat(order.day))
    broken = next((finding for finding in findings if finding.hinders), None)
    if broken is not None:
        raise OrxlError(f"Den må rettes før den kan samles: {broken.message}", broken.remedy)
    # What stands in the file may be stale: what both engines agree on is what is gathered.
    bound = bind(refreshed(book, view.recalculation))
    return {
        "status": DONE[GATHER],
        "handlingsprogram": True,
        "organisasjon": bound.programme.word("Organisasjon"),
        "budsjettår": bound.layout.year,
        "oppsett": bound.version,
        "feil": state(findings)[Severity.ERROR],
        "rader": list(gathered(bound, everything=order.everywhere)),
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
