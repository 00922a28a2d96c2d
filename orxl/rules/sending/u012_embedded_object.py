"""An embedded document or control."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity
from orxl.rules.kit.references import INSPECTOR

RULE = Rule(
    "U012",
    "innebygd-objekt",
    Severity.WARNING,
    asks=FileView,
    finds="Dokumenter, objekter og kontroller som er innebygd i et ark.",
    why="Et innebygd dokument sendes i sin helhet, også sidene som ikke vises, med sine egne "
    "merknader og navn. Mottakerens Excel kan nekte å åpne det.",
    remedy="Sett inn et bilde av det som skal vises, eller legg dokumentet ved for seg.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    for part in view.inspection.parts:
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


@RULE.bad("Et Word-dokument er limt inn på arket Tekster.")
def _embedded(e: Editor) -> Place:
    e.file.part("xl/embeddings/Microsoft_Word_Document.docx", "package", "Tekster")
    return "Tekster"


@RULE.good("Et vanlig bilde på Forside.")
def _picture(e: Editor) -> None:
    e.file.part("xl/media/image1.png", "image", "Forside")
