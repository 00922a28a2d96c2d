"""A light dataclass means what the standard library's means; its price is the only difference."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import KW_ONLY
from typing import Any, ClassVar

import pytest

from orxl.core import light, lightly


def _declared(kit: Any) -> dict[str, type]:
    """The same classes by *kit*: the standard library's dataclasses or ours."""
    dataclass, field = kit.dataclass, kit.field

    @dataclass(frozen=True, slots=True)
    class Point:
        x: float
        y: float = 0.0
        kind: ClassVar[str] = "point"

    @dataclass(frozen=True, slots=True)
    class Named(Point):
        name: str = field(default="", compare=False)
        tags: list[str] = field(default_factory=list, repr=False)

    @dataclass(frozen=True, kw_only=True)
    class Whole:
        first: int
        second: int = 2
        sum: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "sum", self.first + self.second)

    @dataclass(eq=False)
    class Mixed:
        a: int
        _: KW_ONLY
        b: int = 1
        seen: dict[str, int] = field(default_factory=dict, init=False)

    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        major: int
        minor: int = 0

    @dataclass
    class Loose:
        value: object = None

    @dataclass(frozen=True)
    class Own:
        value: int

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

        def __hash__(self) -> int:
            return 7

    return {c.__name__: c for c in (Point, Named, Whole, Mixed, Ordered, Loose, Own)}


OURS, THEIRS = _declared(lightly), _declared(dataclasses)
CALLS: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("Point", (1.0,), {}), ("Point", (1.0, 2.0), {}), ("Point", (), {"x": 3.0}),
    ("Point", (), {}), ("Point", (1, 2, 3), {}), ("Point", (1,), {"z": 1}),
    ("Named", (1.0, 2.0, "a", ["b"]), {}), ("Named", (1.0,), {"name": "c"}),
    ("Whole", (), {"first": 1}), ("Whole", (1,), {}), ("Whole", (), {"first": 1, "second": 5}),
    ("Mixed", (1,), {}), ("Mixed", (1, 2), {}), ("Mixed", (1,), {"b": 2}),
    ("Ordered", (1, 2), {}), ("Ordered", (1,), {}), ("Ordered", (2,), {}),
    ("Loose", (), {}), ("Loose", (float("nan"),), {}), ("Own", (1,), {}), ("Own", (2,), {}),
)  # fmt: skip


def _told(work: Callable[[], Any]) -> object:
    """What *work* gives in words, or the kind of error."""
    try:
        found = work()
    except Exception as error:
        return type(error)
    return repr(found).replace("<locals>.", "")


def _each(kit: dict[str, type]) -> list[Any]:
    made = []
    for name, given, named in CALLS:
        try:
            made.append(kit[name](*given, **named))
        except TypeError as error:
            made.append(type(error))
    return made


def test_an_object_is_made_shown_and_hashed_as_by_the_standard_library() -> None:
    for ours, theirs in zip(_each(OURS), _each(THEIRS), strict=True):
        assert repr(ours) == repr(theirs)
        if not isinstance(ours, (*(OURS[n] for n in ("Mixed",)), type)):  # by identity
            assert _told(lambda o=ours: hash(o)) == _told(lambda t=theirs: hash(t))
        assert getattr(ours, "__match_args__", 0) == getattr(theirs, "__match_args__", 0)
        assert hasattr(ours, "__dict__") == hasattr(theirs, "__dict__")


def test_two_objects_compare_as_by_the_standard_library() -> None:
    ours, theirs = _each(OURS), _each(THEIRS)
    ask: tuple[Callable[[Any, Any], Any], ...] = (
        lambda a, b: a == b, lambda a, b: a != b, lambda a, b: a < b, lambda a, b: a >= b,
    )  # fmt: skip
    for i in range(len(CALLS)):
        for j in range(len(CALLS)):
            for compared in ask:
                told = _told(lambda i=i, j=j, c=compared: c(ours[i], ours[j]))
                assert told == _told(lambda i=i, j=j, c=compared: c(theirs[i], theirs[j])), (i, j)


def test_a_frozen_object_refuses_as_by_the_standard_library() -> None:
    for kit in (OURS, THEIRS):
        for name in ("Point", "Whole", "Ordered", "Own"):
            one = next(o for o in _each(kit) if type(o) is kit[name])
            with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field"):
                setattr(one, next(iter(one.__dataclass_fields__)), 9)
            with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field"):
                delattr(one, next(iter(one.__dataclass_fields__)))


def test_a_changed_copy_is_what_the_standard_library_makes() -> None:
    for ours, theirs in zip(_each(OURS), _each(THEIRS), strict=True):
        if isinstance(ours, type):
            continue
        for name in ("x", "sum", "second", "none"):
            theirs_told = _told(lambda t=theirs, n=name: dataclasses.replace(t, **{n: 8}))
            assert _told(lambda o=ours, n=name: light.replace(o, **{n: 8})) == theirs_told
            assert _told(lambda o=ours, n=name: dataclasses.replace(o, **{n: 8})) == theirs_told


def test_the_standard_library_knows_the_fields() -> None:
    for name, cls in OURS.items():
        assert dataclasses.is_dataclass(cls)
        told = [
            [(f.name, f.type, f.default, f.init, f.repr, f.compare, f.kw_only) for f in fields]
            for fields in (dataclasses.fields(cls), dataclasses.fields(THEIRS[name]))
        ]
        assert told[0] == told[1]
    assert dataclasses.asdict(OURS["Named"](1.0, 2.0, "a", ["b"])) == {
        "x": 1.0, "y": 2.0, "name": "a", "tags": ["b"],
    }  # fmt: skip


@light.dataclass(frozen=True, slots=True)
class Kept:
    """A class that pickle finds."""

    name: str
    parts: tuple[int, ...] = ()


def test_an_object_is_pickled_and_copied() -> None:
    one = Kept("a", (1, 2))
    assert pickle.loads(pickle.dumps(one)) == one
    assert copy.deepcopy(one) == copy.copy(one) == one


def test_a_default_that_can_change_is_refused() -> None:
    with pytest.raises(ValueError, match="use default_factory"):

        @lightly.dataclass
        class Wrong:
            found: list[int] = []  # noqa: RUF012 - what is refused
