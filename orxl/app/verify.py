"""Is a workbook the adopted one? If not: which adopted figures and texts are others now."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.app.adopted import SUFFIX, record_of, records_beside, signature_of
from orxl.app.lock import locked_as
from orxl.app.workbook import Opened, bound_or_none, open_workbook
from orxl.binding import BoundBook, bind
from orxl.core import nb
from orxl.core.errors import BadCall, BadSource, OrxlError
from orxl.core.light import dataclass
from orxl.formulas.recalculate import confirm, refreshed
from orxl.rules.kit.view import View
from orxl.versions.adopted.digest import VERSION, digest_of
from orxl.versions.adopted.figures import Difference, Said, adopted_of, differences
from orxl.versions.adopted.record import Record, from_json

_SHOWN: Final = 5
"""Differences that a check tells of one by one."""


@dataclass(frozen=True)
class Verdict:
    """Whether a workbook is the adopted one, and what is not as it was adopted."""

    book: Path
    decision: str
    same: bool
    """Whether it means the same in every cell."""
    known: bool = True
    """Whether the adopted figures are known, so that what differs can be told."""
    different: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    signed: str = ""
    """What the signature says, where it was asked for and holds."""
    faults: tuple[str, ...] = ()
    """What is wrong with the record or the files beside it: then nothing is proved."""

    @property
    def holds(self) -> bool:
        """Whether it is the adopted version, as far as was asked."""
        return self.same and not self.faults


@dataclass(frozen=True)
class _Source:
    """The record to hold a workbook against, and the file it was read from."""

    record: Record
    data: bytes
    path: Path


def verify(path: Path, *, against: Path | None = None, public: str = "") -> Verdict:
    """Hold the workbook at *path* against the adopted version.

    That is *against*, a locked workbook or its record; else the record beside the workbook; else
    what the file says of itself. With *public*, a public key, the record's signature is checked.
    Raises UnreadableFile, BadSource; BadCall where there is nothing to hold it against; OrxlError
    where it is another year's, or no action programme.
    """
    opened = open_workbook(path)
    bound = bound_or_none(opened)
    if bound is None:
        raise OrxlError(f"«{path.name}» er ikke et handlingsprogram.", "Velg en annen fil.")
    source = _source(opened, bound, against)
    own = locked_as(opened.book)
    if source is None:
        if public:
            raise BadCall("Det er ingen signatur her: opplysningene om vedtaket mangler.",
                          "Bruk --mot med filen som slutter på «.vedtak.json».")  # fmt: skip
        if own is None:
            raise BadCall(
                f"Finner ingen vedtatt utgave å holde «{path.name}» mot.",
                "Bruk --mot med den låste arbeidsboken eller «.vedtak.json»-filen.",
            )
        same = _digest_of(bound, own[1]) == own[1]
        notes = () if same else (
            "Hva som er endret kan bare sies når «.vedtak.json»-filen er der: bruk --mot.",
        )  # fmt: skip
        return Verdict(path, own[0], same, known=False, notes=notes)
    record = source.record
    if record.year != bound.layout.year:
        raise OrxlError(
            f"Vedtaket gjelder {record.year}, men «{path.name}» er for {bound.layout.year}.",
            "Velg arbeidsboken for samme år.",
        )
    seen = _digest_of(bound, record.digest)
    signed, faults = _signed(source, public)
    if own is not None and own[1] != record.digest:
        faults.append(f"«{path.name}» sier selv at den er låst som noe annet: {own[0]}.")
    faults += _changed_beside(source)
    different = () if seen == record.digest else _different(opened, record)
    return Verdict(
        path, record.decision, seen == record.digest, True, different, (), signed, tuple(faults)
    )


def _digest_of(bound: BoundBook, wanted: str) -> str:
    if wanted.partition(":")[0] != VERSION:
        raise OrxlError(
            "Avtrykket er laget på en måte som denne orxl ikke kjenner.", "Oppgrader orxl først."
        )
    return digest_of(bound)


def _source(opened: Opened, bound: BoundBook, against: Path | None) -> _Source | None:
    if against is not None:
        if against.suffix.casefold() == ".json":
            return _read(against)
        return _of_locked(against)
    beside = record_of(opened.path)
    if beside.is_file():
        return _read(beside)
    owner = bound.programme.word("Organisasjon") or ""
    found = [
        source
        for source in _readable(records_beside(opened.path))
        if source.record.year == bound.layout.year and source.record.owner == owner
    ]
    if locked_as(opened.book) is not None or not found:
        return None
    if len(found) > 1:
        names = nb.listed([f"«{source.path.name}»" for source in found])
        raise BadCall(f"Det ligger flere vedtak her: {names}.", "Velg ett med --mot.")
    return found[0]


def _read(path: Path) -> _Source:
    from orxl.app.imports.files import source_file

    data = source_file(path).data
    return _Source(from_json(data, path.name), data, path)


def _readable(paths: Sequence[Path]) -> list[_Source]:
    found = []
    for path in paths:
        try:
            found.append(_read(path))
        except OrxlError:
            continue
    return found


def _of_locked(path: Path) -> _Source:
    """The record of a locked workbook: the one beside it, or what the workbook itself says."""
    beside = record_of(path)
    if beside.is_file():
        return _read(beside)
    opened = open_workbook(path)
    bound, own = bound_or_none(opened), locked_as(opened.book)
    if bound is None or own is None:
        raise BadSource(
            f"«{path.name}» er ikke en låst utgave.", "Lås den vedtatte utgaven med «orxl lås»."
        )
    if _digest_of(bound, own[1]) != own[1]:
        raise BadSource(
            f"«{path.name}» er endret etter at den ble låst.", "Finn den opprinnelige filen."
        )
    from orxl.versions.adopted.record import day_of_decision

    record = Record(
        own[0], day_of_decision(own[0], bound.layout.year), bound.layout.year,
        bound.programme.word("Organisasjon") or "", path.name, own[1], 0,
        adopted_of(_recalculated(opened)),
    )  # fmt: skip
    return _Source(record, b"", path)


def _recalculated(opened: Opened) -> BoundBook:
    return bind(refreshed(opened.book, confirm(opened.book)))


def _different(opened: Opened, record: Record) -> tuple[Difference, ...]:
    return differences(record.tables, adopted_of(_recalculated(opened)))


def _changed_beside(source: _Source) -> list[str]:
    """The files of the record that lie beside it with another content: the locked file, the PDF."""
    faults = []
    for name, digest in source.record.files.items():
        file = source.path.with_name(Path(name).name)
        if name == source.record.book or not source.data or not file.is_file():
            continue  # the workbook is judged by what it means
        if sha256(file.read_bytes()).hexdigest() != digest:
            faults.append(f"«{name}» er ikke den som lå ved vedtaket.")
    return faults


def _signed(source: _Source, public: str) -> tuple[str, list[str]]:
    from orxl.app.signing import BadSignature, check_signature

    file = signature_of(source.path)
    if not public:
        return "", []
    if not source.data or not file.is_file():
        return "", [f"Vedtaket er ikke signert: «{file.name}» mangler."]
    try:
        return check_signature(source.data, file.read_text("utf-8", "replace"), public), []
    except BadSignature as error:
        return "", [str(error)]


def told_beside(view: View, records: Sequence[Path], path: Path) -> tuple[str, ...]:
    """What in *view*, of the workbook at *path*, is not as the newest of *records* adopted it.

    The case's own figures stand on «I saken»; this is what a decision has adopted. It is told, and
    is no finding: after a decision a figure may be changed, by an amendment or by what happens.
    """
    if locked_as(view.book) is not None:
        return ()
    owner = view.programme.word("Organisasjon") or ""
    found = [
        source.record
        for source in _readable(records)
        if source.record.year == view.year and source.record.owner == owner
    ]
    if not found:
        return ()
    record = max(found, key=lambda one: one.day)
    now = adopted_of(bind(refreshed(view.book, view.recalculation)))
    different = differences(record.tables, now)
    if not different:
        return (f"Vedtatte tall og tekster er som i {record.decision}.",)
    count = nb.counted(len(different), "tall eller tekst er endret", "tall og tekster er endret")
    more = len(different) - _SHOWN
    return (
        f"Siden vedtaket ({record.decision}): {count}.",
        *(sentence(one) for one in different[:_SHOWN]),
        *((f"… og {more} til: «orxl verifiser {path.name}».",) if more > 0 else ()),
    )


def sentence(one: Difference) -> str:
    """«Hovedtall, Kontingenter, Budsjett 2026: vedtatt 5 387, nå 5 400.»"""
    if one.gone:
        return f"{one.sheet}: raden «{one.row}» er borte."
    if one.new:
        return f"{one.sheet}: raden «{one.row}» er ny."
    place = f"{one.sheet}, {one.row}, {one.column}"
    return f"{place}: vedtatt {_shown(one.adopted)}, nå {_shown(one.now)}."


def _shown(value: Said) -> str:
    if value is None:
        return "tom"
    if isinstance(value, str):
        return value if value.startswith("#") else nb.quoted(value)
    return ("Ja" if value else "Nei") if isinstance(value, bool) else nb.number(value)


__all__ = ["SUFFIX", "Verdict", "sentence", "told_beside", "verify"]
