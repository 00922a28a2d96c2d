"""An embedded document or control."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    inspected,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    for part in inspected(view).parts:
        if part.kind in ("oleObject", "package"):
            what = "et dokument eller objekt innebygd"
            more = " Hele innholdet sendes med."
        elif part.kind in ("control", "ctrlProp"):
            what, more = "en kontroll (en knapp eller en liste)", ""
        else:
            continue
        where = f"Arket «{part.sheet}»" if part.sheet else "Arbeidsboken"
        yield Hit(
            f"{where} har {what} ({part.name}).{more}",
            sheet=part.sheet,
        )


def _embedded(e: Editor) -> Place:
    e.parcel.part("xl/embeddings/Microsoft_Word_Document.docx", "package", "Tekster")
    return "Tekster"


def _picture(e: Editor) -> tuple[Place, ...]:
    e.parcel.part("xl/media/image1.png", "image", "Forside")
    return ()


RULE = Rule(
    code="U012",
    name="innebygd-objekt",
    severity=Severity.WARNING,
    finds="Dokumenter, objekter og kontroller som er innebygd i et ark.",
    why="Et innebygd dokument sendes i sin helhet, også sidene som ikke vises, med sine egne "
    "merknader og navn. Mottakerens Excel kan nekte å åpne det.",
    remedy="Sett inn et bilde av det som skal vises, eller legg dokumentet ved for seg.",
    check=check,
    bad=(Example("Et Word-dokument er limt inn på arket Tekster.", _embedded),),
    good=(Example("Et vanlig bilde på Forside.", _picture),),
)
