"""What Excel was predicted to do in each step of the trial, held against what it did.

The predictions are of 27 November 2026, made from Microsoft's documentation and xlwings' source
without any Excel. One that does not come true is a find, whoever was wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from orxl.core import nb
from orxl.core.light import dataclass

Facts = Mapping[str, Any]
DIV0: Final = -2146826281
"""#DIV/0! as an integer: 0x800A0000 plus XlCVError 2007."""
_UNKNOWN_SHEET: Final = -2147352567
"""DISP_E_EXCEPTION: Excel refuses; its own code stands in the details."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that was expected, and what was found; ``ok`` None: it was not tried."""

    what: str
    expected: str
    found: str
    ok: bool | None
    places: tuple[str, ...] = ()


def expectations(step: str, facts: Facts) -> list[Expectation]:
    """What was expected of *step*, which noted *facts*."""
    judge = _JUDGES.get(step.partition(":")[0])
    return [] if judge is None else list(judge(facts))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, int | float):
        return nb.number(value)
    return str(value)


def _is(what: str, facts: Facts, key: str, expected: Any) -> Expectation:
    """That *facts* say *expected* under *key*."""
    if key not in facts:
        return Expectation(what, _said(expected), "ikke prøvd", None)
    return Expectation(what, _said(expected), _said(facts[key]), facts[key] == expected)


def _none(what: str, facts: Facts, key: str) -> Expectation:
    """That the list, or the count with places, under *key* is empty."""
    if key not in facts:
        return Expectation(what, "ingen", "ikke prøvd", None)
    held = facts[key]
    places: Sequence[Any] = held["steder"] if isinstance(held, Mapping) else held
    count = held["antall"] if isinstance(held, Mapping) else len(held)
    told = tuple(_place(place) for place in places)
    return Expectation(what, "ingen", nb.number(count) if count else "ingen", count == 0, told)


def _place(place: Any) -> str:
    if isinstance(place, list | tuple):
        return " · ".join(str(part) for part in place if part is not None)
    return str(place)


def _opening(facts: Facts) -> Iterator[Expectation]:
    yield _none("Excel reparerer ingenting", facts, "reparasjoner")
    caption = facts.get("tittellinje")
    mended = None if caption is None else not any(w in caption for w in ("[Rep", "[rep"))
    yield Expectation(
        "Tittellinjen nevner ingen reparasjon", "nei", _tried(mended, "nei", "ja"), mended
    )
    yield _is("Boken er åpnet skrivebeskyttet", facts, "skrivebeskyttet", False)
    held = facts.get("ventet", {})
    yield _is(
        "Excel spør ikke om å lagre når boken bare er sett på",
        facts, "uendret", not held.get("regnes ut ved åpning", False),
    )  # fmt: skip
    yield _is("Antall ark", facts, "antall ark", held.get("ark"))
    yield _is("Antall tabeller", facts, "antall tabeller", held.get("tabeller"))
    saves = facts.get("autolagring")
    off = None if saves is None else saves == ["bool", False] or isinstance(saves, Mapping)
    yield Expectation("Excel lagrer boken selv", "nei", _tried(off, "nei", "ja"), off)


def _tried(ok: bool | None, good: str, bad: str) -> str:
    return "ikke prøvd" if ok is None else good if ok else bad


def _contents(facts: Facts) -> Iterator[Expectation]:
    yield _none("Verdier som Excel regner annerledes enn filen sier", facts, "andre verdier")
    yield _none("Formler som Excel skriver annerledes enn filen", facts, "andre formler")
    yield _none("Tabeller, sammenslåinger og beskyttelse som er annerledes", facts, "annet")


