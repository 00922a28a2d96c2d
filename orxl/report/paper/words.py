"""Words that stand in every paper, whatever it is written as."""

from __future__ import annotations

from orxl.core import nb
from orxl.report.paper.model import Paper


def draft_words(paper: Paper) -> str:
    """«UTKAST – 3 feil»; "" where the paper may be sent."""
    return f"UTKAST – {nb.counted(len(paper.draft), 'feil', 'feil')}" if paper.draft else ""


def facts(paper: Paper) -> list[tuple[str, str]]:
    """What the head of the case says, by name: only what is known."""
    head = paper.head
    said = [
        ("Sak", head.number),
        ("Behandles av", head.body),
        ("Møtedato", "" if head.meeting is None else nb.long_day(head.meeting)),
        ("Status", head.standing),
        ("Dato", nb.long_day(paper.dated)),
    ]
    return [(name, value) for name, value in said if value]
