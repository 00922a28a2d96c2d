"""Source in a VBA project, without a compiler: packed, unpacked, refused where it cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orxl.core.button import ButtonTask
from orxl.core.errors import OrxlError
from orxl.setup.ribbon import CONTROLS, source
from orxl.setup.vba import packed, unpacked, with_source
from orxl.setup.xlsm import MODULE, vba_project

SPECIFIED = (
    "01 2f b0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6a 01 38 08 61 6b 6c 00 30 6d 6e"
    " 6f 70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7a 00 3c"
)
"""The container of MS-OVBA 3.2.3, «Normal Compression Example»."""
TEXT = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


def test_the_specifications_own_example_is_read() -> None:
    assert unpacked(bytes.fromhex(SPECIFIED)) == TEXT


@given(st.lists(st.sampled_from([b"Sub ", b"End Sub\r\n", b"a", b"\xe6"]), max_size=900))
def test_what_is_packed_is_unpacked_as_it_was(words: list[bytes]) -> None:
    text = b"".join(words)
    assert unpacked(packed(text)) == text


def test_every_task_has_a_control() -> None:
    assert tuple(CONTROLS) == tuple(ButtonTask)


@pytest.mark.parametrize(
    "project",
    [
        b"",
        b"\xd0\xcf\x11\xe0 noe annet",
        vba_project()[:20_000],
        vba_project().replace(b"\xcc\x61\xff\xff", b"\xcc\x61\x88\x00"),
    ],
    ids=["empty", "something else", "cut off", "compiled code holds"],
)
def test_another_project_is_refused(project: bytes) -> None:
    with pytest.raises(OrxlError, match="Fanen «orxl» kan ikke legges i VBA-prosjektet"):
        with_source(project, MODULE, source())


def test_more_than_there_is_room_for_is_refused() -> None:
    long = "".join(f"Sub A{number * 7919}()\r\nEnd Sub\r\n" for number in range(400))
    with pytest.raises(OrxlError, match="no room in Module1"):
        with_source(vba_project(), MODULE, long)
    with pytest.raises(OrxlError):
        with_source(vba_project(), "Borte", source())
