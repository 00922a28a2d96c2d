"""The report as one HTML page that can be e-mailed, read by everyone, and printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Final

from orxl.core import nb
from orxl.core.errors import BadCall, UnwritableFile
from orxl.core.findings import Finding, Severity
from orxl.core.showing import fit
from orxl.core.version import __version__
from orxl.report.outcome import (
    CheckReport,
    following,
    missing_assumptions,
    outcome,
    summary,
)
from orxl.report.present import by_sheet
from orxl.report.runs import Run, runs

COLOURS: Final = {
    "feil": ("9C0006", "FFE3E5"),
    "advarsel": ("6B4E00", "FFF3D1"),
    "merknad": ("1F3864", "E8EEF7"),
    "bra": ("0B5D1E", "E3F4E5"),
}
"""Text and background of each state; every pair has a contrast of at least 4.5 : 1."""
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
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
            f"Mappen «{target.parent}» finnes ikke.", "Lag mappen først, eller velg en annen."
        )
    if target.is_dir() or target.resolve() == workbook.resolve():
        raise BadCall(f"«{target.name}» kan ikke erstattes av rapporten.", "Velg et annet navn.")


def write_html(report: CheckReport, target: Path, moment: datetime) -> None:
    """Write the page about *report* to *target*, dated *moment*.

    Raises UnwritableFile where the file cannot be written.
    """
    _write(target, as_html(report, moment))


def write_page(target: Path, heading: str, body: str) -> None:
    """Write a page with *heading* and the HTML *body*. Raises UnwritableFile."""
    _write(target, _page(heading, heading, "", _FORBIDDEN.sub("\ufffd", body)))


def _write(target: Path, page: str) -> None:
    try:
        target.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnwritableFile(
            f"Kan ikke skrive rapporten til «{target}».", "Lukk filen, eller velg et annet navn."
        ) from error


def as_html(report: CheckReport, moment: datetime) -> str:
    """The page: summary first, then the findings by sheet with the worst first."""
    name = report.path.name
    kind = "Kontroll før utsending" if report.sending else "Kontroll"
    told = [f for f in report.findings if f.told]
    accepted = [f for f in report.findings if f.accepted is not None]
    groups = list(by_sheet(told))
    body = "\n".join(
        (
            _state(report, groups),
            _findings(groups, report.findings),
            _accepted(accepted),
            _printed([f for f in report.findings if f.printed is not None]),
            _legend(),
        )
    )
    clock = f"{nb.day(moment)} kl. {moment:%H.%M}"
    fact = f'<p class="fakta"><time datetime="{moment:%Y-%m-%dT%H:%M}">{clock}</time></p>'
    skip = '<a class="hopp" href="#funn">Gå til funnene</a>\n'
    title = f"{kind} av {name}, {nb.day(moment)}"
    return _page(title, f"{kind} av {name}", fact, body, skip)


def _page(title: str, heading: str, fact: str, body: str, skip: str = "") -> str:
    """A whole page; *title* and *heading* are plain text, the rest is HTML."""
    return f"""<!DOCTYPE html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>{_text(title)}</title>
