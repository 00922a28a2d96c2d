"""One slip that sets off many findings is one finding, and what follows it is counted under it."""

from __future__ import annotations

from dataclasses import replace

from orxl.core.edits import SetName
from orxl.core.findings import Finding, Severity
from orxl.core.refs import CellRef
from orxl.layout.names import MAIN, POPULATION
from orxl.rules.kit import View
from orxl.rules.kit.cascades import of_one_ground, with_cascades

WARNING, ERROR = Severity.WARNING, Severity.ERROR


def _found(code: str, severity: Severity, cell: CellRef) -> Finding:
    return Finding(code, "navn", severity, "Noe er galt.", cell=cell, sheet=cell.sheet)


def _people(sound: View, index: int) -> CellRef:
    return sound.bound.tables[POPULATION].rows[index].cells["inhabitants"]


def test_a_torn_column_leads_what_its_rows_and_the_fees_say(sound: View) -> None:
    figure = sound.cell(MAIN, "Kontingenter", "comment")
    assert figure is not None
    told = [
        _found("S020", WARNING, _people(sound, 0)),
        *(_found("K011", WARNING, _people(sound, i)) for i in range(40, 60)),
        _found("B018", WARNING, figure),
        _found("T012", WARNING, CellRef("Noter", 6, 5)),
    ]
    after = with_cascades(sound, told)
    assert [f.code for f in after if f.told] == ["S020", "T012"]
    assert sum(f.follows == ("S020", told[0].place) for f in after) == 21


def test_where_an_error_follows_it_the_cause_is_one(sound: View) -> None:
    history = sound.cell(MAIN, "Kontingenter", "budget_prior")
    closing = CellRef("Overføring", 6, 8)
    assert history is not None
    after = with_cascades(sound, [_found("B008", ERROR, closing), _found("F016", WARNING, history)])
    assert [(f.code, f.severity, f.told) for f in after] == [
        ("B008", ERROR, False),
        ("F016", ERROR, True),
    ]


def test_an_error_in_a_torn_table_that_has_a_cause_of_its_own_stays(sound: View) -> None:
    torn = _found("S020", WARNING, _people(sound, 0))
    typed = _found("D001", ERROR, _people(sound, 9))
    assert all(f.told for f in with_cascades(sound, [torn, typed]))


def test_what_followed_a_consequence_follows_its_cause(sound: View) -> None:
    torn = _found("S020", ERROR, _people(sound, 0))
    jump = _found("K011", WARNING, _people(sound, 9))
    far = _found("B005", WARNING, CellRef("Hovedtall", 7, 6))
    far = replace(far, follows=(jump.code, jump.place))
    assert {f.follows for f in with_cascades(sound, [torn, jump, far])} == {
        None,
        ("S020", torn.place),
    }


def test_names_of_one_sheet_that_point_elsewhere_are_one() -> None:
    names = [_found("S005", ERROR, CellRef("Hovedtall", row, 2)) for row in (6, 7, 8)]
    names.append(_found("S005", ERROR, CellRef("Tilskudd", 6, 8)))
    assert [f.told for f in of_one_ground(names)] == [True, False, False, True]


def test_names_do_not_follow_keys_that_are_torn_from_their_rows() -> None:
    name = _found("S005", ERROR, CellRef("Tilskudd", 6, 8))
    name = replace(name, fix=(SetName("Tilsagn_ORBIFY", "Tilskudd!$H$6"),), hinders=True)
    torn = _found("S020", WARNING, CellRef("Tilskudd", 6, 1))
    after = of_one_ground([name, torn])
    assert [(f.told, f.fix, f.severity, f.hinders) for f in after] == [
        (False, (), ERROR, True),
        (True, (), ERROR, True),
    ]
