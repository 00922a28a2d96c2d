"""The text source of the first workbook: YAML for the programme and its texts, CSV for tables.

The folder is ``workbook/kilde/``; after the first build the workbook is the truth and the
source is history.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from orxl.core.errors import BadSource
from orxl.programme.models import Record
from orxl.programme.programme import Programme, record_types

_ASSUMPTION = {
    "navn": "name",
    "forutsetning": "label",
    "verdi": "value",
    "enhet": "unit",
    "grunnlag": "standing",
    "dato": "day",
    "kilde": "source",
    "forklaring": "note",
}
_STRATEGY = {"nr": "number", "type": "type", "tekst": "text", "område": "area", "lenke": "link"}
_AREA = {
    "kode": "code",
    "navn": "name",
    "type": "type",
    "innledning": "introduction",
    "kryssreferanser": "cross_references",
}
_BODY = {
    "id": "body_id",
    "navn": "name",
    "type": "type",
    "overordnet": "parent",
    "leder": "leader",
    "møter": "meetings",
    "beskrivelse": "description",
}
_NOTE = {
    "id": "note_id",
    "tabell": "table",
    "merke": "mark",
    "post": "line",
    "tekst": "text",
    "merknad": "remark",
}
_PARAGRAPH = {
    "nr": "number",
    "kapittel": "chapter",
    "type": "type",
    "nivå": "level",
    "tekst": "text",
}
_FIGURE = {"tall": "text", "gjelder": "place", "kilde": "source", "dato": "at"}
_LINE = {
    "linje": "line",
    "post": "label",
    "type": "type",
    "budsjett_forrige": "budget_prior",
    "prognose_forrige": "forecast_prior",
    "budsjett": "budget",
    "i_saken": "case",
    "hentes_fra": "source",
    "note": "note",
    "kommentar": "comment",
}
_PROJECT = {
    "prosjekt": "label",
    "budsjett_forrige": "budget_prior",
    "prognose_forrige": "forecast_prior",
    "ramme": "frame",
    "tilskudd": "grant",
    "note": "note",
    "kommentar": "comment",
}
_GRANT = {
    "id": "grant_id",
    "tilskudd": "label",
    "giver": "giver",
    "status": "status",
    "fra_år": "from_year",
    "til_år": "to_year",
    "valuta": "currency",
    "tilsagn": "ceiling",
    "forskudd": "advance_share",
    "krav_egeninnsats": "own_share",
    "inntekt": "planned",
    "bundet_start": "bound_in",
    "bundet_brukt": "bound_used",
    "budsjettpost": "budget_line",
    "kommentar": "comment",
}
_CARRY_OVER = {
    "tall_fra": "column",
    "bundet_inn": "bound_in",
    "bundet_ut": "bound_out",
    "kommentar": "comment",
}
_MEMBER = {
    "kommunenr": "code",
    "kommune": "name",
    "delregion": "region",
    "i_grunnlaget": "in_basis",
    "medlem_fra": "joined",
    "medlem_til": "left",
    "kilde": "source",
}
_ACCEPTED = {
    "regel": "code",
    "ark": "sheet",
    "rad": "row",
    "kolonne": "column",
    "beløp": "amount",
    "begrunnelse": "reason",
    "godtatt_av": "accepted_by",
    "dato": "accepted_on",
    "gjelder_til": "valid_until",
}
_PRINTED = {
    "regel": "code",
    "ark": "sheet",
    "rad": "row",
    "kolonne": "column",
    "beløp": "amount",
    "trykt_i": "printed_in",
}
_LOG = {
    "tidspunkt": "time",
    "hvem": "who",
    "handling": "action",
    "feil": "errors",
    "advarsler": "warnings",
    "merknader": "notes",
    "endrede_celler": "changed",
    "beskrivelse": "description",
}

_YAML: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("assumptions", "forutsetninger.yaml", "forutsetninger", _ASSUMPTION),
    ("strategy", "strategi.yaml", "strategi", _STRATEGY),
    ("areas", "omraader.yaml", "områder", _AREA),
    ("bodies", "organisering.yaml", "organisering", _BODY),
    ("footnotes", "noter.yaml", "noter", _NOTE),
    ("paragraphs", "tekster.yaml", "tekster", _PARAGRAPH),
    ("declared_figures", "faste_tall.yaml", "faste_tall", _FIGURE),
)
_CSV: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("lines", "hovedtall.csv", _LINE),
    ("projects", "prosjektmidler.csv", _PROJECT),
    ("grants", "tilskudd.csv", _GRANT),
    ("carry_over", "overforing.csv", _CARRY_OVER),
    ("members", "medlemmer.csv", _MEMBER),
    ("accepted", "godtatte_avvik.csv", _ACCEPTED),
    ("printed_faults", "trykte_avvik.csv", _PRINTED),
    ("log", "endringslogg.csv", _LOG),
)


def read_source(folder: Path) -> Programme:
    """The programme in *folder*. Raises BadSource with file and row for anything malformed."""
    tables: dict[str, tuple[Record, ...]] = {}
    for name, file, top, keys in _YAML:
        entries = _entries(folder / file, top)
        tables[name] = _records(name, folder / file, (_renamed(e, keys) for e in entries))
    for name, file, keys in _CSV:
        rows = [_renamed(row, keys) for row in _rows(folder / file)]
        tables[name] = _records(name, folder / file, rows)
    measures = _entries(folder / "tiltak.yaml", "tiltak")
    for name, rows in _measure_tables(measures).items():
        tables[name] = _records(name, folder / "tiltak.yaml", rows)
    populations = _population_rows(folder / "folketall.csv")
    tables["populations"] = _records("populations", folder / "folketall.csv", populations)
    return Programme(**tables)  # type: ignore[arg-type]


def _entries(path: Path, top: str) -> list[dict[str, Any]]:
    import yaml

    try:
        content = yaml.safe_load(_text(path))
    except yaml.YAMLError as error:
        raise BadSource(f"Kildefilen {path.name} er ikke gyldig YAML: {error}") from error
    entries = content.get(top) if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise BadSource(f"Kildefilen {path.name} mangler listen «{top}».")
    return entries


def _rows(path: Path) -> list[dict[str, str | None]]:
    lines = _text(path).splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise BadSource(f"Kildefilen {path.name} har feil antall felt på linje {number}.")
    return [{k: v if v != "" else None for k, v in row.items()} for row in rows]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise BadSource(f"Kildefilen {path.name} finnes ikke i {path.parent}.") from error
    except UnicodeDecodeError as error:
        raise BadSource(f"Kildefilen {path.name} er ikke lagret som UTF-8.") from error


def _renamed(entry: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    unknown = set(entry) - set(keys)
    if unknown:
        raise BadSource(f"Ukjent felt i kilden: {', '.join(sorted(map(str, unknown)))}.")
    return {keys[key]: _joined(key, value) for key, value in entry.items()}


def _joined(key: str, value: Any) -> Any:
    if isinstance(value, list):
        # Cross references are codes on one line; everything else is paragraphs of text.
        return (", " if key == "kryssreferanser" else "\n").join(map(str, value)) or None
    if isinstance(value, float):
        return Decimal(str(value))
    return value


def _records(name: str, path: Path, rows: Iterable[Mapping[str, Any]]) -> tuple[Record, ...]:
    from pydantic import ValidationError

    model = record_types()[name]
    records = []
    for number, row in enumerate(rows, start=1):
        try:
            records.append(model.model_validate(dict(row)))
        except (ValidationError, InvalidOperation) as error:
            raise BadSource(f"Kildefilen {path.name}, post {number}: {error}") from error
    return tuple(records)


def _measure_tables(entries: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Measures, targets and partners as rows; a deadline only where the paper gives one."""
    measures: list[dict[str, Any]] = []
    targets: list[dict[str, Any]] = []
    partners: list[dict[str, Any]] = []
    for entry in entries:
        number = entry["nr"]
        measures.append(
            {
                "number": number,
                "title": entry["tittel"],
                "condition": entry["betingelse"],
                "grant": entry["tilskudd"],
                "status": "Ikke startet",
                **_deadline(entry),
            }
        )
        seen = {"Resultatmål": 0, "Effektmål": 0}
        for target in entry["mål"]:
            seen[target["type"]] += 1
            code = f"{number}-{target['type'][0]}{seen[target['type']]}"
            targets.append(
                {
                    "target_id": code,
                    "measure": number,
                    "type": target["type"],
                    "text": target["tekst"],
                    "status": "Ikke vurdert",
                    **_deadline(target),
                    **_requirements(target["krav"], code),
                }
            )
        partners += [
            {"measure": number, "name": p["navn"], "remark": p["merknad"]}
            for p in entry["partnere"]
        ]
    return {"measures": measures, "targets": targets, "partners": partners}


