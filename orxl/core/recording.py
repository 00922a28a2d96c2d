"""What is read while something is worked out: kept, so that it need not be worked out again.

A *stand-in* takes the place of a plain object. It gives what the plain one gives, and writes down
what it was asked for: each of its fields, as a *token*. What is worked out from it
(:mod:`orxl.core.memo`, and its own cached properties) is kept with the tokens that were read
meanwhile. Where none of these has changed in a later *scene*, the result still holds there.

What was worked out is read as a token too: where it must be worked out again and comes out the
same, whoever has read it needs nothing new.

Sound by construction: the class of stand-ins is made from the plain class, field by field, so that
nothing can be read unseen; and what a token hands out is covered by the token, down to its last
part, unless it is a stand-in itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Final, NamedTuple

from orxl.core.identical import alike

Token = Hashable
_reading: Final[list[dict[Token, None]]] = []
"""What has been read for each thing that is being worked out, in order; the innermost last."""


class Kept(NamedTuple):
    """Something that was worked out, what was read for it, and how it is asked for."""

    result: Any
    read: frozenset[Token]
    ask: Callable[[Any], Any] | None
    """Asks another stand-in for the same. None where that is not known."""
    nodes: tuple[Node, ...]
    """What of it was worked out, in the order in which it was asked for."""

    @classmethod
    def of(
        cls, result: Any, read: Iterable[Token], ask: Callable[[Any], Any] | None = None
    ) -> Kept:
        """What was worked out from *read*."""
        tokens = tuple(read)
        return cls(result, frozenset(tokens), ask, tuple(t for t in tokens if type(t) is Node))


class Node(NamedTuple):
    """Something that was worked out, as a token: by which stand-in, and what."""

    who: Hashable
    what: Hashable


class Scene:
    """The stand-ins that belong together, and what was read of them.

    What was worked out in an ``earlier`` scene is taken over (:meth:`take_over`).
    """

    def __init__(self, earlier: Scene | None = None) -> None:
        self.seen: set[Token] = set()
        """What has been read at all, but for single cells."""
        self.cast: dict[Hashable, StandIn] = {}
        """The stand-ins, each by what it is here."""
        self.earlier = earlier
        self.changed: frozenset[Token] = frozenset()
        self._same: dict[Node, bool] = {}
        if earlier is not None:
            self.seen |= earlier.seen
            earlier.let_go()

    def let_go(self) -> None:
        """Forget the scene before: whatever has not been asked for since, nobody will ask for.

        Its stand-ins and it hold each other; whoever follows a workbook for a day collects no
        such circles.
        """
        if self.earlier is not None:
            self.earlier.cast.clear()
            self.earlier = None

    def note(self, token: Token) -> None:
        """Write down that what *token* tells of was read."""
        self.seen.add(token)
        if _reading:
            _reading[-1][token] = None

    def take_over(self, changed: frozenset[Token]) -> None:
        """Keep what the earlier scene kept, but for what was read for it and has *changed*.

        Where it rests on something else that was worked out, that is seen when it is asked for.
        """
        self.changed = changed
        for who, stand_in in self.cast.items():
            earlier = self.earlier.cast.get(who) if self.earlier is not None else None
            for what, kept in earlier.kept.items() if earlier is not None else ():
                if kept.read.isdisjoint(changed) and not kept.nodes:
                    stand_in.kept[what] = kept

    def was_kept(self, who: Hashable, what: Hashable) -> Kept | None:
        """What the earlier scene kept of it."""
        stand_in = None if self.earlier is None else self.earlier.cast.get(who)
        return None if stand_in is None else stand_in.kept.get(what)

    def still(self, who: Hashable, what: Hashable) -> Kept | None:
        """What the earlier scene kept of it and still holds, or None."""
        kept = self.was_kept(who, what)
        if kept is None or not kept.read.isdisjoint(self.changed):
            return None
        return kept if all(map(self._comes_out_the_same, kept.nodes)) else None

    def _comes_out_the_same(self, node: Node) -> bool:
        known = self._same.get(node)
        if known is None:
            known = self._same[node] = self._tried(node)
        return known

    def _tried(self, node: Node) -> bool:
        kept, stand_in = self.was_kept(*node), self.cast.get(node.who)
        if kept is None or kept.ask is None or stand_in is None:
            return False
        with _apart():
            try:
                return kept.ask(stand_in) is kept.result
            except Exception:
                return False  # whoever needs it will meet the same


@contextmanager
def _apart() -> Iterator[dict[Token, None]]:
    """What is read in the block is nobody's but its own."""
    read: dict[Token, None] = {}
    _reading.append(read)
    try:
        yield read
    finally:
        _reading.pop()


