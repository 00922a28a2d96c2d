"""A ledger of a million lines, and SAF-T of a million, beside plain pandas doing the same sums.

    python -m benchmarks.ledgers [LINES]

Each is read in a process of its own; seconds are of the processor, for others may use the machine.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ARTS = ("010", "030", "090", "120", "130", "140", "160", "195", "240", "272", "429", "600", "729")


def write_ledger(path: Path, lines: int) -> None:
    """A list of vouchers as Agresso prints it: spaces in thousands, minus behind, cp1252."""
    chance = random.Random(1)
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write("Konto;Konto (T);Ansvar;Funksjon;Prosjekt;Periode;Bilagsnr;Dato;Tekst;Beløp\r\n")
        for i in range(lines):
            art, month = chance.choice(ARTS), 1 + i % 12
            size = chance.randint(1, 10**8)
            whole = f"{size // 100:,}".replace(",", "\u00a0")
            amount = f"{whole},{size % 100:02d}" + ("-" if art > "599" else "")
            project = chance.choice(("", "10001", "10002"))
            file.write(
                f"{art};Art nummer {art};{4700 + i % 30};{100 + i % 20};{project};2026{month:02d};"
                f"{i // 4};{1 + i % 28:02d}.{month:02d}.2026;Faktura {i};{amount}\r\n"
            )


def write_saft(path: Path, lines: int) -> None:
    """SAF-T 1.30 with two dimensions on each line, in transactions of ten."""
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<n1:AuditFile '
            'xmlns:n1="urn:StandardAuditFile-Taxation-Financial:NO"><n1:GeneralLedgerEntries>'
            "<n1:Journal><n1:JournalID>A</n1:JournalID>"
        )
        for i in range(lines):
            if i % 10 == 0:
                file.write(
                    f"<n1:Transaction><n1:TransactionID>{i}</n1:TransactionID>"
                    f"<n1:Period>{1 + i % 12}</n1:Period><n1:PeriodYear>2026</n1:PeriodYear>"
                    "<n1:TransactionDate>2026-03-04</n1:TransactionDate>\n"
                )
            side = "Debit" if i % 2 else "Credit"
            file.write(
                f"<n1:Line><n1:RecordID>{i}</n1:RecordID><n1:AccountID>{5000 + i % 50}"
                "</n1:AccountID><n1:Analysis><n1:AnalysisType>A</n1:AnalysisType><n1:AnalysisID>"
                f"{i % 9}</n1:AnalysisID></n1:Analysis><n1:Analysis><n1:AnalysisType>P"
                f"</n1:AnalysisType><n1:AnalysisID>{i % 7}</n1:AnalysisID></n1:Analysis>"
                f"<n1:Description>Bilag {i}</n1:Description><n1:{side}Amount><n1:Amount>"
                f"{i % 1000}.50</n1:Amount></n1:{side}Amount></n1:Line>\n"
            )
            if i % 10 == 9 or i == lines - 1:
                file.write("</n1:Transaction>")
        file.write("</n1:Journal></n1:GeneralLedgerEntries></n1:AuditFile>")


def by_orxl(path: Path) -> tuple[int, int]:
    """Sums and their total, as the import reads them: all checks included."""
    from orxl.sources.ledger import read_ledger
    from orxl.sources.ledger_records import Sheet
    from orxl.sources.text_lines import TextLines

    lines = TextLines(path.read_bytes(), path.name)
    ledger = read_ledger([Sheet(lines)], year=2026)
    return len(ledger.sums), ledger.total


def by_pandas(path: Path) -> tuple[int, int]:
    """The same sums, and the lines that are twice, with nothing checked or placed."""
    import pandas as pd

    frame = pd.read_csv(path, sep=";", encoding="cp1252", dtype=str)
    text = frame["Beløp"].str.replace("\u00a0", "", regex=False)
    size = text.str.rstrip("-").str.replace(",", "", regex=False).astype("int64")
    frame["ore"] = size.where(~text.str.endswith("-"), -size)
    keys = ["Konto", "Ansvar", "Funksjon", "Prosjekt", "Periode"]
    sums = frame.fillna("").groupby(keys, sort=True)["ore"].sum()
    frame.duplicated().sum()
    return len(sums), int(sums.sum())


def by_saft(path: Path) -> tuple[int, int]:
    """Sums and their total of a SAF-T file."""
    from orxl.sources.saft import read_saft

    ledger = read_saft(path.read_bytes(), path.name)
    return len(ledger.sums), ledger.total


WAYS = {"orxl": by_orxl, "pandas": by_pandas, "SAF-T": by_saft}


def main() -> None:
    """Write the files, and read each in a process of its own."""
    if len(sys.argv) == 4 and sys.argv[1] == "--les":
        way, path = sys.argv[2], Path(sys.argv[3])
        start = time.process_time()
        found = WAYS[way](path)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        size = path.stat().st_size / 2**20
        print(f"{way:7} {size:5.0f} MB {seconds:6.1f} s {peak:6.0f} MB, sums and total {found}")
        return
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        ledger, saft = Path(folder) / "bilag.csv", Path(folder) / "saft.xml"
        write_ledger(ledger, lines)
        write_saft(saft, lines)
        for way, path in (("orxl", ledger), ("pandas", ledger), ("SAF-T", saft)):
            subprocess.run(
                [sys.executable, "-m", "benchmarks.ledgers", "--les", way, str(path)], check=True
            )


if __name__ == "__main__":
    main()
