"""The report as one HTML page that can be e-mailed, read by everyone, and printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from orxl.core import nb
from orxl.core.findings import Finding, Severity
from orxl.report.outcome import (
    CheckReport,
    Following,
    consequences,
    following,
    missing_assumptions,
    outcome,
    summary,
)
from orxl.report.page import page, text, write
from orxl.report.present import by_sheet
from orxl.report.runs import Run, runs


def write_html(report: CheckReport, target: Path, moment: datetime) -> None:
    """Write the page about *report* to *target*, dated *moment*.

    Raises UnwritableFile where the file cannot be written.
    """
    write(target, as_html(report, moment))


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
            _findings(groups, consequences(report.findings)),
            _accepted(accepted),
            _printed([f for f in report.findings if f.printed is not None]),
            _legend(),
        )
    )
    clock = f"{nb.day(moment)} kl. {moment:%H.%M}"
    fact = f'<p class="fakta"><time datetime="{moment:%Y-%m-%dT%H:%M}">{clock}</time></p>'
    skip = '<a class="hopp" href="#funn">Gå til funnene</a>\n'
    title = f"{kind} av {name}, {nb.day(moment)}"
    return page(title, f"{kind} av {name}", fact, body, skip)


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
        link = f'<a href="#ark-{number}">{text(_sheet_name(sheet))}</a>'
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
    doubts = "".join(f'<p class="tilstand advarsel">{text(r)}</p>' for r in report.reservations)
    doubts += "".join(f"<p>{text(sentence)}</p>" for sentence in report.adopted)
    return (
        '<section aria-labelledby="tilstand"><h2 id="tilstand">Tilstand</h2>'
        f'<p class="tilstand {look}">{text(outcome(report.findings))}</p>{doubts}{other}{table}'
        "</section>"
    )


def _findings(groups: Sequence[Group], known: Following) -> str:
    parts = ['<section aria-labelledby="funn"><h2 id="funn" tabindex="-1">Funn</h2>']
    if not groups:
        parts.append("<p>Kontrollen fant ingenting å melde.</p>")
    for number, (sheet, findings) in enumerate(groups, start=1):
        name = text(_sheet_name(sheet))
        rows = "".join(_row(run, known) for run in runs(findings))
        parts.append(
            f'<section aria-labelledby="ark-{number}"><h3 id="ark-{number}">{name}</h3>'
            f"<table><caption>{text(summary_of(findings))}</caption>"
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


def _row(run: Run, known: Following) -> str:
    finding = run.first
    label = finding.severity.label
    at = text(run.place) if finding.cell is not None else "Hele arket"
    if finding.sheet is None:
        at = "Hele boken"
    shown = []
    if finding.expected is not None:
        shown.append(f"Forventet: {text(nb.brief(finding.expected, finding.actual))}")
    if finding.actual is not None:
        shown.append(text(nb.stands(finding.actual, finding.expected)))
    values = f'<p class="verdier">{". ".join(shown)}.</p>' if shown else ""
    hint = finding.remedy
    if finding.fix and finding.safe:
        hint = f"{hint} Kan rettes med «orxl beregn --rett».".strip()
    remedy = f'<p class="retting"><strong>Gjør slik:</strong> {text(hint)}</p>' if hint else ""
    return (
        f'<tr><td><span class="merke {label.lower()}">{label}</span></td>'
        f'<th scope="row">{at}</th><td><p>{text(finding.message + run.more)}</p>{values}{remedy}'
        f"{_consequences(following(known, run.findings))}"
        f'<p class="kode">Regel {text(finding.code)}, {text(finding.name)}</p></td></tr>\n'
    )


def _consequences(follow: Sequence[Finding]) -> str:
    """What follows from a finding, folded: it goes when that is mended."""
    if not follow:
        return ""
    items = "".join(
        f'<li>{text(f.message)} <span class="kode">{text(f.place)}, regel {text(f.code)}</span>'
        "</li>"
        for f in follow
    )
    return f"<details><summary>og {len(follow)} følgefunn</summary><ul>{items}</ul></details>"


def _accepted(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{text(_place(f))}</th><td>{text(f.message)}'
        f'<p class="kode">Regel {text(f.code)}, {text(f.name)}</p></td>'
        f"<td>{text(f.accepted if f.accepted is not None else '')}</td></tr>\n"
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
        f'<tr><th scope="row">{text(_place(f))}</th><td>{text(f.message)}'
        f'<p class="kode">Regel {text(f.code)}, {text(f.name)}</p></td>'
        f"<td>{text(f.printed or '')}</td></tr>\n"
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
