"""Damages that a controller would find: in the budget, the fees and the programme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from orxl.binding import BoundBook
from orxl.core.refs import CellRef
from orxl.core.values import BLANK
from orxl.rules.kit import Editor, Place
from tests.mutation_kit import Change, Mutation, mutation, typing


def budget_damages(bound: BoundBook) -> Iterator[Mutation]:
    lines = bound.tables["tblHovedtall"]
    for row in lines.rows:
        value = row.values["budget"]
        if row.values["source"] == "Innlagt" and isinstance(value, float) and value >= 100:
            change = typing(row.cells["budget"], value * 1000)
            yield mutation("kroner for thousands", str(row.values["label"]), "D012", change)
            change = typing(row.cells["budget"], -value)
            yield mutation("sign turned", str(row.values["label"]), "D011", change)
    for name, key in (
        ("tblProsjektmidler", "frame"), ("tblTilskuddsår", "frame"),
        ("tblProsjektmidler", "budget_prior"),
        ("tblProsjektmidler", "forecast_prior"), ("tblHovedtall", "budget_prior"),
        ("tblHovedtall", "forecast_prior"),
    ):  # fmt: skip
        for row in bound.tables[name].rows:
            value, cell = row.values[key], row.cells[key]
            typed = cell not in bound.declared and row.values.get("type") != "Inngående"
            if isinstance(value, float) and abs(value) >= 7 and typed:
                where = f"{row.values[bound.tables[name].spec.key]} {key}"
                codes = "D012" + (" B004" if "Avrunding" in where else "")
                change = typing(cell, value * 1000)
                yield mutation("kroner for thousands", where, codes, change)
    grants, years = bound.tables["tblTilskudd"], bound.tables["tblTilskuddsår"]

    for grant, key, value, codes in (
        ("SEADITO", "to_year", 2025.0, "B009 B015"),
        ("GEO4WATER", "from_year", 2027.0, "B009 D015 B015"),
        ("SEADITO", "status", "Avslått", "B015 P010"),
        ("SEADITO", "opening", 4000.0, "B008"),
        ("SEADITO", "used", 900.0, "B008"),
        ("SEADITO", "ceiling", 50.0, "B010"),
        ("ORBIFY", "income", 2600.0, "B010"),
        ("ORBIFY", "own_share", 40.0, "D014 B012"),
        ("GEO4WATER", "ceiling", 150e6, "D012"),
        ("ORBIFY", "ceiling", 2.5e9, "D012"),
        ("SEADITO", "income", 200_000.0, "D012"),
        ("KLIMASATS", "income", 1.087, "D009 D012"),
    ):
        places = tuple(
            r.cells["grant"]
            for n in ("tblProsjektmidler", "tblTiltak")
            for r in bound.tables[n].rows
            if r.values["grant"] == grant
        )
        row, year = grants.find(grant), years.find(grant)
        assert row is not None
        assert year is not None
        cell = row.cells[key] if key in row.values else year.cells[key]
        everywhere = (*row.cells.values(), *year.cells.values(), *places)
        everywhere += _project_cells(bound, grant)
        yield mutation(
            "grant damaged", f"{grant} {key}", codes, typing(cell, value, also=everywhere)
        )
    for label, key in (("Avrunding inntekter", "forecast_prior"), ("Avrunding utgifter", "budget")):
        row = lines.find(label)
        assert row is not None
        yield mutation("rounding hides a sum", label, "B014", typing(row.cells[key], 40.0))


def _project_cells(bound: BoundBook, grant: str) -> tuple[CellRef, ...]:
    return tuple(
        cell
        for row in bound.tables["tblProsjektmidler"].rows
        if row.values["grant"] == grant
        for cell in row.cells.values()
    )


def fee_damages(bound: BoundBook) -> Iterator[Mutation]:
    members = bound.tables["tblMedlemmer"]
    row, other = members.rows[4], members.rows[5]
    every = tuple(row.cells.values())
    assumptions = bound.tables["tblForutsetninger"]

    def assumption(name: str) -> CellRef:
        found = assumptions.find(name)
        assert found is not None
        return found.cells["value"]

    yield mutation(
        "member twice",
        "code",
        "K005 K011",
        typing(row.cells["code"], other.values["code"], also=every),
    )
    yield mutation(
        "unknown municipality", "code", "K004 K011", typing(row.cells["code"], 9998.0, also=every)
    )
    yield mutation("wrong name", "name", "K011", typing(row.cells["name"], "Bergen", also=every))
    yield mutation(
        "digits swapped", "code", "K011 K004", typing(row.cells["code"], 3128.0, also=every)
    )
    for name, value, codes in (
        ("Kontingentsats", 25.0, "K010 K002"),
        ("Kontingentsats", 0.0, "K010"),
        ("Kontingentgrunnlag", 538662.0, "K002 K008 K001"),
        ("Antall_medlemmer", 12.0, "K003"),
        ("Toleranse_avrunding", BLANK, "D014 D005"),
        ("Regn_med_søkte_tilskudd", "kanskje", "D004 D014"),
        ("Budsjettår", "2026", "D001 S005"),
        ("Kurs_EUR", 1170.0, "D016"),
        ("Kontingentsats_forrige", 300.0, "D016"),
        ("Antall_medlemmer", 620.0, "D016"),
        ("Antall_stillinger", 400.0, "D016"),
        ("Faste_stillinger", 5.0, "D016"),
        ("Toleranse_avrunding", 2000.0, "D016"),
        ("Avviksgrense_rød", 10.0, "D016"),
    ):
        cell = assumption(name)
        places = tuple(r.cells["fee"] for r in bound.tables["tblKontingent"].rows) + every
        places += tuple(r.cells["count"] for r in bound.tables["tblKontingent"].rows)
        yield mutation(
            "assumption damaged", f"{name} {value}", codes, typing(cell, value, also=places)
        )
    people = bound.tables["tblFolketall"]
    oslo = next(r for r in people.rows if r.values["code"] == 301.0)
    yield mutation(
        "population ten times",
        "Oslo",
        "K011",
        typing(oslo.cells["inhabitants"], 7_177_100.0, also=tuple(oslo.cells.values())),
    )
    last = people.rows[-1]
    twice = people.rows[-2]
    change = typing(
        last.cells["code"], twice.values["code"], also=(*last.cells.values(), *twice.cells.values())
    )
    yield mutation("population twice", "code", "K012 K011", change)


def programme_damages(bound: BoundBook) -> Iterator[Mutation]:
    measures, targets = bound.tables["tblTiltak"], bound.tables["tblMål"]
    row = measures.rows[8]
    change = typing(
        row.cells["number"],
        "2.1.7",
        also=tuple(r.cells["number"] for r in measures.rows)
        + tuple(r.cells["measure"] for r in targets.rows),
    )
    yield mutation("gap in the numbers", "2.1.7", "P001 N003", change)
    quantified = [r for r in targets.rows if r.values["number"] is not BLANK]
    for target in quantified[:5]:
        every = tuple(target.cells.values())
        number = target.values["number"]
        assert isinstance(number, float)
        yield mutation(
            "number unlike its text",
            str(target.values["target_id"]),
            "P007 P008",
            typing(target.cells["number"], number + 7, also=every),
        )
        yield mutation(
            "number without operator",
            str(target.values["target_id"]),
            "P006",
            typing(target.cells["operator"], BLANK, also=every),
        )
        yield mutation(
            "number without unit",
            str(target.values["target_id"]),
            "P006",
            typing(target.cells["unit"], BLANK, also=every),
        )
    partners = bound.tables["tblPartnere"]
    known = next(r for r in partners.rows if r.values["name"] == "KS")
    everyone = tuple(r.cells["name"] for r in partners.rows)
    yield mutation(
        "partner spelled otherwise",
        "ks",
        "P009",
        typing(known.cells["name"], "Ks.", also=everyone),
    )
    texts = [r for r in bound.tables["tblTekster"].rows if "{" in str(r.values["text"])]
    for text in texts[:5]:
        broken = str(text.values["text"]).replace("}", "", 1)
        yield mutation(
            "broken placeholder",
            str(text.values["number"]),
            "T001",
            typing(text.cells["text"], broken),
        )
        unknown = re.sub(r"\{\w+", "{Ukjent", str(text.values["text"]), count=1)
        yield mutation(
            "unknown placeholder",
            str(text.values["number"]),
            "T001",
            typing(text.cells["text"], unknown),
        )
    links = next(r for r in bound.tables["tblStrategi"].rows if r.values["link"] is not BLANK)
    yield mutation(
        "broken link", "", "T006", typing(links.cells["link"], "osloregionen.no/jernbane")
    )
    done = typing(
        targets.rows[0].cells["status"], "Nådd", also=tuple(targets.rows[0].cells.values())
    )
    yield mutation("met without outcome", "", "P011", done)
    early = datetime(2025, 1, 31)
    yield mutation(
        "deadline passed", "", "P012 P015", typing(targets.rows[3].cells["deadline"], early)
    )
    for name, key in (("tblTiltak", "title"), ("tblMål", "text"), ("tblTekster", "text"),
                      ("tblHovedtall", "label")):  # fmt: skip
        codes = "S013 T007" if name == "tblTekster" else "S013"
        yield mutation("one column sorted", f"{name}[{key}]", codes, _sorting(name, key))


def _sorting(table: str, key: str) -> Change:
    def change(editor: Editor) -> tuple[Place, ...]:
        first = editor.sort_alone(table, key)
        return tuple(replace(first, row=first.row + i) for i in range(40))

    return change


def follow_up_damages(bound: BoundBook) -> Iterator[Mutation]:
    """Prognoses in the column of the accounts, requirements turned, digits of the case swapped."""
    dated = bound.where("tblForutsetninger", "Regnskap_per", "value", "name")
    for row in bound.rows("tblHovedtall"):
        cell = row.cells["actual"]
        if row.values["type"] in ("Inntekt", "Utgift") and cell not in bound.declared:
            change = typing(cell, 6100.0, also=(dated,))
            yield mutation("prognosis as accounts", str(row.values["label"]), "B033 B034", change)
    for row in bound.rows("tblMål"):
        said, number = str(row.values["text"]).casefold(), row.values["number"]
        if row.values["operator"] == "≥" and isinstance(number, float):
            for limit in (f"minst {number:.0f} ", f"over {number:.0f} "):
                if limit in said:
                    change = typing(row.cells["operator"], "≤")
                    yield mutation(
                        "requirement turned", str(row.values["target_id"]), "P017", change
                    )
    basis = bound.where("tblForutsetninger", "Kontingentgrunnlag", "value", "name")
    assert basis is not None
    digits = f"{bound.book.cell(basis).value:.0f}"
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if round(float(swapped), -3) != round(float(digits), -3):  # the case prints 1000 kr
            yield mutation("digits swapped", swapped, "K023", typing(basis, float(swapped)))
