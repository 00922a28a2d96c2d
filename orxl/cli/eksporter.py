"""«orxl eksporter»: the workbook's tables as a data package."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from orxl.cli.arguments import Parser, file_of, takes_file, takes_format
from orxl.cli.terminal import say, say_json

DESCRIPTION: Final = (
    "Lager en datapakke (Frictionless Data Package) av tabellene i arbeidsboken: CSV og SQLite, "
    "med en beskrivelse av kolonner, enheter og nøkler. Bare kolonner som oppsettet sier er "
    "offentlige, tas med, om du ikke ber om alt. Arbeidsboken endres ikke. «orxl importer "
    "pakke» leser den inn."
)


def add_arguments(parser: Parser) -> None:
    """What the command takes."""
    takes_file(parser)
    parser.add_argument(
        "--ut", type=Path, dest="folder", metavar="MAPPE",
        help="mappen pakken skrives i (standard: datapakke)",
    )  # fmt: skip
    parser.add_argument(
        "--alt", action="store_true", dest="everything",
        help="ta med alle kolonner, også de som ikke er offentlige",
    )  # fmt: skip
    parser.add_argument(
        "--parquet", action="store_true", help="lag også Parquet (krever orxl[parquet])"
    )
    parser.add_argument(
        "--duckdb", action="store_true", help="lag også en DuckDB-database (krever orxl[parquet])"
    )
    parser.add_argument(
        "--skjema", action="store_true", dest="schema", help="lag også JSON Schema for modellene"
    )
    parser.add_argument(
        "--erstatt", action="store_true", help="skriv over en pakke som er i mappen fra før"
    )
    takes_format(parser)


def run(options: Namespace) -> int:
    """Write the package and say what is in it; 0."""
    from orxl.app.export import Wanted, package_of, write_package

    wanted = Wanted(options.everything, options.parquet, options.duckdb, options.schema)
    package = package_of(file_of(options), wanted, today=date.today())
    folder = Path("datapakke") if options.folder is None else options.folder
    write_package(package, folder, replace=options.erstatt)
    if options.format == "json":
        said = {
            "fil": str(package.book),
            "mappe": str(folder),
            "tabeller": [
                {"navn": t.slug, "tabell": t.name, "rader": len(t.rows), "felt": len(t.fields)}
                for t in package.tables
            ],
            "filer": [
                {"fil": name, "bytes": len(data), "sha256": sha256(data).hexdigest()}
                for name, data in package.files.items()
            ],
            "merknader": list(package.told),
        }
        say_json(json.dumps(said, ensure_ascii=False, indent=2))
        return 0
    for table in package.tables:
        say(f"  {table.title}: {len(table.rows)} rader, {len(table.fields)} felt")
    for sentence in package.told:
        say(sentence)
    say(f"Skrev {len(package.files)} filer i {folder}.")
    return 0
