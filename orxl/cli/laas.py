"""«orxl lås»: the adopted version as a read-only copy with its digest, signed where wanted."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import complain, say, say_json
from orxl.core.errors import BadCall

if TYPE_CHECKING:
    from orxl.app.lock import Locked, Sign

DESCRIPTION: Final = (
    "Låser den vedtatte utgaven: en skrivebeskyttet kopi med vedtaket og et avtrykk av innholdet, "
    "en liten fil med de vedtatte tallene og tekstene, og saken som PDF. Arbeidsboken endres ikke. "
    "«orxl verifiser» forteller siden om en fil er den vedtatte."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--vedtak", dest="decision", metavar="TEKST",
        help="vedtaket med dato, for eksempel «sak 12/25, 18.12.2025»",
    )  # fmt: skip
    parser.add_argument(
        "--ut", type=Path, dest="target", metavar="KOPI",
        help="den låste kopien (standard: «… vedtatt.xlsx» ved siden av arbeidsboken)",
    )  # fmt: skip
    parser.add_argument(
        "--med-feil", action="store_true", dest="errors",
        help="lås den selv om kontrollen finner feil; det blir fortalt",
    )  # fmt: skip
    parser.add_argument(
        "--uten-pdf", action="store_true", dest="no_paper", help="lag ikke saken som PDF"
    )
    parser.add_argument(
        "--nøkkel", "--noekkel", type=Path, dest="key", metavar="FIL",
        help="signer med denne private nøkkelen (krever orxl[signatur])",
    )  # fmt: skip
    parser.add_argument(
        "--lag-nøkkel", "--lag-noekkel", type=Path, dest="new_key", metavar="NAVN",
        help="lag et nytt nøkkelpar, NAVN.key og NAVN.pub, og gjør ikke noe annet",
    )  # fmt: skip
    takes_format(parser)


def run(options: Namespace) -> int:
    """Lock it, and say what was made; 1 where it has Feil and was not locked."""
    from orxl.app.lock import HasErrors, lock

    if options.new_key is not None:
        return _new_key(options.new_key)
    if options.decision is None:
        raise BadCall(
            "Kommandoen mangler vedtaket.", 'Skriv for eksempel --vedtak "sak 12/25, 18.12.2025".'
        )
    try:
        locked = lock(
            file_of(options),
            options.decision,
            today=date.today(),
            target=options.target,
            with_errors=options.errors,
            paper=not options.no_paper,
            sign=None if options.key is None else _sign(options.key),
        )
    except HasErrors as error:
        complain(str(error))
        return 1
    if options.format == "json":
        say_json(_json(locked))
        return 0
    for file in locked.files:
        say(f"  {file.name}")
    for sentence in locked.told:
        say(sentence)
    say(f"Låst som vedtatt: {locked.record.decision}. Avtrykk {locked.record.digest}.")
    return 0


def _json(locked: Locked) -> str:
    import json

    said = {
        "fil": str(locked.files[0]),
        "vedtak": locked.record.decision,
        "dato": locked.record.day.isoformat(),
        "avtrykk": locked.record.digest,
        "feil": locked.record.errors,
        "filer": [str(file) for file in locked.files],
        "merknader": list(locked.told),
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _sign(key: Path) -> Sign:
    from orxl.app.imports.files import source_file
    from orxl.app.signing import signer

    private = source_file(key).data.decode("utf-8", "replace")
    return signer(private, _passphrase("Passordet til nøkkelen: ")).sign


def _passphrase(question: str) -> str:
    """What is typed, unseen. Raises BadCall where nobody can type it unseen."""
    if not sys.stdin.isatty():
        raise BadCall("Passordet må skrives i et terminalvindu.", "Kjør kommandoen der.")
    return getpass(question)


def _new_key(file: Path) -> int:
    from orxl.app.signing import new_keys, write_keys

    passphrase = _passphrase("Velg et passord til nøkkelen: ")
    if passphrase != _passphrase("Skriv det en gang til: "):
        raise BadCall("De to passordene er ikke like.", "Prøv igjen.")
    private, public = write_keys(new_keys(passphrase), file)
    say(f"Skrev «{private.name}», som skal holdes hemmelig, og «{public.name}», som alle kan få.")
    say("Mister du passordet, kan nøkkelen ikke brukes mer: lag en ny.")
    return 0
