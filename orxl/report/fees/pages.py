"""A page to each member municipality: how its fee is made, with source and decision."""

from __future__ import annotations

from orxl.core import nb
from orxl.programme.fee_list import FeeLine
from orxl.report.fees.words import ROUNDING, FeeReport, kroner, per, rate_words, share
from orxl.report.page import page, text

_SHEET = """<style>
.kommune { break-after: page; } .kommune:last-child { break-after: auto; }
.kommune table { max-width: 40rem; margin-bottom: 1rem; }
.kommune td { text-align: right; width: 14rem; } .kommune th { font-weight: 400; }
.kommune .sum th, .kommune .sum td { font-weight: 700; border-top: 2px solid #1F3864; }
</style>
"""


def one_page(line: FeeLine, report: FeeReport) -> str:
    """The page to one municipality, as HTML."""
    title = f"Kontingent {report.year}: {line.payer.member.name} kommune"
    return page(title, title, _sender(report), _SHEET + _section(line, report, ""))


def all_pages(report: FeeReport) -> str:
    """All the pages in one document, each on a sheet of its own when printed."""
    title = f"Kontingent {report.year}: sidene til kommunene"
    parts = "\n".join(
        _section(line, report, f"<h2>{text(line.payer.member.name)} kommune</h2>")
        for line in report.fees.paying
    )
    return page(title, title, _sender(report), _SHEET + parts)


def _section(line: FeeLine, report: FeeReport, heading: str) -> str:
    return f'<section class="kommune">{heading}{_body(line, report)}</section>'


def _sender(report: FeeReport) -> str:
    return f'<p class="fakta">{text(report.owner)}</p>'


def _body(line: FeeLine, report: FeeReport) -> str:
    account, payer = report.fees.account, line.payer
    member = payer.member
    rows = [
        _row(f"Innbyggere {per(account.today.at)}", nb.number(payer.people, 0)),
        _row("Sats, kr per innbygger", nb.number(account.today.rate, 2)),
        _row(f"Kontingent {report.year}, kr", kroner(payer.fee), "sum"),
    ]
    if line.before:
        rows.append(_row(f"Kontingent {report.year - 1} (beregnet), kr", kroner(line.before)))
        change = f"{kroner(line.change)} ({share(line.share)})"
        rows.append(_row("Endring, kr", change))
    for number, (day, part) in enumerate(zip(report.fees.due, line.parts, strict=False), start=1):
        rows.append(_row(f"Termin {number}, forfall {nb.day(day)}, kr", kroner(part)))
    draft = (
        f'<p class="tilstand advarsel">UTKAST: {text(report.draft)}.</p>' if report.draft else ""
    )
    facts = [
        f"Satsen: {rate_words(report)}.",
        f"Folketallet: SSB, tabell 07459, {per(account.today.at)}.",
        ROUNDING,
    ]
    if member.orgno:
        facts.append(f"Organisasjonsnummer: {member.orgno}.")
    if member.reference:
        facts.append(f"Fakturareferanse: {member.reference}.")
    told = "".join(f"<p>{text(fact)}</p>" for fact in facts)
    return (
        f"{draft}<table><caption>Slik er kontingenten regnet ut</caption><tbody>{''.join(rows)}"
        f"</tbody></table>{told}"
    )


def _row(words: str, figure: str, look: str = "") -> str:
    kind = f' class="{look}"' if look else ""
    return f'<tr{kind}><th scope="row">{text(words)}</th><td>{text(figure)}</td></tr>'