def _growth(facts: Facts) -> Iterator[Expectation]:
    for table, own in facts.items():
        at = (f"{own['ark']} ({table})",)
        if "feil" in own:
            yield Expectation("Tabellen lar seg prøve", "ja", _place(own["feil"]), False, at)
            continue
        yield _at(_is("Tabellen vokser når noen skriver under den", own, "vokste", True), at)
        unlike = own.get("ulikt raden over")
        words = [
            f"{word}: kolonne {nb.listed([str(number) for number in n])}"
            for word, n in (unlike or {}).items()
        ]
        yield Expectation(
            "Den nye raden ser ut som raden over", "ja",
            _tried(None if unlike is None else not unlike, "ja", "; ".join(words)),
            None if unlike is None else not unlike, at,
        )  # fmt: skip
        wrote, became = own.get("skrev"), own.get("ble")
        if isinstance(wrote, list) and wrote[0] == "str":
            text = None if became is None else isinstance(became, list) and became[0] == "str"
            yield Expectation(
                "En kode som skrives, er fremdeles tekst", "tekst",
                _tried(text, "tekst", _place(became)), text, at,
            )  # fmt: skip


def _at(expectation: Expectation, places: tuple[str, ...]) -> Expectation:
    e = expectation
    return Expectation(e.what, e.expected, e.found, e.ok, places)


def _trap(facts: Facts) -> Iterator[Expectation]:
    rows = facts.get("rader")
    at = (_place(facts["sted"]),) if "sted" in facts else ()
    yield _at(_is("Én formel i en tom kolonne fyller alle radene", facts, "med formel", rows), at)


def _protection(facts: Facts) -> Iterator[Expectation]:
    for sheet, own in facts.items():
        at = (sheet,)
        if "åpen celle" in own:
            yield _at(
                _is("Excel avviser skriving i en gul celle", own["åpen celle"], "avvist", False), at
            )
        if "låst celle" in own:
            yield _at(
                _is("Excel avviser skriving i en låst celle", own["låst celle"], "avvist", True), at
            )
        for table, told in own.get("nye rader", {}).items():
            where = (f"{sheet} ({table})",)
            yield _at(_is("Tabellen på et beskyttet ark vokser", told, "vokste", False), where)


def _pressing(facts: Facts) -> Iterator[Expectation]:
    if "feil" in facts:
        yield Expectation("Klikket går bra", "ja", facts["feil"]["feil"], False)
    yield _is(
        "Nye linjer i loggen", facts, "nye linjer i loggen", int(facts.get("ventet linje", 1))
    )
    for key, what in (
        ("innstillinger", "Excels innstillinger er som før klikket"),
        ("merking", "Merking og rulling er som før klikket"),
    ):
        held = facts.get(key)
        ok = None if held is None else held["før"] == held["etter"]
        places = () if ok or held is None else _changed(held["før"], held["etter"])
        yield Expectation(what, "ja", _tried(ok, "ja", "nei"), ok, places)
    formats = facts.get("betingede formater")
    same = None if formats is None else formats[0] == formats[1]
    found = "ikke prøvd" if formats is None else f"{formats[0]} før, {formats[1]} etter"
    yield Expectation("Like mange betingede formater før og etter", "ja", found, same)
    if "cellen er som skrevet" in facts:
        yield _is("Cellen står som den ble skrevet", facts, "cellen er som skrevet", False)


def _changed(before: Any, after: Any) -> tuple[str, ...]:
    if isinstance(before, Mapping):
        names = [name for name in before if before[name] != after[name]]
        return tuple(f"{n}: {_place(before[n])} → {_place(after[n])}" for n in names)
    return (f"{_place(before)} → {_place(after)}",)


def _waking(facts: Facts) -> Iterator[Expectation]:
    before, after = facts.get("før"), facts.get("etter")
    ok = None if before is None or after is None else before == after
    places = () if ok is not False else _changed(before, after)
    yield Expectation(
        "«orxl excel vekk» gir Excel tilbake", "ja", _tried(ok, "ja", "nei"), ok, places
    )


def _saving(facts: Facts) -> Iterator[Expectation]:
    yield _is("Kopien som Excel lagrer, finnes", facts, "kopien finnes", True)
    yield _is("Boken heter det samme etterpå", facts, "heter fremdeles det samme", True)
    yield from _contents(facts)


