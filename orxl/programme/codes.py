"""The code lists of the programme: one place for every word that a cell may hold as a code.

The Norwegian words are the values; the English names are those of ``docs/ordliste.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final


class TargetType(StrEnum):
    """What a target measures: what was done, or what came of it."""

    RESULT = "Resultatmål"
    EFFECT = "Effektmål"


class Operator(StrEnum):
    """How a target's number is to be read."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    EXACTLY = "="
    AT_MOST = "≤"
    BETWEEN = "mellom"


class MeasureStatus(StrEnum):
    """How far a measure has come."""

    NOT_STARTED = "Ikke startet"
    UNDER_WAY = "I gang"
    DONE = "Gjennomført"
    POSTPONED = "Utsatt"
    STOPPED = "Avbrutt"


class TargetStatus(StrEnum):
    """Whether a target has been met."""

    NOT_ASSESSED = "Ikke vurdert"
    ON_TRACK = "I rute"
    MET = "Nådd"
    PARTLY_MET = "Delvis nådd"
    MISSED = "Ikke nådd"


class AreaType(StrEnum):
    """The three kinds of area that measures are grouped under."""

    OVERALL = "Overordnede strategier"
    FOCUS = "Innsatsområde"
    CROSS_CUTTING = "Tverrgående tema"


class StrategyType(StrEnum):
    """The links of the chain from vision to strategies, and the frame around it."""

    VISION = "Visjon"
    CHALLENGE = "Utfordring"
    GOAL = "Overordnet mål"
    CASE = "Prioritert politisk sak"
    STRATEGY = "Strategi"
    TASK = "Oppgave"
    PRINCIPLE = "Prinsipp"


class BodyType(StrEnum):
    """The kinds of body in the organisation."""

    POLITICAL = "Politisk organ"
    SECRETARIAT = "Sekretariat"
    ADMINISTRATIVE = "Administrativ gruppe"
    EXPERT = "Faggruppe"
    PROJECT = "Prosjektorganisering"
    WORKING = "Tverrgående arbeidsgruppe"


class LineType(StrEnum):
    """The kinds of line in the main figures, in the order in which they must stand."""

    CARRY_IN = "Inngående"
    INCOME = "Inntekt"
    INCOME_SUM = "Sum inntekter"
    EXPENSE = "Utgift"
    EXPENSE_SUM = "Sum utgifter"
    RESULT = "Resultat"
    CARRY_OUT = "Utgående"


class LineSource(StrEnum):
    """Where a line's figure for the budget year comes from."""

    TYPED = "Innlagt"
    FEES = "Kontingent"
    GRANT = "Tilskudd"
    OTHER_GRANTS = "Øvrige tilskudd"
    PROJECTS = "Prosjektmidler"
    CALCULATED = "Beregnet"


class GrantStatus(StrEnum):
    """The state of a grant."""

    GRANTED = "Innvilget"
    APPLIED = "Søkt"
    REFUSED = "Avslått"
    ENDED = "Avsluttet"


class Standing(StrEnum):
    """How firm a fact of the case is: nothing is called decided before it is."""

    DECIDED = "Vedtatt"
    STATED = "Oppgitt i saken"
    ESTIMATED = "Anslag i saken"
    PROPOSED = "Innstilt"
    ASSUMED = "Forutsetning"


class Growth(StrEnum):
    """How the inhabitants of the unnamed members are taken to follow the population's date."""

    UNCHANGED = "Uendret"
    AS_NAMED = "Som de navngitte"
    NATIONAL = "Nasjonal vekst"


class Cause(StrEnum):
    """The steps of the bridge from the case's fees to today's."""

    UNEXPLAINED = "Alle er navngitt: medlemmene mot sakens sum"
    RATE = "Endret sats"
    OUT = "Medlemmer ut"
    IN = "Medlemmer inn"
    POPULATION = "Endret folketall, navngitte"
    UNNAMED_POPULATION = "Endret folketall, øvrige (anslag)"
    ROUNDING = "Avrunding av hver kontingent"


HORIZON: Final = 3
"""How many years follow the budget year in the projection."""


class AheadMethod(StrEnum):
    """How a line of the budget is taken on to the years ahead."""

    UNCHANGED = "Uendret"
    GROWTH = "Vekst"
    TYPED = "Skrives inn"
    FEES = "Kontingent"
    GRANTS = "Tilskuddsår"


class ForecastMethod(StrEnum):
    """How the prognosis of a line for the budget year is made."""

    TYPED = "Skrives inn"
    LINEAR = "Lineær"
    BUDGET = "Som budsjettert"


class Outside(StrEnum):
    """Why what is in the accounts is not on «Hovedtall»."""

    FUNDS = "Fondsbruk og avsetning"
    VAT = "Mva-kompensasjon"
    PENSION = "Premieavvik"
    INTERNAL = "Interne poster"
    CLOSING = "Årsavslutning"
    BALANCE = "Balanse"
    INVESTMENT = "Investering"


class ScenarioChange(StrEnum):
    """What goes out of a scenario or comes into it."""

    MEMBER_OUT = "Medlem ut"
    MEMBER_IN = "Medlem inn"
    GRANT_OUT = "Tilskudd ut"
    GRANT_IN = "Tilskudd inn"


class ScenarioName(StrEnum):
    """The scenarios that every workbook has."""

    CASE = "Saken"
    NOW = "Boken nå"


class Remark(StrEnum):
    """What is to be said of a change in a scenario."""

    NONE = ""
    NO_SCENARIO = "Finner ikke scenarioet"
    CASE = "Saken endres ikke"
    NO_CHANGE = "Velg endring"
    REPEATED = "Står i en tidligere rad"
    NO_EFFECT = "Uten virkning"
    NO_PEOPLE = "Folketall mangler"
    NO_CASE = "«I saken» mangler"


class Mover(StrEnum):
    """The assumptions whose effect on the closing balance is shown."""

    RATE = "Kontingentsats"
    PEOPLE = "Folketallet i alle medlemmene"
    UNNAMED = "De øvriges innbyggere (anslag)"
    EXPENSE = "Største utgift som skrives inn"
    APPLIED = "Søkte tilskudd"


USUAL_STEPS: Final[Mapping[Mover, Decimal]] = {
    Mover.RATE: Decimal("0.1"),
    Mover.PEOPLE: Decimal("0.01"),
    Mover.UNNAMED: Decimal("0.01"),
    Mover.EXPENSE: Decimal("0.01"),
    Mover.APPLIED: Decimal(1),
}
"""By how much each is changed, unless the book says otherwise: kr per inhabitant for the rate,
shares for the others."""


class Currency(StrEnum):
    """The currencies of commitments."""

    NOK = "NOK"
    EUR = "EUR"


class YesNo(StrEnum):
    """A yes or a no, as staff write it."""

    YES = "Ja"
    NO = "Nei"


class ParagraphType(StrEnum):
    """The kinds of paragraph in the board paper."""

    TITLE = "tittel"
    HEADING = "overskrift"
    BODY = "avsnitt"
    BULLET = "punkt"
    NUMBERED = "nummerert"
    LINK = "lenke"
    INSERT = "sett inn"
