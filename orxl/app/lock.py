"""Locks an adopted version: a read-only copy with its digest, a record, the case, a signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from stat import S_IWGRP, S_IWOTH, S_IWUSR

from orxl.app.adopted import record_of, signature_of
from orxl.app.folders import write_files
from orxl.app.workbook import Opened, bound_or_none, open_workbook, reread, view_of
from orxl.binding import bind
from orxl.core import nb
from orxl.core.edits import RecommendReadOnly, SetName
from orxl.core.errors import BadCall, FailedGate, OrxlError, UnwritableFile
from orxl.core.findings import Severity, state
from orxl.core.light import dataclass, replace
from orxl.core.snapshot import Book
from orxl.formulas.recalculate import refreshed
from orxl.rules.kit.run import run
from orxl.rules.kit.view import View
from orxl.versions.adopted.digest import digest_of
from orxl.versions.adopted.figures import adopted_of
from orxl.versions.adopted.record import (
    DECISION_NAME,
    DIGEST_NAME,
    Record,
    as_json,
    day_of_decision,
)

Sign = Callable[[bytes, str], bytes]
"""From the record and a comment that is signed with it to the signature."""


class HasErrors(OrxlError):
    """The workbook has Feil, and it was not said that it is to be locked all the same."""


@dataclass(frozen=True)
class Locked:
    """What was locked, and the files that were made."""

    record: Record
    files: tuple[Path, ...]
    told: tuple[str, ...] = ()


def lock(
    path: Path,
    decision: str,
    *,
    today: date,
    target: Path | None = None,
    with_errors: bool = False,
    paper: bool = True,
    sign: Sign | None = None,
) -> Locked:
    """Lock the workbook at *path* as what *decision* («sak 12/25, 18.12.2025») adopted.

    The workbook itself is left alone. The copy, by default «… vedtatt.xlsx» beside it, gets the
    decision and the digest as names, and is read-only; beside it lie the record and, with *paper*,
    the case as PDF. With *sign*, the record is signed.

    Raises UnreadableFile; BadCall for a decision without a day that fits; HasErrors; OrxlError
    where it is no action programme, is locked already, or its layout is wrong; UnwritableFile where
    a file is in the way. Nothing is written then.
    """
    target = _target(path) if target is None else target
    if target.suffix.casefold() != path.suffix.casefold():
        raise BadCall(
            f"«{target.name}» må slutte på «{path.suffix}», som arbeidsboken.", "Endre --ut."
        )
    opened = open_workbook(path)
    view, errors = _sound(opened, today, with_errors)
    year = view.year
    day = day_of_decision(decision, year)
    seen = digest_of(view.bound)
    names = [SetName(DECISION_NAME, _text(decision)), SetName(DIGEST_NAME, _text(seen))]
    data = _patched(opened.data, names)
    copy = reread(data, target)
    if digest_of(bind(copy.book)) != seen:
        raise FailedGate("Kopien betyr noe annet enn arbeidsboken.", "Ingenting er skrevet.")
    made: dict[Path, bytes] = {target: data}
    told: list[str] = []
    if paper:
        _add_paper(made, told, target.with_suffix(".pdf"), view, path)
    bound = bind(refreshed(opened.book, view.recalculation))
    record = Record(
        decision.strip(), day, year, view.programme.word("Organisasjon") or "", target.name, seen,
        errors, adopted_of(bound),
        {file.name: sha256(content).hexdigest() for file, content in made.items()},
    )  # fmt: skip
    said = as_json(record)
    made[record_of(target)] = said
    if sign is not None:
        made[signature_of(record_of(target))] = sign(said, decision.strip())
    _write(made, target)
    if errors:
        told.append(f"Arbeidsboken hadde {nb.counted(errors, 'feil', 'feil')} da den ble låst.")
    return Locked(record, tuple(made), tuple(told))


def _target(path: Path) -> Path:
    return path.with_name(f"{path.stem} vedtatt{path.suffix}")


def locked_as(book: Book) -> tuple[str, str] | None:
    """The decision and the digest that *book* says it was locked with; None where it is not."""
    held = {name.name.casefold(): name.refers_to for name in book.names if name.sheet is None}
    decision, seen = held.get(DECISION_NAME.casefold()), held.get(DIGEST_NAME.casefold())
    if decision is None or seen is None:
        return None
    return _plain(decision), _plain(seen)


def _sound(opened: Opened, today: date, with_errors: bool) -> tuple[View, int]:
    """The workbook checked, and its number of Feil."""
    if bound_or_none(opened) is None:
        raise OrxlError(
            f"«{opened.path.name}» er ikke et handlingsprogram, så det er ikke noe å låse.",
            "Velg arbeidsboken med handlingsprogrammet.",
        )
    locked = locked_as(opened.book)
    if locked is not None:
        raise OrxlError(
            f"«{opened.path.name}» er allerede låst: {locked[0]}.",
            "Lås arbeidsboken den ble laget av, eller bruk «orxl verifiser».",
        )
    own = {name.name.casefold() for name in opened.book.names}
    taken = next((n for n in (DECISION_NAME, DIGEST_NAME) if n.casefold() in own), None)
    if taken is not None:
        raise OrxlError(
            f"Arbeidsboken har et eget navn «{taken}», som en låst utgave trenger.",
            "Gi navnet et annet navn i Excel (Formler → Navnebehandling).",
        )
    view = view_of(opened.book)
    findings = run(view, today=today)
    broken = next((finding for finding in findings if finding.hinders), None)
    if broken is not None:
        raise OrxlError(f"Arbeidsboken må rettes før den låses: {broken.message}", broken.remedy)
    errors = state(findings)[Severity.ERROR]
    if errors and not with_errors:
        raise HasErrors(
            f"Arbeidsboken har {nb.counted(errors, 'feil', 'feil')}, og blir ikke låst.",
            "Se dem med «orxl kontroller», eller bruk --med-feil for å låse den likevel.",
        )
    return view, errors


def _text(text: str) -> str:
    """*text* as the formula of a name that holds it."""
    return '"' + text.strip().replace('"', '""') + '"'


def _plain(formula: str) -> str:
    """The text that a name's formula holds, whoever has saved it."""
    return formula.strip().strip('"').replace('""', '"')


def _patched(data: bytes, names: list[SetName]) -> bytes:
    from orxl.xlsx import patch

    return patch(data, [*names, RecommendReadOnly()])


def _add_paper(
    made: dict[Path, bytes], told: list[str], file: Path, view: View, book: Path
) -> None:
    """Add the case as PDF, or tell why there is none: the figures are locked all the same."""
    from orxl.app.paper.case import paper_of
    from orxl.report.paper.pdf import write_pdf
    from orxl.report.paper.theme import theme_for

    try:
        paper = paper_of(replace(view, bound=bind(refreshed(view.book, view.recalculation))))
        made[file] = write_pdf(paper, theme_for(book))
    except OrxlError as error:
        told.append(f"Saken er ikke lagt ved som PDF: {error}")


def _write(made: dict[Path, bytes], target: Path) -> None:
    there = next((file for file in made if file.exists()), None)
    if there is not None:
        raise UnwritableFile(
            f"«{there.name}» finnes fra før, og en vedtatt utgave skrives aldri over.",
            "Velg et annet navn med --ut.",
        )
    try:
        write_files(target.parent, made, replace=False)
    except UnwritableFile:
        for file in made:  # none of them was there before
            file.unlink(missing_ok=True)
        raise
    for file in made:
        file.chmod(file.stat().st_mode & ~(S_IWUSR | S_IWGRP | S_IWOTH))