def _triangles(facts: Facts) -> Iterator[Expectation]:
    if not facts:
        yield Expectation("Grønne trekanter", "ingen", "ingen", True)
    for word in facts:
        yield _none(f"Grønne trekanter: {word}", facts, word)


def _heights(facts: Facts) -> Iterator[Expectation]:
    yield _none("Rader der tekst er kuttet", facts, "for lave")


def _pages(facts: Facts) -> Iterator[Expectation]:
    pages = facts.get("sider")
    ok = None if pages is None else pages > 0
    yield Expectation(
        "Hele boken blir en PDF", "ja", "ikke prøvd" if pages is None else f"{pages} sider", ok
    )


def _recording(facts: Facts) -> Iterator[Expectation]:
    for what, path, expected in (
        ("En feilverdi er et heltall", ("celler", "A1", "Value2"), ["int", DIV0]),
        ("En dato er et tall i Value2", ("celler", "B2", "Value2"), ["float", 46023.5]),
        ("Sant er sant", ("celler", "C1", "Value2"), ["bool", True]),
        ("Apostrofen holder en tekst som tekst", ("celler", "C2", "Value2"), ["str", "=tekst"]),
        ("… og er ikke del av formelen", ("celler", "C2", "Formula"), ["str", "=tekst"]),
        ("«2.1.5» er tekst", ("celler", "D1", "Value2"), ["str", "2.1.5"]),
        ("… også i en celle med tekstformat", ("celler", "E1", "Value2"), ["str", "2.1.5"]),
        ("En tom formel gir tom tekst", ("celler", "D2", "Value2"), ["str", ""]),
        ("En tom celle gir ingenting", ("celler", "H9", "Value2"), ["NoneType", None]),
        ("Formler er engelske", ("celler", "A1", "Formula"), ["str", "=1/0"]),
        ("Ingen matrise er nei", ("celler", "A1:D2", "HasArray"), ["bool", False]),
        ("Ingen sammenslåing er nei", ("celler", "A1:D2", "MergeCells"), ["bool", False]),
        ("Noe sammenslått er verken ja eller nei", ("blandet", "MergeCells"), ["NoneType", None]),
        ("Noe matrise er verken ja eller nei", ("blandet", "HasArray"), ["NoneType", None]),
        ("En matrise er ja", ("blandet", "HasArray alene"), ["bool", True]),
        ("Notater telles", ("kommentarer", "Comments"), ["int", 0]),
    ):
        found = _deep(facts, path)
        ok = None if found is None else found == expected
        words = "ikke prøvd" if found is None else _place(found)
        yield Expectation(what, _place(expected), words, ok)
    moment = _deep(facts, ("celler", "B2", "Value"))
    dated = None if moment is None else isinstance(moment, list) and "time" in moment[0].lower()
    yield Expectation(
        "En dato er et tidspunkt i Value", "tidspunkt", _tried(dated, "tidspunkt", _place(moment)),
        dated,
    )  # fmt: skip
    unknown = facts.get("ukjent ark")
    code = None if unknown is None else isinstance(unknown, Mapping) and unknown.get("kode")
    yield Expectation(
        "Et ukjent ark er en feil fra Excel", str(_UNKNOWN_SHEET),
        "ikke prøvd" if unknown is None else str(code),
        None if unknown is None else code == _UNKNOWN_SHEET,
    )  # fmt: skip


def _deep(facts: Facts, path: tuple[str, ...]) -> Any:
    """What stands at *path*; None where the step did not come so far."""
    held: Any = facts
    for key in path:
        if not isinstance(held, Mapping) or key not in held:
            return None
        held = held[key]
    return held


_JUDGES: Final[Mapping[str, Callable[[Facts], Iterator[Expectation]]]] = {
    "Åpning": _opening, "Verdier og formler": _contents, "Opptak": _recording, "Vekst": _growth,
    "Fellen": _trap, "Beskyttelse": _protection, "Knappen": _pressing, "Vekke Excel": _waking,
    "Lagring": _saving, "Grønne trekanter": _triangles, "Radhøyder": _heights,
    "Utskrift": _pages,
}  # fmt: skip
