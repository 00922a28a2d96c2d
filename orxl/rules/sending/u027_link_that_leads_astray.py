"""A link that will not work for the receiver, or does not lead where it says."""

from __future__ import annotations

import re
from typing import Final

from orxl.core.inspection import Link
from orxl.core.patterns import regex
from orxl.rules.kit import CellRef, Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.shared.sending import doubt, few, sheets, written

RULE = Rule(
    "U027",
    "lenke-fører-galt",
    Severity.WARNING,
    asks=FileView,
    finds="Lenker som går til egen maskin, eget nettverk eller et delt område, og lenker som viser "
    "én adresse og går til en annen.",
    why="Mottakeren kommer ikke fram, og lenken røper mapper og brukernavn.",
    remedy="Legg dokumentet på en nettside eller ved saken, og lenk dit: høyreklikk → Rediger "
    "hyperkobling.",
)

_HOST = regex(r"(?:https?://)?(?:www[.])?([\w-]+(?:[.][\w-]+)+)(?:[/?#:].*)?", re.IGNORECASE)
_LITERAL = regex(r'HYPERLINK[(]\s*("(?:[^"]|"")*"|[^,)]+)', re.IGNORECASE)

_LIKELY: Final = regex(
    r"https?://|[A-Za-z]:\\|\\\\\w|file:/|/(?:Users|home)/|~/|\.(?:xls|doc|ppt)[xm]?\b"
)
"""What every such text has; the whole is looked for in those only."""
_TYPED: Final = regex(
    r"https?://[^\s«»<>)]{4,300}|(?<!\w)[A-Za-z]:\\[^\s«»<>|]{2,300}|(?<![\w\\])\\\\\w[^\s«»<>|]{2,300}"
    r"|\bfile:/{2,3}\S{2,300}|(?<![\w/.])(?:/Users|/home|~)/\w[^\s«»<>]{1,300}"
    r"|(?<![\w/.-])[\w-]{1,80}(?: ?\(\d\))?\.(?:xlsx|xlsm|xls|docx|doc|pptx)\b"
)
"""An address or a path typed as text, that Excel has not made a link of."""


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    linked = {link.cell for found in view.inspection.sheets for link in found.links}
    for text in written(view, _LIKELY):
        typed = _TYPED.search(text.text)
        reason = _doubted(typed[0]) if typed is not None and text.cell not in linked else ""
        if typed is not None and reason and text.cell is not None:
            yield Hit(
                f"{_kind(typed[0])} i {text.cell.a1} {reason}: {nb.quoted(typed[0])}.",
                cell=text.cell,
                actual=typed[0],
                severity=Severity.NOTE if _kind(typed[0]) == _FILE else None,
            )
    for found, sheet in sheets(view):
        for link in found.links:
            shown = sheet[link.cell.row, link.cell.column].value
            reason = doubt(link.target) or _elsewhere(shown, link.target)
            if reason:
                yield Hit(
                    f"Lenken i {link.cell.a1} på arket «{found.name}» {reason}: "
                    f"{nb.quoted(link.target)}.",
                    cell=link.cell,
                    actual=link.target,
                )
        for (row, column), cell in sheet.cells.items():
            match = _LITERAL.search(cell.formula) if cell.formula is not None else None
            if match:
                at = CellRef(sheet.name, row, column)
                reason, target = _of_formula(match[1], cell.value)
                if reason:
                    yield Hit(
                        f"Lenken i {at.a1} på arket «{sheet.name}» {reason}: {nb.quoted(target)}.",
                        cell=at,
                        actual=target,
                        severity=None if match[1].startswith('"') else Severity.NOTE,
                    )


_FILE: Final = "Filnavnet"


def _kind(typed: str) -> str:
    if "/" not in typed and "\\" not in typed:
        return _FILE
    return "Adressen" if typed.casefold().startswith("http") else "Stien"


def _doubted(typed: str) -> str:
    return doubt(f"file:{typed}" if typed.startswith(("/", "~")) else typed)


def _of_formula(argument: str, shown: object) -> tuple[str, str]:
    if not argument.startswith('"'):
        return "har en adresse som regnes ut, så ingen ser hvor den går", argument
    target = argument[1:-1].replace('""', '"')
    if target.startswith("#"):
        return "", target
    return doubt(target) or _elsewhere(shown, target), target


def _elsewhere(shown: object, target: str) -> str:
    """Whether the text looks like an address of another host than the link's."""
    said = _HOST.fullmatch(shown.strip()) if isinstance(shown, str) else None
    meant = _HOST.fullmatch(target.strip())
    if said and meant and said[1].casefold() != meant[1].casefold():
        return f"viser {said[1]}, men går til {meant[1]}"
    return ""


@RULE.bad("En lenke til et dokument på Karis maskin.")
def _own_disk(e: Editor) -> Place:
    at = e.type_in(CellRef("Strategi", 60, 2), "Notatet")
    e.file.on("Strategi", links=(Link(at, "file:///C:/Users/kari/notat.docx"),))
    return at


@RULE.bad("Teksten sier én nettside, lenken går til en annen.")
def _disguised(e: Editor) -> Place:
    at = e.type_in(CellRef("Strategi", 60, 2), "www.osloregionen.no")
    e.file.on("Strategi", links=(Link(at, "https://osloregionen.example.com/"),))
    return at


@RULE.bad("En adresse skrevet som tekst går til et delt område.")
def _typed_address(e: Editor) -> Place:
    text = "https://osloregionen.sharepoint.com/sites/intern/Jernbane.pdf"
    return e.type_in(CellRef("Hovedtall", 60, 2), text)


@RULE.bad("En kilde viser til en fil på egen maskin, en annen til et nettverksområde.")
def _path(e: Editor) -> tuple[Place, ...]:
    return (
        e.type_in(CellRef("Hovedtall", 60, 2), "C:\\Users\\kari\\budsjett_v7.xlsx"),
        e.type_in(CellRef("Hovedtall", 61, 2), "Se \\\\server\\felles\\tall.xlsx"),
    )


@RULE.good("En lenke til en nettside, og en til et annet ark.")
def _sound(e: Editor) -> None:
    at = e.type_in(CellRef("Strategi", 60, 2), "www.osloregionen.no")
    e.file.on("Strategi", links=(Link(at, "https://osloregionen.no/strategi"),))
    e.formula(CellRef("Strategi", 61, 2), 'HYPERLINK("#Hovedtall!A1","Hovedtall")', "Hovedtall")
