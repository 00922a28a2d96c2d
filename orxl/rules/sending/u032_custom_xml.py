"""Data that another system has put into the file."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.references import INSPECTOR
from orxl.rules.shared.sending import INSPECT, quoted_list

RULE = Rule(
    "U032",
    "egendefinert-xml",
    Severity.NOTE,
    asks=FileView,
    finds="Egendefinert XML, som saks- og arkivsystemer, SharePoint og Power Query legger i filen.",
    why="Delene vises ikke i Excel, men kan inneholde saksnumre, navn og hele spørringer.",
    remedy=f"Velg {INSPECT} → Egendefinerte XML-data → Fjern alle. Gjør det i kopien som skal "
    "sendes: arkivsystemet kan trenge dem i originalen.",
    references=(INSPECTOR,),
)


@RULE.check
def check(view: FileView) -> Hits:
    parts = [
        part
        for part in view.inspection.of_kind("customXml", "xmlMaps")
        if not part.name.casefold().startswith("xl/ink/")  # that is what U034 reports
    ]
    if parts:
        yield Hit(
            f"Filen har {nb.counted(len(parts), 'skjult del', 'skjulte deler')} med data fra andre "
            f"systemer (egendefinert XML): {quoted_list([p.name for p in parts])}.",
            actual=parts[0].name,
        )


@RULE.bad("Arkivsystemet har lagt inn sine egne data.")
def _custom(e: Editor) -> Place:
    e.file.part("customXml/item1.xml", "customXml")
    return None


@RULE.good("Et vanlig tema.")
def _theme(e: Editor) -> None:
    e.file.part("xl/theme/theme2.xml", "theme")
