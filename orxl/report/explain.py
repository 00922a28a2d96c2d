"""Explains the rules, from the rules themselves."""

from __future__ import annotations

from typing import Final

from orxl.core.errors import BadCall
from orxl.rules.kit.references import Reference
from orxl.rules.kit.registry import FAMILIES, family_of, find_rule, rules_of
from orxl.rules.kit.rule import Fix

FIXES: Final = {
    Fix.NONE: "Rettes for hånd.",
    Fix.SAFE: "Kan rettes med «orxl beregn --rett».",
    Fix.UNSAFE: "Kan rettes med «orxl beregn --rett --også-usikre», etter spørsmål.",
    Fix.PROPOSED: "Rapporten foreslår en formel. orxl setter den ikke inn.",
}
"""Whether a rule can mend what it finds, as users read it."""
ON_REQUEST: Final = {"FileView": "--før-utsending", "SheetsView": "--alle-ark"}
"""The views that are only looked at when asked for, with the option that does."""


def listing() -> str:
    """All rules, a line each, by family."""
    lines: list[str] = []
    for family in FAMILIES:
        option = f" (med {ON_REQUEST[family.asks]})" if family.asks in ON_REQUEST else ""
        lines += ([""] if lines else []) + [family.name + option]
        lines += [f"  {r.code}  {r.severity.label:<9} {r.name}" for r in rules_of(family)]
    return "\n".join(lines)


def explain(code: str) -> str:
    """The rule with *code*: what it finds, why it matters, examples, what to do.

    Raises BadCall for a code that no rule has.
    """
    rule = find_rule(code)
    if rule is None:
        raise BadCall(f"Ingen regel heter «{code}».", "Se «orxl regel» for alle regler.")
    option = ON_REQUEST.get(family_of(rule).asks)
    when = [f"Kjøres bare med «orxl kontroller {option}»."] if option is not None else []
    examples = [f"  Feil:  {e.text}" for e in rule.bad_examples] + [
        f"  Riktig:  {e.text}" for e in rule.good_examples
    ]
    return "\n".join(
        (
            f"{rule.code} {rule.name} ({rule.severity.label})",
            "",
            f"Hva den finner:  {rule.finds}",
            f"Hvorfor det betyr noe:  {rule.why}",
            "Eksempler:",
            *examples,
            f"Hva du gjør:  {rule.remedy}",
            FIXES[rule.fix],
            *([f"Er rettingen trygg:  {rule.fix_safety}"] if rule.fix_safety else ()),
            *(["Kilder:", *map(_source, rule.references)] if rule.references else ()),
            *when,
        )
    )


def _source(reference: Reference) -> str:
    address = reference.address
    return f"  {reference.text}" + (f"  {address}" if address.startswith("https://") else "")
