"""Following the budget through the year: accounts to date, prognosis, deviation, traffic light.

The accounts to date are also shown as a share of the budget, with a bar behind the number.

An empty prognosis means «as budgeted», so that the expected year is complete from the first day
and a total is always the sum of its lines.
"""

from __future__ import annotations

from typing import Final

from orxl.layout.columns import amount, code, integer, long_text, share, text
from orxl.layout.looks import FixedMark, Look, Mark
from orxl.layout.tables import Column, Earlier

GREEN, YELLOW, RED = "Grønt", "Gult", "Rødt"
DEVIATION_HELP: Final = (
    "Prognosen for året minus budsjettet. Pluss er gunstig for inntekter og ugunstig for utgifter; "
    "trafikklyset vurderer det."
)


_AS_TYPED: Final = 'IF({new_forecast}="",{budget},{new_forecast})'
_BY_METHOD: Final = f'IF({{calculated}}="",{_AS_TYPED},{{calculated}})'
METHOD: Final = text(
    "method", "Metode for prognosen", 15.5, "Hvordan prognosen for året blir til. Lineær: "
    "regnskapet hittil delt på månedene som er gått, ganger tolv. Tom: det som er skrevet i "
    "«Endret prognose», ellers budsjettet.", choices="Liste_prognosemetode", since=7,
)  # fmt: skip
METHOD_STEPS: Final = (
    amount("linear", "Lineær prognose", 12, hidden=True, since=7, formula=
           'IF(OR({actual}="",N(Regnskap_per)=0),"",'
           'IF(OR(YEAR(Regnskap_per)<>Budsjettår,DAY(Regnskap_per+1)<>1),"",'
           "ROUND({actual}*12/MONTH(Regnskap_per),0)))"),
    amount("calculated", "Beregnet prognose", 12, hidden=True, since=7, formula=
           "IF({method}={ForecastMethod.BUDGET},{budget},"
           'IF({method}={ForecastMethod.LINEAR},{linear},""))'),
)  # fmt: skip
"""The steps to a prognosis by a method. The linear one is the accounts to date as a whole year,
blank where they, or their day, are not there; the day must be the last of a month, so that the
months are whole."""


def follow_up_columns(
    expense: str = "", apart: str = "", button: float = 0, *, methods: bool = False
) -> tuple[Column, ...]:
    """The columns that follow the column «budget» up; :func:`light_columns` go with them.

    *expense* is the condition, as a formula, that a row is an expense (``""``: all rows are).
    *apart* is the condition, as a formula, that a share of the budget says nothing about a row,
    such as the result. *button* is the room that a filter's button takes in each header. With
    *methods* each row says how its prognosis is made; :data:`METHOD_STEPS` go with them.
    """
    no_share = f"{apart}," if apart else ""
    as_typed: Earlier = ((6, _AS_TYPED),) if methods else ()
    return (
        amount("actual", "Regnskap hittil", 11.5 + button,
               "Regnskapsført så langt i året, i 1000 kr."),
        share("spent", "Andel av budsjettet", 12.5 + button, formula=
            f'IF(OR({no_share}N({{actual}})=0,{{budget}}=0),"",{{actual}}/{{budget}})'),
        *((METHOD,) if methods else ()),
        amount("new_forecast", "Endret prognose", 11.5 + button,
            "Ventet for hele året, i 1000 kr. Tom betyr som budsjettert.",
            former=((3, "Ny prognose"),)),
        # No year in the header: «Prognose 2026» is next year's prior prognosis.
        amount("forecast", "Prognose for året", 14 + 0.8 * button,
            formula=_BY_METHOD if methods else _AS_TYPED, earlier=as_typed,
            former=((3, "Årsprognose"),)),
        amount("deviation", "Avvik", 9.5 + button, DEVIATION_HELP, formula="{forecast}-{budget}"),
        code("light", "Trafikklys", 11.5 + button, formula=light_of("{level}"),
             earlier=((3, _light_before(expense)),)),
        long_text("explanation", "Forklaring av avvik", 26 + 4 * button,
                  "Hvorfor prognosen avviker fra budsjettet, og hva som gjøres. Skal fylles ut "
                  "ved rødt."),
    )  # fmt: skip


def light_columns(expense: str = "", *, methods: bool = False) -> tuple[Column, ...]:
    """The steps from a deviation to a light, one in each technical column.

    For an expense more than budgeted is the unfavourable side, else less is.
    """
    signed = f"{{deviation}}*IF({expense},1,-1)"
    off = "{unfavourable}" if expense else "{deviation}"
    own = (amount("unfavourable", "Ugunstig", 12, formula=signed, hidden=True, since=4),)
    level = level_of("{unfavourable_share}")
    judged = 'IF(AND({new_forecast}="",{deviation}=0),0,' + level + ")"
    by_method = 'IF(AND({calculated}="",{new_forecast}="",{deviation}=0),0,' + level + ")"
    return (
        *(own if expense else ()),
        share("unfavourable_share", "Ugunstig andel", 12, formula=share_of(off, "{budget}"),
              hidden=True, since=4),
        integer("own_level", "Eget nivå", 12, hidden=True, since=4,
                formula=by_method if methods else judged,
                earlier=((6, judged),) if methods else ()),
        integer("level", "Lysnivå", 12, formula="{own_level}", hidden=True, since=4),
    )  # fmt: skip


def share_of(unfavourable: str, budget: str) -> str:
    """The unfavourable deviation as a share of the budget; 0 where it is too small to count.

    Nothing budgeted and something used is more than any limit.
    """
    return f"IF({unfavourable}<=Avviksgrense_beløp,0,IF({budget}=0,9,{unfavourable}/ABS({budget})))"


def level_of(share_off: str) -> str:
    """The level of a light, 1 to 3, from the unfavourable share."""
    return f"1+({share_off}>Avviksgrense_gul)+({share_off}>Avviksgrense_rød)"


def _light_before(expense: str) -> str:
    """The light up to version 3 of the layout: in one formula, and of a total's own deviation."""
    off = f"IF({expense},1,-1)*{{deviation}}" if expense else "{deviation}"
    return (
        f'IF(AND({{new_forecast}}="",{{deviation}}=0),"",'
        f'IF({off}<=Avviksgrense_beløp,"{GREEN}",'
        f'IF({off}>Avviksgrense_rød*ABS({{budget}}),"{RED}",'
        f'IF({off}>Avviksgrense_gul*ABS({{budget}}),"{YELLOW}","{GREEN}"))))'
    )


def light_of(level: str) -> str:
    """The word of a light from its level; none where there is nothing to judge."""
    return f'IF({level}=3,"{RED}",IF({level}=2,"{YELLOW}",IF({level}=1,"{GREEN}","")))'


FOLLOW_UP_BARS: Final = ("spent",)
LIGHT_MARKS: Final = tuple(
    Mark("light", "light", f'{{light}}="{colour}"', look)
    for colour, look in ((GREEN, Look.GOOD), (YELLOW, Look.KNOWN), (RED, Look.BAD))
)
"""The traffic light's colours."""
TOTAL_LIGHT_MARKS: Final = tuple(
    FixedMark("", f'{{@}}="{colour}"', look, over="light")
    for colour, look in ((GREEN, Look.GOOD), (YELLOW, Look.KNOWN), (RED, Look.BAD))
)
"""The same for a light over the table."""
EXPLANATION_MARK: Final = Mark(
    "explanation", "explanation", f'AND({{light}}="{RED}",{{explanation}}="")', Look.BAD
)
"""The explanation that a red light asks for."""
