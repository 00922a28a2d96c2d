"""The list of fees in the terminal and as JSON, and the invoice basis as CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from orxl.core import nb
from orxl.core.showing import fit
from orxl.core.values import BLANK, Value
from orxl.layout.kinds import Kind
from orxl.layout.plain import PlainColumn, PlainSheet
from orxl.programme.fee_list import FeeLine
from orxl.programme.invoices import plain_orgno
from orxl.report.fees.words import (
    FeeReport,
    forms,
    incomplete,
    kroner,
    per,
    sentences,
    share,
    total_words,
)

if TYPE_CHECKING:
    from rich.table import Table

_BYTE_ORDER_MARK: Final = "\ufeff"
"""By which Excel knows that a CSV is UTF-8."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a text in a CSV for a formula by (OWASP, «CSV injection»)."""


def as_table(report: FeeReport) -> Table:
    """A line for each member."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("Nr")
    table.add_column("Kommune")
    for words in ("Folketall", f"Kontingent {report.year}", str(report.year - 1), "Endring", "%"):
        table.add_column(words, justify="right")
    table.add_column("")
    for line in report.fees.lines:
        payer = line.payer
        table.add_row(
            f"{payer.member.code:04d}",
            Text(fit(payer.member.name)),
            nb.number(payer.people, 0) if payer.people else "",
            "" if line.missing else kroner(payer.fee),
            kroner(line.before),
            kroner(line.change),
            share(line.share),
            nb.listed(forms(line)) if forms(line) else "",
        )
    table.add_row(
        "", Text(total_words(report.fees)), nb.number(_people(report.fees.paying), 0),
        kroner(report.fees.account.named), kroner(report.fees.before),
        "", "", "", style="bold",
    )  # fmt: skip
    return table


def _people(lines: Sequence[FeeLine]) -> int:
    return sum(line.payer.people for line in lines)


def as_json(report: FeeReport) -> str:
    """The list as JSON (docs/json.md)."""
    fees, account = report.fees, report.fees.account
    content: dict[str, Any] = {
        "versjon": 1,
        "fil": report.file,
        "sha256": report.sha256,
        "år": report.year,
        "sats": float(account.today.rate),
        "folketall_per": account.today.at.isoformat(),
        "vedtak": None if fees.decision is None else _iso(fees.decision.day),
        "utkast": report.draft or None,
        "ufullstendig": incomplete(fees) or None,
        "forfall": [day.isoformat() for day in fees.due],
        "medlemmer": [_plain(line) for line in fees.lines],
        "sum_navngitte": int(account.named),
        "anslag_øvrige": int(account.unnamed.fee),
        "øvrige": account.unnamed.members,
        "merknader": list(sentences(report)),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(line: FeeLine) -> dict[str, Any]:
    payer = line.payer
    return {
        "kommunenr": f"{payer.member.code:04d}",
        "kommune": payer.member.name,
        "organisasjonsnr": payer.member.orgno,
        "fakturareferanse": payer.member.reference,
        "medlem": payer.owes,
        "folketall": payer.people if payer.people else None,
        "kontingent": None if line.missing else int(payer.fee),
        "kontingent_året_før": None if line.before is None else int(line.before),
        "endring": None if line.change is None else int(line.change),
        "endring_andel": None if line.share is None else round(float(line.share), 6),
        "terminer": [int(part) for part in line.parts],
    }


def as_csv(report: FeeReport) -> str:
    """The invoice basis: a line for each member and instalment; «;», decimal comma, for Excel.

    A draft says so in a column of its own, and an unnamed or unknown member has no line.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ("Kommunenr", "Kommune", "Organisasjonsnr", "Fakturareferanse", "Termin", "Forfall",
         "Folketall", "Folketall per", "Sats", "Beløp", "Fakturatekst", "Status")
    )  # fmt: skip
    account = report.fees.account
    for line in report.fees.paying:
        member = line.payer.member
        parts = line.parts or (line.payer.fee,)
        for number, amount in enumerate(parts, start=1):
            due = report.fees.due[number - 1] if line.parts else None
            writer.writerow(
                _safe(text)
                for text in (
                    f"{member.code:04d}", member.name, _orgno(member.orgno),
                    "" if member.reference is None else member.reference,
                    str(number) if due else "", nb.day(due) if due else "",
                    str(line.payer.people), nb.day(account.today.at),
                    _decimal(account.today.rate), str(amount),
                    f"Kontingent {report.year} til {report.owner}", _status(report),
                )
            )  # fmt: skip
    return _BYTE_ORDER_MARK + stream.getvalue()


