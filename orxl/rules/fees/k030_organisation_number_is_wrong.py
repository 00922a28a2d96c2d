"""An organisation number that nobody has, or that two members share."""

from __future__ import annotations

from orxl.programme.invoices import plain_orgno, valid_orgno
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import ORGANISATION_NUMBERS
from orxl.rules.kit.tables import MEMBERS
from orxl.rules.shared.members import members

RULE = Rule(
    "K030",
    "organisasjonsnummeret-er-feil",
    Severity.WARNING,
    finds="Et organisasjonsnummer på Medlemmer som ikke kan være riktig, eller som to kommuner "
    "har.",
    why="Fakturaen på kontingenten går til den som har nummeret. Det siste sifferet er et "
    "kontrollsiffer, så de fleste skrivefeil kan oppdages.",
    remedy="Slå opp kommunen i Enhetsregisteret og skriv nummeret derfra, eller la cellen stå tom.",
    references=(ORGANISATION_NUMBERS,),
)


@RULE.check
def check(view: View) -> Hits:
    seen: dict[str, tuple[int, str]] = {}
    for row, member in members(view):
        cell = row.cells.get("orgno")
        held = view.value(cell) if cell is not None else None
        said = nb.digits(held) if isinstance(held, float) else member.orgno  # typed as a number
        if said is None:
            continue
        number = plain_orgno(said)
        code, name = seen.setdefault(number, (member.code, member.name))
        if not valid_orgno(number):
            wrong = "har ikke ni sifre" if len(number) != len("974770482") else "er feilskrevet"
            yield Hit(
                f"Organisasjonsnummeret {nb.quoted(said)} til {member.name} {wrong}"
                + ("." if wrong.startswith("har") else ": kontrollsifferet stemmer ikke."),
                cell=cell,
                actual=held,
            )
        elif code != member.code:
            yield Hit(
                f"{member.name} har samme organisasjonsnummer som {name}: {number}.",
                cell=cell,
                actual=held,
            )


@RULE.bad("To sifre er byttet om.")
def _swapped(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "orgno", "958935402")


@RULE.bad("To sifre er byttet om i et nummer som er skrevet som tall.")
def _as_a_number(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "orgno", 958_935_402.0)


@RULE.bad("Et siffer mangler.")
def _short(e: Editor) -> Place:
    return e.put(MEMBERS, "Oslo", "orgno", "95893542")


@RULE.bad("To kommuner har samme nummer.")
def _shared(e: Editor) -> Place:
    e.put(MEMBERS, "Oslo", "orgno", "958935420")
    return e.put(MEMBERS, "Asker", "orgno", "958 935 420")


@RULE.good("Nummeret er skrevet med mellomrom.")
def _spaced(e: Editor) -> None:
    e.put(MEMBERS, "Oslo", "orgno", "958 935 420")
