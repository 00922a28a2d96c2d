"""A workbook made for another version of the layout than this orxl has."""

from __future__ import annotations

from orxl.binding import Lack, Part, lacking
from orxl.binding.version import said_version
from orxl.core.edits import SetName
from orxl.layout import VERSION, VERSION_NAME
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import LAYOUT_VERSION

RULE = Rule(
    "S014",
    "et-annet-oppsett",
    Severity.WARNING,
    finds="En arbeidsbok som er laget for et eldre eller nyere oppsett enn det denne utgaven av "
    "orxl har.",
    why="Et nytt oppsett har flere ark, kolonner og formler. En eldre bok mangler dem, og en nyere "
    "bok har noe orxl ikke kjenner og derfor verken kan kontrollere eller rette.",
    remedy="Kjør «orxl oppgrader». Alt som er skrevet inn, blir med over.",
    fix=Fix.SAFE,
    fix_safety="Bare navnet som sier hvilket oppsett boken er laget for, settes tilbake. Ingen "
    "celler endres.",
    references=(LAYOUT_VERSION,),
)
_SHOWN = 4


@RULE.check
def check(view: View) -> Hits:
    version = view.bound.version
    if view.bound.newer:
        yield Hit(
            f"Arbeidsboken er laget med en nyere utgave av orxl (oppsett {version}; denne kjenner "
            f"oppsett {VERSION}). Den er derfor ikke kontrollert.",
            expected=float(VERSION),
            actual=float(version),
            severity=Severity.ERROR,
            remedy="Installer den nyeste utgaven av orxl og kjør på nytt.",
        )
    elif version < VERSION:
        yield Hit(
            f"Arbeidsboken er laget for et eldre oppsett ({version}; orxl har nå {VERSION}). Den "
            f"er kontrollert etter sitt eget. {_told(lacking(view.bound))}",
            expected=float(VERSION),
            actual=float(version),
        )
    elif said_version(view.book) is None:
        yield Hit(
            f"Navnet «{VERSION_NAME}», som sier hvilket oppsett arbeidsboken er laget for, "
            "mangler.",
            expected=VERSION_NAME,
            severity=Severity.NOTE,
            remedy="Kjør «orxl oppgrader», som setter det tilbake.",
            fix=(SetName(VERSION_NAME, str(VERSION)),),
        )


def _told(lacks: tuple[Lack, ...]) -> str:
    """What is lacking, by kind: «Den mangler 2 kolonner (Utfall og Frist) og 1 navn (Oppsett).»"""
    kinds: dict[Part, list[str]] = {}
    for lack in lacks:
        kinds.setdefault(lack.part, []).append(lack.name)
    told = []
    for part, names in kinds.items():
        some = [*names[:_SHOWN], f"{len(names) - _SHOWN} til"] if len(names) > _SHOWN else names
        told.append(f"{nb.counted(len(names), *part.value)} ({nb.listed(some)})")
    return f"Den mangler {nb.listed(told)}."


@RULE.bad("Boken er fra før oppsettet fikk et nummer.")
def _older(e: Editor) -> Place:
    e.drop_name(VERSION_NAME)
    return None


@RULE.bad("Boken er laget med en nyere utgave av orxl.")
def _newer(e: Editor) -> Place:
    e.point_name(VERSION_NAME, str(VERSION + 1))
    return None


@RULE.good("Et eget navn er lagt til.")
def _own_name(e: Editor) -> None:
    e.add_name("Oppsett", "Noter!$A$6:$A$8")
