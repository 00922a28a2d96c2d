"""A hostile file handed to the real commands, and what must hold of every answer."""

from __future__ import annotations

import contextlib
import gettext
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from orxl.cli import main

CHECK = ("kontroller", "--alle-ark", "--før-utsending", "--html", "SIDE")
JSON = ("kontroller", "--alle-ark", "--format", "json")
SAVE = ("beregn", "--rett", "--ja")
COMMANDS = (CHECK, JSON, SAVE)
_RANGES = ((0, 0x20), (0x7F, 0xA0), (0x200E, 0x2010), (0x2028, 0x202F), (0x2066, 0x206A))
ACTS = [chr(c) for start, end in _RANGES for c in range(start, end) if c != 0x0A] + ["\u061c"]
"""What a terminal acts on; the line feed alone may stand between lines."""


@dataclass(frozen=True)
class Answer:
    """What a command gave: its exit code, and what it printed in its two places."""

    code: int
    out: str
    err: str

    @property
    def refused(self) -> bool:
        return self.code == 2

    @property
    def said(self) -> str:
        return self.out + self.err


# argparse asks for a translation of each word of its help, and gettext looks on the disk each time.
gettext.find = lru_cache(gettext.find)


def typed(*arguments: str) -> Answer:
    """Run the command that a user would type; a broken-off process is no answer."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return Answer(code, out.getvalue(), err.getvalue())


def files(folder: Path) -> dict[str, bytes]:
    """Everything in *folder*, so that litter and changes are seen."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def inert(said: str) -> None:
    """Nothing that was printed is acted on by a terminal."""
    assert [c for c in ACTS if c in said] == []


def one_sentence(answer: Answer) -> None:
    """A refusal is one line, in words, without anything of Python in it."""
    assert answer.out == ""
    assert answer.err.startswith("orxl: ")
    assert answer.err.endswith(".\n")
    assert answer.err.count("\n") == 1
    for word in ("Traceback", "Noe uventet", "Error", "Exception"):
        assert word not in answer.err, answer.err


def tried(
    folder: Path,
    data: bytes,
    *,
    name: str = "bok.xlsx",
    commands: Sequence[Sequence[str]] = COMMANDS,
) -> list[Answer]:
    """*data* under every command, and what holds whatever it is: it is refused in one sentence,
    or checked; nothing is written but the page that was asked for; nothing acts on a screen.

    For workbooks that are no action programmes: in one that is, ``beregn`` writes.
    """
    path, page = folder / name, folder / "side.html"
    path.write_bytes(data)
    answers = []
    for command in commands:
        answer = typed(*(str(page) if word == "SIDE" else word for word in command), str(path))
        assert answer.code in (0, 1, 2)
        inert(answer.said)
        assert "Traceback" not in answer.said
        assert "Noe uventet" not in answer.said, answer.said
        if answer.refused:
            one_sentence(answer)
            assert not page.exists()
        page.unlink(missing_ok=True)
        assert files(folder) == {name: data}
        answers.append(answer)
    return answers


def refused(folder: Path, data: bytes, *words: str, name: str = "bok.xlsx") -> None:
    """*data* is refused by every command, in words that hold *words*."""
    for answer in tried(folder, data, name=name):
        assert answer.refused, answer.out
        assert all(word in answer.err for word in words), answer.err


def read(folder: Path, data: bytes, *, name: str = "bok.xlsx") -> str:
    """*data* is read and checked; returns what was printed of it."""
    check, as_json, save = tried(folder, data, name=name)
    assert not check.refused, check.err
    assert not as_json.refused, as_json.err
    assert save.refused  # no action programme
    return check.said + as_json.said
