"""So many unnamed members cannot have the inhabitants that the case's sum leaves for them."""

from __future__ import annotations

from orxl.programme.fees import FeeAccount
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import FEES_BY_CAUSE, SSB_POPULATION
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.amounts import assumption
from orxl.rules.shared.members import fee_account, figures

RULE = Rule(
    "K025",
    "antall-medlemmer-passer-ikke-til-innbyggerne",
    Severity.WARNING,
    finds="Et antall medlemskommuner i saken som ikke kan stemme med summen: de som ikke er "
    "navngitt, måtte hatt flere innbyggere enn de største kommunene i fylkene de navngitte ligger "
    "i, eller færre enn de minste.",
    why="Antallet og summen står hver for seg i saken. Er det ene skrevet feil, blir anslaget for "
    "dem uten navn galt.",
    remedy="Kontroller «Medlemskommuner i saken», kontingenten i saken og satsen mot saken. Ligger "
    "medlemmene i flere fylker enn de navngitte, så før opp dem.",
    references=(SSB_POPULATION, FEES_BY_CAUSE),
)


@RULE.check
def check(view: View) -> Hits:
    account = fee_account(view.programme)
    cell = assumption(view, "Antall_medlemmer")
    if account is None or cell is None or account.unnamed.members <= 0:
        return
    count, people = account.unnamed.members, account.unnamed.shown
    others = _others(view, account)
    if not others:
        return
    many, few = sum(others[:count]), sum(others[-count:])
    if account.unnamed.lowest > many or count > len(others):
        which, number, sum_ = "største", min(count, len(others)), many
    elif account.unnamed.highest < few:
        which, number, sum_ = "minste", count, few
    else:
        return
    yield Hit(
        f"Saken har {nb.number(account.case.members)} medlemskommuner, så {nb.number(count)} er "
        f"ikke navngitt. De måtte til sammen hatt ca. {nb.number(people)} innbyggere, men de "
        f"{nb.number(number)} {which} andre kommunene i fylkene deres har {nb.number(sum_)}.",
        cell=cell,
        expected=float(sum_),
        actual=float(people),
    )


def _others(view: View, account: FeeAccount) -> list[int]:
    """The inhabitants, at the case's date, of who may be unnamed members; the most first.

    They are the municipalities of the counties that the named ones lie in.
    """
    named = {payer.member.code for payer in account.payers if payer.in_basis}
    at = [record for _, record in figures(view) if record.at == account.case.at]
    counties = {record.county for record in at if record.code in named}
    people = {r.code: r.inhabitants for r in at if r.code not in named and r.county in counties}
    return sorted(people.values(), reverse=True)


@RULE.bad("62 medlemskommuner er skrevet som 26.")
def _swapped(e: Editor) -> Place:
    return e.put(ASSUMED, "Antall_medlemmer", "value", 26.0, by="name")


@RULE.bad("Det er skrevet 620 medlemskommuner.")
def _tenfold(e: Editor) -> Place:
    return e.put(ASSUMED, "Antall_medlemmer", "value", 620.0, by="name")


@RULE.good("Et par flere enn i saken kan være.")
def _some_more(e: Editor) -> None:
    e.put(ASSUMED, "Antall_medlemmer", "value", 64.0, by="name")
