"""A link from accounts to a line that cannot be used, or two that contradict each other."""

from __future__ import annotations

from typing import Final

from orxl.programme.account_links import Fault, fault_of, target_of
from orxl.programme.records import AccountLink
from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import ACCOUNT_LINKS

RULE = Rule(
    "B036",
    "regnskapskobling-kan-ikke-brukes",
    Severity.WARNING,
    finds="En rad på Regnskapskobling som ikke sier hvilke kontoer den gjelder, har verken post "
    "eller grunn (eller begge), har en post Hovedtall ikke har, eller to rader for det samme "
    "som sier hver sitt.",
    why="Regnskapet kan ikke importeres før raden er rettet.",
    remedy="Rett raden, eller slett den.",
    references=(paper("5.1.1"),),
)

_SAID: Final = {
    Fault.EMPTY: ("first", "Raden sier ikke hvilken konto, ansvar, funksjon eller prosjekt den "
                  "gjelder."),
    Fault.NO_TARGET: ("line", "Raden skal ha enten en post på Hovedtall eller en grunn til å være "
                      "utenfor, og ikke begge."),
    Fault.NO_LINE: ("line", "er ingen inntekts- eller utgiftspost på Hovedtall."),
}  # fmt: skip


@RULE.check
def check(view: View) -> Hits:
    if not view.has(ACCOUNT_LINKS, "line", "outside"):
        return
    seen: dict[tuple[str | None, ...], tuple[int, AccountLink]] = {}
    for row in view.rows(ACCOUNT_LINKS):
        link = row.record
        if row.blank or not isinstance(link, AccountLink):
            continue
        fault = fault_of(link, view.programme.lines)
        if link.outside is None and row.values.get("outside", BLANK) is not BLANK:
            continue  # no word of the list: D004
        if fault is not None:
            key, said = _SAID[fault]
            text = (
                f"{nb.quoted(link.line)} {said}" if fault is Fault.NO_LINE and link.line else said
            )
            yield Hit(text, cell=row.cells[key])
            continue
        where = (link.first, link.last, link.department, link.function, link.project)
        other = seen.setdefault(where, (row.number, link))
        if target_of(other[1]) != target_of(link):
            yield Hit(
                f"Raden gjelder det samme som rad {other[0]}, men sier noe annet.",
                cell=row.cells["line"],
            )


@RULE.bad("En rad uten post og uten grunn.")
def _no_target(e: Editor) -> Place:
    row = e.add_row(ACCOUNT_LINKS, first="010", last="099")
    return e.at(ACCOUNT_LINKS, row, "line")


@RULE.bad("Posten heter noe annet på Hovedtall.")
def _no_line(e: Editor) -> Place:
    row = e.add_row(ACCOUNT_LINKS, first="010", line="Lønn")
    return e.at(ACCOUNT_LINKS, row, "line")


@RULE.bad("To rader for mva-kompensasjon sier hver sitt.")
def _two(e: Editor) -> Place:
    e.add_row(ACCOUNT_LINKS, first="429", outside="Mva-kompensasjon")
    row = e.add_row(ACCOUNT_LINKS, first="429", line="Kommunikasjon")
    return e.at(ACCOUNT_LINKS, row, "line")


@RULE.good("En konto kan stå to ganger når den ene gjelder et prosjekt.")
def _by_project(e: Editor) -> None:
    e.add_row(ACCOUNT_LINKS, first="270", line="Kommunikasjon")
    e.add_row(ACCOUNT_LINKS, first="270", project="1001", line="Prosjekter")
