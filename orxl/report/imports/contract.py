"""An import as JSON (docs/json.md)."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from orxl.core.edits import Content, Formula
from orxl.core.values import BLANK, CellError
from orxl.report.imports.values import (
    Effect,
    Figures,
    ImportReport,
    Tally,
    Total,
    counted,
)

VERSION: Final = 1


def as_json(report: ImportReport) -> str:
    """The whole report; nothing is cut."""
    written = report.written
    told: dict[str, Any] = {
        "fil": str(report.book),
        "versjon": VERSION,
        "hva": report.what,
        "kilde": {"navn": report.source, "sha256": report.digest, "lest_som": report.read_as},
        "oppsummering": {kind.value: count for kind, count in counted(report.changes).items()},
        "lest": [_tally(tally) for tally in report.tallies],
        "kontrollsummer": [_total(total) for total in report.totals],
        "problemer": [
            {"sted": problem.place, "verdi": problem.value, "melding": problem.said}
            for problem in report.problems
        ],
        "kontroller": list(report.checks),
        "endringer": [
            {
                "slag": change.kind.value,
                "tabell": change.table,
                "rad": change.key,
                "kolonne": change.column,
                "før": _content(change.old),
                "etter": _content(change.new),
                "kroner": _number(change.kroner),
            }
            for change in report.moves
        ],
        "virkning": [_effect(effect) for effect in report.effects],
        "nye_funn": [
            {
                "kode": finding.code,
                "alvorlighet": finding.severity.label.casefold(),
                "sted": finding.place,
                "melding": finding.message,
            }
            for finding in report.new_findings
        ],
        "kan_skrives": report.can_be_written,
        "skrevet": written is not None,
        "sikkerhetskopi": None
        if written is None or written.backup is None
        else str(written.backup),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _tally(tally: Tally) -> dict[str, Any]:
    shares = [
        {"hva": share.label, "antall": share.count, "eksempler": list(share.examples)}
        for share in tally.shares
    ]
    return {"hva": tally.what, "antall": tally.read, "deler": shares}


def _total(total: Total) -> dict[str, Any]:
    return {
        "hva": total.label,
        "enhet": total.unit,
        "i_filen": _number(total.file),
        "tatt_med": _number(total.taken),
        "utenfor": _number(total.outside),
        "ikke_plassert": _number(total.unmapped),
        "avvik": _number(total.difference),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    members = [
        {
            "kommunenr": None if one.code is None else f"{one.code:04}",
            "navn": one.name,
            "folketall": list(one.people),
            "kontingent_kr": [_number(amount) for amount in one.fee],
            "endring_kr": _number(one.kroner),
        }
        for one in effect.members
    ]
    return {
        "tilfelle": effect.case,
        "før": _figures(effect.before),
        "etter": _figures(effect.after),
        "forbehold": effect.doubt or None,
        "medlemmer": members,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "kontingent_kr": _number(figures.fees),
        "resultat": _number(figures.result),
        "utgående": _number(figures.closing),
    }


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)


def _content(content: Content | None) -> Any:
    if content is None or content is BLANK:
        return None
    if isinstance(content, Formula):
        return f"={content.text}"
    if isinstance(content, CellError):
        return content.code
    if isinstance(content, datetime):
        return content.date().isoformat()
    if isinstance(content, float):
        return int(content) if content == int(content) else content
    return content
