"""``dataclass`` with the meaning it has in the standard library, at a tenth of its price.

The standard library writes six methods of each class as text and compiles them when the class is
made: 0.7 ms a class, and a check loads a hundred and twenty. Here the methods that every class has
alike are closures, and the one that is written as text, ``__init__``, is written when an object of
the class is first made. ``dataclasses.fields``, ``asdict`` and the like know these classes as their
own: what they ask for is made when they ask.

Only the options that this house uses are here. Import from :mod:`orxl.core.light`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, Final

Class = Any
"""A class that is being made."""
_MISSING: Final[Any] = object()


class KW_ONLY:  # noqa: N801 - the standard library's name
    """The annotation that says that what comes after it is given by name only."""


class Spec:
    """A field: what is said of it where its class is declared."""

    __slots__ = ("annotation", "compare", "default", "factory", "init", "kw_only", "shown")

    def __init__(
        self,
        default: Any = _MISSING,
        factory: Any = _MISSING,
        *,
        init: bool = True,
        shown: bool = True,
        compare: bool = True,
    ) -> None:
        self.default, self.factory = default, factory
        self.init, self.shown, self.compare = init, shown, compare
        self.kw_only = False
        self.annotation: Any = None


def field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    init: bool = True,
    repr: bool = True,  # noqa: A002 - the standard library's name
    compare: bool = True,
) -> Spec:
    """The standard library's ``field``."""
    return Spec(default, default_factory, init=init, shown=repr, compare=compare)


def dataclass(
    cls: Class = None,
    /,
    *,
    frozen: bool = False,
    slots: bool = False,
    eq: bool = True,
    order: bool = False,
    kw_only: bool = False,
) -> Class:
    """The standard library's ``dataclass``. Raises ValueError for a default that can change."""

    def made(cls: Class) -> Class:
        own = _own(cls, kw_only)
        if slots:
            cls = _slotted(cls, own)
        cls.__light_fields__ = {**_inherited(cls), **own}
        _add_methods(cls, frozen, slots, eq, order)
        return cls

    return made if cls is None else made(cls)


def known_as_dataclass(cls: Class) -> Class:
    """Let ``replace``, ``fields`` and their kin take the named tuple *cls* for a dataclass."""
    cls.__light_fields__ = {name: Spec() for name in cls.__match_args__}
    for name, spec in cls.__light_fields__.items():
        spec.annotation = cls.__annotations__[name]
    _tell_the_standard_library(cls, True)
    return cls


def replace(obj: Any, /, **changes: Any) -> Any:
    """The standard library's ``replace``."""
    cls = type(obj)
    for name, spec in cls.__light_fields__.items():
        if not spec.init:
            if name in changes:
                raise ValueError(f"field {name} is declared with init=False")
        elif name not in changes:
            changes[name] = getattr(obj, name)
    return cls(**changes)


def _inherited(cls: Class) -> dict[str, Spec]:
    found: dict[str, Spec] = {}
    for base in cls.__mro__[-1:0:-1]:
        found.update(base.__dict__.get("__light_fields__", ()))
    return found


def _own(cls: Class, kw_only: bool) -> dict[str, Spec]:
    """The fields that *cls* itself declares; what it says of them is taken off the class."""
    found: dict[str, Spec] = {}
    for name, annotation in cls.__annotations__.items():
        text = annotation if isinstance(annotation, str) else str(annotation)
        if "ClassVar" in text:
            continue
        if annotation is KW_ONLY or text == KW_ONLY.__name__:
            kw_only = True
            continue
        said = vars(cls).get(name, _MISSING)
        spec = said if isinstance(said, Spec) else Spec(said)
        if spec.default is not _MISSING and type(spec.default).__hash__ is None:
            raise ValueError(f"the default of {name} can change: use default_factory")
        if spec is said and spec.default is _MISSING:
            delattr(cls, name)
        elif spec is said:
            setattr(cls, name, spec.default)
        spec.kw_only, spec.annotation = kw_only, annotation
        found[name] = spec
    return found


def _slotted(cls: Class, own: Mapping[str, Spec]) -> Class:
    """*cls* anew, with a slot for each of its own fields: slots cannot be had afterwards."""
    held = {s for base in cls.__mro__[1:-1] for s in vars(base).get("__slots__", ())}
    gone = {*own, "__dict__", "__weakref__"}
    body = {name: value for name, value in vars(cls).items() if name not in gone}
    body["__slots__"] = tuple(name for name in own if name not in held)
    new = type(cls)(cls.__name__, cls.__bases__, body)
    new.__qualname__ = cls.__qualname__
    return new