class StandIn:
    """Takes the place of ``plain``; see :func:`standing_in_for`."""

    plain: Any
    """The object that it stands for: who reads that, reads unseen."""
    who: Hashable
    scene: Scene
    kept: dict[Hashable, Kept]

    def __new__(cls, *values: Any, **named: Any) -> Any:
        """A plain object: who makes another of the same class (``replace``) has read it all."""
        return cls.__bases__[1](*values, **named)

    @classmethod
    def of(cls, plain: Any, who: Hashable, scene: Scene, **more: Any) -> Any:
        """The stand-in for *plain* in *scene*, with *more* attributes of its own."""
        made = object.__new__(cls)
        made.__dict__.update(plain=plain, who=who, scene=scene, kept={}, **more)
        scene.cast[who] = made
        return made

    def note(self, token: Token) -> None:
        """Write down that what *token* tells of was read."""
        self.scene.note(token)

    def worked_out(
        self,
        what: Hashable,
        work: Callable[[], Any],
        ask: Callable[[Any], Any] | None = None,
    ) -> Any:
        """What *work* gives: done once, and known as *what*."""
        found = self.kept.get(what)
        if found is None:
            found = self.scene.still(self.who, what)
            if found is None:
                found = self._made(what, work, ask)
            self.kept[what] = found
        if _reading:
            _reading[-1][Node(self.who, what)] = None
        return found.result

    def _made(
        self, what: Hashable, work: Callable[[], Any], ask: Callable[[Any], Any] | None
    ) -> Kept:
        with _apart() as read:
            try:
                result = work()
            except BaseException:
                if len(_reading) > 1:  # whoever asked has read it too
                    _reading[-2].update(read)
                raise
        was = self.scene.was_kept(self.who, what)
        if was is not None and alike(was.result, result):
            result = was.result
        return Kept.of(result, read, ask)

    def know(self, what: Hashable, result: Any, read: Iterable[Token]) -> None:
        """Take *result* for what is known as *what*."""
        self.kept[what] = Kept.of(result, read)


def note(token: Token) -> None:
    """Write down that what *token* tells of was read; the scene's ``seen`` does not hold it."""
    if _reading:
        _reading[-1][token] = None


def standing_in_for(plain: type, kind: str, own: Mapping[str, Any]) -> Any:
    """The class of stand-ins for objects of the dataclass *plain*.

    A field is read as the token ``(kind, name)``; a cached property is worked out from the
    stand-in; methods and other properties are the plain class's own, and see the stand-in. What is
    in *own* takes their place.
    """
    body: dict[str, Any] = {}
    for base in reversed(plain.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, cached_property):
                body[name] = _worked_out(value.func, name)
    fields: Iterable[str] = plain.__light_fields__  # type: ignore[attr-defined]
    body.update({name: told(kind, name) for name in fields})
    return type(plain.__name__, (StandIn, plain), {**body, **own})


def told(kind: str, name: str) -> property:
    """A property that is read as the token ``(kind, name)``, whatever the plain object makes of
    it."""
    token = (kind, name)

    def read(self: Any) -> Any:
        self.note(token)
        return getattr(self.plain, name)

    return property(read)


def _worked_out(work: Callable[[Any], Any], name: str) -> property:
    def ask(stand_in: Any) -> Any:
        return getattr(stand_in, name)

    def read(self: Any) -> Any:
        return self.worked_out(name, lambda: work(self), ask)

    return property(read)
