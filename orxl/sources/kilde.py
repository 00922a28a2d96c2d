"""The text source of the first workbook: YAML for the programme and its texts, CSV for tables.

The folder is ``workbook/kilde/``; after the first build the workbook is the truth and the
source is history.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from orxl.core import nb
from orxl.programme.programme import Programme, record_types
from orxl.programme.projection import first_lines
from orxl.programme.record import Record
from orxl.sources.measures import MeasureFile
from orxl.sources.reading import Row, SourceFile

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
_CORRECTION = {
    "hva": "what",
    "sted": "place",
    "ark": "sheet",
    "trykt": "printed",
    "her": "here",
    "hvorfor": "why",
}
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
    "kurs": "rate",
    "kursdato": "rate_day",
    "forskudd": "advance_share",
    "krav_egeninnsats": "own_share",
    "budsjettpost": "budget_line",
    "kommentar": "comment",
}
_GRANT_YEAR = {
    "tilskudd": "grant",
    "år": "year",
    "inntekt": "income",
    "egeninnsats_penger": "own_money",
    "egeninnsats_arbeid": "own_work",
    "prosjektmidler": "frame",
    "forskudd": "advance",
    "bundet_brukt": "used",
    "bundet_fra_før": "opening",
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
    "orgnr": "orgno",
    "fakturareferanse": "reference",
}
_SCENARIO = {
    "scenario": "name",
    "sats": "rate",
    "folketall_per": "at",
    "vekst": "growth",
    "søkte_tilskudd": "applied",
    "kommentar": "comment",
}
_CHANGE = {
    "scenario": "scenario",
    "endring": "change",
    "kommunenr": "code",
    "tilskudd": "grant",
    "kommentar": "comment",
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

_MUNICIPALITY = ("kommunenr", "kommune", "fylke")
_POPULATION = {
    "kommunenr": "code",
    "kommune": "municipality",
    "fylke": "county",
    "dato": "at",
    "innbyggere": "inhabitants",
}

_YAML: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    ("assumptions", "forutsetninger.yaml", "forutsetninger", _ASSUMPTION),
    ("strategy", "strategi.yaml", "strategi", _STRATEGY),
    ("areas", "omraader.yaml", "områder", _AREA),
    ("bodies", "organisering.yaml", "organisering", _BODY),
    ("footnotes", "noter.yaml", "noter", _NOTE),
    ("paragraphs", "tekster.yaml", "tekster", _PARAGRAPH),
    ("declared_figures", "faste_tall.yaml", "faste_tall", _FIGURE),
    ("corrections", "rettelser.yaml", "rettelser", _CORRECTION),
)
_CSV: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("lines", "hovedtall.csv", _LINE),
    ("projects", "prosjektmidler.csv", _PROJECT),
    ("grants", "tilskudd.csv", _GRANT),
    ("grant_years", "tilskuddsaar.csv", _GRANT_YEAR),
    ("carry_over", "overforing.csv", _CARRY_OVER),
    ("members", "medlemmer.csv", _MEMBER),
    ("scenarios", "scenarioer.csv", _SCENARIO),
    ("scenario_changes", "scenariovalg.csv", _CHANGE),
    ("accepted", "godtatte_avvik.csv", _ACCEPTED),
    ("printed_faults", "trykte_avvik.csv", _PRINTED),
    ("log", "endringslogg.csv", _LOG),
)


def read_source(folder: Path) -> Programme:
    """The programme in *folder*. Raises BadSource with file and place for anything malformed."""
    tables: dict[str, tuple[Record, ...]] = {}
    models = record_types()
    for name, file, top, keys in _YAML:
        source = SourceFile(folder / file)
        tables[name] = source.records(models[name], source.entries(top), keys)
    for name, file, keys in _CSV:
        source = SourceFile(folder / file)
        tables[name] = source.records(models[name], source.lines(source.known(keys)), keys)
    measures = MeasureFile(SourceFile(folder / "tiltak.yaml"))
    for name, rows in measures.tables().items():
        same = {key: key for _, row in rows for key in row}
        tables[name] = measures.file.records(models[name], rows, same)
    populations = SourceFile(folder / "folketall.csv")
    tables["populations"] = populations.records(
        models["populations"], _population_rows(populations), _POPULATION
    )
    tables["ahead_lines"] = first_lines(tables["lines"])  # type: ignore[arg-type]
    return Programme(**tables)  # type: ignore[arg-type]


def _population_rows(file: SourceFile) -> list[Row]:
    """One row per municipality and date from a table with one column per date.

    The rows of a date stand together, in the order of the file: the members first, who are printed.
    """

    def refuse(name: str) -> None:
        if name not in _MUNICIPALITY:
            _day(file, name)

    rows: list[tuple[date, Row]] = []
    for where, row in file.lines(refuse):
        for name, value in row.items():
            if name in _MUNICIPALITY:
                continue
            at = _day(file, name)
            said = {key: row.get(key) for key in _MUNICIPALITY}
            entry = {**said, "dato": at, "innbyggere": value}
            rows.append((at, (f"{where}, kolonnen «{name}»", entry)))
        missing = next((key for key in _MUNICIPALITY if key not in row), None)
        if missing is not None:
            raise file.bad(f": kolonnen «{missing}» mangler.")
    return [row for _, row in sorted(rows, key=lambda r: r[0])]


def _day(file: SourceFile, header: str) -> date:
    """The date that heads a column of figures: 2025-01-01, or 01.01.2025."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        with suppress(ValueError):
            return datetime.strptime(header, form).date()
    raise file.bad(f": overskriften {nb.quoted(header)} er verken en dato eller en kjent kolonne.")
