"""The accounts so far: every øre in its place, or nothing is written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from orxl.app.imports.account_checks import thousands
from orxl.app.imports.accounts import AccountsImport
from orxl.app.imports.files import SourceFile
from orxl.app.imports.frame import Plan
from orxl.app.imports.run import carry_out, preview
from orxl.app.workbook import open_workbook
from orxl.binding import bind
from orxl.rules.kit import View
from orxl.sources.ledger_signs import Signs

HEAD = "Art;Art (T);Funksjon;Prosjekt;Prosjekt (T);Periode;Beløp\n"
LEDGER = HEAD + (
    "010;Fast lønn;120;;;202601;310 000,00\n"
    "010;Fast lønn;120;;;202608;2 170 000,50\n"
    "090;Pensjon;170;;;202608;12 000,00-\n"
    "140;Annonser, informasjon;120;;;202603;80 499,50\n"
    "429;Merverdiavgift;120;;;202603;20 124,88\n"
    "429;Merverdiavgift;325;1001;SEADITO;202605;100,00\n"
    "729;Kompensasjon mva;120;;;202603;20 224,88-\n"
    "272;Konsulent;325;1001;SEADITO;202605;145 600,00\n"
    "770;Refusjon fra andre;325;1001;SEADITO;202605;98 000,00-\n"
    "750;Kontingent fra kommuner;120;;;202602;5 386 627,00-\n"
    "540;Avsetning til fond;880;;;202607;100 000,00\n"
)
MOMENT = datetime(2026, 11, 27, 12)


def planned(view: View, text: str, **more: object) -> Plan:
    return AccountsImport(**more).plan(SourceFile("r.csv", text.encode()), view)  # type: ignore[arg-type]


def moved(plan: Plan) -> dict[str, object]:
    return {c.key.removesuffix(" (1000 kr)"): c.new for c in plan.changes if c.old is None}


def test_every_ore_has_its_place(sound: View) -> None:
    plan = planned(sound, LEDGER)
    assert not plan.problems
    (total,) = plan.totals
    assert total.file == total.taken + total.outside
    assert total.difference == total.unmapped == 0
    assert total.outside == Decimal("88000.00")
    found = moved(plan)
    assert found["Lønn sekretariatet, mv."] == 2480
    assert found["Kontingenter"] == 5387
    assert found["Prosjekter"] == 146
    assert found["SEADITO 2024–2027"] == 98
    assert found["Kommunikasjon"] == 80
    assert found["Regnskap per"] == datetime(2026, 8, 31)
    assert found["konto 010–099"] == "Lønn sekretariatet, mv."
    assert found["konto 429"] == "Utenfor: Mva-kompensasjon"
    assert plan.tallies[0].adds_up


def test_an_amount_without_a_place_stops_the_import(sound: View) -> None:
    plan = planned(sound, LEDGER + "500;Renter;120;;;202608;1 234,50\n")
    (problem,) = plan.problems
    assert problem.place == "konto 500 Renter, funksjon 120"
    assert problem.value == "1\u00a0234,50 kr"
    assert plan.totals[0].unmapped == Decimal("1234.50")
    assert plan.totals[0].difference == 0
    assert plan.edits == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LEDGER.replace("2026", "2025"), "er ikke budsjettåret, som er 2026 (legg til --per"),
        (HEAD + "010;Fast lønn;120;;;202608;1,00\n", "er den første perioden i filen."),
        ("Art;Art (T);Beløp\n010;Fast lønn;1,00\n", "ikke hvilken dag"),
    ],
)
def test_accounts_of_another_time_are_refused(sound: View, text: str, said: str) -> None:
    assert said in planned(sound, text).problems[0].said


def test_the_day_may_be_told(sound: View) -> None:
    text = "Art;Art (T);Beløp\n010;Fast lønn;1 000,00\n"
    plan = planned(sound, text, until=date(2026, 9, 30))
    assert not plan.problems
    assert moved(plan)["Regnskap per"] == datetime(2026, 9, 30)


def test_without_signs_the_arts_decide_where_somebody_says_so(sound: View) -> None:
    text = "Art;Art (T);Periode;Beløp\n010;Lønn;202601;2 000,00\n750;Kontingent;202601;5 000,00\n"
    plan = planned(sound, text, signs=Signs.NONE)
    found = moved(plan)
    assert (found["Kontingenter"], found["Lønn sekretariatet, mv."]) == (5, 2)
    assert plan.totals[0].file == Decimal("7000.00")
    assert plan.totals[0].difference == 0


def test_thousands_are_rounded_half_away_from_zero() -> None:
    assert [thousands(ore) for ore in (49_999, 50_000, -50_000, 149_999)] == [0, 1, -1, 1]


def test_the_rounding_of_each_line_is_told(sound: View) -> None:
    rows = "010;Lønn;202601;600,00\n140;Annonser;202601;600,00\n"
    plan = planned(sound, "Art;Art (T);Periode;Beløp\n" + rows)
    assert any("postene avrundet hver for seg gir 2" in check for check in plan.checks)


@pytest.mark.slow
def test_links_are_remembered_and_the_same_file_twice_is_nothing(path: Path) -> None:
    source = SourceFile("r.csv", LEDGER.encode("cp1252"))

    def shown():  # type: ignore[no-untyped-def]
        return preview(path, source, AccountsImport(), moment=MOMENT, who="Kari")

    carry_out(shown())
    bound = bind(open_workbook(path).book)
    assert len(bound.programme.account_links) == 9
    pay = next(x for x in bound.programme.lines if x.label == "Lønn sekretariatet, mv.")
    assert pay.actual == 2480
    again = shown().report
    assert again.moves == ()
    assert not again.problems
    earlier = SourceFile("r.csv", LEDGER.replace("202608", "202607").encode())
    older = preview(path, earlier, AccountsImport(), moment=MOMENT, who="Kari").report
    assert any("filen går bare til 31.7.2026" in check for check in older.checks)


def test_investment_is_openly_outside(sound: View) -> None:
    rows = "10100;Lønn;202601;400,00\n17500;Kontingent;202601;900,00-\n02300;Utstyr;202601;70,00\n"
    plan = planned(sound, "Art;Art (T);Periode;Beløp\n" + rows)
    assert not plan.problems
    assert moved(plan)["konto 0"] == "Utenfor: Investering"
    assert plan.totals[0].outside == Decimal("70.00")


def test_amounts_without_a_place_are_told_by_account(sound: View) -> None:
    rows = "500;Renter;120;;;202608;5,00\n500;Renter;121;;;202608;7,00\n"
    (problem,) = planned(sound, LEDGER + rows).problems
    assert problem.place == "konto 500 Renter, 2 ulike ansvar, funksjoner og prosjekter"
    assert problem.value.startswith("12,00")


BEFORE = LEDGER.replace(";2026", ";2025")
LAST_DAY = date(2025, 12, 31)


def test_the_accounts_of_the_year_before_go_into_their_own_column(sound: View) -> None:
    plan = planned(sound, BEFORE, until=LAST_DAY)
    assert not plan.problems
    assert {c.column for c in plan.changes if c.table == "tblHovedtall"} == {"Regnskap 2025"}
    assert moved(plan)["Lønn sekretariatet, mv."] == 2480
    assert "Regnskap per" not in moved(plan)  # of this year nothing is known
    assert any("Inngående mindreforbruk for 2025" in check for check in plan.checks)
    (total,) = plan.totals
    assert total.file == total.taken + total.outside


@pytest.mark.parametrize(
    ("text", "until", "said"),
    [
        (BEFORE, None, "legg til --per 31.12.2025"),
        (BEFORE, date(2025, 11, 30), "er ikke siste dag i 2025"),
        (LEDGER, LAST_DAY, "er ikke 2025"),
    ],
)
def test_a_year_is_taken_for_no_other(
    sound: View, text: str, until: date | None, said: str
) -> None:
    plan = planned(sound, text, until=until)
    assert [p for p in plan.problems if said in p.said] != []
    assert plan.edits == ()