def _add_methods(cls: Class, frozen: bool, slots: bool, eq: bool, order: bool) -> None:
    """Give *cls* its methods, but none that it has itself."""
    fields, said = cls.__light_fields__, frozenset(vars(cls))
    compared = _values(name for name, spec in fields.items() if spec.compare)
    methods: dict[str, Any] = {
        "__init__": _init_at_first_use(cls, frozen),
        "__repr__": _shown([name for name, spec in fields.items() if spec.shown]),
        "__match_args__": tuple(n for n, spec in fields.items() if spec.init and not spec.kw_only),
    }
    if eq:
        methods["__eq__"] = _equal(compared)
    if order:
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            methods[name] = _ordered(compared, getattr(tuple, name))
    if frozen and slots:  # pickle would set the attributes in the usual way
        methods["__getstate__"], methods["__setstate__"] = _kept(tuple(fields))
    if frozen:
        methods["__setattr__"], methods["__delattr__"] = _refused("assign to"), _refused("delete")
    # Python itself gives a class with an own __eq__ the hash None.
    if eq and (vars(cls).get("__hash__") is None):
        cls.__hash__ = (lambda self: hash(compared(self))) if frozen else None
    for name, method in methods.items():
        if name not in said:
            setattr(cls, name, method)
    _tell_the_standard_library(cls, frozen)


def _tell_the_standard_library(cls: Class, frozen: bool) -> None:
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        setattr(cls, name, _Standard(cls, name, frozen))


def _init_at_first_use(cls: Class, frozen: bool) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__ = _init(cls, frozen)
        cls.__init__(self, *args, **kwargs)

    return init


def _init(cls: Class, frozen: bool) -> Any:
    """The ``__init__`` of *cls*, written out: a loop over the fields would cost each object."""
    known: dict[str, Any] = {"_MISSING": _MISSING, "_set": object.__setattr__}
    given: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for name, spec in cls.__light_fields__.items():
        known[f"_default_{name}"], known[f"_make_{name}"] = spec.default, spec.factory
        value, asked = name, name
        if spec.factory is not _MISSING:
            made = f"_make_{name}()"
            value = f"{made} if {name} is _MISSING else {name}" if spec.init else made
            asked = f"{name}=_MISSING"
        elif spec.default is not _MISSING:
            value = name if spec.init else f"_default_{name}"
            asked = f"{name}=_default_{name}"
        if spec.init:
            (named if spec.kw_only else given).append(asked)
        elif value == name:
            continue  # nobody says what it is: __post_init__ will
        lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    asked = ", ".join(["self", *given, *(["*", *named] if named else [])])
    text = "\n    ".join([f"def __init__({asked}):", *(lines or ["pass"])])
    exec(text, known)  # noqa: S102 - nothing but the names of the fields  # nosec B102
    found = known["__init__"]
    found.__qualname__ = f"{cls.__qualname__}.__init__"
    return found


def _values(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    """A function that gives an object's values of *names* as a tuple."""
    names = tuple(names)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda obj: tuple([getattr(obj, name) for name in names])


def _equal(compared: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def equal(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    return equal


def _ordered(compared: Callable[[Any], Any], ask: Callable[[Any, Any], Any]) -> Any:
    def ordered(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return ask(compared(self), compared(other))

    return ordered


def _shown(names: Iterable[str]) -> Any:
    @recursive_repr()
    def shown(self: Any) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({said})"

    return shown


def _kept(names: tuple[str, ...]) -> tuple[Any, Any]:
    """How an object is pickled, and made again."""

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def made_again(self: Any, state: Iterable[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return state, made_again


def _refused(what: str) -> Callable[..., None]:
    def refuse(self: Any, name: str, *_: Any) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot {what} field {name!r}")

    return refuse


class _Standard:
    """What the standard library keeps with a dataclass, made when somebody asks for it."""

    def __init__(self, cls: Class, what: str, frozen: bool) -> None:
        self._cls, self._what, self._frozen = cls, what, frozen

    def __get__(self, obj: Any, owner: Any = None) -> Any:
        import dataclasses

        told = []
        for name, spec in self._cls.__light_fields__.items():
            given = {"init": spec.init, "repr": spec.shown, "compare": spec.compare}
            if spec.default is not _MISSING:
                given["default"] = spec.default
            if spec.factory is not _MISSING:
                given["default_factory"] = spec.factory
            standard: Any = dataclasses.field(**given, kw_only=spec.kw_only)
            told.append((name, spec.annotation, standard))
        made = dataclasses.make_dataclass(self._cls.__name__, told, frozen=self._frozen)
        found = getattr(made, self._what)
        setattr(self._cls, self._what, found)
        return found
