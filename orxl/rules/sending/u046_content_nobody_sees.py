"""Content in the file that Excel never shows: parts nothing leads to, bytes outside the parts."""

from __future__ import annotations

from typing import Final

from orxl.core.inspection import Part
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR

RULE = Rule(
    "U046",
    "innhold-ingen-ser",
    Severity.WARNING,
    asks=FileView,
    finds="Innhold i filen som Excel aldri viser: en annen fil eller et bilde som ingenting i "
    "arbeidsboken viser til, eller data før, mellom eller etter delene.",
    why="Mottakeren kan hente det fram med et vanlig zip-program. Det kan være en hel annen "
    "arbeidsbok.",
    remedy="Åpne filen i Excel, velg Lagre som, og send kopien. Excel tar bare med det den viser.",
    references=(INSPECTOR,),
)

SLACK: Final = 64
"""Bytes outside the parts that programs leave when they align them."""
_LEFT_BY_EXCEL: Final = ("[trash]/", "docprops/", "customxml/", "_xmlsignatures/")
_SHOWN: Final = 3


@RULE.check
def check(view: FileView) -> Hits:
    loose = [part for part in view.inspection.parts if not part.kind and _counts(part)]
    if loose:
        largest = sorted(loose, key=lambda part: (-part.size, part.name))
        names = nb.listed([f"{nb.quoted(p.name)} ({_size(p.size)})" for p in largest[:_SHOWN]])
        rest = len(loose) - _SHOWN
        more = f" og {nb.number(rest)} til" if rest > 0 else ""
        yield Hit(f"Ingenting i arbeidsboken viser til {names}{more}, men det er med i filen.")
    outside = view.inspection.outside
    if outside > SLACK:
        said = f"Filen har {_size(outside)} som ikke hører til arbeidsboken."
        yield Hit(said, actual=float(outside))


def _counts(part: Part) -> bool:
    return part.size > 0 and not part.name.casefold().startswith(_LEFT_BY_EXCEL)


def _size(count: int) -> str:
    for unit, size in (("MB", 2**20), ("kB", 2**10)):
        if count >= size:
            return f"{nb.number(round(count / size, 1))} {unit}"
    return nb.counted(count, "byte", "byte")


@RULE.bad("En zip-fil ligger igjen i arbeidsboken.")
def _archive(e: Editor) -> Place:
    e.file.part("xl/embeddings/b.zip", size=100_000)
    return None


@RULE.bad("Det ligger en annen arbeidsbok foran denne i filen.")
def _in_front(e: Editor) -> Place:
    e.file.change(outside=40_000)
    return None


@RULE.good("Et bilde som arket viser.")
def _image(e: Editor) -> None:
    e.file.part("xl/media/image1.png", "image", "Hovedtall", size=10_000)


@RULE.good("Noen få byte mellom delene.")
def _aligned(e: Editor) -> None:
    e.file.change(outside=12)
