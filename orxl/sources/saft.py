"""SAF-T Financial as a ledger: one file, or the parts of one, as they are or packed in a zip."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, Final

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.amounts import said
from orxl.sources.ledger_records import Key, Ledger, LedgerSum
from orxl.sources.ledger_signs import Signs, judged
from orxl.sources.periods import moment
from orxl.sources.problems import SourceProblem
from orxl.sources.saft_parser import VERSIONS, Parser
from orxl.sources.saft_part import Part

_CHUNK: Final = 1 << 18
LARGEST: Final = 2 * 2**30
"""Bytes of XML in all: 5 million lines. What unpacks to more is no ledger of a small body."""
_PART_OF: Final = re.compile(r"_(\d{1,3})_(\d{1,3})\.xml$", re.IGNORECASE)
"""How parts are numbered: «SAF-T Financial_999999999_20260131_1_3.xml»."""


def is_archive_of_xml(data: bytes) -> bool:
    """Whether *data* is a zip with XML files and no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        return False
    xml = any(name.casefold().endswith(".xml") for name in names)
    return xml and "[Content_Types].xml" not in names


def read_saft(data: bytes, name: str) -> Ledger:
    """The ledger in the SAF-T file, or the zip of its parts, *data*. Raises BadSource."""
    parts = [Parser(called).run(chunks) for called, chunks in _files(data, name)]
    return _ledger(parts, name)


