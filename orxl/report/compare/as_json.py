"""A comparison as JSON (docs/json.md)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from orxl.core.edits import Content, Formula
from orxl.core.refs import CellRef
from orxl.core.values import BLANK, CellError
from orxl.report.compare.outline import budget, sections, verdict
from orxl.report.compare.values import Comparison, Side
from orxl.versions.changes import Change
from orxl.versions.effects import Figures

VERSION: Final = 1


def as_json(comparison: Comparison) -> str:
    """The whole comparison; nothing is cut."""
    sentences = {
        id(item.change): (item.sentence, section.title)
        for section in sections(comparison, quiet=True)
        for item in section.items
    }
    effects = comparison.effects
    told = {
        "versjon": VERSION,
        "før": _side(comparison.before),
        "etter": _side(comparison.after),
        "like": comparison.same,
        "oppsummering": {
            "endringer": len(comparison.own),
            "utseende": len(comparison.quiet),
            "følger": sum(not c.own for c in comparison.changes),
        },
        "sagt": verdict(comparison),
        "budsjett": None
        if effects is None
        else {
            "sagt": budget(comparison),
            "før": _figures(effects.before),
            "etter": _figures(effects.after),
        },
        "merknader": list(comparison.notes),
        "endringer": [
            {
                **_change(change),
                "sagt": sentences.get(id(change), ("", ""))[0],
                "del": sentences.get(id(change), ("", ""))[1],
                "virkning": None
                if effects is None or number not in effects.each
                else _figures(effects.each[number]),
            }
            for number, change in enumerate(comparison.changes)
            if change.own
        ],
        "følger": [
            {**_change(change), "følger_av": change.follows}
            for change in comparison.changes
            if not change.own
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _side(side: Side) -> dict[str, Any]:
    return {"fil": side.name, "sha256": side.digest, "lagret": side.saved}


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "kontingent_kr": float(figures.fees),
        "resultat_tusen_kr": float(figures.result),
        "utgående_tusen_kr": float(figures.closing),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "slag": change.kind.value,
        "ark": change.sheet or None,
        "tabell": change.table or None,
        "rad": change.row or None,
        "kolonne": change.column or None,
        "navn": change.name or None,
        "celle_før": _cell(change.before),
        "celle_etter": _cell(change.after),
        "før": content_as_json(change.old),
        "etter": content_as_json(change.new),
        "celler": [[_cell(before), _cell(after)] for before, after in change.cells],
        "innhold": [[name, content_as_json(held)] for name, held in change.contents],
    }


def _cell(cell: CellRef | None) -> dict[str, str] | None:
    return None if cell is None else {"ark": cell.sheet, "celle": cell.a1}


def content_as_json(content: Content | None) -> Any:
    """A cell's content: an object where it is a formula, so that no text looks like one."""
    if content is None or content is BLANK:
        return None
    if isinstance(content, Formula):
        return {"formel": f"={content.text}", "verdi": content_as_json(content.cached)}
    if isinstance(content, datetime):
        return {"dato": content.isoformat()}
    if isinstance(content, CellError):
        return {"feil": content.code}
    return content
