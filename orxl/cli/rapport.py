"""«orxl rapport»: the board paper and the reports, from the workbook."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Final

from orxl.app.paper.reports import REPORTS, HasErrors, Job, Made, account, make
from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import complain, say, say_json
from orxl.core.errors import BadCall

DESCRIPTION: Final = (
    "Lager saken og rapportene av arbeidsboken, som ikke endres. Har arbeidsboken feil, lages "
    "bare et merket utkast, og bare når du ber om det med --utkast."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    lines = "; ".join(f"{name}: {report.line}" for name, report in REPORTS.items())
    parser.add_argument("rapport", metavar="RAPPORT", choices=tuple(REPORTS), help=lines)
    takes_file(parser)
    parser.add_argument(
        "til", nargs="?", type=Path, metavar="FIL",
        help="bare for endringer: arbeidsboken slik den er nå, etter den tidligere utgaven",
    )  # fmt: skip
    parser.add_argument(
        "--ut", type=Path, dest="folder", metavar="MAPPE",
        help="mappen filene skrives i (standard: der arbeidsboken ligger)",
    )  # fmt: skip
    parser.add_argument(
        "--utkast", action="store_true", dest="draft",
        help="lag et utkast også når arbeidsboken har feil; feilene står på siste side",
    )  # fmt: skip
    parser.add_argument(
        "--mal", type=Path, dest="template", metavar="FIL.docx",
        help="bruk stilene i denne Word-filen",
    )  # fmt: skip
    parser.add_argument(
        "--erstatt", action="store_true", help="skriv over filer som er i mappen fra før"
    )
    parser.add_argument(
        "--erklæring", "--erklaering", dest="statement", default="", metavar="ADRESSE",
        help="nett: nettadressen til tilgjengelighetserklæringen på uustatus.no",
    )  # fmt: skip
    takes_format(parser)


def run(options: Namespace) -> int:
    """Make the report: 0, or 1 where the workbook has Feil."""
    from orxl.app.folders import stale_files, write_files
    from orxl.app.workbook import open_workbook

    path, since = _files(options)
    job = Job(
        open_workbook(path),
        date.today(),
        options.draft,
        options.template,
        options.statement,
        since,
    )
    try:
        made = make(options.rapport, job)
    except HasErrors as error:
        if options.format == "json":
            say_json(_json(path, options.rapport, errors=error.count))
        else:
            complain(str(error))
        return 1
    folder = path.parent if options.folder is None else options.folder
    data = {folder / name: content for name, content in made.files.items()}
    stale = stale_files(folder / made.own_folder, data) if made.own_folder else ()
    write_files(folder, data, replace=options.erstatt)
    for file in stale:
        file.unlink()
    files = tuple(data)
    if options.format == "json":
        say_json(_json(path, options.rapport, made, files))
    else:
        for sentence in account(made, files, folder):
            say(sentence)
    return 1 if made.draft or made.errors else 0


def _files(options: Namespace) -> tuple[Path, Path | None]:
    """The workbook, and for what has changed the one before. Raises BadCall, UnreadableFile."""
    if options.rapport == "endringer":
        since: Path | None = options.fil
        options.fil = options.til
        return file_of(options), since
    if options.til is not None:
        raise BadCall(
            f"«rapport {options.rapport}» tar én arbeidsbok, ikke to.", "Se «orxl rapport --hjelp»."
        )
    return file_of(options), None


def _json(
    path: Path,
    report: str,
    made: Made | None = None,
    files: tuple[Path, ...] = (),
    errors: int = 0,
) -> str:
    """The answer as JSON, whose fields are stable."""
    import json

    draft = made.draft if made is not None else ()
    answer = {
        "fil": str(path),
        "rapport": report,
        "laget": made is not None,
        "feil": len(draft) or made.errors if made is not None else errors,
        "utkast": bool(draft),
        "hvorfor_utkast": list(draft),
        "merknader": list(made.remarks) if made is not None else [],
        "filer": [str(file) for file in files],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)