def _files(data: bytes, name: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    if data[:4] != b"PK\x03\x04":
        alone = _PART_OF.search(name)
        if alone is not None and 1 < int(alone[2]) < 1000:
            raise BadSource(
                f"«{name}» er del {int(alone[1])} av {int(alone[2])}.",
                "Legg alle delene i én zip-fil.",
            )
        yield name, _chunks(io.BytesIO(data), name)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [i for i in archive.infolist() if is_part(i.filename)]
            if any(info.flag_bits & 1 for info in infos):
                raise BadSource(f"«{name}» er kryptert.", "Pakk den ut med passordet først.")
            if sum(info.file_size for info in infos) > LARGEST:
                raise BadSource(f"«{name}» er for stor når den pakkes ut.", "Hent færre perioder.")
            _all_parts([info.filename for info in infos], name)
            for info in sorted(infos, key=lambda i: _number(i.filename)):
                with archive.open(info) as file:
                    yield info.filename.rpartition("/")[2], _chunks(file, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise _damaged(name) from error


def is_part(name: str) -> bool:
    """Whether a file of the zip is one of the ledger's; a Mac puts its own beside them («._»)."""
    last = name.rpartition("/")[2]
    return last.casefold().endswith(".xml") and not last.startswith("._")


def _chunks(file: IO[bytes], name: str) -> Iterator[bytes]:
    size = 0
    try:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST:
                raise BadSource(f"«{name}» er for stor.", "Hent færre perioder.")
            yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> BadSource:
    return BadSource(f"«{name}» er skadet eller kuttet.", "Hent filen på nytt.")


def _number(name: str) -> tuple[int, str]:
    found = _PART_OF.search(name)
    return (int(found[1]) if found else 0), name


def _all_parts(names: Sequence[str], name: str) -> None:
    numbered = [(int(f[1]), int(f[2])) for n in names if (f := _PART_OF.search(n))]
    if not names:
        raise BadSource(f"«{name}» har ingen XML-fil.", "Velg en SAF-T-fil.")
    for count in {of for _, of in numbered}:
        missing = sorted({*range(1, count + 1)} - {n for n, of in numbered if of == count})
        if missing and count < 1000:
            told = nb.listed([str(n) for n in missing])
            raise BadSource(f"Del {told} av {count} mangler i «{name}».", "Ta med alle delene.")


def _alike(parts: Sequence[Part], name: str) -> None:
    """Raises BadSource for parts that are not of one ledger, or are so twice."""
    companies = sorted({part.company for part in parts if part.company})
    if len(companies) > 1:
        raise BadSource(
            f"Delene i «{name}» er av flere virksomheter: {nb.listed(companies)}.",
            "Ta bare med filene til den ene.",
        )
    twice = sum(len(part.vouchers) for part in parts) - len(
        set().union(*(p.vouchers for p in parts))
    )
    if twice:
        raise BadSource(
            f"{nb.counted(twice, 'bilag', 'bilag')} står i flere av filene i «{name}».",
            "Ta med hver fil én gang, og bare filer for ulike perioder.",
        )


def _ledger(parts: Sequence[Part], name: str) -> Ledger:
    _alike(parts, name)
    sums: dict[Key, int] = {}
    ledger = Ledger(signs=Signs.BY_SIDE)
    whole = Part()
    for part in parts:
        for key, amount in part.sums.items():
            sums[key] = sums.get(key, 0) + amount
        whole.accounts |= part.accounts
        whole.opening |= part.opening
        whole.closing |= part.closing
        whole.names |= part.names
        whole.types |= part.types
        whole.other_types.update(part.other_types)
        whole.unbalanced += part.unbalanced
        ledger.problems += part.problems
        ledger.rows += part.lines
        ledger.taken += part.taken
        ledger.unknown += part.lines - part.taken
    if not ledger.rows:
        raise BadSource(
            f"«{name}» har ingen bilag (GeneralLedgerEntries).", "Hent filen med bilagene."
        )
    ledger.sums = tuple(
        LedgerSum(account=k[0], department=k[1], function=k[2], project=k[3], year=k[4],
                  month=k[5], amount=sums[k])
        for k in sorted(sums, key=lambda k: (*k[:4], k[4] or 0, k[5] or 0))
    )  # fmt: skip
    for key, amount in sums.items():
        whole.moved[key[0]] += amount
    ledger.total = sum(sums.values())
    ledger.accounts = whole.accounts
    ledger.projects = {code: name for (kind, code), name in whole.names.items() if name}
    ledger.chart, _ = judged({a: (max(n, 0), min(n, 0)) for a, n in whole.moved.items()})
    ledger.problems += _totals(parts)
    ledger.remarks += _remarks(parts, whole)
    days = [day for part in parts if (day := moment(part.day)) is not None]
    ledger.until = max(days, default=None)
    return ledger


def _totals(parts: Sequence[Part]) -> Iterator[SourceProblem]:
    """The totals that the file tells, where they are not those of its lines.

    Each part may tell its own, or each may tell those of the whole.
    """
    counted = [(p.transactions, p.lines, p.debit, p.credit) for p in parts]
    together = tuple(sum(column) for column in zip(*counted, strict=True))
    for part, own in zip(parts, counted, strict=True):
        for element, places in (("NumberOfEntries", (0, 1)), ("TotalDebit", (2,)),
                                ("TotalCredit", (3,))):  # fmt: skip
            told = part.told.get(element)
            if told is None:
                continue
            number: int | None = None
            with suppress(ValueError):
                number = int(told) if element == "NumberOfEntries" else _plain_ore(told)
            if number not in {of[place] for of in (own, together) for place in places}:
                found = own[places[0]]
                shown = nb.number(found) if element == "NumberOfEntries" else said(found)
                yield SourceProblem(
                    element, told, f"stemmer ikke med bilagene i filen, som gir {shown}."
                )


def _plain_ore(text: str) -> int:
    whole, _, rest = text.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 100 + sign * int((rest + "00")[:2])


def _balances(whole: Part) -> Iterator[str]:
    """Accounts whose opening balance and entries do not give the closing balance."""
    for account, closing in whole.closing.items():
        given = whole.opening.get(account, 0) + whole.moved[account]
        if given != closing:
            yield f"{account} ({said(closing)} mot {said(given)})"


def _remarks(parts: Sequence[Part], whole: Part) -> Iterator[str]:
    versions = sorted({part.version for part in parts if part.version})
    yield f"SAF-T Regnskap {nb.listed(versions) or 'uten versjon'}."
    strange = [v for v in versions if v not in VERSIONS]
    if strange:
        yield f"Versjon {nb.listed(strange)} er ukjent for orxl; det som er likt, er lest."
    if len(parts) > 1:
        yield f"{len(parts)} deler er lagt sammen."
    if whole.unbalanced:
        told = nb.listed(whole.unbalanced[:5])
        yield f"Bilag der debet og kredit ikke er like: {told}."
    for kind, count in sorted(whole.other_types.items()):
        called = whole.types.get(kind, "")
        yield (
            f"Dimensjonen {nb.quoted(called or kind)} er verken ansvar, funksjon eller prosjekt og "
            f"er ikke brukt ({nb.counted(count, 'linje', 'linjer')})."
        )
    if apart := list(_balances(whole)):
        yield (
            "Inngående saldo og bilag gir ikke utgående saldo på "
            f"{nb.counted(len(apart), 'konto', 'kontoer')}: {nb.listed(apart[:5])}."
        )
    unknown = sorted(a for a in whole.moved if whole.accounts and a not in whole.accounts)
    if unknown:
        yield f"Kontoer som ikke står i filens kontoplan: {nb.listed(unknown[:10])}."
