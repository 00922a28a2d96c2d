"""Data that another system has put into the file."""

from __future__ import annotations

from collections.abc import Iterator

from orxl.core import nb
from orxl.core.findings import Severity
from orxl.rules.example import Editor, Example, Place
from orxl.rules.rule import Hit, Rule
from orxl.rules.sent import (
    INSPECT,
    inspected,
    quoted_list,
)
from orxl.rules.view import View


def check(view: View) -> Iterator[Hit]:
    parts = [
        part
        for part in inspected(view).of_kind("customXml", "xmlMaps")
        if not part.name.casefold().startswith("xl/ink/")  # that is what U034 reports
    ]
    if parts:
        yield Hit(
            f"Filen har {nb.counted(len(parts), 'skjult del', 'skjulte deler')} med data fra andre "
            f"systemer (egendefinert XML): {quoted_list([p.name for p in parts])}.",
            actual=parts[0].name,
        )


def _custom(e: Editor) -> Place:
    e.parcel.part("customXml/item1.xml", "customXml")
    return None


def _theme(e: Editor) -> tuple[Place, ...]:
    e.parcel.part("xl/theme/theme2.xml", "theme")
    return ()


RULE = Rule(
    code="U032",
    name="egendefinert-xml",
    severity=Severity.NOTE,
    finds="Egendefinert XML, som saks- og arkivsystemer, SharePoint og Power Query legger i filen.",
    why="Delene vises ikke i Excel, men kan inneholde saksnumre, navn og hele spørringer.",
    remedy=f"Velg {INSPECT} → Egendefinerte XML-data → Fjern alle. Gjør det i kopien som skal "
    "sendes: arkivsystemet kan trenge dem i originalen.",
    check=check,
    bad=(Example("Arkivsystemet har lagt inn sine egne data.", _custom),),
    good=(Example("Et vanlig tema.", _theme),),
)
