"""«orxl verifiser»: is this file the adopted version? If not, what is not as it was adopted?"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import say, say_json

if TYPE_CHECKING:
    from orxl.app.verify import Verdict

DESCRIPTION: Final = (
    "Forteller om en fil er den vedtatte utgaven: den samme i innhold, hvem som enn har lagret "
    "den. "
    "Hvis ikke: hvilke vedtatte tall og tekster som er annerledes. Ingenting endres."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--mot", type=Path, dest="against", metavar="VEDTATT",
        help="den låste arbeidsboken eller «.vedtak.json»-filen (standard: den som ligger ved "
        "siden av)",
    )  # fmt: skip
    parser.add_argument(
        "--offentlig", dest="public", metavar="NØKKEL", default="",
        help="kontroller signaturen med denne offentlige nøkkelen (en fil, eller nøkkelen selv)",
    )  # fmt: skip
    takes_format(parser)


def run(options: Namespace) -> int:
    """Say the verdict; 0 where it is the adopted version, else 1."""
    from orxl.app.verify import verify

    verdict = verify(file_of(options), against=options.against, public=_key(options.public))
    if options.format == "json":
        say_json(_json(verdict))
    else:
        _say(verdict)
    return 0 if verdict.holds else 1


def _key(given: str) -> str:
    """The public key in the file that is named, or the key itself."""
    from orxl.app.imports.files import source_file

    if not given or (given.startswith("RW") and len(given) == 56):
        return given
    return source_file(Path(given)).data.decode("utf-8", "replace")


def _say(verdict: Verdict) -> None:
    from orxl.app.verify import sentence

    name = verdict.book.name
    if verdict.same:
        say(f"«{name}» er i innhold den vedtatte utgaven: {verdict.decision}.")
    elif verdict.different or not verdict.known:
        say(f"«{name}» er ikke den vedtatte utgaven ({verdict.decision}).")
    else:
        say(
            f"«{name}» er ikke lik den vedtatte utgaven ({verdict.decision}), men alle vedtatte "
            "tall og tekster er de samme."
        )
    for one in verdict.different:
        say(f"  {sentence(one)}")
    if verdict.signed:
        say(f"Signaturen stemmer: {verdict.signed}.")
    for told in (*verdict.faults, *verdict.notes):
        say(told)


def _json(verdict: Verdict) -> str:
    import json

    said = {
        "fil": str(verdict.book),
        "vedtak": verdict.decision,
        "samme_innhold": verdict.same,
        "signatur": verdict.signed or None,
        "avvik": [
            {
                "ark": one.sheet,
                "rad": one.row,
                "kolonne": one.column or None,
                "vedtatt": one.adopted,
                "nå": one.now,
                "slag": "borte" if one.gone else "ny" if one.new else "endret",
            }
            for one in verdict.different
        ],
        "mangler": list(verdict.faults),
        "merknader": list(verdict.notes),
    }
    return json.dumps(said, ensure_ascii=False, indent=2)
