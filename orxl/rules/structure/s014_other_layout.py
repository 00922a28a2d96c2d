"""A workbook of another layout: of another year than it says, or made for another version."""

from __future__ import annotations

from orxl.binding import Lack, Part, lacking
from orxl.binding.version import said_version
from orxl.binding.year import YEAR
from orxl.core.edits import SetName
from orxl.layout import VERSION, VERSION_NAME
from orxl.rules.kit import BLANK, Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import LAYOUT_VERSION
from orxl.rules.kit.tables import ASSUMED

RULE = Rule(
    "S014",
    "et-annet-oppsett",
    Severity.WARNING,
    finds="En arbeidsbok der «Budsjettår» er et annet år enn det overskriftene gjelder, eller som "
    "er laget for et eldre eller nyere oppsett enn det denne utgaven av orxl har.",
    why="Året og oppsettet bestemmer hva hver kolonne skal inneholde. Stemmer de ikke, ville en "
    "kontroll dømme tallene feil, og en retting skrive over tall som er riktige. Derfor blir "
    "verken noe annet kontrollert eller noe rettet.",
    remedy="Sett «Budsjettår» til året i overskriftene. Er boken av et eldre oppsett, kjør "
    "«orxl oppgrader». Alt som er skrevet inn, blir med over.",
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
            hinders=True,
        )
        return
    if not view.bound.year_fits:
        yield _other_year(view)
    lacks = lacking(view.bound) if version < VERSION else ()
    if lacks and {lack.part for lack in lacks} == {Part.NAME} and said_version(view.book):
        yield Hit(
            f"Navnet «{VERSION_NAME}» sier at arbeidsboken er laget for oppsett {version}, men den "
            f"har alt som hører til oppsett {VERSION}.",
            expected=float(VERSION),
            actual=float(version),
            severity=Severity.ERROR,
            remedy="Sett navnet tilbake (Formler → Navnebehandling), eller la «orxl beregn "
            "--rett» gjøre det.",
            fix=(SetName(VERSION_NAME, str(VERSION)),),
            hinders=True,
        )
    elif version < VERSION:
        yield Hit(
            f"Arbeidsboken er laget for et eldre oppsett ({version}; orxl har nå {VERSION}). Den "
            f"er kontrollert etter sitt eget. {_told(lacks)}",
            expected=float(VERSION),
            actual=float(version),
        )
    elif said_version(view.book) is None:
        yield Hit(
            f"Navnet «{VERSION_NAME}», som sier hvilket oppsett arbeidsboken er laget for, "
            "mangler.",
            expected=VERSION_NAME,
            severity=Severity.ERROR,
            remedy="Kjør «orxl oppgrader», som setter det tilbake.",
            fix=(SetName(VERSION_NAME, str(VERSION)),),
        )


def _other_year(view: View) -> Hit:
    cell = view.cell(ASSUMED, YEAR, "value", by="name")
    held = BLANK if cell is None else view.book.cell(cell).value
    shown = f"{held:.0f}" if isinstance(held, float) and held == int(held) else nb.value(held)
    says = "er ikke fylt ut" if held is BLANK else f"er satt til {shown}"
    return Hit(
        f"Budsjettåret {says}, men overskriftene gjelder {view.year}.",
        cell=cell,
        expected=float(view.year),
        actual=held,
        severity=Severity.ERROR,
        remedy=f"Sett «Budsjettår» til {view.year}. Et nytt budsjettår trenger en ny bok, for "
        "overskriftene og formlene bærer årstallet.",
        hinders=True,
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


@RULE.bad("Navnet sier et eldre oppsett enn boken har.")
def _said_older(e: Editor) -> Place:
    e.point_name(VERSION_NAME, "5")
    return None


@RULE.bad("Boken er laget med en nyere utgave av orxl.")
def _newer(e: Editor) -> Place:
    e.point_name(VERSION_NAME, str(VERSION + 1))
    return None


@RULE.bad("Budsjettår er endret for hånd fra 2026 til 2025.")
def _year_typed(e: Editor) -> Place:
    return e.put(ASSUMED, YEAR, "value", 2025.0, by="name")


@RULE.bad("Budsjettår er tømt.")
def _no_year(e: Editor) -> Place:
    return e.put(ASSUMED, YEAR, "value", BLANK, by="name")


@RULE.good("Et eget navn er lagt til.")
def _own_name(e: Editor) -> None:
    e.add_name("Oppsett", "Noter!$A$6:$A$8")
