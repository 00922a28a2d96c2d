"""What is to be said of a list of fees wherever it is shown: how firm it is, and how it is made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from orxl.core import nb
from orxl.core.light import dataclass
from orxl.programme.fee_list import FeeLine, FeeList
from orxl.programme.numbers import rounded

ROUNDING = "Folketall × sats for hver kommune, avrundet til hele kroner; en halv krone rundes opp."


@dataclass(frozen=True, slots=True)
class FeeReport:
    """A list of fees with where it comes from, and whether anything makes it a draft."""

    fees: FeeList
    owner: str
    """The organisation that collects the fees."""
    file: str
    sha256: str
    errors: int
    """The faults (Feil) that the check finds in the workbook."""

    @property
    def year(self) -> int:
        """The budget year."""
        return self.fees.account.today.year

    @property
    def draft(self) -> str:
        """Why it is a draft, in words; ``""`` where it can be used as it is."""
        if self.fees.asked:
            return "Utregning med andre forutsetninger enn arbeidsbokens"
        if self.fees.decision is None:
            return "Satsen er ikke vedtatt"
        if self.errors:
            return f"Kontrollen av arbeidsboken finner {nb.counted(self.errors, 'feil', 'feil')}"
        return ""

    @property
    def hindrance(self) -> str:
        """Why no pages for the municipalities are made; ``""`` where they are."""
        if self.fees.decision is None and not self.fees.asked:
            return (
                f"Satsen {nb.number(self.fees.account.today.rate, 2)} kr har ikke noe registrert "
                "vedtak på Forutsetninger, så det lages ingen sider til kommunene."
            )
        return ""


def per(at: date) -> str:
    """«per 1.1.2025»."""
    return f"per {nb.day(at)}"


def share(value: Fraction | None) -> str:
    """A share as per cent with one decimal: «−16,7 %»; «» where there is none."""
    if value is None:
        return ""
    tenths = rounded(Decimal(value.numerator * 1000) / Decimal(value.denominator))
    return f"{nb.number(tenths / 10, 1)} %"


def kroner(value: Decimal | None) -> str:
    """An amount in whole kr; «» where it is not known."""
    return "" if value is None else nb.number(value, 0)


def rate_words(report: FeeReport) -> str:
    """The rate, with its decision where there is one."""
    rate = f"{nb.number(report.fees.account.today.rate, 2)} kr per innbygger"
    fact = report.fees.decision
    if fact is None or fact.day is None:
        return f"{rate}, uten registrert vedtak"
    source, day = fact.source, nb.day(fact.day)
    if source and day in source:
        return f"{rate}, {source[0].lower()}{source[1:]}"
    return f"{rate}, vedtatt {day}" + (f" ({source})" if source else "")


def incomplete(fees: FeeList) -> str:
    """«ufullstendig: 46 mangler» where members are unnamed or without population, else ``""``."""
    lacking = fees.account.unnamed.members + sum(line.missing for line in fees.lines)
    return f"ufullstendig: {lacking} mangler" if lacking else ""


def total_words(fees: FeeList) -> str:
    """What the sum is a sum of."""
    told = incomplete(fees)
    return f"Sum navngitte ({told})" if told else "Sum"


def sentences(report: FeeReport) -> Iterator[str]:
    """What a reader must know, the most important first."""
    fees, account = report.fees, report.fees.account
    if report.draft:
        yield f"UTKAST: {report.draft}."
    if account.unnamed.members:
        yield (
            f"Ufullstendig: {account.unnamed.members} av {account.members} medlemmer er ikke "
            f"navngitt. Summen gjelder de {sum(p.owes for p in account.payers)} navngitte. De "
            f"øvrige er anslått til {kroner(account.unnamed.fee)} kr til sammen og står ikke her."
        )
    for line in fees.lines:
        if line.missing:
            yield (
                f"{line.payer.member.name} mangler folketall {per(account.today.at)} og har derfor "
                "ingen kontingent."
            )
    yield f"Sats: {rate_words(report)}. Folketall {per(account.today.at)} (SSB, tabell 07459)."
    yield ROUNDING
    yield (
        f"Kontingenten for {report.year - 1} er beregnet: forrige sats × folketallet "
        f"{per(account.case.at)}. Den er ikke hentet fra fjorårets fakturaer."
    )
    if fees.unreadable:
        yield f"Forfallet kan ikke leses: «{fees.unreadable}» på Forutsetninger er ingen dato."
    elif not fees.due:
        yield "Terminer og forfall er ikke bestemt. Skriv datoene på Forutsetninger."


def forms(line: FeeLine) -> tuple[str, ...]:
    """What is to be said of a member's line beside its figures."""
    told = []
    member = line.payer.member
    if not line.payer.owes:
        told.append("utmeldt")
    elif line.before == 0 and member.joined is not None:
        told.append(f"medlem fra {nb.day(member.joined)}")
    if line.missing:
        told.append("mangler folketall")
    return tuple(told)
