"""Every way of writing a workbook asks its gate, both of the parts and of the zip around them."""

import importlib

import pytest

from orxl.core.errors import FailedGate
from orxl.xlsx.gate.order import misplaced
from orxl.xlsx.xml.elements import parsed
from tests.xlsx.books import MAIN
from tests.xlsx.scenarios import scenarios

WRITERS = {
    "rad": "orxl.xlsx.patching",
    "pode: alt": "orxl.xlsx.grafting",
    "endre: navn": "orxl.xlsx.amending",
    "endre: formler": "orxl.xlsx.amending",
    "endre: flyttet": "orxl.xlsx.amending",
    "knapp: vanlig": "orxl.xlsx.buttoning",
    "normalisert 0": "orxl.xlsx.write.normalising",
}


def last_step(name):
    module = importlib.import_module(WRITERS[name])
    return module, "restamped" if name.startswith("normalisert") else "rebuilt"


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_that_changes_nothing_is_stopped(name, monkeypatch):
    module, step = last_step(name)
    monkeypatch.setattr(module, step, lambda archive, *_: archive.data)
    with pytest.raises(FailedGate):
        scenarios()[name]()


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_that_leaves_a_note_in_the_zip_is_stopped(name, monkeypatch):
    module, step = last_step(name)
    right = getattr(module, step)

    def noted(*inside):
        data = right(*inside)
        return data[:-2] + b"\3\0hei" if data[-2:] == b"\0\0" else data

    monkeypatch.setattr(module, step, noted)
    with pytest.raises(FailedGate):
        scenarios()[name]()


@pytest.mark.parametrize(
    ("root", "inside", "said"),
    [
        ("worksheet", "<sheetData/><pageMargins/><drawing/><tableParts/>", ""),
        ("worksheet", "<sheetData/><drawing/><pageMargins/>", "«pageMargins» etter «drawing»"),
        ("worksheet", "<sheetData/><cols/>", "«cols» etter «sheetData»"),
        ("worksheet", "<conditionalFormatting/><ukjent/><conditionalFormatting/>", ""),
        ("workbook", "<sheets/><calcPr/><definedNames/>", "«definedNames» etter «calcPr»"),
        ("styleSheet", "<fonts/><numFmts/>", "«numFmts» etter «fonts»"),
        ("table", '<tableColumns count="1"><tableColumn/></tableColumns>', ""),
        ("table", '<tableColumns count="2"><tableColumn/></tableColumns>', "«tableColumns» med"),
        ("table", "<tableColumns/><autoFilter/>", "«autoFilter» etter «tableColumns»"),
        ("sst", "<si/><!-- count --><si/>", ""),
        ("sst", "<si/>", ""),
    ],
)
def test_what_stands_otherwise_than_in_the_schema_is_named(root, inside, said):
    count = ' count="9"' if root == "sst" else ""
    tree = parsed(f'<{root} xmlns="{MAIN}"{count}>{inside}</{root}>'.encode())
    found = misplaced(tree)
    assert found.startswith(said) if said else found == ""