def _status(report: FeeReport) -> str:
    told = [f"UTKAST: {report.draft}" if report.draft else "", incomplete(report.fees)]
    return "; ".join(filter(None, told))


def _orgno(text: str | None) -> str:
    return "" if text is None else plain_orgno(text)


def _decimal(number: Decimal) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _safe(text: str) -> str:
    shown = fit(text)
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown


def as_sheet(report: FeeReport) -> PlainSheet:
    """The list and the invoice basis in one sheet, with all that is to be said above it."""
    fees, account = report.fees, report.fees.account
    dues = [f"Termin {n}: {nb.day(day)}" for n, day in enumerate(fees.due, start=1)]
    columns = (
        PlainColumn("Kommunenr", Kind.MUNICIPALITY, 12),
        PlainColumn("Kommune", Kind.TEXT, 24),
        PlainColumn("Organisasjonsnr", Kind.CODE, 17),
        PlainColumn("Fakturareferanse", Kind.CODE, 20),
        PlainColumn(f"Folketall {per(account.today.at)}", Kind.INTEGER, 15),
        PlainColumn("Sats", Kind.RATE, 9),
        PlainColumn(f"Kontingent {report.year}", Kind.KRONER, 15),
        PlainColumn(f"Kontingent {report.year - 1} (beregnet)", Kind.KRONER, 17),
        PlainColumn("Endring", Kind.KRONER, 13),
        PlainColumn("Endring i prosent", Kind.GROWTH, 12),
        *(PlainColumn(words, Kind.KRONER, 15) for words in dues or ("Forfall",)),
        PlainColumn("Merknad", Kind.TEXT, 24),
    )
    name = f"Kontingent {report.year}"
    return PlainSheet(
        name,
        f"{name} – {report.owner}" + (" – UTKAST" if report.draft else ""),
        (*sentences(report), f"Laget av {report.file}, SHA-256 {report.sha256}."),
        columns,
        tuple(_row(line, report, len(dues)) for line in fees.lines),
        _total(report, len(dues)),
    )


def _row(line: FeeLine, report: FeeReport, dues: int) -> tuple[Value, ...]:
    payer = line.payer
    member = payer.member
    fee = BLANK if line.missing else _value(payer.fee)
    parts = tuple(_value(part) for part in line.parts) if dues else (BLANK,)
    return (
        float(member.code), member.name,
        _orgno(member.orgno) or BLANK, BLANK if member.reference is None else member.reference,
        float(payer.people) if payer.people else BLANK, float(report.fees.account.today.rate),
        fee, _value(line.before), _value(line.change),
        BLANK if line.share is None else float(line.share),
        *parts, ", ".join(forms(line)) or BLANK,
    )  # fmt: skip


def _total(report: FeeReport, dues: int) -> tuple[Value, ...]:
    fees = report.fees
    parts = [sum((line.parts[n] for line in fees.lines), Decimal(0)) for n in range(dues)]
    change = None if fees.before is None else fees.account.named - fees.before
    return (
        BLANK, total_words(fees), BLANK, BLANK, float(_people(fees.paying)), BLANK,
        _value(fees.account.named), _value(fees.before), _value(change), BLANK,
        *((_value(part) for part in parts) if dues else (BLANK,)), BLANK,
    )  # fmt: skip


def _value(amount: Decimal | None) -> Value:
    return BLANK if amount is None else float(amount)
