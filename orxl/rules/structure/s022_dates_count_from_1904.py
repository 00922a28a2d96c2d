"""A workbook whose dates count from 1904, so that they are four years and a day late."""

from __future__ import annotations

from datetime import datetime

from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import CALCULATION
from orxl.rules.kit.tables import POPULATION

RULE = Rule(
    "S022",
    "datoer-fra-1904",
    Severity.ERROR,
    finds="Innstillingen «Bruk datosystemet 1904» i en arbeidsbok der datoene er skrevet etter "
    "systemet fra 1900.",
    why="Alle datoene vises og regnes fire år og en dag for sent. Medlemskap, folketall og frister "
    "treffer ikke lenger, og alt som regnes ut av dem, blir galt.",
    remedy="Slå av «Bruk datosystemet 1904» under Fil → Alternativer → Avansert, og se at datoene "
    "er som før.",
    references=(CALCULATION,),
)


@RULE.check
def check(view: View) -> Hits:
    if not view.book.date1904:
        return
    days = [v for _, _, v in view.column(POPULATION, "at") if isinstance(v, datetime)]
    first = [(day.day, day.month) == (1, 1) and day.year <= view.year + 1 for day in days]
    if days and 2 * sum(first) > len(days):
        yield Hit(
            "Arbeidsboken teller datoene fra 1904. Datoene er riktige nå, men dager som hentes fra "
            "andre arbeidsbøker, kommer fire år feil.",
            severity=Severity.NOTE,
            expected="1900",
            actual="1904",
        )
        return
    shown = f": folketallene står ved {nb.day(days[0])}" if days else ""
    yield Hit(
        "Arbeidsboken er satt til å telle datoene fra 1904, så alle datoer er fire år og en dag "
        f"for sene{shown}. Det er årsaken til at det som hører til en dato, ikke stemmer.",
        expected="1900",
        actual="1904",
        hinders=True,
    )


@RULE.bad("Innstillingen er slått på etterpå, så 1.1.2025 er blitt 2.1.2029.")
def _switched(e: Editor) -> Place:
    for row in e.table(POPULATION).data_rows:
        at = e.at(POPULATION, row, "at")
        day = e.book.cell(at).value
        if isinstance(day, datetime):
            e.type_in(at, day.replace(year=day.year + 4, day=day.day + 1))
    e.count_from_1904()
    return None


@RULE.good("Datoene teller fra 1900.")
def _usual(e: Editor) -> None:
    e.calculation()
