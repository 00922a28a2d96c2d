"""«Hent sikkerhetskopi»: list the backups of the open book, and lay one beside it as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.app.tasks.values import UNCHANGED, Errand, Result, told
from orxl.core import nb

if TYPE_CHECKING:
    from orxl.app.backups import Copy

_SHOWN: Final = 12
_NAMED: Final = "%Y-%m-%d kl. %H.%M.%S"


def fetch_backup(errand: Errand) -> Result | None:
    """Lay the backup that the user names beside the book; nothing that is there is replaced.

    The open book is not touched: Excel has it. Raises OrxlError.
    """
    from orxl.app.backups import beside, chosen, copies

    live = errand.live
    # Copies of a book in the cloud are in the user's own folder.
    path = live.path or Path.home() / live.name
    listed = copies(path)
    if not listed:
        return told(f"Det er ingen sikkerhetskopier av «{live.name}» ennå.\n\n{UNCHANGED}")
    answer = live.pick_text(errand.title, _list(listed))
    if answer is None or not answer.strip():
        return None
    copy = chosen(listed, answer)
    target = path.with_name(f"{path.stem} fra {copy.made:{_NAMED}}{copy.path.suffix}")
    laid = beside(copy, target)
    where = "Den ligger der fra før" if not laid else "Lagt ved siden av boken"
    return told(
        f"{where}: «{target.name}» i mappen «{target.parent}».\n\nÅpne den og se. Vil du ha den i "
        "stedet, lukker du begge bøkene og kjører «orxl sikkerhetskopier --hent "
        f"{copy.number}»; boken slik den er nå, sikkerhetskopieres da først.\n\n{UNCHANGED}"
    )


def _list(listed: Sequence[Copy]) -> str:
    lines = [
        f"{copy.number}: {nb.day(copy.made)} kl. {copy.made:%H.%M}"
        + (f", før: {copy.before}" if copy.before else "")
        + ("" if copy.readable else " (kan ikke leses)")
        for copy in listed[:_SHOWN]
    ]
    more = [f"… og {len(listed) - _SHOWN} til"] if len(listed) > _SHOWN else []
    return "\n".join(("Skriv nummeret på kopien du vil se:", *lines, *more))
