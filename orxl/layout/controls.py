"""The live controls: formulas on «Kontroll» that always count along."""

from __future__ import annotations

from dataclasses import dataclass

from orxl.layout.assumption_sheets import ASSUMPTIONS
from orxl.layout.budget_formulas import (
    CARRY_IN,
    CARRY_OUT,
    EXPENSE,
    EXPENSE_SUM,
    INCOME,
    INCOME_SUM,
    RESULT,
    budget_headers,
    of_line,
)
from orxl.layout.member_sheets import NAMED, OTHERS, TOTAL

OK, DEVIATION, ACCEPTED, FILL_IN = "OK", "AVVIK", "GODTATT", "FYLL UT"
"""The states of a control."""
TO_FILL_IN = "D005"
"""The rule whose controls ask for input rather than complain."""
STATE = (
    f'IF(ISERROR([@Differanse]),"{DEVIATION}",IF([@Differanse]=0,"{OK}",'
    f'IF([@Regel]="{TO_FILL_IN}","{FILL_IN}",'
    f'IF(SUMPRODUCT((tblGodtatte[Regel]=[@Regel])*1)>0,"{ACCEPTED}","{DEVIATION}"))))'
)
"""The state of a control, from its difference and the accepted deviations."""


@dataclass(frozen=True, slots=True)
class Control:
    """A live control: two figures that must agree, the rule it belongs to, and where to look."""

    text: str
    first: str
    second: str
    rule: str
    sheet: str


def controls(year: int) -> tuple[Control, ...]:
    """The live controls on «Kontroll», in order. Formulas only; no script is needed."""
    head = budget_headers(year)
    now, before, forecast = head["budget"], head["budget_prior"], head["forecast_prior"]

    def lines(column: str, kind: str) -> str:
        return f'SUMIFS(tblHovedtall[{column}],tblHovedtall[Type],"{kind}")'

    def fees(group: str, column: str) -> str:
        return f'INDEX(tblKontingent[{column}],MATCH("{group}",tblKontingent[Gruppe],0))'

    def carried(column: str, of: str) -> str:
        return f'INDEX(tblOverføring[{column}],MATCH("{of}",tblOverføring[Tall fra],0))'

    active = "tblMedlemmer[Medlem i budsjettåret]"
    needed = [spec.name for spec in ASSUMPTIONS if spec.required]
    return (
        Control(
            "Alle forutsetninger som må være med, er fylt ut",
            "+".join(f'({name}<>"")*1' for name in needed),
            str(len(needed)),
            TO_FILL_IN,
            "Forutsetninger",
        ),
        Control(
            "Sum inntekter er summen av inntektspostene",
            of_line(now, INCOME_SUM),
            lines(now, INCOME),
            "B001",
            "Hovedtall",
        ),
        Control(
            "Sum driftsutgifter er summen av utgiftspostene",
            of_line(now, EXPENSE_SUM),
            lines(now, EXPENSE),
            "B001",
            "Hovedtall",
        ),
        Control(
            "Resultat er inntekter minus utgifter",
            of_line(now, RESULT),
            f"{lines(now, INCOME)}-{lines(now, EXPENSE)}",
            "B002",
            "Hovedtall",
        ),
        Control(
            "Utgående mindreforbruk er inngående pluss resultat",
            of_line(now, CARRY_OUT),
            f"{of_line(now, CARRY_IN)}+{of_line(now, RESULT)}",
            "B003",
            "Hovedtall",
        ),
        Control(
            f"Inngående {year} er utgående i prognosen for {year - 1}",
            of_line(now, CARRY_IN),
            of_line(forecast, CARRY_OUT),
            "B004",
            "Hovedtall",
        ),
        Control(
            "Utgående mindreforbruk er likt på Hovedtall og Overføring",
            of_line(now, CARRY_OUT),
            carried("Utgående mindreforbruk", now),
            "B003",
            "Overføring",
        ),
        Control(
            f"Endringen i inntekter er målt mot budsjett {year - 1}",
            of_line("Endring", INCOME_SUM),
            f"{of_line(now, INCOME_SUM)}-{of_line(before, INCOME_SUM)}",
            "B005",
            "Hovedtall",
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, budsjett {year}",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            "SUM(tblProsjektmidler[I budsjettet])",
            "B006",
            "Prosjektmidler",
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, prognose {year - 1}",
            f'SUMIFS(tblHovedtall[{forecast}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            f"SUM(tblProsjektmidler[{forecast}])",
            "B006",
            "Prosjektmidler",
        ),
        Control(
            f"Posten Prosjekter er summen av Prosjektmidler, budsjett {year - 1}",
            f'SUMIFS(tblHovedtall[{before}],tblHovedtall[Hentes fra],"Prosjektmidler")',
            f"SUM(tblProsjektmidler[{before}])",
            "B006",
            "Prosjektmidler",
        ),
        Control(
            "Tilskuddene i Hovedtall er summen av arket Tilskudd",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"*ilskudd")',
            "SUM(tblTilskudd[I budsjettet])",
            "B007",
            "Tilskudd",
        ),
        Control(
            "Kontingenten i Hovedtall er kontingenten i alt, i 1000 kr",
            f'SUMIFS(tblHovedtall[{now}],tblHovedtall[Hentes fra],"Kontingent")',
            "ROUND(Kontingent_i_alt/1000,0)",
            "K001",
            "Kontingent",
        ),
        Control(
            "Kontingenten i alt er det vedtatte grunnlaget",
            fees(TOTAL, "Kontingent"),
            "Kontingentgrunnlag",
            "K002",
            "Kontingent",
        ),
        Control(
            "Navngitte og øvrige er alle medlemmene",
            f"{fees(NAMED, 'Medlemmer')}+{fees(OTHERS, 'Medlemmer')}",
            "Antall_medlemmer",
            "K003",
            "Kontingent",
        ),
        Control(
            "Alle medlemmer i budsjettåret har folketall",
            f"SUM({active})",
            f"SUMPRODUCT({active}*(tblMedlemmer[Folketall]>0))",
            "K004",
            "Medlemmer",
        ),
        Control(
            "Bundne midler er ikke større enn utgående mindreforbruk",
            f"MIN({carried('Bundet utgående', now)},{carried('Utgående mindreforbruk', now)})",
            carried("Bundet utgående", now),
            "B008",
            "Overføring",
        ),
        Control(
            "Alle tiltak har minst ett resultatmål",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Resultatmål]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P003",
            "Tiltak",
        ),
        Control(
            "Alle tiltak har minst ett effektmål",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Effektmål]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P004",
            "Tiltak",
        ),
        Control(
            "Alle tiltak har minst én partner",
            'SUMPRODUCT((tblTiltak[Nr]<>"")*(tblTiltak[Partnere]>0))',
            'SUMPRODUCT((tblTiltak[Nr]<>"")*1)',
            "P005",
            "Tiltak",
        ),
        Control(
            "Alle mål hører til et tiltak",
            "SUM(tblTiltak[Resultatmål])+SUM(tblTiltak[Effektmål])",
            'SUMPRODUCT((tblMål[Mål ID]<>"")*1)',
            "N003",
            "Mål",
        ),
        Control(
            "Alle partnere hører til et tiltak",
            "SUM(tblTiltak[Partnere])",
            'SUMPRODUCT((tblPartnere[Partner]<>"")*1)',
            "N004",
            "Partnere",
        ),
    )
