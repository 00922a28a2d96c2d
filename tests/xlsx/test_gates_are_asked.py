"""Every way of writing a workbook asks its gate, both of the parts and of the zip around them."""

import importlib

import pytest

from orxl.core.errors import FailedGate
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
