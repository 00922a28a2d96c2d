"""Explains the rules, from the rules themselves."""

from __future__ import annotations

from typing import Final

from orxl.core.errors import BadCall
from orxl.rules.anywhere.audit import anywhere_rules, find_anywhere_rule
from orxl.rules.kit.registry import all_rules, family_of, find_rule
from orxl.rules.kit.rule import Fix, Rule

FIXES: Final = {
    Fix.NONE: "Rettes for hånd.",
    Fix.SAFE: "Kan rettes med «orxl beregn --rett».",
    Fix.UNSAFE: "Kan rettes med «orxl beregn --rett --også-usikre», etter spørsmål.",
}
"""Whether a rule can mend what it finds, as users read it."""
ANYWHERE: Final = "Formler i alle arbeidsbøker"
ON_REQUEST: Final = {"Før utsending": "--før-utsending", ANYWHERE: "--alle-ark"}
"""The families that are only checked when asked for, with the option that does."""


def listing() -> str:
    """All rules, a line each, by family."""
    lines: list[str] = []
    family = ""
    for rule in all_rules():
        if family_of(rule) != family:
            family = family_of(rule)
            option = f" (med {ON_REQUEST[family]})" if family in ON_REQUEST else ""
            lines += ([""] if lines else []) + [family + option]
        lines.append(f"  {rule.code}  {rule.severity.label:<9} {rule.name}")
    lines += ["", f"{ANYWHERE} (med {ON_REQUEST[ANYWHERE]})"]
    lines += [f"  {rule.code}  {rule.severity.label:<9} {rule.name}" for rule in anywhere_rules()]
    return "\n".join(lines)


def explain(code: str) -> str:
    """The rule with *code*: what it finds, why it matters, examples, what to do.

    Raises BadCall for a code that no rule has.
    """
    rule = find_rule(code) or find_anywhere_rule(code)
    if rule is None:
        raise BadCall(f"Ingen regel heter «{code}».", "Se «orxl regel» for alle regler.")
    family = family_of(rule) if isinstance(rule, Rule) else ANYWHERE
    option = ON_REQUEST.get(family)
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
            *when,
        )
    )
