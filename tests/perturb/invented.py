"""An organisation that an outsider invented (``tests/hand/oppfinnelse.yaml``), as a workbook.

Five members of whom two share a name, two grants of which one is in euro, everybody named. What it
comes to was worked out by hand; the labels are those of the sheet when that was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from orxl.layout import layout_for
from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.programme.codes import LineSource, LineType, ScenarioName
from orxl.programme.programme import Programme, record_types
from orxl.rules.kit import View
from orxl.template import build
from orxl.xlsx import read_bytes
from tests.helpers import recalculated, view_of

YEAR: Final = 2026
MOMENT: Final = datetime(2025, 12, 10, 9)
FILE: Final = Path(__file__).parents[1] / "hand" / "oppfinnelse.yaml"
_TABLES: Final = {
    "Medlemmer": "tblMedlemmer", "Prosjektmidler": "tblProsjektmidler",
    "Hovedtall": "tblHovedtall", "Strategi": "tblStrategi", "Områder": "tblOmråder",
    "Tiltak": "tblTiltak", "Mål": "tblMål", "Partnere": "tblPartnere",
    "Organisering": "tblOrganisering", "Tekster": "tblTekster", "Tilskudd": "tblTilskudd",
}  # fmt: skip
_NAMES: Final = {
    "Utgave": "Versjon", "Møte i representantskapet": "Vedtaksmøte",
    "Regn med søkte tilskudd": "Regn_med_søkte_tilskudd",
    "Kontingentsats": "Kontingentsats", "Kontingentsats året før": "Kontingentsats_forrige",
    "Dato for vedtak om kontingentsats": "Kontingentvedtak",
    "Dato for folketallet": "Folketallsdato", "Antall medlemskommuner": "Antall_medlemmer",
    "Vedtatt grunnlag for kontingentinntekter": "Kontingentgrunnlag",
    "Valutakurs, euro": "Kurs_EUR", "Stillinger budsjettet dekker": "Antall_stillinger",
    "Herav faste stillinger": "Faste_stillinger",
    "Toleranse for avrunding": "Toleranse_avrunding",
    "Avvik som ikke følges opp": "Avviksgrense_beløp",
    "Grense for gult trafikklys": "Avviksgrense_gul",
    "Grense for rødt trafikklys": "Avviksgrense_rød",
}  # fmt: skip
_FACTS: Final = {
    "Kontingentsats_saken": "Kontingentsats", "Folketallsdato_saken": "Folketallsdato",
    "Status_per": "Vedtaksmøte",
}  # fmt: skip
_TOTALS: Final = (
    ("Sum inntekter", LineType.INCOME_SUM),
    ("Sum driftsutgifter", LineType.EXPENSE_SUM),
    ("Resultat", LineType.RESULT),
    ("Utgående mindreforbruk", LineType.CARRY_OUT),
)


@lru_cache
def told() -> dict[str, Any]:
    """What the outsider wrote."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def invented_programme(populations: tuple[Any, ...]) -> Programme:
    """The invented organisation, with the *populations* (SSB) that it was worked out from."""
    typed: Mapping[str, Any] = told()["inntasting"]
    tables: dict[str, tuple[Any, ...]] = {"populations": populations}
    tables["assumptions"] = tuple(_assumptions(typed["Forutsetninger"]))
    for sheet, table in _TABLES.items():
        spec = layout_for(YEAR).table(table)
        keys = {c.header: c.key for c in spec.columns}
        keys |= {old: c.key for c in spec.columns for _, old in c.former}
        known = record_types()[spec.content].model_fields
        rows = [{keys.get(k, k): v for k, v in row.items()} for row in typed[sheet]]
        if sheet == "Hovedtall":
            rows = list(_lines(rows))
        if sheet == "Prosjektmidler":
            rows = [{**row, "frame": None if row.get("grant") else row["frame"]} for row in rows]
        tables[spec.content] = tuple(
            record_types()[spec.content].model_validate(
                {k: str(v) if isinstance(v, float) else v for k, v in row.items() if k in known}
            )
            for row in rows
        )
    tables["grant_years"] = tuple(_years(typed))
    tables["carry_over"] = tuple(
        record_types()["carry_over"].model_validate(
            {"column": name, "bound_out": 80 if name == "Prognose 2025" else None}
        )
        for name in ("Budsjett 2025", "Prognose 2025", "Budsjett 2026")
    )
    tables["scenarios"], tables["scenario_changes"] = _scenarios()
    return Programme(**tables)


def _assumptions(typed: Mapping[str, Any]) -> Iterator[Any]:
    values = {_NAMES.get(label, label): value for label, value in typed.items()}
    values |= {name: values[same] for name, same in _FACTS.items()}
    model = record_types()["assumptions"]
    for spec in ASSUMPTIONS:
        value = values.get(spec.name, spec.start)
        value = str(value) if isinstance(value, int | float) else value
        row = {"label": spec.label, "name": spec.name, "standing": spec.standing}
        found = model.model_validate({**row, "value": value})
        if isinstance(value, str) and value.replace(".", "", 1).isdigit():
            from decimal import Decimal

            found = found.model_copy(update={"value": Decimal(value)})
        yield found


def _lines(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines as typed, each total after its own, numbered."""
    ends = {LineType.INCOME: [_TOTALS[0]], LineType.EXPENSE: list(_TOTALS[1:])}
    number = 0
    for index, row in enumerate(rows):
        number += 1
        case = row.get("budget") if row["source"] == LineSource.TYPED else None
        yield {**row, "line": number, "case": case}
        last = index + 1 == len(rows) or rows[index + 1]["type"] != row["type"]
        for label, kind in ends.get(LineType(row["type"]), []) if last else []:
            number += 1
            yield {
                "line": number, "label": label, "type": kind, "source": LineSource.CALCULATED,
            }  # fmt: skip


def _years(typed: Mapping[str, Any]) -> Iterator[Any]:
    """The grants' amounts, which stood on «Tilskudd» when the outsider typed them."""
    frames = {p["Tilskudd"]: p["Ramme 2026"] for p in typed["Prosjektmidler"] if "Tilskudd" in p}
    for grant in typed["Tilskudd"]:
        yield record_types()["grant_years"].model_validate(
            {
                "grant": grant["ID"],
                "year": YEAR,
                "income": grant["Inntekt 2026"],
                "frame": frames[grant["ID"]],
                "opening": grant.get("Bundet ved årets start"),
                "used": grant.get("Bundet brukt i året"),
            }
        )


def _scenarios() -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    scenario, change = record_types()["scenarios"], record_types()["scenario_changes"]
    names = (
        ScenarioName.CASE.value,
        ScenarioName.NOW.value,
        "Uten Våler",
        "Uten søkte",
        "Sats 4,35",
    )
    rows = [scenario(name=name) for name in names]  # type: ignore[call-arg]
    rows[3] = scenario.model_validate({"name": names[3], "applied": "Nei"})
    rows[4] = scenario.model_validate({"name": names[4], "rate": "4.35"})
    out = change.model_validate({"scenario": names[2], "change": "Medlem ut", "code": 3114})
    return tuple(rows), (out,)


def invented_view(populations: tuple[Any, ...]) -> View:
    """The workbook of the invented organisation, calculated."""
    data = build(layout_for(YEAR), invented_programme(populations), MOMENT)
    return view_of(recalculated(read_bytes(data)))
