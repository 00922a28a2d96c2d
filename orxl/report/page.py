"""The frame of a page to be e-mailed, read by everyone, and printed: its look and its file."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

from orxl.core.errors import BadCall, UnwritableFile
from orxl.core.patterns import regex
from orxl.core.showing import fit
from orxl.core.version import __version__

COLOURS: Final = {
    "feil": ("9C0006", "FFE3E5"),
    "advarsel": ("6B4E00", "FFF3D1"),
    "merknad": ("1F3864", "E8EEF7"),
    "bra": ("0B5D1E", "E3F4E5"),
}
"""Text and background of each state; every pair has a contrast of at least 4.5 : 1."""
_FORBIDDEN: Final = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 Calibri, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  color: #1A1A1A; background: #FFFFFF; }
.side { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.hopp { position: absolute; left: -100rem; }
.hopp:focus { left: 1rem; top: 1rem; background: #FFFFFF; padding: .5rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; color: #1F3864; }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; color: #1F3864; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; color: #1F3864; }
p { margin: 0 0 .5rem; }
a { color: #0B4F9E; }
.fakta { color: #595959; margin: 0 0 1rem; }
.tilstand { border-left: .5rem solid; padding: .75rem 1rem; font-size: 1.15rem; font-weight: 700; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; font-weight: 700; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem;
  border-bottom: 1px solid #8C8C8C; }
th { white-space: nowrap; }
td { overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #1F3864; }
.tall { text-align: right; width: 6.5rem; }
.grad { width: 7rem; } .celle { width: 9rem; }
.merke { display: inline-block; border: 1px solid; border-radius: .25rem; padding: 0 .4rem;
  font-weight: 700; font-size: .9em; }
.verdier, .retting, .kode { font-size: .95em; }
.kode { color: #595959; }
.forklaring, .forklaring ul { list-style: none; margin: 0; padding-left: 1.25rem; }
.forklaring { padding-left: 0; } .forklaring li { margin: .25rem 0; overflow-wrap: anywhere; }
.forklaring summary { cursor: pointer; } code { font-size: .95em; }
footer { margin-top: 2.5rem; border-top: 1px solid #8C8C8C; padding-top: .75rem; color: #595959; }
@media (max-width: 40rem) {
  .grad, .celle { width: auto; } th, td { padding: .35rem .3rem; }
}
@media print {
  @page { size: A4; margin: 15mm 12mm; }
  body { font-size: 10pt; line-height: 1.35; } p { margin-bottom: .25rem; }
  .side { max-width: none; padding: 0; } .hopp { display: none; }
  a { color: inherit; text-decoration: none; }
  thead { display: table-header-group; }
  tr, .tilstand { break-inside: avoid; } h2, h3, caption, thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .feil, .advarsel, .merknad, .bra { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def refuse_bad_target(target: Path, workbook: Path) -> None:
    """Raises BadCall where the page would be written over something that is no page."""
    if target.suffix.casefold() not in (".html", ".htm"):
        raise BadCall(
            f"Rapporten kan ikke skrives til «{target.name}».",
            "Gi den et navn som slutter på .html.",
        )
    if not target.parent.is_dir():
        raise BadCall(
            f"Mappen «{target.absolute().parent}» finnes ikke.",
            "Lag mappen først, eller velg en annen.",
        )
    if target.is_dir() or target.resolve() == workbook.resolve():
        raise BadCall(f"«{target.name}» kan ikke erstattes av rapporten.", "Velg et annet navn.")


def write_page(target: Path, heading: str, body: str) -> None:
    """Write a page with *heading* and the HTML *body*. Raises UnwritableFile."""
    write(target, page(heading, heading, "", _FORBIDDEN.sub("\ufffd", body)))


def write(target: Path, whole: str) -> None:
    """Write the page *whole* to *target*. Raises UnwritableFile."""
    try:
        target.write_text(whole, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnwritableFile(
            f"Kan ikke skrive rapporten til «{target}».", "Lukk filen, eller velg et annet navn."
        ) from error


def page(title: str, heading: str, fact: str, body: str, skip: str = "", style: str = "") -> str:
    """A whole page; *title* and *heading* are plain text, *style* is CSS, the rest is HTML."""
    return f"""<!DOCTYPE html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>{text(title)}</title>
<style>{_STYLE}{_states()}{style}</style>
</head>
<body>
<div class="side">
{skip}<header>
<h1>{text(heading)}</h1>
{fact}
</header>
<main>
{body}
</main>
<footer><p>Laget av orxl {text(__version__)}. Siden henter ingenting fra nettet.</p></footer>
</div>
</body>
</html>
"""


def _states() -> str:
    return "".join(
        f".{name} {{ color: #{ink}; background: #{paper}; }}\n"
        for name, (ink, paper) in COLOURS.items()
    )


def text(words: str) -> str:
    """*words* as HTML text: what a browser would act on or does not have, is made visible."""
    return escape(_FORBIDDEN.sub("\ufffd", fit(words, lines=True)))
