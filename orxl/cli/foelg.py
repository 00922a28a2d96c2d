"""«orxl kontroller --følg»: checks a workbook at every save, until somebody has seen enough."""

from __future__ import annotations

import gc
import json
import sys
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path
from time import monotonic, sleep

from orxl.app.again import Rechecker
from orxl.app.watch import PAUSE, Follower
from orxl.cli.arguments import file_of
from orxl.cli.mange import many
from orxl.cli.terminal import complain, say, say_json, screen
from orxl.core.errors import BadCall, OrxlError
from orxl.report import present
from orxl.report.news import as_line, news, print_news
from orxl.report.outcome import CheckReport


def follow(options: Namespace) -> int:
    """Check the workbook now and at every save, and print what is news; the last exit code.

    Raises BadCall for more than one workbook, UnreadableFile where it cannot be read to begin with.
    """
    if many(options):
        raise BadCall(
            "--følg følger én arbeidsbok, og passer ikke sammen med flere steder, mapper, "
            "--rekursivt, --ut, --klynge eller grensene for mange.",
            "Nevn én .xlsx-fil.",
        )
    options.fil = Path(options.steder[0]) if options.steder else None
    path = file_of(options)
    if options.html is not None:
        from orxl.report.page import refuse_bad_target

        refuse_bad_target(options.html, path)

    checker = Rechecker(path, sending=options.sending, everywhere=options.alle_ark)
    follower = Follower(path, lambda data: checker.check(data, date.today()))
    last: CheckReport | None = None
    try:
        last = follower.first(monotonic())
        _first(last, options)
        _rest(first=True)
        while True:
            sleep(PAUSE)
            found = follower.look(monotonic())
            if isinstance(found, CheckReport):
                _later(last, found, options)
                last = found
                _rest(first=False)
            elif found is not None:
                _in_trouble(path, found, options)
    except KeyboardInterrupt:
        say(f"Følger ikke lenger «{path.name}». Ingenting er skrevet i den.", to=sys.stderr)
        return 0 if last is None else last.exit_code


def _first(report: CheckReport, options: Namespace) -> None:
    if not report.programme:
        say(
            f"«{report.path.name}» er ikke en arbeidsbok for handlingsprogram og budsjett: "
            "bare formlene eller filen er kontrollert.",
            to=sys.stderr,
        )
    if options.format == "json":
        say_json(as_line(report, None, datetime.now()))
    else:
        present.print_report(report, screen())
        say(
            f"\nFølger med på «{report.path.name}», og kontrollerer den hver gang den lagres. "
            "Avslutt med Ctrl-C.",
            lines=True,
        )
    _as_page(report, options)


def _later(before: CheckReport, report: CheckReport, options: Namespace) -> None:
    moment = datetime.now()
    if options.format == "json":
        say_json(as_line(report, news(before.findings, report.findings), moment))
    else:
        print_news(before, report, moment, screen())
    _as_page(report, options)


def _as_page(report: CheckReport, options: Namespace) -> None:
    if options.html is not None:
        from orxl.report.html import write_html

        try:
            write_html(report, options.html, datetime.now())
        except OrxlError as error:  # somebody reads it just now; the next save writes it again
            complain(str(error))


def _in_trouble(path: Path, error: OrxlError, options: Namespace) -> None:
    moment = datetime.now()
    if options.format == "json":
        told = {
            "fil": str(path),
            "tid": moment.isoformat(timespec="seconds"),
            "kan_ikke_leses": str(error),
        }
        say_json(json.dumps(told, ensure_ascii=False))
    else:
        say(f"\n{moment:%H:%M:%S}  {error} Følger med videre.", lines=True)


def _rest(first: bool) -> None:
    """What is done while nobody waits: the circles that a check leaves are collected.

    Python's collector is held back while a command works. What lasts (modules, rules, the layout)
    need not be walked each time.
    """
    sys.stdout.flush()  # a reader at the other end of a pipe waits for the line
    gc.collect()
    if first:
        gc.freeze()
