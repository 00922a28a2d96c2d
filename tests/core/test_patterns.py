"""A pattern that is compiled late is the pattern that ``re.compile`` gives."""

from __future__ import annotations

import re

import pytest

from orxl.core.patterns import LatePattern, regex

TEXT = "Tiltak 1.2, tiltak 3, TILTAK 4.5"


def test_every_way_to_use_it_gives_what_re_gives() -> None:
    for given in ((r"tiltak (\d)", re.IGNORECASE), (r"(?P<tall>\d)\.(\d)",), (r"x",)):
        late, plain = regex(*given), re.compile(*given)
        for way in ("match", "search", "fullmatch"):
            assert str(getattr(late, way)(TEXT)) == str(getattr(plain, way)(TEXT))
        assert late.findall(TEXT) == plain.findall(TEXT)
        assert [m.span() for m in late.finditer(TEXT, 3)] == [
            m.span() for m in plain.finditer(TEXT, 3)
        ]
        assert late.sub("–", TEXT) == plain.sub("–", TEXT)
        assert late.subn("–", TEXT, 1) == plain.subn("–", TEXT, 1)
        assert late.split(TEXT) == plain.split(TEXT)
        assert (late.pattern, late.flags, late.groups) == (plain.pattern, plain.flags, plain.groups)
        assert late.groupindex == plain.groupindex


def test_it_is_not_compiled_before_it_is_asked() -> None:
    wrong = regex("(")
    assert isinstance(wrong, LatePattern)
    with pytest.raises(re.error):
        wrong.search("")