<style>{_STYLE}{_states()}</style>
</head>
<body>
<div class="side">
{skip}<header>
<h1>{_text(heading)}</h1>
{fact}
</header>
<main>
{body}
</main>
<footer><p>Laget av orxl {_text(__version__)}. Siden henter ingenting fra nettet.</p></footer>
</div>
</body>
</html>
"""


def _states() -> str:
    return "".join(
        f".{name} {{ color: #{ink}; background: #{paper}; }}\n"
        for name, (ink, paper) in COLOURS.items()
    )


def _text(words: str) -> str:
    """*words* as HTML text: what a browser would act on or does not have, is made visible."""
    return escape(_FORBIDDEN.sub("\ufffd", fit(words, lines=True)))


Group = tuple[str | None, list[Finding]]


def _sheet_name(sheet: str | None) -> str:
    return "Arbeidsboken" if sheet is None else sheet


def _state(report: CheckReport, groups: Sequence[Group]) -> str:
    look = "merknad" if missing_assumptions(report.findings) else "bra"
    if report.count(Severity.WARNING):
        look = "advarsel"
    if report.exit_code:
        look = "feil"
    rows = []
    for number, (sheet, findings) in enumerate(groups, start=1):
        counts = [sum(f.severity is s for f in findings) for s in reversed(Severity)]
        cells = "".join(f'<td class="tall">{nb.number(count)}</td>' for count in counts)
        link = f'<a href="#ark-{number}">{_text(_sheet_name(sheet))}</a>'
        rows.append(f'<tr><th scope="row">{link}</th>{cells}</tr>')
    table = ""
    if rows:
        heads = "".join(
            f'<th scope="col" class="tall">{word}</th>'
            for word in ("Feil", "Advarsler", "Merknader")
        )
        table = (
            '<table class="oversikt"><caption>Antall funn på hvert ark</caption>'
            f'<thead><tr><th scope="col">Ark</th>{heads}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table>"
        )
    other = (
        ""
        if report.programme
        else "<p>Filen er ikke en arbeidsbok for handlingsprogram og budsjett. Tallene i den er "
        "derfor ikke kontrollert mot malen.</p>"
    )
    doubts = "".join(f'<p class="tilstand advarsel">{_text(r)}</p>' for r in report.reservations)
    return (
        '<section aria-labelledby="tilstand"><h2 id="tilstand">Tilstand</h2>'
        f'<p class="tilstand {look}">{_text(outcome(report.findings))}</p>{doubts}{other}{table}'
        "</section>"
    )


def _findings(groups: Sequence[Group], every: Sequence[Finding]) -> str:
    parts = ['<section aria-labelledby="funn"><h2 id="funn" tabindex="-1">Funn</h2>']
    if not groups:
        parts.append("<p>Kontrollen fant ingenting å melde.</p>")
    for number, (sheet, findings) in enumerate(groups, start=1):
        name = _text(_sheet_name(sheet))
        rows = "".join(_row(run, every) for run in runs(findings))
        parts.append(
            f'<section aria-labelledby="ark-{number}"><h3 id="ark-{number}">{name}</h3>'
            f"<table><caption>{_text(summary_of(findings))}</caption>"
            '<thead><tr><th scope="col" class="grad">Alvorlighet</th>'
            '<th scope="col" class="celle">Celle</th><th scope="col">Funn</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></section>"
        )
    parts.append("</section>")
    return "\n".join(parts)


def summary_of(findings: Iterable[Finding]) -> str:
    """The counts that are not zero: «1 feil, 2 merknader»."""
    parts = [p for p in summary(findings).split(", ") if not p.startswith("0")]
    return ", ".join(parts)


def _row(run: Run, every: Sequence[Finding]) -> str:
    finding = run.first
    label = finding.severity.label
    at = _text(run.place) if finding.cell is not None else "Hele arket"
    if finding.sheet is None:
        at = "Hele boken"
    shown = []
    if finding.expected is not None:
        shown.append(f"Forventet: {_text(nb.value(finding.expected))}")
    if finding.actual is not None:
        shown.append(_text(nb.stands(finding.actual)))
    values = f'<p class="verdier">{". ".join(shown)}.</p>' if shown else ""
    hint = finding.remedy
    if finding.fix and finding.safe:
        hint = f"{hint} Kan rettes med «orxl beregn --rett».".strip()
    remedy = f'<p class="retting"><strong>Gjør slik:</strong> {_text(hint)}</p>' if hint else ""
    return (
        f'<tr><td><span class="merke {label.lower()}">{label}</span></td>'
        f'<th scope="row">{at}</th><td><p>{_text(finding.message + run.more)}</p>{values}{remedy}'
        f"{_consequences(following(every, run.findings))}"
        f'<p class="kode">Regel {_text(finding.code)}, {_text(finding.name)}</p></td></tr>\n'
    )


def _consequences(follow: Sequence[Finding]) -> str:
    """What follows from a finding, folded: it goes when that is mended."""
    if not follow:
        return ""
    items = "".join(
        f'<li>{_text(f.message)} <span class="kode">{_text(f.place)}, regel {_text(f.code)}</span>'
        "</li>"
        for f in follow
    )
    return f"<details><summary>og {len(follow)} følgefunn</summary><ul>{items}</ul></details>"


def _accepted(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_text(_place(f))}</th><td>{_text(f.message)}'
        f'<p class="kode">Regel {_text(f.code)}, {_text(f.name)}</p></td>'
        f"<td>{_text(f.accepted if f.accepted is not None else '')}</td></tr>\n"
        for f in findings
    )
    return (
        '<section aria-labelledby="godtatt"><h2 id="godtatt">Godtatte avvik</h2>'
        "<p>Disse funnene er kjent og godtatt, og regnes ikke med i tilstanden.</p>"
        '<table><thead><tr><th scope="col" class="celle">Sted</th><th scope="col">Funn</th>'
        f'<th scope="col">Begrunnelse</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _printed(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{_text(_place(f))}</th><td>{_text(f.message)}'
        f'<p class="kode">Regel {_text(f.code)}, {_text(f.name)}</p></td>'
        f"<td>{_text(f.printed or '')}</td></tr>\n"
        for f in findings
    )
    return (
        '<section aria-labelledby="trykt"><h2 id="trykt">Trykt slik i saken</h2>'
        "<p>Tall i den trykte saken som ikke stemmer med hverandre. De er gjengitt som de står.</p>"
        '<table><thead><tr><th scope="col" class="celle">Sted</th><th scope="col">Funn</th>'
        f'<th scope="col">Trykt i</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _place(finding: Finding) -> str:
    if finding.cell is not None:
        return f"{finding.cell.sheet} {finding.cell.a1}"
    return _sheet_name(finding.sheet)


def _legend() -> str:
    meanings = (
        ("feil", Severity.ERROR.label, "må rettes, eller føres på «Godtatte avvik» med "
         "begrunnelse, før arbeidsboken sendes."),
        ("advarsel", Severity.WARNING.label, "kan være riktig, men noen må se på det og avgjøre."),
        ("merknad", Severity.NOTE.label, "til opplysning."),
        ("bra", "Godtatt", "er ført på «Godtatte avvik», og regnes ikke med."),
        ("bra", "Trykt slik", "tall i den trykte saken som motsier hverandre; de står på «Trykte "
         "avvik», og regnes ikke med."),
        ("merknad", "Følgefunn", "følger av et annet funn, og forsvinner når det er rettet."),
    )  # fmt: skip
    items = "".join(
        f'<li><span class="merke {look}">{word}</span> betyr: {words}</li>'
        for look, word, words in meanings
    )
    return (
        '<section aria-labelledby="forklaring"><h2 id="forklaring">Hva ordene betyr</h2>'
        f"<ul>{items}</ul>"
        "<p>Skriv «orxl regel» og koden for å lese mer om en regel.</p></section>"
    )
