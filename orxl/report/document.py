"""Writes a page about each rule, and an index of them, from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from orxl.core import nb
from orxl.core.errors import UnwritableFile
from orxl.core.patterns import regex
from orxl.core.refs import column_letters
from orxl.report.explain import FIXES, ON_REQUEST
from orxl.rules.kit.example import Example
from orxl.rules.kit.references import Reference
from orxl.rules.kit.registry import FAMILIES, Family, rules_of
from orxl.rules.kit.rule import AnyRule
from orxl.rules.kit.run import BROKEN_RULE, PRINTED_NO_MORE, UNUSED_ACCEPTANCE

INDEX: Final = "README.md"
_PAGE: Final = regex(r"[A-Z]\d{3}\.md")
_SPECIAL: Final = regex(r"([\\`*_<>\[\]|#~])")
_NOTICE: Final = (
    "<!-- Laget av «orxl regel --skriv-dokumentasjon». Endre regelen, ikke denne siden. -->\n"
)
_OWN: Final = {
    UNUSED_ACCEPTANCE: "En rad på «Godtatte avvik» svarer ikke til noe funn på stedet "
    "med beløpet (merknad).",
    PRINTED_NO_MORE: "En rad på «Trykte avvik» svarer ikke lenger til noe i tallene (merknad).",
    BROKEN_RULE: "En regel kunne ikke kjøres. En kontroll som ikke er gjort, skal aldri se ut som "
    "en kontroll som ikke fant noe (feil).",
}
"""The codes that belong to the check itself and to no rule."""


def pages() -> Mapping[str, str]:
    """Every page by its file name: one for each rule, and the index."""
    found = {f"{r.code}.md": _page(family, r) for family in FAMILIES for r in rules_of(family)}
    return {INDEX: _index(), **found}


def stale_pages(folder: Path) -> list[str]:
    """The names of the pages in *folder* that are missing, changed or about no rule."""
    wanted = pages()
    stale = [name for name, text in wanted.items() if _read(folder / name) != text]
    return sorted([*stale, *_orphans(folder, wanted)])


def write_pages(folder: Path) -> list[str]:
    """Bring *folder* up to date. Returns the names of the pages written or removed.

    Only pages named as a rule's code are removed. Raises UnwritableFile where a page cannot be
    written.
    """
    wanted = pages()
    stale = stale_pages(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            if name in wanted:
                (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
            else:
                (folder / name).unlink()
    except OSError as error:
        raise UnwritableFile(
            f"Kan ikke skrive sidene i mappen «{folder}».", "Sjekk at du har tilgang til mappen."
        ) from error
    return stale


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _orphans(folder: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    for path in folder.glob("*.md") if folder.is_dir() else ():
        if _PAGE.fullmatch(path.name) and path.name not in wanted:
            yield path.name


def _plain(text: str) -> str:
    """*text* as Markdown that shows it just as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _page(family: Family, rule: AnyRule) -> str:
    facts = [
        f"**Alvorlighet:** {rule.severity.label}",
        f"**Familie:** [{family.name}]({INDEX}#{_anchor(family.name)})",
        f"**Retting:** {FIXES[rule.fix]}",
    ]
    lines = [_NOTICE, f"# {rule.code} {rule.name}", "", "  \n".join(facts), ""]
    if family.asks in ON_REQUEST:
        option = ON_REQUEST[family.asks]
        lines += [f"Regelen kjøres bare med `orxl kontroller {option} FIL`.", ""]
    lines += ["## Hva regelen finner", "", _plain(rule.finds), ""]
    lines += ["## Hvorfor det betyr noe", "", _plain(rule.why), ""]
    lines += ["## Eksempler", "", "Dette blir meldt:", ""]
    lines += [line for example in rule.bad_examples for line in _example(example)]
    if rule.good_examples:
        lines += ["", "Dette blir ikke meldt:", ""]
        lines += [line for example in rule.good_examples for line in _example(example)]
    lines += ["", "## Hva du gjør", "", _plain(rule.remedy), ""]
    if rule.fix_safety:
        lines += ["## Er rettingen trygg?", "", _plain(rule.fix_safety), ""]
    if rule.references:
        lines += ["## Kilder", "", *map(_source, rule.references), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _source(reference: Reference) -> str:
    """The source, with a link where it has an address; this house's pages lie one folder up."""
    if not reference.address:
        return f"- {_plain(reference.text)}"
    own = "" if reference.address.startswith("https://") else "../"
    return f"- [{_plain(reference.text)}]({own}{reference.address})"


def _example(example: Example) -> Iterator[str]:
    """The example in words, and as a small sheet where it is one."""
    yield f"- {_plain(example.text)}"
    sheet = example.sheet
    if sheet is None:
        return
    for name, rows in sheet.sheets.items():
        if len(sheet.sheets) > 1:
            yield ""
            yield f"  Arket «{_plain(name)}»:"
        yield from _table(rows)
    if sheet.places:
        yield f"  Meldes ved {nb.listed(sheet.places)}."
        yield ""


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A small sheet with the letters of its columns and the numbers of its rows."""
    width = max(len(row) for row in rows)
    letters = [column_letters(number) for number in range(1, width + 1)]
    yield ""
    yield f"  | | {' | '.join(letters)} |"
    yield f"  |---|{'---|' * width}"
    for number, row in enumerate(rows, start=1):
        cells = [_sheet_cell(text) for text in row] + [""] * (width - len(row))
        yield f"  | **{number}** | {' | '.join(cells)} |"
    yield ""


def _sheet_cell(text: str) -> str:
    formula, arrow, shown = text.partition("→")
    if not formula.startswith("="):
        return _plain(text)
    return f"`{formula.strip()}`" + (f" → {_plain(shown.strip())}" if arrow else "")


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _index() -> str:
    count = sum(len(rules_of(family)) for family in FAMILIES)
    lines = [
        _NOTICE,
        "# Reglene",
        "",
        f"`orxl kontroller` har {count} regler. «Feil» må rettes, «Advarsel» må noen se på, "
        "«Merknad» er til opplysning. Et funn som er kjent og skal stå, føres på arket "
        "«Godtatte avvik».",
        "",
    ]
    for family in FAMILIES:
        lines += [f"## {family.name}", ""]
        if family.asks in ON_REQUEST:
            lines += [f"Kjøres bare med `orxl kontroller {ON_REQUEST[family.asks]} FIL`.", ""]
        lines += ["| Kode | Navn | Alvorlighet | Kan rettes | Finner |", "|---|---|---|---|---|"]
        lines += [
            f"| [{r.code}]({r.code}.md) | {r.name} | {r.severity.label} | {r.fix.value} "
            f"| {_plain(r.finds)} |"
            for r in rules_of(family)
        ]
        lines.append("")
    lines += ["## Kontrollens egne koder", "", "| Kode | Betyr |", "|---|---|"]
    lines += [f"| {code} | {words} |" for code, words in _OWN.items()]
    return "\n".join([*lines, ""])
