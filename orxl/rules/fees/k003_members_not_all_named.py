"""Fewer members on the register than the case has, or more."""

from __future__ import annotations

from orxl.layout.names import OTHERS
from orxl.programme.fees import FeeAccount
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, paper
from orxl.rules.kit.tables import ASSUMED, FEES
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import fee_account

RULE = Rule(
    "K003",
    "medlemmer-ikke-navngitt",
    Severity.NOTE,
    finds="Medlemmer i sakens grunnlag som ikke er navngitt på Medlemmer, eller flere navngitte "
    "enn saken har.",
    why="Det medlemmer uten navn betaler, er et anslag.",
    remedy="Skriv resten i radene under tabellen på Medlemmer, med Ja i «I grunnlaget». En "
    "utmelding føres med «Medlem til», ikke ved å slette raden.",
    references=(paper("5.1.3"), FEES_BY_CAUSE),
)


@RULE.check
def check(view: View) -> Hits:
    account = fee_account(view.programme)
    if account is None:
        return
    named, count = sum(p.in_basis for p in account.payers), account.case.members
    if named > count:
        yield Hit(
            f"{nb.number(named)} medlemmer på Medlemmer er med i sakens grunnlag, men saken har "
            f"bare {nb.number(count)} medlemskommuner.",
            cell=assumption(view, "Antall_medlemmer"),
            expected=float(named),
            actual=float(count),
            severity=Severity.ERROR,
            remedy="Sett «I grunnlaget» til Nei for dem saken ikke regner med, eller rett antallet "
            "på Forutsetninger.",
        )
    elif named < count:
        yield Hit(
            f"{nb.number(count - named)} av {nb.number(count)} medlemmer i saken er ikke navngitt "
            f"på Medlemmer. {_estimate(account)}",
            cell=view.cell(FEES, OTHERS, "count"),
            sheet="Kontingent",
            expected=float(count),
            actual=float(named),
        )


def _estimate(account: FeeAccount) -> str:
    unnamed = account.unnamed
    # The bounds cross where no whole number of inhabitants gives the case's sum.
    few, many = sorted((unnamed.lowest, unnamed.highest))
    people = nb.number(few) if few == many else f"{nb.number(few)}–{nb.number(many)}"
    least, most = sorted((unnamed.lowest_fee, unnamed.highest_fee))
    error = f", mellom {nb.number(least)} og {nb.number(most)}" if least != most else ""
    return (
        f"De anslås til ca. {nb.number(unnamed.shown)} innbyggere i saken ({people}) og "
        f"{nb.number(unnamed.fee)} kr av {nb.number(account.total)} kr{error}."
    )


@RULE.bad("16 av 62 medlemmer er navngitt.")
def _as_shipped(e: Editor) -> Place:
    return e.where(FEES, OTHERS, "count")


@RULE.bad("Det er navngitt flere enn saken har.")
def _too_many(e: Editor) -> Place:
    return e.put(ASSUMED, "Antall_medlemmer", "value", 15.0, by="name")


@RULE.good("Alle medlemmene er navngitt.")
def _all_named(e: Editor) -> None:
    e.put(ASSUMED, "Antall_medlemmer", "value", 16.0, by="name")
