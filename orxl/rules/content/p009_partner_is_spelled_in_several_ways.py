"""A partner spelled in several ways, or named twice under one measure."""

from __future__ import annotations

from collections import Counter

from orxl.binding import BoundRow
from orxl.core.edits import SetCell
from orxl.rules.kit import Editor, Fix, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import PARTNERS
from orxl.rules.shared.spelling import bare

RULE = Rule(
    "P009",
    "partner-skrevet-ulikt",
    Severity.WARNING,
    finds="En partner som er skrevet på flere måter, eller som står to ganger under samme tiltak.",
    why="Skrivemåter som er ulike, telles som ulike partnere.",
    remedy="Skriv navnet likt overalt på arket Partnere; «m.fl.» hører til i Merknad.",
    fix=Fix.UNSAFE,
    fix_safety="Navnet skrives slik det oftest er skrevet. To navn som ligner, kan være to "
    "partnere; derfor spørres det om hver celle.",
)


@RULE.check
def check(view: View) -> Hits:
    spellings: dict[str, Counter[str]] = {}
    rows = [row for row in view.rows(PARTNERS) if bare(view.text(row, "name"))]
    for row in rows:
        name = view.text(row, "name")
        spellings.setdefault(bare(name), Counter())[name] += 1
    seen: dict[tuple[str, str], BoundRow] = {}
    for row in rows:
        name = view.text(row, "name")
        place = (view.text(row, "measure"), bare(name))
        first = seen.setdefault(place, row)
        if first is not row:
            # Rows that are alike in everything are reported as duplicates elsewhere.
            if dict(first.values) != dict(row.values):
                yield Hit(
                    f"{nb.quoted(name)} står to ganger under tiltak {place[0]}.",
                    cell=row.cells["name"],
                    actual=name,
                    remedy="Slett den ene raden.",
                )
            continue
        others = _with_others(view, name)
        if others:
            yield Hit(
                f"{nb.quoted(name)} slutter med «{others}», som hører til i "
                f"«{view.header(PARTNERS, 'remark')}».",
                cell=row.cells["name"],
                expected=name.removesuffix(others).rstrip(" ,"),
                actual=name,
                severity=Severity.NOTE,
            )
            continue
        usual = spellings[bare(name)].most_common(1)[0][0]
        if name != usual:
            times = spellings[bare(name)][usual]
            yield Hit(
                f"{nb.quoted(name)} er skrevet {nb.quoted(usual)} "
                f"{nb.counted(times, 'gang', 'ganger')} ellers.",
                cell=row.cells["name"],
                expected=usual,
                actual=name,
                fix=(SetCell(row.cells["name"], usual, row.values["name"]),),
            )


def _with_others(view: View, name: str) -> str:
    """What *name* ends with that belongs in the column beside it; ``""`` where nothing does."""
    ends = ("m.fl.", "mfl.", "mfl", "m. fl.", "m.m.", "o.a.", "og andre", "osv.", "etc.")
    if not view.has(PARTNERS, "remark"):
        return ""
    return next((end for end in ends if name.casefold().endswith(f" {end}")), "")


@RULE.bad("«Stiftelser m.fl.» i stedet for «m.fl.» i Tillegg.")
def _and_more(e: Editor) -> Place:
    return e.put(PARTNERS, "Stiftelser", "name", "Stiftelser m.fl.")


@RULE.bad("«transportører» med liten t.")
def _capital(e: Editor) -> Place:
    return e.put(PARTNERS, "Transportører", "name", "transportører")


@RULE.bad("«FoU miljøer mfl.» uten bindestrek og med tillegg.")
def _and_others(e: Editor) -> Place:
    return e.put(PARTNERS, "FoU-miljøer", "name", "FoU miljøer mfl.")


@RULE.bad("Samme partner to ganger under tiltak 1.2.")
def _twice(e: Editor) -> Place:
    return e.put(PARTNERS, "Østlandssamarbeidet", "name", "Fylkeskommuner ")


@RULE.good("To partnere med navn som ligner.")
def _other_partner(e: Editor) -> None:
    e.put(PARTNERS, "Oslo Havn", "name", "Oslo havnevesen")
