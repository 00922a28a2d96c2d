"""What is said of places that stayed since the last run follows the cell that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from orxl.binding import bind
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.formulas.recalculate import Agreed, Recalculation
from orxl.layout.fingerprint import CHANGED, SAME, columns_on_record
from orxl.layout.names import (
    ASSUMED,
    CHANGES,
    GRANTS,
    MAIN,
    MEASURES,
    MEMBERS,
    PARAGRAPHS,
    PROJECTS,
)
from orxl.rules.kit import View
from orxl.rules.kit.cascades import with_cascades
from orxl.rules.kit.since import has_changed, is_new, stayed
from orxl.xlsx import read_bytes

NOTE, WARNING, ERROR = Severity


def since(sound: View, *changed: tuple[str, str]) -> View:
    """*sound* as after a run on record, with other values in the columns *changed* since."""
    known = columns_on_record(sound.layout.sheets)
    verdicts = dict(sound.recalculation.verdicts)
    for row, cell, _ in sound.column(CHANGES, "state"):
        what = sound.text(row, "what")
        spec, column = known[what if what in known else what.rpartition(", ")[0]]
        told = {(spec.name, column.key), (spec.name, what.rpartition(", ")[2])}
        verdicts[cell] = Agreed(CHANGED if told & {*changed} else SAME)
    return View(sound.bound, Recalculation(verdicts, sound.recalculation.engines))


def found(
    view: View,
    code: str,
    severity: Severity,
    where: tuple[str, str, str] | CellRef,
    says: str = "",
    actual: str | None = None,
) -> Finding:
    cell = where if isinstance(where, CellRef) else view.cell(*where)
    assert cell is not None
    return Finding(code, "navn", severity, says, cell=cell, sheet=cell.sheet, actual=actual)


def heard(view: View, findings: Sequence[Finding]) -> list[tuple[str, Severity]]:
    return [(f.code, f.severity) for f in with_cascades(view, findings) if f.told]


def text(view: View, index: int = 5) -> CellRef:
    return view.bound.tables[PARAGRAPHS].rows[index].cells["text"]


MEMBER_TO = (MEMBERS, "Bærum", "left")


def test_what_names_the_changed_row_follows_it_and_keeps_its_weight(sound: View) -> None:
    view = since(sound, (MEMBERS, "left"))
    told = [
        found(view, "D020", NOTE, MEMBER_TO),
        found(view, "T015", ERROR, text(view), "Men Bærum er medlem."),
        found(view, "T015", WARNING, text(view), "Men Frogn er medlem."),
    ]
    assert heard(view, told) == [("D020", ERROR), ("T015", WARNING)]


def test_part_of_a_word_or_a_short_number_ties_nothing(sound: View) -> None:
    view = since(sound, (MEMBERS, "left"))
    told = [
        found(view, "D020", NOTE, MEMBER_TO),
        found(view, "T015", WARNING, text(view), "Bærums"),
    ]
    assert len(heard(view, told)) == 2


def test_where_both_places_have_changed_both_are_told(sound: View) -> None:
    view = since(sound, (MEMBERS, "left"), (PARAGRAPHS, "text"))
    told = [found(view, "D020", NOTE, MEMBER_TO), found(view, "T015", WARNING, text(view), "Bærum")]
    assert len(heard(view, told)) == 2


def test_where_no_run_is_on_record_nothing_is_a_consequence(sound: View) -> None:
    told = [found(sound, "D020", NOTE, MEMBER_TO), found(sound, "T015", NOTE, text(sound), "Bærum")]
    assert len(heard(sound, told)) == 2


def test_what_the_last_run_told_is_not_new(sound: View, shipped: bytes) -> None:
    view = View(bind(read_bytes(shipped)), sound.recalculation)
    old = found(view, "B006", NOTE, (MAIN, "Prosjekter", "budget_prior"), "Noe annet.")
    new = found(view, "B006", NOTE, (MAIN, "Prosjekter", "budget"), "Noe annet.")
    assert [is_new(view, f) for f in (old, new)] == [False, True]
    assert is_new(sound, old)


def test_what_a_changed_amount_feeds_follows_it(sound: View) -> None:
    view = since(sound, (MAIN, "budget"))
    total = view.cell(MAIN, "Sum utgifter", "change", "type")
    assert total is not None
    told = [
        found(view, "B022", NOTE, (MAIN, "Kommunikasjon", "budget")),
        found(view, "B018", WARNING, total),
    ]
    assert heard(view, told) == [("B022", WARNING)]


def test_two_rules_that_speak_of_one_value_are_one_finding(sound: View) -> None:
    view = since(sound, (MEMBERS, "left"))
    told = [found(view, "K026", ERROR, MEMBER_TO), found(view, "D020", NOTE, MEMBER_TO)]
    assert heard(view, told) == [("K026", ERROR)]


def test_what_is_said_of_a_whole_row_at_its_key_is_not(sound: View) -> None:
    view = since(sound, (MEASURES, "number"))
    told = [found(view, code, WARNING, (MEASURES, "1.1", "number")) for code in ("P004", "P005")]
    assert len(heard(view, told)) == 2


def test_in_a_text_what_is_said_of_the_same_words_is_one(sound: View) -> None:
    view = since(sound, (PARAGRAPHS, "text"))
    told = [
        found(view, "T012", ERROR, text(view), actual="august 2027"),
        found(view, "T025", WARNING, text(view), actual="mai 2025 til august 2027"),
        found(view, "T012", WARNING, text(view), actual="42 %"),
    ]
    assert heard(view, told) == [("T012", ERROR), ("T012", WARNING)]


def test_one_thing_said_three_times_of_a_changed_column_is_one(sound: View) -> None:
    cells = [(MEMBERS, name, "in_basis") for name in ("Oslo", "Asker", "Drammen")]
    view = since(sound, (MEMBERS, "in_basis"))
    assert heard(view, [found(view, "K016", ERROR, c) for c in cells]) == [("K016", ERROR)]
    assert len(heard(view, [found(view, "K016", ERROR, c) for c in cells[:2]])) == 2
    assert len(heard(view, [found(view, "D001", ERROR, c) for c in cells])) == 3
    still = since(sound, (MEMBERS, "left"))
    assert len(heard(still, [found(still, "K016", ERROR, c) for c in cells])) == 3


def test_the_same_words_in_place_of_the_same_are_one_in_all_texts(sound: View) -> None:
    view = since(sound, (PARAGRAPHS, "text"))
    one, two, three = (
        found(view, "T003", WARNING, text(view, i), actual="2027") for i in (4, 5, 6)
    )
    told = [replace(one, expected="2026"), replace(two, expected="2026"), three]
    assert len(heard(view, told)) == 2


def test_a_sign_that_nobody_sees_and_that_moves_a_line_is_an_error(sound: View) -> None:
    view = since(sound, (GRANTS, "budget_line"))
    unseen = found(view, "D008", WARNING, (GRANTS, "SEADITO", "budget_line"))
    line = found(view, "B022", NOTE, (MAIN, "SEADITO 2024–2027", "budget"), "«SEADITO» er 0.")
    assert heard(view, [unseen]) == [("D008", WARNING)]
    assert heard(view, [unseen, line]) == [("D008", ERROR)]


def test_of_two_cells_that_say_otherwise_the_changed_one_leads(sound: View) -> None:
    view = since(sound, (GRANTS, "to_year"))
    title, year = (MAIN, "SEADITO 2024–2027", "label"), (GRANTS, "SEADITO", "to_year")
    one, other = (found(view, "T033", WARNING, where) for where in (title, year))
    told = [
        found(view, "T033", ERROR, title, f"Men {other.place} sier 2028."),
        found(view, "T033", WARNING, year, f"Men {one.place} sier 2027."),
    ]
    after = [f for f in with_cascades(view, told) if f.told]
    assert [(f.place, f.severity) for f in after] == [(other.place, ERROR)]


def test_all_that_is_new_follows_a_column_that_was_sorted(sound: View) -> None:
    view = since(sound, (MEMBERS, "left"))
    told = [
        found(view, "S020", ERROR, MEMBER_TO),
        found(view, "K026", ERROR, (MEMBERS, "Frogn", "left")),
        found(view, "T012", WARNING, text(view)),
        found(view, "F016", WARNING, (MAIN, "Prosjekter", "budget_prior")),
    ]
    assert [code for code, _ in heard(view, told)] == ["S020", "F016"]


def test_where_one_cell_alone_has_changed_the_others_of_its_column_stayed(sound: View) -> None:
    view = since(sound, (ASSUMED, "value"))
    cells = {row.values["name"]: row.cells["value"] for row in view.rows(ASSUMED)}
    other = found(view, "K013", WARNING, cells["Kontingentsats"], "Sakens er 2,05 kr.")
    changed = found(view, "D020", NOTE, cells["Kontingentsats_saken"], actual="2,05")
    assert heard(view, [other, changed]) == [("D020", WARNING)]
    assert len(heard(view, [other, replace(changed, code="K010")])) == 2


def test_a_text_that_has_the_changed_cell_put_in_follows_it(sound: View) -> None:
    view = since(sound, (ASSUMED, "value"))
    cells = {row.values["name"]: row.cells["value"] for row in view.rows(ASSUMED)}
    texts = [r.cells["text"] for r in view.rows(PARAGRAPHS) if "text" in r.cells]
    (quoting, *_) = [c for c in texts if "{Faste_stillinger" in str(view.value(c))]
    told = [
        found(view, "D020", NOTE, cells["Faste_stillinger"]),
        found(view, "T018", WARNING, quoting),
    ]
    assert heard(view, told) == [("D020", WARNING)]


def test_a_cell_that_is_not_filled_in_has_neither_stayed_nor_changed(sound: View) -> None:
    view = since(sound, (MAIN, "budget"))
    line = view.cell(MAIN, "Kommunikasjon", "change")
    assert not any(asked(view, cell) for cell in (line, None) for asked in (has_changed, stayed))
    assert has_changed(view, view.cell(MAIN, "Kommunikasjon", "budget"))


def test_of_the_assumptions_that_are_texts_each_has_a_state_of_its_own(sound: View) -> None:
    view = since(sound, (ASSUMED, "Organisasjon"))
    cells = {row.values["name"]: row.cells["value"] for row in view.rows(ASSUMED)}
    assert has_changed(view, cells["Organisasjon"])
    assert stayed(view, cells["Versjon"])
    assert stayed(view, cells["Kontingentsats"])


def test_all_that_is_said_of_a_row_that_is_there_twice_is_one(sound: View) -> None:
    view = since(sound, (MAIN, "label"), (MAIN, "budget"))
    total = view.cell(MAIN, "Sum utgifter", "budget", "type")
    assert total is not None
    told = [
        found(view, "N002", ERROR, (MAIN, "Kommunikasjon", "label")),
        found(view, "F016", ERROR, (MAIN, "Kommunikasjon", "budget_prior")),
        found(view, "B035", ERROR, total),
        found(view, "P012", WARNING, (MEASURES, "1.1", "deadline")),
    ]
    assert [code for code, _ in heard(view, told)] == ["N002", "P012"]


def test_what_one_cell_feeds_is_one_where_nothing_is_said_of_its_column(sound: View) -> None:
    told = [
        found(sound, "B018", WARNING, (MAIN, "Prosjekter", "change")),
        found(sound, "B022", NOTE, (MAIN, "Prosjekter", "budget")),
    ]
    assert heard(since(sound, (PROJECTS, "frame")), told) == [("B018", WARNING)]
    assert len(heard(since(sound, (MEMBERS, "in_basis")), told)) == 2


def test_what_two_lines_say_each_of_its_own_amount_stays_two(sound: View) -> None:
    lines = ("Kommunikasjon", "Møteutgifter politiske organer")
    told = [found(sound, "B018", WARNING, (MAIN, line, "change")) for line in lines]
    assert len(heard(since(sound, (MAIN, "budget")), told)) == 2


def test_what_names_a_row_that_is_gone_is_told_with_it(sound: View) -> None:
    view = since(sound, (PROJECTS, "label"))
    record = CellRef("Endret siden sist", 13, 7)
    told = [
        found(view, "B006", ERROR, (MAIN, "Prosjekter", "budget_prior"), "Sum på Prosjektmidler."),
        found(view, "T004", WARNING, text(view), "Noten («Oslopolitan: …») er det ingen linje om."),
        found(view, "F015", WARNING, record, "1 rad på «Prosjektmidler» er borte: «Oslopolitan»."),
        found(view, "T012", WARNING, text(view, 6), "Noe annet."),
    ]
    assert heard(view, told) == [("B006", ERROR), ("T012", WARNING)]
