"""No stream of a PDF ends so that a reader can take its last byte for the end of the line."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from zlib import compress

import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream

from orxl.report.paper.tagging import _saved

ENDS_BADLY = next(
    data for at in count() if compress(data := b"q Q %% %d" % at).endswith(b"\r")
)  # fmt: skip


@pytest.mark.parametrize("own", [{}, {"/Length1": len(ENDS_BADLY)}], ids=["content", "font"])
def test_a_stream_that_ends_with_a_carriage_return_is_made_longer(own: dict[str, int]) -> None:
    pdf = Pdf.new()
    stream = Stream(pdf, compress(ENDS_BADLY), Filter=Name.FlateDecode, **own)
    pdf.Root.Own = pdf.make_indirect(stream)
    assert compress(ENDS_BADLY) in _plainly(pdf)
    made = _saved(pdf)
    assert b"\r\nendstream" not in made
    with Pdf.open(BytesIO(made)) as read:
        kept = read.Root.Own.read_bytes()
        assert kept.rstrip(b"\n\0") == ENDS_BADLY
        assert "/Length1" not in read.Root.Own or int(read.Root.Own.Length1) == len(kept)


@pytest.mark.parametrize("name", ["/A", "/StructTreeRoot"])
def test_streams_of_many_objects_are_shared_out_until_all_end_well(name: str) -> None:
    bad = 0
    for seed in range(150):
        pdf = Pdf.new()
        many = [pdf.make_indirect(Dictionary(N=at * seed)) for at in range(300)]
        pdf.Root[name] = Array(many)
        if b"\r\nendstream" in _plainly(pdf):
            bad += 1
            assert b"\r\nendstream" not in _saved(pdf)
    assert bad  # else this asks nothing


def _plainly(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()