def _deadline(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"deadline": entry.get("frist"), "deadline_text": entry.get("frist_i_ord")}


def _requirements(demands: list[Mapping[str, Any]], code: str) -> dict[str, Any]:
    if len(demands) > 2:
        raise BadSource(f"Målet {code} har flere enn to tallfestede krav.")
    fields: dict[str, Any] = {}
    for suffix, demand in zip(("", "2"), demands, strict=False):
        if suffix and demand["til"] is not None:
            raise BadSource(f"Målet {code}: «mellom» kan bare stå i det første kravet.")
        fields[f"operator{suffix}"] = demand["operator"]
        fields[f"number{suffix}"] = demand["tall"]
        fields[f"unit{suffix}"] = demand["enhet"]
        if not suffix:
            fields["upper"] = demand["til"]
    return fields


def _population_rows(path: Path) -> list[dict[str, Any]]:
    """One row per municipality and date from a table with one column per date."""
    rows = [
        {
            "code": row["kommunenr"],
            "municipality": row["kommune"],
            "county": row["fylke"],
            "at": date.fromisoformat(column),
            "inhabitants": row[column],
        }
        for row in _rows(path)
        for column in row
        if column[:4].isdigit()
    ]
    return sorted(rows, key=lambda r: (r["at"], r["code"]))
