"""What stands in more than one place: names of tables, and labels that formulas look for."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from orxl.programme.codes import LineType

MAIN: Final = "tblHovedtall"
PROJECTS: Final = "tblProsjektmidler"
GRANTS: Final = "tblTilskudd"
GRANT_YEARS: Final = "tblTilskuddsår"
AHEAD_YEARS: Final = "tblÅrene"
AHEAD_LINES: Final = "tblFram"
CARRIED: Final = "tblOverføring"
CLOSED: Final = "tblÅrsavslutning"
AMENDMENTS: Final = "tblBudsjettendringer"
AMENDED: Final = "tblRevidert"
ACCOUNT_LINKS: Final = "tblRegnskapskobling"
ASSUMED: Final = "tblForutsetninger"
MEMBERS: Final = "tblMedlemmer"
FEES: Final = "tblKontingent"
BRIDGE: Final = "tblBro"
GROWTHS: Final = "tblVekst"
UNNAMED: Final = "tblØvrige"
POPULATION: Final = "tblFolketall"
AREAS: Final = "tblOmråder"
MEASURES: Final = "tblTiltak"
TARGETS: Final = "tblMål"
PARTNERS: Final = "tblPartnere"
BODIES: Final = "tblOrganisering"
STRATEGY: Final = "tblStrategi"
PARAGRAPHS: Final = "tblTekster"
NOTES: Final = "tblNoter"
FIGURES: Final = "tblFasteTall"
LOG: Final = "tblEndringslogg"
SCENARIOS: Final = "tblScenarioer"
CHOICES: Final = "tblScenariovalg"
SENSITIVITIES: Final = "tblFølsomhet"
BASES: Final = "tblScenariogrunnlag"
ACCEPTED: Final = "tblGodtatte"
PRINTED: Final = "tblTrykte"
CORRECTED: Final = "tblRettelser"
CONTROLS: Final = "tblKontroller"
FINDINGS: Final = "tblFunn"
CHANGES: Final = "tblEndring"
ROWS: Final = "tblRader"
STATES: Final = "tblTilstand"
FILLED: Final = "tblUtfylt"


class Group(StrEnum):
    """The groups of sheets: the colours of the tabs, and the columns of links on «Forside»."""

    PROGRAMME = "program"
    BUDGET = "budsjett"
    AHEAD = "framover"
    """What the budget may become: scenarios and the years ahead."""
    MEMBERS = "medlemmer"
    CONTROL = "kontroll"


CARRY_IN: Final = LineType.CARRY_IN.value
INCOME: Final = LineType.INCOME.value
INCOME_SUM: Final = LineType.INCOME_SUM.value
EXPENSE: Final = LineType.EXPENSE.value
EXPENSE_SUM: Final = LineType.EXPENSE_SUM.value
RESULT: Final = LineType.RESULT.value
CARRY_OUT: Final = LineType.CARRY_OUT.value

NAMED: Final = "Navngitte medlemmer"
OTHERS: Final = "Øvrige medlemmer, ikke navngitt (anslag)"
OTHERS_BEFORE: Final = "Øvrige medlemmer, ikke navngitt i kilden"
"""What that row was called up to version 2 of the layout."""
TOTAL: Final = "Kontingent i alt"
PRIOR: Final = "Sum med forrige sats og de utmeldte"
IMPLIED: Final = "Innbyggere det svarer til"
GROWN: Final = "Vekst siden saken"
BRIDGED: Final = "Kontingent i dag"
"""The rows of «Kontingent» that other sheets and the rules read."""

AMOUNTS: Final = ("budget_prior", "forecast_prior", "budget")
"""The columns of the main figures that the paper prints."""
CALCULATED: Final = frozenset({INCOME_SUM, EXPENSE_SUM, RESULT, CARRY_OUT})
"""The types of line that hold nothing of their own."""
