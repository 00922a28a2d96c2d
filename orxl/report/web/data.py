"""The figures as open data: each table as CSV and as JSON, with its columns explained.

CSV is UTF-8 with «;» and a decimal comma, as a Norwegian spreadsheet reads it; a text that a
spreadsheet would take for a formula has an apostrophe before it. JSON is UTF-8 with numbers as
numbers; what is unknown is ``null``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Final

from orxl.core.light import dataclass
from orxl.core.showing import fit, fit_json
from orxl.report.web.edition import Edition, MoneyTable

_BYTE_ORDER_MARK: Final = "\ufeff"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
Scalar = str | int | float | None


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of open data."""

    name: str
    about: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of open data."""

    name: str
    """Of its files, without ending."""
    title: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Scalar, ...], ...]


def tables_of(edition: Edition) -> tuple[DataTable, ...]:
    """The open data of *edition*."""
    return (
        _key_figures(edition),
        _measures(edition),
        _targets(edition),
        _money("hovedtall", edition.main),
        _money("prosjektmidler", edition.projects),
        _members(edition),
    )


_KEY: Final = (
    DataColumn("navn", "Hva tallet er"),
    DataColumn("verdi", "Tallet"),
    DataColumn("enhet", "Hva tallet teller"),
    DataColumn("aar", "Året tallet gjelder"),
)


def _key_figures(edition: Edition) -> DataTable:
    return DataTable(
        "nokkeltall", "Nøkkeltall", _KEY,
        tuple(
            (name, _whole(value), unit, edition.year)
            for name, value, unit in key_figures(edition)
        ),
    )  # fmt: skip


def key_figures(edition: Edition) -> Iterator[tuple[str, float | None, str]]:
    """The name, the value and the unit of every key figure."""
    measures = edition.measures
    totals = edition.totals
    yield "Tiltak", len(measures), "tiltak"
    yield "Resultatmål", sum(len(m.results) for m in measures), "mål"
    yield "Effektmål", sum(len(m.effects) for m in measures), "mål"
    yield "Partnere", len({p for m in measures for p in m.partners}), "partnere"
    fees = next((group for group in edition.fees if group.total), None)
    if fees is not None:
        yield "Medlemskommuner", fees.members.value, "kommuner"
        yield "Kontingent i alt", fees.fee.value, "kr"
    yield "Kontingent per innbygger", edition.rate.now.value, "kr"
    yield "Inntekter", totals.income.value, "1000 kr"
    yield "Utgifter", totals.expenses.value, "1000 kr"
    yield "Resultat", totals.result.value, "1000 kr"
    yield "Inngående mindreforbruk", totals.opening.value, "1000 kr"
    yield "Utgående mindreforbruk", totals.closing.value, "1000 kr"


def _measures(edition: Edition) -> DataTable:
    return DataTable(
        "tiltak", "Tiltak",
        (
            DataColumn("nr", "Tiltakets nummer"),
            DataColumn("tiltak", "Tiltakets navn"),
            DataColumn("omraade", "Områdets nummer"),
            DataColumn("omraadenavn", "Områdets navn"),
            DataColumn("status", "Hvor langt tiltaket er kommet"),
            DataColumn("resultatmaal", "Hvor mange resultatmål", "mål"),
            DataColumn("effektmaal", "Hvor mange effektmål", "mål"),
            DataColumn("partnere", "Samarbeidspartnere, skilt med semikolon"),
            DataColumn("fn_maal", "FNs bærekraftsmål, numre skilt med komma"),
        ),
        tuple(
            (
                m.number, m.title, m.area, area.name if (area := edition.area(m.area)) else "",
                m.status, len(m.results), len(m.effects), "; ".join(m.partners),
                ", ".join(map(str, m.goals)),
            )
            for m in edition.measures
        ),
    )  # fmt: skip


def _targets(edition: Edition) -> DataTable:
    return DataTable(
        "maal", "Resultatmål og effektmål",
        (
            DataColumn("maal_id", "Målets kode"),
            DataColumn("tiltak", "Tiltakets nummer"),
            DataColumn("type", "Resultatmål eller effektmål"),
            DataColumn("maal", "Målet slik det står i handlingsprogrammet"),
            DataColumn("frist", "Fristen i ord, der den er oppgitt"),
        ),
        tuple(
            (target.key, measure.number, kind, target.text, target.deadline)
            for measure in edition.measures
            for kind, targets in (("Resultatmål", measure.results), ("Effektmål", measure.effects))
            for target in targets
        ),
    )  # fmt: skip


def _money(name: str, table: MoneyTable) -> DataTable:
    keys = ("budsjett_forrige", "prognose_forrige", "budsjett", "endring")
    return DataTable(
        name, table.title,
        (
            DataColumn("post", "Navnet på linjen"),
            DataColumn("type", "inntekt, utgift eller sum; tomt for det som bare overføres"),
            *(
                DataColumn(key, header, "1000 kr")
                for key, header in zip(keys, table.columns, strict=True)
            ),
        ),
        tuple(
            (line.label, line.kind, *(_whole(amount.value) for amount in line.amounts))
            for line in table.lines
            if line.amounts
        ),
    )  # fmt: skip


def _members(edition: Edition) -> DataTable:
    return DataTable(
        "medlemmer", "Navngitte medlemmer og kontingent",
        (
            DataColumn("kommunenr", "Kommunenummer etter SSB, fire sifre"),
            DataColumn("kommune", "Kommunens navn"),
            DataColumn("delregion", "Delregionen kommunen hører til"),
            DataColumn("innbyggere", "Folketallet kontingenten er regnet av", "innbyggere"),
            DataColumn("kontingent", f"Kontingent for {edition.year}", "kr"),
        ),
        tuple(
            (m.code, m.name, m.region, _whole(m.inhabitants.value), _whole(m.fee.value))
            for m in edition.members
        ),
    )  # fmt: skip


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def as_csv(table: DataTable) -> bytes:
    """The table for a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(_field(value) for value in row)
    return (_BYTE_ORDER_MARK + stream.getvalue()).encode("utf-8", "replace")


def _field(value: Scalar) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        shown = fit(value)
        return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)


def as_json(table: DataTable, edition: Edition) -> bytes:
    """The table for a program, with what its columns are."""
    names = [column.name for column in table.columns]
    told = {
        "tittel": table.title,
        "utgiver": edition.organisation,
        "program": edition.title,
        "utgave": edition.name,
        "utkast": edition.draft is not None,
        "kolonner": [
            {"navn": c.name, "beskrivelse": c.about, "enhet": c.unit if c.unit else None}
            for c in table.columns
        ],
        "rader": [dict(zip(names, row, strict=True)) for row in table.rows],
    }
    text = fit_json(json.dumps(told, ensure_ascii=False, indent=1))
    return f"{text}\n".encode("utf-8", "replace")
