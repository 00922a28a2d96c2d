"""An empty workbook for a new council: the same structure, nothing of anybody's content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from orxl.core.errors import BadCall
from orxl.layout import Kind
from orxl.layout.assumption_sheets import ASSUMPTIONS, AssumptionSpec
from orxl.layout.budget_formulas import budget_headers
from orxl.programme.codes import LineSource, LineType
from orxl.programme.models import Assumption, BudgetLine, Population
from orxl.programme.programme import Programme
from orxl.programme.projection import first_lines
from orxl.programme.records import CarryOver, LogEntry

FIRST_YEAR, LAST_YEAR = 2020, 2100
LONGEST_NAME = 100
"""Characters of the council's name: a printed header has 255 for all that it says (Microsoft)."""

LINES: tuple[tuple[str, LineType, LineSource], ...] = (
    (
        "Inngående mindreforbruk (overførte midler fra tidl. år)",
        LineType.CARRY_IN,
        LineSource.CALCULATED,
    ),
    ("Kontingenter", LineType.INCOME, LineSource.FEES),
    ("Andre tilskudd", LineType.INCOME, LineSource.OTHER_GRANTS),
    ("Andre inntekter", LineType.INCOME, LineSource.TYPED),
    ("Avrunding inntekter", LineType.INCOME, LineSource.TYPED),
    ("Sum inntekter", LineType.INCOME_SUM, LineSource.CALCULATED),
    ("Møteutgifter politiske organer", LineType.EXPENSE, LineSource.TYPED),
    ("Møteutgifter administrative organer", LineType.EXPENSE, LineSource.TYPED),
    ("Kommunikasjon", LineType.EXPENSE, LineSource.TYPED),
    ("Sekretariatet, andre utgifter", LineType.EXPENSE, LineSource.TYPED),
    ("Lønn sekretariatet, mv.", LineType.EXPENSE, LineSource.TYPED),
    ("Prosjekter", LineType.EXPENSE, LineSource.PROJECTS),
    ("Avrunding utgifter", LineType.EXPENSE, LineSource.TYPED),
    ("Sum driftsutgifter", LineType.EXPENSE_SUM, LineSource.CALCULATED),
    ("Resultat (negativt = bruk av overførte midler)", LineType.RESULT, LineSource.CALCULATED),
    ("Utgående mindreforbruk", LineType.CARRY_OUT, LineSource.CALCULATED),
)
"""The main figures that any such council has: what is fetched, what is typed, what is summed."""


def blank_programme(
    year: int, name: str, moment: datetime, populations: tuple[Population, ...] = ()
) -> Programme:
    """A programme for *year* of the council called *name*, with nothing in it but its frame.

    *populations* are public figures (SSB) that save the council an import. Raises BadCall for a
    year or a name that cannot be used.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadCall(
            f"Budsjettåret {year} kan ikke brukes.",
            f"Skriv et årstall fra {FIRST_YEAR} til {LAST_YEAR}, for eksempel --år {moment.year}.",
        )
    if not name.strip():
        raise BadCall(
            "Navnet på det interkommunale politiske rådet mangler.",
            'Skriv det etter --navn, for eksempel --navn "Fjordrådet IPR".',
        )
    if not name.strip().isprintable():
        raise BadCall("Navnet på rådet har et tegn som ikke vises.", "Skriv det på nytt for hånd.")
    if len(name.strip().replace("&", "&&")) > LONGEST_NAME:
        raise BadCall(
            f"Navnet på rådet har {len(name.strip())} tegn. Det skal stå øverst på hver utskrevne "
            f"side, og der er det plass til {LONGEST_NAME}.",
            "Bruk et kortere navn. Det fulle navnet kan skrives på Forutsetninger.",
        )
    lines = tuple(
        BudgetLine(line=i, label=label, type=kind, source=source)
        for i, (label, kind, source) in enumerate(LINES, start=1)
    )
    return Programme(
        assumptions=tuple(_assumptions(year, name.strip(), populations, moment.date())),
        lines=lines,
        ahead_lines=first_lines(lines),
        carry_over=tuple(CarryOver(column=h) for h in budget_headers(year).values()),
        populations=populations,
        log=(LogEntry(time=moment, who="orxl", action="Bygd", description="Tom arbeidsbok."),),
    )


def _assumptions(
    year: int, name: str, populations: tuple[Population, ...], today: date
) -> Iterator[Assumption]:
    # The usual date: 1 January of the year before, or the last one there are figures for.
    dates = [p.at for p in populations if p.at <= date(year - 1, 1, 1)]
    known: dict[str, Decimal | date | str] = {
        "Organisasjon": name,
        "Budsjettår": Decimal(year),
        "Folketallsdato": max(dates, default=date(year - 1, 1, 1)),
        "Status_per": today,
    }
    for spec in ASSUMPTIONS:
        yield Assumption(
            label=spec.label,
            value=known[spec.name] if spec.name in known else _start(spec),
            unit=spec.unit if spec.unit != "" else None,
            name=spec.name,
            standing=spec.standing,
            note=spec.note if spec.note != "" else None,
        )


def _start(spec: AssumptionSpec) -> Decimal | str | None:
    if isinstance(spec.start, float) and spec.kind is not Kind.TEXT:
        return Decimal(str(spec.start))
    return spec.start if isinstance(spec.start, str) else None
