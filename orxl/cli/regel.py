"""«orxl regel»: list the rules, explain one, or write the pages about them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser
from orxl.core import nb

DESCRIPTION: Final = "Lister alle regler, eller forklarer den ene som er nevnt."


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.add_argument("kode", nargs="?", help="regelens kode, for eksempel B005")
    parser.add_argument(
        "--skriv-dokumentasjon",
        nargs="?",
        type=Path,
        const=Path("docs") / "regler",
        metavar="MAPPE",
        dest="pages",
        help="skriv en side om hver regel (standard: docs/regler)",
    )


def run(options: Namespace) -> int:
    """Print the rules, or write their pages; 0."""
    if options.pages is not None:
        from orxl.report.document import write_pages

        changed = write_pages(options.pages)
        print(f"{nb.counted(len(changed), 'side', 'sider')} endret i {options.pages}.")
        return 0
    from orxl.report.explain import explain, listing

    print(listing() if options.kode is None else explain(options.kode))
    return 0
